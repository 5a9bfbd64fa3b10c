package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.Location;
import io.github.sddtool.spec.Spec;
import java.util.List;
import java.util.function.Function;

// @spec engine/checks#REQ-CHECK-006
/// Links and images of specs that lead to nothing in the repository.
final class ReferenceCheck implements SpecCheck {
  @Override
  public Function<Spec, List<Finding>> in(Survey survey) {
    return spec -> ask(spec, survey);
  }

  private static List<Finding> ask(Spec spec, Survey survey) {
    return survey.references().broken(spec).stream()
        .map(broken ->
            Finding.of(
                Rule.LINK_BROKEN,
                Finding.Subject.of(
                    new Location(spec.path(), broken.line(), broken.column()), spec.id()),
                spec.id() + "|" + broken.target(),
                "The link to '" + broken.target() + "' leads to no file and no spec."))
        .toList();
  }
}
