package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.Location;
import io.github.sddtool.spec.PlacedProblem;
import io.github.sddtool.spec.SpecProblem;
import java.util.List;

/// What is wrong inside the files beside specs.
final class CompanionsCheck implements Check {
  @Override
  public List<Finding> ask(Survey survey) {
    return survey.companions().problems().stream().map(CompanionsCheck::finding).toList();
  }

  private static Finding finding(PlacedProblem placed) {
    SpecProblem problem = placed.problem();
    return Finding.of(
        StructureCheck.rule(problem),
        Finding.Subject.of(new Location(placed.path(), problem.line(), problem.column())),
        placed.path() + "|" + problem.subject(),
        problem.message());
  }
}
