package io.github.sddtool.analysis.trace;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Constitution;
import io.github.sddtool.spec.SpecSet;
import java.util.List;
import java.util.Optional;

/// What one snapshot says as a whole: its specs and the trace of its markers to them.
///
/// @param unread files that were too large to read
public record Survey(
    SpecSet specs, Trace trace, Optional<Constitution> constitution, List<RepoPath> unread) {
  public Survey {
    unread = List.copyOf(unread);
  }
}
