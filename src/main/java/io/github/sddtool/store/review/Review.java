package io.github.sddtool.store.review;

import io.github.sddtool.store.spec.SpecRef;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// That somebody was asked to review a revision of a spec, and what they said.
///
/// @param number in the whole store
/// @param subject what is to be reviewed
/// @param state what was said last
public record Review(
    long number, Subject subject, String reviewer, State state, Asked asked, Said said) {

  /// The revision of a spec.
  ///
  /// @param id the spec's id now
  public record Subject(SpecRef spec, String id, int revision) {}

  /// By whom and when it was asked for.
  public record Asked(String by, Instant at) {}

  /// What was said last, and when; of a pending one what was asked.
  public record Said(String comment, Optional<Instant> at) {}

  /// What a review came to.
  public enum State {
    /// Nothing was said yet.
    PENDING,
    APPROVED,
    REJECTED,
    /// Something was said that neither approves nor rejects.
    COMMENTED,
    /// Nobody waits for it any more. It does not change again.
    CANCELLED;

    /// As it is written outside, for example `approved`.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Something that was said of a review.
  ///
  /// @param who said it: the requester at first
  public record Event(State state, String who, String comment, Instant at) {}
}
