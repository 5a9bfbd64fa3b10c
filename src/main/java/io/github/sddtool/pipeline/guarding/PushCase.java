package io.github.sddtool.pipeline.guarding;

import io.github.sddtool.analysis.config.GuardRules;
import io.github.sddtool.forge.Branch;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.guard.Firing;
import io.github.sddtool.guard.Move;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.report.Trend;
import io.github.sddtool.source.RepoId;

/// A push that was measured.
record PushCase(
    Forge forge,
    Job.Guard push,
    Branch branch,
    GuardRules rules,
    Move move,
    Firing firing,
    Trend trend) {
  RepoId repo() {
    return push.repo();
  }
}
