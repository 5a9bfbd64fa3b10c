package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.facts.FileFacts;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import java.util.List;
import java.util.stream.Stream;

// @spec engine/robustness#REQ-ROB-002, engine/robustness#REQ-ROB-004
/// Files that were left unread.
final class InputCheck implements Check {
  @Override
  public List<Finding> ask(Survey survey) {
    String cut =
        "The file has more than "
            + FileFacts.MAX_MARKERS
            + " markers; the ones after these were not read.";
    return Stream.of(
            findings(
                Rule.INPUT_TOO_LARGE, survey.unread(), "The file is too large and was not read."),
            findings(Rule.INPUT_LIMIT, survey.trace().cut(), cut),
            findings(
                Rule.INPUT_LINK,
                survey.links(),
                "A symbolic link is not followed: nothing behind it is read."))
        .flatMap(all -> all)
        .toList();
  }

  private static Stream<Finding> findings(Rule rule, List<RepoPath> paths, String message) {
    return paths.stream().map(path -> finding(rule, path, message));
  }

  private static Finding finding(Rule rule, RepoPath path, String message) {
    return Finding.of(rule, Finding.Subject.of(Location.of(path, 1)), path.value(), message);
  }
}
