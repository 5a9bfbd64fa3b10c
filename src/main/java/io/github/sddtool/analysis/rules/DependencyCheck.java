package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.Location;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

// @spec engine/checks#REQ-CHECK-002
/// Dependencies that lead nowhere.
final class DependencyCheck implements SpecCheck {
  @Override
  public Function<Spec, List<Finding>> in(Survey survey) {
    return spec -> ask(spec, survey);
  }

  private static List<Finding> ask(Spec spec, Survey survey) {
    return spec.body().dependsOn().stream()
        .flatMap(name -> missing(survey.specs(), spec, name).stream())
        .toList();
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

  static Location dependsLine(Spec spec) {
    return spec.at(spec.body().line("depends", "dependencies"));
  }
}
