package io.github.sddtool.forge;

import java.util.Set;
import java.util.regex.Pattern;

// @spec app/actions#REQ-ACT-003
/// Something that people must look at, shown as one issue.
///
/// @param marker names it and finds its issue again: `a` to `z`, digits, `:` and `-`, at most 100
/// @param title one line, not blank
/// @param body in Markdown, without the marker
/// @param labels that a new issue carries, each of 1 to 50 characters, in order
public record Concern(String marker, String title, String body, Set<String> labels) {
  private static final Pattern MARKER = Pattern.compile("[a-z0-9:-]{1,100}");

  /// Refuses what no forge would take, and what would not be found again.
  public Concern {
    if (!MARKER.matcher(marker).matches()) {
      throw new IllegalArgumentException(
          "a marker has 1 to 100 of a to z, digits, ':' and '-', unlike "
              + ForgeText.quote(marker));
    }
    if (title.isBlank()) {
      throw new IllegalArgumentException("the concern " + marker + " has a blank title");
    }
    labels = LabelNames.checked(labels);
  }

  /// For people's eyes alone and cut to what a forge takes, as [Proposal#harmless(int, int)]; the
  /// body begins with the marker.
  ///
  /// @param longestTitle in characters
  /// @param longestBody in characters, at least 1,000
  public Concern harmless(int longestTitle, int longestBody) {
    return new Concern(
        marker,
        Disarmed.line(title, longestTitle),
        Disarmed.markdown(comment() + "\n" + body, longestBody),
        labels);
  }

  /// Whether the body of an issue is this concern's.
  public boolean isOf(String shown) {
    return shown.stripLeading().startsWith(comment());
  }

  /// Whether a forge shows this body already, as [Proposal#isBody(String)].
  public boolean isBody(String shown) {
    return Disarmed.isShown(body, shown);
  }

  /// The same with another body.
  public Concern withBody(String other) {
    return new Concern(marker, title, other, labels);
  }

  private String comment() {
    return "<!-- sdd:" + marker + " -->";
  }
}
