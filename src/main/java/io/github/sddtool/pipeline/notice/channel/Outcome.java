package io.github.sddtool.pipeline.notice.channel;

import java.time.Duration;
import java.util.Optional;

/// What became of sending a parcel. Reasons hold no addresses of webhooks: those are secrets.
public sealed interface Outcome {
  /// It was taken.
  record Sent() implements Outcome {}

  /// It was not taken; it may be later.
  ///
  /// @param pause what the other side asks for before the next try
  record Failed(String reason, Optional<Duration> pause) implements Outcome {}

  /// Nothing will be taken there any more.
  record Gone(String reason) implements Outcome {}

  /// This parcel will not be taken, however often it is sent; others may be.
  record Refused(String reason) implements Outcome {}
}
