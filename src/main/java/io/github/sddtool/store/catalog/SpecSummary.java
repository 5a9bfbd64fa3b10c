package io.github.sddtool.store.catalog;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.store.spec.Person;
import io.github.sddtool.store.spec.SpecRef;
import java.time.Instant;

/// A spec in a list.
///
/// @param revision the latest, from 1
public record SpecSummary(SpecRef ref, String id, Kind kind, int revision, Edited edited) {

  /// What it is.
  ///
  /// @param title as people read it
  /// @param status empty where it has none
  /// @param domain empty where it has none
  public record Kind(String format, RepoPath path, String title, String status, String domain) {}

  /// When it was made and when and by whom it was edited last.
  public record Edited(Instant created, Instant updated, Person by) {}
}
