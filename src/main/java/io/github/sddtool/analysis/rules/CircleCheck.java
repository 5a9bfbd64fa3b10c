package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.spec.Circles;
import io.github.sddtool.spec.Spec;
import java.util.ArrayList;
import java.util.List;

// @spec engine/checks#REQ-CHECK-002
/// Circles of dependencies: each once.
final class CircleCheck implements Check {
  @Override
  public List<Finding> ask(Survey survey) {
    var findings = new ArrayList<Finding>();
    for (Circles.Circle found : Circles.of(survey.specs())) {
      List<String> circle = found.way();
      Spec first = survey.specs().spec(circle.getFirst()).orElseThrow();
      findings.add(
          Finding.of(
              Rule.DEPENDENCY_CYCLE,
              Finding.Subject.of(DependencyCheck.dependsLine(first), first.id()),
              String.join("|", circle),
              "These specs depend on each other in a circle: "
                  + String.join(" → ", circle)
                  + " → "
                  + circle.getFirst()
                  + "."));
    }
    return findings;
  }
}
