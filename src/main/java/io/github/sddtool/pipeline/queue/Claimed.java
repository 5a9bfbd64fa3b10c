package io.github.sddtool.pipeline.queue;

import io.github.sddtool.pipeline.delivery.DeliveryRef;
import java.time.Instant;
import java.util.Optional;

/// A job that runs now, and whose claimer must settle it.
///
/// @param id as the audit log names the job
/// @param fence counts the job's claims: whoever holds an older one has lost the job
/// @param attempt from 1; what a crash ended was none
/// @param waitingSince since when its subject waits, older jobs that it replaced included
/// @param delivery the one that asked for it; empty for what another job asked for
/// @param failure why the job failed for good, when only the last word is left to say
public record Claimed(
    long id,
    long fence,
    Job job,
    int attempt,
    Instant waitingSince,
    Optional<DeliveryRef> delivery,
    Optional<String> failure) {}
