package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.Stage;
import java.util.ArrayList;
import java.util.List;

/// Whether the status of specs fits their tasks.
final class StatusCheck implements Check {
  @Override
  public List<Finding> ask(Survey survey) {
    var findings = new ArrayList<Finding>();
    for (Spec spec : survey.specs().specs()) {
      Stage.contradiction(spec, survey.companions())
          .ifPresent(message ->
              findings.add(
                  Finding.of(
                      Rule.STATUS_CONTRADICTION,
                      Finding.Subject.of(spec.at(spec.body().line("status")), spec.id()),
                      spec.id(),
                      message)));
    }
    return findings;
  }
}
