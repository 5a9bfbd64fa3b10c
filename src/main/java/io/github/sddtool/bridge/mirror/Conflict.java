package io.github.sddtool.bridge.mirror;

import io.github.sddtool.bridge.merge.Clash;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// Something that a person has to settle, or that was settled against somebody's word.
///
/// @param spec the spec's id; empty for the mirror as a whole
/// @param what with the texts of all sides
/// @param proposal the pull request that shows it
public record Conflict(
    long number,
    Optional<String> spec,
    Clash what,
    State state,
    String choice,
    Optional<URI> proposal,
    Instant created,
    Instant changed) {

  /// Where a conflict stands.
  public enum State {
    /// It waits for a person.
    OPEN,
    /// A person chose; the bridge has yet to act on it.
    DECIDED,
    /// Both sides agree again.
    RESOLVED,
    /// It was settled by whoever's word counts; the other word is kept here.
    OVERRULED
  }
}
