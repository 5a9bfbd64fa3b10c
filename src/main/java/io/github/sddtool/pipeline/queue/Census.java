package io.github.sddtool.pipeline.queue;

import java.time.Duration;

/// How full a lane is.
///
/// @param oldest how long the subject that waits longest has waited; zero when none waits
public record Census(int waiting, int running, Duration oldest) {}
