package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.Stage;
import java.util.List;
import java.util.function.Function;

/// Whether the status of specs fits their tasks.
final class StatusCheck implements SpecCheck {
  @Override
  public Function<Spec, List<Finding>> in(Survey survey) {
    return spec -> ask(spec, survey);
  }

  private static List<Finding> ask(Spec spec, Survey survey) {
    return Stage.contradiction(spec, survey.companions()).stream()
        .map(message ->
            Finding.of(
                Rule.STATUS_CONTRADICTION,
                Finding.Subject.of(spec.at(spec.body().line("status")), spec.id()),
                spec.id(),
                message))
        .toList();
  }
}
