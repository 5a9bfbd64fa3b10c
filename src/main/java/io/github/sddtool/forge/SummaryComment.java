package io.github.sddtool.forge;

/// The one summary comment of ours on a pull request.
///
/// @param body Markdown that begins with [Publication#COMMENT_MARKER], by which it is found again
/// @param onlyEdit whether it is shown only where an earlier one of ours stands, because there is
///   nothing that deserves a new one
public record SummaryComment(String body, boolean onlyEdit) {
  /// Why a comment was not begun.
  public static final String NOTHING_TO_SAY = "there is nothing that deserves a new comment";

  /// Refuses a body that could not be found again.
  public SummaryComment {
    if (!body.startsWith(Publication.COMMENT_MARKER)) {
      throw new IllegalArgumentException("the comment lacks its marker");
    }
  }
}
