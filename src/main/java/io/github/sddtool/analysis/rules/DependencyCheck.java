package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.Location;
import io.github.sddtool.spec.Circles;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

// @spec engine/checks#REQ-CHECK-002
/// Dependencies that lead nowhere, and circles of them: each circle once.
final class DependencyCheck implements Check {
  @Override
  public List<Finding> ask(Survey survey) {
    var findings = new ArrayList<Finding>();
    for (Spec spec : survey.specs().specs()) {
      for (String name : spec.body().dependsOn()) {
        missing(survey.specs(), spec, name).ifPresent(findings::add);
      }
    }
    for (Circles.Circle found : Circles.of(survey.specs())) {
      List<String> circle = found.way();
      Spec first = survey.specs().spec(circle.getFirst()).orElseThrow();
      findings.add(
          Finding.of(
              Rule.DEPENDENCY_CYCLE,
              Finding.Subject.of(dependsLine(first), first.id()),
              String.join("|", circle),
              "These specs depend on each other in a circle: "
                  + String.join(" → ", circle)
                  + " → "
                  + circle.getFirst()
                  + "."));
    }
    return findings;
  }

  private static Optional<Finding> missing(SpecSet specs, Spec spec, String name) {
    String problem =
        switch (specs.resolve(name, spec)) {
          case SpecSet.Resolution.Found _ -> "";
          case SpecSet.Resolution.Missing _ -> "depends on '" + name + "', which does not exist.";
          case SpecSet.Resolution.Ambiguous(List<String> ids) ->
              "depends on '" + name + "', which could be " + String.join(" or ", ids) + ".";
        };
    return problem.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.of(
                Rule.DEPENDENCY_MISSING,
                Finding.Subject.of(dependsLine(spec), spec.id()),
                spec.id() + "|" + name,
                spec.id() + " " + problem));
  }

  private static Location dependsLine(Spec spec) {
    return spec.at(spec.body().line("depends", "dependencies"));
  }
}
