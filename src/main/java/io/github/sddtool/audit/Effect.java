package io.github.sddtool.audit;

/// What we did to the world, or decided not to do. `what` names the thing (`check`, `comment`),
/// `where` the place (`octo/shop@4c1e9a0`, `octo/shop#17`).
public sealed interface Effect {
  String what();

  String where();

  /// The thing is new; `id` is the forge's name for it.
  record Created(String what, String where, String id) implements Effect {}

  /// The thing was there and is different now.
  record Updated(String what, String where, String id) implements Effect {}

  /// The thing was there and right; nothing was written.
  record Unchanged(String what, String where, String id) implements Effect {}

  /// We decided not to act, and why.
  record Declined(String what, String where, String reason) implements Effect {}

  /// We tried and the forge refused for good; a passing failure is a
  /// [io.github.sddtool.fault.ForgeFault] instead, and is tried again.
  record Failed(String what, String where, String reason) implements Effect {}
}
