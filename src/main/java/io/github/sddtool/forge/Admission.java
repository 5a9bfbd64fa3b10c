package io.github.sddtool.forge;

/// Whether a webhook is let in.
public sealed interface Admission {
  /// Proven to come from the forge.
  record Admitted(Delivery delivery) implements Admission {}

  /// The signature is missing or wrong: 401.
  record Unauthentic(String reason) implements Admission {}

  /// Authentic but no webhook of this forge, for example without a delivery id: 400.
  record Malformed(String reason) implements Admission {}
}
