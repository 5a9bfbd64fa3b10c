package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.Location;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

// @spec engine/checks#REQ-CHECK-001
/// What is wrong inside single specs.
final class StructureCheck implements SpecCheck {
  @Override
  public Function<Spec, List<Finding>> in(Survey survey) {
    return StructureCheck::ask;
  }

  private static List<Finding> ask(Spec spec) {
    var findings = new ArrayList<Finding>();
    spec.body().problems().forEach(problem -> findings.add(finding(spec, problem)));
    if (spec.format().equals("sdd")
        && spec.body().field("created").isEmpty()
        && !spec.body().isUnread()) {
      findings.add(
          Finding.of(
              Rule.CREATED_MISSING,
              Finding.Subject.of(spec.at(1), spec.id()),
              spec.id(),
              "The front matter has no `created`."));
    }
    return findings;
  }

  static Rule rule(SpecProblem problem) {
    return Rule.of(problem.rule())
        .orElseThrow(() -> new IllegalStateException("no rule " + problem.rule()));
  }

  private static Finding finding(Spec spec, SpecProblem problem) {
    Rule rule = rule(problem);
    var at = new Location(spec.path(), problem.line(), problem.column());
    var subject =
        rule == Rule.DUPLICATE_KEY
            ? Finding.Subject.of(at, new RequirementKey(spec.id(), problem.subject()))
            : Finding.Subject.of(at, spec.id());
    return Finding.of(rule, subject, spec.id() + "|" + problem.subject(), problem.message());
  }
}
