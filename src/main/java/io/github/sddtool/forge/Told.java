package io.github.sddtool.forge;

import java.time.Instant;
import java.util.Optional;

/// What a delivery tells.
///
/// @param happened when that was on the forge, where the delivery says so
public record Told(ForgeEvent event, Optional<Instant> happened) {
  /// Something of which the delivery does not say when it happened.
  public static Told of(ForgeEvent event) {
    return new Told(event, Optional.empty());
  }
}
