package io.github.sddtool.store.spec;

import java.time.Instant;

/// What a spec says now.
///
/// @param latest the edit that made it so
public record StoredSpec(SpecRef ref, Revision latest, Instant created) {
  public SpecFile file() {
    return latest.file();
  }

  /// The number of its latest revision, from 1.
  public int revision() {
    return latest.number();
  }

  /// Whether it was deleted; its revisions remain.
  public boolean isDeleted() {
    return latest.action() == Revision.Action.DELETE;
  }
}
