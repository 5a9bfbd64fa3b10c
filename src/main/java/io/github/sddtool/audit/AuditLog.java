package io.github.sddtool.audit;

import java.util.List;

/// The append-only record of effects.
public interface AuditLog {
  /// Appends; returns once it is durable.
  void append(AuditEvent event);

  /// What a job did, in order.
  List<AuditEvent> ofJob(long job);
}
