package io.github.sddtool.forge;

import java.util.Set;
import java.util.TreeSet;

// @spec app/publishing#REQ-PUB-021, app/publishing#REQ-PUB-023
/// What is asked of people: to merge one branch into another of the same repository.
///
/// @param branch to be merged; it has been pushed
/// @param into the branch that it goes into
/// @param title one line, not blank
/// @param body in Markdown; the title says all where it is empty
/// @param draft whether it is opened as a draft; what people make of it later is theirs
/// @param labels that it carries beside those of people, each of 1 to 50 characters, in order
public record Proposal(
    String branch, String into, String title, String body, boolean draft, Set<String> labels) {
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
    labels = LabelNames.checked(labels);
  }

  /// One that is no draft and has no labels of ours.
  public Proposal(String branch, String into, String title, String body) {
    this(branch, into, title, body, false, Set.of());
  }

  /// The same for people's eyes alone, cut to what a forge takes. It may repeat what others wrote,
  /// so it mentions nobody and closes no issue: `@name` and `#12` are text and no more.
  ///
  /// @param longestTitle in characters
  /// @param longestBody in characters, at least 1,000
  public Proposal harmless(int longestTitle, int longestBody) {
    return new Proposal(
        branch,
        into,
        Disarmed.line(title, longestTitle),
        Disarmed.markdown(body, longestBody),
        draft,
        labels);
  }

  /// The same with another body.
  public Proposal withBody(String other) {
    return new Proposal(branch, into, title, other, draft, labels);
  }

  /// Whether a forge shows this body already: line ends and white space at the end are its to
  /// change.
  public boolean isBody(String shown) {
    return Disarmed.isShown(body, shown);
  }

  /// Those of the labels that are not shown yet, in order. Forges tell no cases apart.
  public Set<String> missing(Iterable<String> shown) {
    var missing = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    missing.addAll(labels);
    shown.forEach(missing::remove);
    return missing;
  }
}
