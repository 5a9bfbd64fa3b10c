package io.github.sddtool.forge;

import java.util.Optional;

/// The state a forge shall show: a check on a commit and, on a pull request, one summary comment.
public record Publication(Target target, CheckState check, Optional<SummaryComment> comment) {
  /// The same with a section more in its comment, above the small print.
  public Publication with(String section) {
    return section.isEmpty()
        ? this
        : new Publication(target, check, comment.map(one -> one.with(section)));
  }

  /// The first line of the one comment that is ours on a pull request.
  public static final String COMMENT_MARKER = "<!-- sdd:summary -->";

  /// The name of our check on every forge.
  public static final String CHECK_NAME = "SDD";
}
