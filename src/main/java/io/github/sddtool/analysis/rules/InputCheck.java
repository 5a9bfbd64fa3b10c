package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.facts.FileFacts;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import java.util.List;
import java.util.stream.Stream;

/// Files that were left unread.
final class InputCheck implements Check {
  @Override
  public List<Finding> ask(Survey survey) {
    String cut =
        "The file has more than "
            + FileFacts.MAX_MARKERS
            + " markers; the ones after these were not read.";
    return Stream.concat(
            survey.unread().stream()
                .map(path ->
                    finding(Rule.INPUT_TOO_LARGE, path, "The file is too large and was not read.")),
            survey.trace().cut().stream().map(path -> finding(Rule.INPUT_LIMIT, path, cut)))
        .toList();
  }

  private static Finding finding(Rule rule, RepoPath path, String message) {
    return Finding.of(rule, Finding.Subject.of(Location.of(path, 1)), path.value(), message);
  }
}
