package io.github.sddtool.bridge.mirror;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.git.BranchWriter;
import io.github.sddtool.source.git.CommitNote;
import io.github.sddtool.source.git.GitHistory;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.SpecStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

// @spec app/bridge#REQ-BRIDGE-002, app/bridge#REQ-BRIDGE-003
/// Keeps a branch and a project alike. First what git says is brought into the store, commit by
/// commit; then what the store says beyond that becomes commits, which are pushed if the branch has
/// not moved meanwhile, else all begins again. Each half is whole by itself: who dies between them,
/// or between a push and noting it, finds git saying what the store said, which is no edit.
///
/// One of a mirror at a time: whoever calls sees to that.
public final class Bridge {
  private static final System.Logger LOG = System.getLogger(Bridge.class.getName());

  /// How long a branch that others push to is tried again, in one go.
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private static final int LONGEST_PAUSE_MILLIS = 400;

  /// Commits beyond so many are taken in one.
  private static final int MOST_STEPS = 100;

  private final Database database;
  private final SpecStore store;
  private final Map<String, SpecFormat> formats;
  private final SpecFinder finder;
  private final Clock clock;

  /// @param formats in which specs may be written
  public Bridge(
      Database database,
      SpecStore store,
      List<SpecFormat> formats,
      SpecFinder finder,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.formats =
        formats.stream().collect(Collectors.toUnmodifiableMap(SpecFormat::name, one -> one));
    this.finder = finder;
    this.clock = clock;
  }

  /// The mirror of a repository, if it has one.
  public Optional<MirrorRow> mirror(RepoId repo) {
    return database.read(handle -> MirrorBook.of(handle, repo));
  }

  /// The mirror of a project, if it has one.
  public Optional<MirrorRow> mirror(Project project) {
    return database.read(handle -> MirrorBook.of(handle, project));
  }

  /// Brings both sides together; gives what was done, or why nothing was.
  ///
  /// @param asked whether a person asks: then also what settings leave to people is done
  /// @throws io.github.sddtool.fault.Fault when git or the database cannot be used; what was done
  ///   until then is kept, and the rest is done next time
  public List<Effect> sync(RepoId repo, Remote remote, boolean asked) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    var effects = new ArrayList<Effect>();
    while (true) {
      Optional<MirrorRow> mirror = mirror(repo);
      if (mirror.isEmpty()) {
        return effects;
      }
      Round.Outcome outcome = round(mirror.get(), remote, asked, effects);
      if (outcome != Round.Outcome.AGAIN) {
        return effects;
      }
      if (System.nanoTime() > end) {
        throw new ForgeFault(
            "The branch '%s' of %s moved with every push of ours."
                .formatted(mirror.get().branch(), repo),
            new ForgeFault.Retry.Backoff());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Round.Outcome round(
      MirrorRow mirror, Remote remote, boolean asked, List<Effect> effects) {
    try (GitHistory history = remote.fetch(mirror.branch())) {
      CommitId head = history.refTip(Remote.ref(mirror.branch())).orElseThrow();
      BranchWriter writer = history.writer();
      var tree = new GitTree(history, finder);
      MirrorSettings settings;
      try {
        settings = MirrorSettingsReader.of(history.snapshot(head));
      } catch (UserFault e) {
        return ask(mirror, new Guards.Question("settings", head.hex(), e.message()), effects);
      }
      if (settings.autoPush() || asked) {
        List<CommitNote> steps = steps(mirror, writer, head);
        Optional<Guards.Question> question =
            rewritten(mirror, writer, head).or(() -> older(mirror, steps, head));
        if (question.isPresent()) {
          return ask(mirror, question.get(), effects);
        }
        for (CommitNote step : steps) {
          Optional<Guards.Question> loss = bring(mirror, settings, tree, step, head, effects);
          if (loss.isPresent()) {
            return ask(mirror, loss.get(), effects);
          }
        }
      }
      boolean known =
          database
              .read(handle -> MirrorBook.of(handle, mirror.repo()))
              .flatMap(MirrorRow::cursor)
              .equals(Optional.of(head));
      if (!known || !(settings.autoPull() || asked)) {
        return Round.Outcome.DONE;
      }
      return new Round(database, store, formats, finder, clock, mirror, settings, remote)
          .push(history, head, effects);
    }
  }

  private Optional<Guards.Question> rewritten(
      MirrorRow mirror, BranchWriter writer, CommitId head) {
    return mirror
        .cursor()
        .filter(cursor -> !writer.isAncestor(cursor, head) && !mirror.permit().equals(head.hex()))
        .map(cursor -> Guards.rewritten(cursor, head, mirror.branch()));
  }

  private Optional<Guards.Question> older(MirrorRow mirror, List<CommitNote> steps, CommitId head) {
    if (mirror.permit().equals(head.hex())) {
      return Optional.empty();
    }
    long last = database.read(handle -> store.lastSeq(handle, mirror.project()));
    return Guards.older(steps, mirror.id(), last, head);
  }

  /// The commits since the cursor; where there are too many, or none leads there, the head alone.
  private List<CommitNote> steps(MirrorRow mirror, BranchWriter writer, CommitId head) {
    boolean known = mirror.cursor().equals(Optional.of(head));
    if (known) {
      return putOff(mirror) ? List.of(writer.note(head)) : List.of();
    }
    if (mirror.cursor().isEmpty() || !writer.isAncestor(mirror.cursor().get(), head)) {
      return List.of(writer.note(head));
    }
    List<CommitNote> steps = writer.steps(mirror.cursor().get(), head);
    return steps.size() > MOST_STEPS ? List.of(steps.getLast()) : steps;
  }

  /// Whether something in git waits to be brought that stood in the way of something else.
  private boolean putOff(MirrorRow mirror) {
    return mirror.permit().equals(MirrorBook.LOOK)
        || database.read(handle ->
            ConflictBook.list(handle, mirror.project(), List.of(Conflict.State.OPEN)).stream()
                .anyMatch(one -> one.what().label().startsWith(Import.HELD)));
  }

  private Optional<Guards.Question> bring(
      MirrorRow mirror,
      MirrorSettings settings,
      GitTree tree,
      CommitNote note,
      CommitId head,
      List<Effect> effects) {
    var bringing = new Bringing(database, store, formats, clock, mirror, settings);
    Optional<Guards.Question> question = bringing.bring(tree.step(note), tree, head);
    if (question.isEmpty() && bringing.written() > 0) {
      effects.add(
          new Effect.Updated(
              "specs in the store",
              mirror.project().name(),
              mirror.repo().name() + "@" + note.id().brief() + " x" + bringing.written()));
    }
    return question;
  }

  private Round.Outcome ask(MirrorRow mirror, Guards.Question question, List<Effect> effects) {
    LOG.log(
        System.Logger.Level.WARNING,
        "event=mirror-asks project={0} what={1}",
        mirror.project().name(),
        question.label());
    effects.add(question.ask(database, mirror.project(), clock.instant()));
    return Round.Outcome.DONE;
  }
}
