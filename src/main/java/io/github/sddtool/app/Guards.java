package io.github.sddtool.app;

import io.github.sddtool.pipeline.guarding.Guarding;
import io.github.sddtool.pipeline.guarding.Telling;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.pipeline.queue.JobQueue;
import io.github.sddtool.source.git.ClonePool;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.spec.Project;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/// The part of the object graph that looks after quality over time.
record Guards(Guarding guarding, Consumer<Project> posted) {
  /// @param clones for measuring
  /// @param mirrors whose clones are whole, and which know what is measured of which repository
  static Guards of(
      Settings.Guard settings,
      Database database,
      ClonePool clones,
      Runners runners,
      Mirrors mirrors,
      JobQueue queue,
      Telling telling,
      Clock clock) {
    var guarding =
        new Guarding(
            database,
            new Guarding.Means(
                clones,
                mirrors.clones(),
                runners.runner(),
                runners.fresh(),
                Engine.FORMATS,
                mirrors::project,
                telling,
                clock,
                new Guarding.Permitted(settings.enabled(), settings.dryRun(), Version.current())));
    return new Guards(
        guarding,
        project ->
            mirrors.repo(project).ifPresent(repo -> queue.enqueue(List.of(new Job.Watch(repo)))));
  }
}
