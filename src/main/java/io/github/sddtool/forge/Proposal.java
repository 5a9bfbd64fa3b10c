package io.github.sddtool.forge;

import java.util.regex.Pattern;

// @spec app/publishing#REQ-PUB-021
/// What is asked of people: to merge one branch into another of the same repository.
///
/// @param branch to be merged; it has been pushed
/// @param into the branch that it goes into
/// @param title one line, not blank
/// @param body in Markdown; the title says all where it is empty
public record Proposal(String branch, String into, String title, String body) {
  /// What forges hear: names of people and teams, and issues, which words before them may close.
  private static final Pattern HEARD =
      Pattern.compile(
          "@(?=[\\p{L}\\p{N}_])|#(?=\\d)|\\bGH-(?=\\d)|/issues/(?=\\d)", Pattern.CASE_INSENSITIVE);

  /// Shown by nothing.
  private static final char NOTHING = '\u200B';

  /// Refuses what no forge would take.
  public Proposal {
    if (!BranchName.isFetchable(branch) || !BranchName.isFetchable(into)) {
      throw new IllegalArgumentException(
          "branches that git can have, not %s and %s"
              .formatted(ForgeText.quote(branch), ForgeText.quote(into)));
    }
    if (title.isBlank()) {
      throw new IllegalArgumentException("the proposal of " + branch + " has a blank title");
    }
  }

  /// The same for people's eyes alone, cut to what a forge takes. It may repeat what others wrote,
  /// so it mentions nobody and closes no issue: `@name` and `#12` are text and no more.
  ///
  /// @param longestTitle in characters
  /// @param longestBody in characters, at least 1,000
  public Proposal harmless(int longestTitle, int longestBody) {
    String line = ForgeText.clean(title).replace('\n', ' ').replace('\t', ' ').strip();
    return new Proposal(
        branch,
        into,
        ForgeText.clip(disarmed(line), longestTitle),
        MarkdownCut.cut(
            disarmed(ForgeText.clean(body)), longestBody, MarkdownCut.Measure.CHARACTERS));
  }

  /// Whether a forge shows this body already: line ends and white space at the end are its to
  /// change.
  public boolean isBody(String shown) {
    return shown.replace("\r\n", "\n").stripTrailing().equals(body.stripTrailing());
  }

  private static String disarmed(String text) {
    return HEARD.matcher(text).replaceAll("$0" + NOTHING);
  }
}
