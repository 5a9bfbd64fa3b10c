package io.github.sddtool.pipeline.delivery;

/// How far a delivery has come.
public sealed interface DeliveryState {
  /// Kept, its jobs not yet planned.
  record Received() implements DeliveryState {}

  /// Its jobs are in the queue, or done.
  record Planned() implements DeliveryState {}

  /// Understood, and nothing for us to do.
  record Ignored(String reason) implements DeliveryState {}

  /// Not understood.
  record Unreadable(String reason) implements DeliveryState {}

  /// Its work failed for good; the same delivery sent again is worked on again.
  record Failed(String reason) implements DeliveryState {}
}
