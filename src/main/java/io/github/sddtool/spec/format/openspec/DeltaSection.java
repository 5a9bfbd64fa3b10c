package io.github.sddtool.spec.format.openspec;

import java.util.Optional;

/// The sections of a delta.
enum DeltaSection {
  ADDED,
  MODIFIED,
  REMOVED,
  RENAMED;

  static Optional<DeltaSection> of(Heading heading) {
    if (heading.level() != 2) {
      return Optional.empty();
    }
    for (DeltaSection section : values()) {
      if (heading.isTitled(section + " Requirements")) {
        return Optional.of(section);
      }
    }
    return Optional.empty();
  }

  /// Whether it holds whole requirements.
  boolean holdsRequirements() {
    return this == ADDED || this == MODIFIED;
  }
}
