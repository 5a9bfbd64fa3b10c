package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.Location;
import java.util.List;

/// Files that were left unread.
final class InputCheck implements Check {
  @Override
  public List<Finding> ask(Survey survey) {
    return survey.unread().stream()
        .map(path ->
            Finding.of(
                Rule.INPUT_TOO_LARGE,
                Finding.Subject.of(Location.of(path, 1)),
                path.value(),
                "The file is too large and was not read."))
        .toList();
  }
}
