package io.github.sddtool.pipeline.queue;

import java.time.Instant;
import java.util.Optional;

/// How a job stands, for people who ask what became of a delivery.
///
/// @param id as the audit log names the job
/// @param state `waiting`, `running`, `done`, `failed` or `replaced`
/// @param reason of the latest retry or end; empty where there is none
/// @param job empty for a row that this version cannot read
public record JobStatus(
    long id, String state, int attempts, String reason, Instant waitingSince, Optional<Job> job) {}
