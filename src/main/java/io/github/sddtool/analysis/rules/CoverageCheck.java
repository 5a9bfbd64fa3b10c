package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Link;
import io.github.sddtool.analysis.trace.LinkStatus;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Requirements without a covering link.
final class CoverageCheck implements SpecCheck {
  @Override
  public Function<Spec, List<Finding>> in(Survey survey) {
    return spec -> ask(spec, survey);
  }

  private static List<Finding> ask(Spec spec, Survey survey) {
    var findings = new ArrayList<Finding>();
    for (Requirement requirement : spec.body().requirements()) {
      RequirementKey key = spec.key(requirement);
      if (survey.trace().covering(key).isEmpty()) {
        findings.add(
            Finding.of(
                Rule.COVERAGE_UNCOVERED,
                Finding.Subject.of(spec.at(requirement.line()), key),
                key.toString(),
                key + why(survey.trace().links(key))));
      }
    }
    return findings;
  }

  private static String why(List<Link> links) {
    if (!links.isEmpty()
        && links.stream().allMatch(link -> link.status() == LinkStatus.AMBIGUOUS)) {
      return " has only markers that could also mean another requirement.";
    }
    return links.stream().anyMatch(link -> link.status() == LinkStatus.INFERRED)
        ? " has only links that are inferred, which do not count here."
        : " has no marker in code or tests.";
  }
}
