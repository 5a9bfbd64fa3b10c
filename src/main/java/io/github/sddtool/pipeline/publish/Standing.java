package io.github.sddtool.pipeline.publish;

import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.source.CommitId;
import java.util.Set;

/// What an open pull request was told last.
///
/// @param verdict its own, whatever else its commit is judged by
/// @param title the sentence beside it
/// @param commented whether a comment of ours was ever begun there
/// @param labels those that we put there
public record Standing(
    int number,
    CommitId head,
    Verdict verdict,
    String title,
    boolean commented,
    Set<String> labels) {
  public Standing {
    labels = Set.copyOf(labels);
  }

  /// Whether this verdict weighs more than another: who looks at the commit must see the worst that
  /// is true of it.
  boolean isWorseThan(Verdict other) {
    return weight(verdict) > weight(other);
  }

  private static int weight(Verdict verdict) {
    return switch (verdict) {
      case SKIPPED -> 0;
      case PASS -> 1;
      case WARN -> 2;
      case ERROR -> 3;
      case FAIL -> 4;
    };
  }
}
