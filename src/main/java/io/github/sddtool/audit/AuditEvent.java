package io.github.sddtool.audit;

import java.time.Instant;

/// One line of the audit log: which job had which effect, when.
public record AuditEvent(long job, Instant at, Effect effect) {}
