package io.github.sddtool.forge;

import io.github.sddtool.analysis.finding.Verdict;
import java.util.List;

/// What the check named `SDD` says about a commit.
public sealed interface CheckState {
  /// We know of the commit and will judge it.
  record Queued() implements CheckState {}

  /// Somebody asked to have a judged commit judged again: queued anew, unless it still is.
  record Requeued() implements CheckState {}

  /// Judged, or could not be evaluated ([Verdict#ERROR]).
  ///
  /// @param title one sentence, plain text
  /// @param summary Markdown; the adapter cuts it to what the forge takes
  record Completed(Verdict verdict, String title, String summary, List<Annotation> annotations)
      implements CheckState {
    public Completed {
      annotations = List.copyOf(annotations);
    }
  }

  /// A newer head replaced this one before it was judged.
  record Cancelled(String reason) implements CheckState {}
}
