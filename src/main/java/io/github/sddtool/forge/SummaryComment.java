package io.github.sddtool.forge;

/// The one summary comment of ours on a pull request.
///
/// @param body Markdown that begins with [Publication#COMMENT_MARKER], by which it is found again
/// @param onlyEdit whether it is shown only where an earlier one of ours stands, because there is
///   nothing that deserves a new one
public record SummaryComment(String body, boolean onlyEdit) {
  /// Why a comment was not begun.
  public static final String NOTHING_TO_SAY = "there is nothing that deserves a new comment";

  private static final String SMALL_PRINT = "<sub>";

  /// The comment with a section more, above the small print at its end.
  public SummaryComment with(String section) {
    int end = body.lastIndexOf("\n" + SMALL_PRINT);
    int at = end < 0 ? body.length() : end + 1;
    return new SummaryComment(body.substring(0, at) + section + body.substring(at), onlyEdit);
  }

  /// The same, begun where there is none yet, or left to those that are there.
  public SummaryComment onlyEdit(boolean other) {
    return new SummaryComment(body, other);
  }

  /// Refuses a body that could not be found again.
  public SummaryComment {
    if (!body.startsWith(Publication.COMMENT_MARKER)) {
      throw new IllegalArgumentException("the comment lacks its marker");
    }
  }
}
