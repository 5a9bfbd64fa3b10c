package io.github.sddtool.source.git;

import java.time.Duration;

/// How long a fetch may take.
///
/// @param silence without a byte from the other side, at least a second
/// @param total from beginning to end
public record Patience(Duration silence, Duration total) {
  public static final Patience USUAL = new Patience(Duration.ofSeconds(30), Duration.ofMinutes(15));
}
