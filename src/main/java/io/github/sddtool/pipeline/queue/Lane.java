package io.github.sddtool.pipeline.queue;

/// Jobs of one lane never wait behind those of the other.
public enum Lane {
  /// A few forge calls.
  QUICK,

  /// Fetching and judging.
  ASSESS;

  public static Lane of(Job job) {
    return switch (job) {
      case Job.Announce _, Job.CatchUp _, Job.Obey _, Job.Withdraw _, Job.Cancel _ -> QUICK;
      case Job.AssessPullRequest _,
          Job.AssessCommit _,
          Job.AssessMerge _,
          Job.SyncSpecs _,
          Job.Guard _,
          Job.Watch _,
          Job.Reharvest _ ->
          ASSESS;
    };
  }
}
