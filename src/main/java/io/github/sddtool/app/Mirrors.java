package io.github.sddtool.app;

import io.github.sddtool.analysis.Assessor;
import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.bridge.lens.FieldEdit;
import io.github.sddtool.bridge.mirror.Bridge;
import io.github.sddtool.bridge.mirror.ConflictBook;
import io.github.sddtool.bridge.mirror.MirrorBook;
import io.github.sddtool.bridge.mirror.MirrorRow;
import io.github.sddtool.bridge.mirror.Resolve;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.pipeline.Mirroring;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.pipeline.queue.JobQueue;
import io.github.sddtool.server.api.Conflicts;
import io.github.sddtool.server.api.StoreRoutes;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.git.ClonePool;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.spec.EditRefused;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.Provenance;
import io.github.sddtool.store.spec.SpecStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The part of the object graph that keeps projects and branches alike.
final class Mirrors implements Conflicts, AutoCloseable {
  private final Database database;
  private final Bridge bridge;
  private final Resolve resolve;
  private final ClonePool clones;
  private final JobQueue queue;

  private Mirrors(
      Database database, Bridge bridge, Resolve resolve, ClonePool clones, JobQueue queue) {
    this.database = database;
    this.bridge = bridge;
    this.resolve = resolve;
    this.clones = clones;
    this.queue = queue;
  }

  /// Joins the projects of the settings to their branches.
  ///
  /// @param clones whole ones, of the bridge alone
  static Mirrors of(
      Database database,
      List<Settings.Mirror> mirrors,
      Assessor assessor,
      ClonePool clones,
      JobQueue queue,
      Clock clock) {
    var store = new SpecStore(database, Engine.FORMATS);
    var bridge =
        new Bridge(
            database,
            store,
            Engine.FORMATS,
            files ->
                List.copyOf(
                    assessor.assess(Change.of(files), Request.of(Question.VALIDATE)).specs()),
            clock);
    for (Settings.Mirror mirror : mirrors) {
      database.write(handle ->
          MirrorBook.connect(
              handle, store.project(handle, mirror.project()), mirror.repo(), mirror.branch()));
    }
    return new Mirrors(
        database, bridge, new Resolve(database, store, Engine.FORMATS), clones, queue);
  }

  /// Whole clones.
  ClonePool clones() {
    return clones;
  }

  /// The project that has a repository's specs.
  Optional<Project> project(RepoId repo) {
    return bridge.mirror(repo).map(MirrorRow::project);
  }

  /// The repository whose specs a project has.
  Optional<RepoId> repo(Project project) {
    return bridge.mirror(project).map(MirrorRow::repo);
  }

  /// The bridge as a job's work.
  Mirroring mirroring() {
    return new Mirroring(bridge, clones);
  }

  /// What the API knows of it.
  StoreRoutes.Beside beside(Consumer<Project> posted) {
    return new StoreRoutes.Beside(new FieldEdit(Engine.FORMATS)::apply, this, this::repo, posted);
  }

  /// Somebody edited a project.
  void edited(Project project) {
    bridge
        .mirror(project)
        .ifPresent(mirror -> queue.enqueue(List.of(new Job.SyncSpecs(mirror.repo(), true))));
  }

  /// Looks at every mirror: what was missed while nobody looked is made good.
  void lookAtAll() {
    List<Job> jobs =
        database.read(MirrorBook::all).stream()
            .<Job>map(mirror -> new Job.SyncSpecs(mirror.repo(), false))
            .toList();
    if (!jobs.isEmpty()) {
      queue.enqueue(jobs);
    }
  }

  @Override
  public List<Conflicts.Conflict> all(Project project, Asked asked) {
    List<io.github.sddtool.bridge.mirror.Conflict.State> states =
        switch (asked) {
          case OPEN ->
              List.of(
                  io.github.sddtool.bridge.mirror.Conflict.State.OPEN,
                  io.github.sddtool.bridge.mirror.Conflict.State.DECIDED);
          case RESOLVED ->
              List.of(
                  io.github.sddtool.bridge.mirror.Conflict.State.RESOLVED,
                  io.github.sddtool.bridge.mirror.Conflict.State.OVERRULED);
          case ALL -> List.of();
        };
    return database.read(handle -> ConflictBook.list(handle, project, states)).stream()
        .map(Mirrors::shown)
        .toList();
  }

  @Override
  public Optional<Conflicts.Conflict> resolve(
      Project project, long number, Choice choice, Provenance by) {
    Resolve.Choice chosen =
        switch (choice) {
          case Choice.Git _ -> Resolve.Choice.GIT;
          case Choice.Store _ -> Resolve.Choice.STORE;
          case Choice.Base _ -> Resolve.Choice.BASE;
          case Choice.Proceed _ -> Resolve.Choice.PROCEED;
          case Choice.Text _ -> Resolve.Choice.TEXT;
        };
    Optional<String> text =
        choice instanceof Choice.Text(String given) ? Optional.of(given) : Optional.empty();
    try {
      Optional<io.github.sddtool.bridge.mirror.Conflict> settled =
          resolve.settle(project, number, chosen, text, by);
      if (settled.isPresent()) {
        edited(project);
      }
      return settled.map(Mirrors::shown);
    } catch (UserFault e) {
      throw new EditRefused(EditRefused.Reason.STALE, e.message());
    }
  }

  private static Conflicts.Conflict shown(io.github.sddtool.bridge.mirror.Conflict conflict) {
    return new Conflicts.Conflict(
        conflict.number(),
        conflict.spec(),
        conflict.what().label(),
        new Sides(conflict.what().base(), conflict.what().git(), conflict.what().store()),
        new Standing(State.valueOf(conflict.state().name()), conflict.choice()),
        conflict.proposal(),
        conflict.created(),
        conflict.changed());
  }

  @Override
  public void close() {
    clones.close();
  }
}
