package io.github.sddtool.bridge.mirror;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.bridge.merge.Clash;
import io.github.sddtool.bridge.merge.FileState;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.git.BranchWriter;
import io.github.sddtool.source.git.BranchWriter.Pushed;
import io.github.sddtool.source.git.GitHistory;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.spec.EditRefused;
import io.github.sddtool.store.spec.Person;
import io.github.sddtool.store.spec.Provenance;
import io.github.sddtool.store.spec.SpecFile;
import io.github.sddtool.store.spec.SpecRef;
import io.github.sddtool.store.spec.SpecStore;
import io.github.sddtool.store.spec.StoredSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

// @spec app/bridge#REQ-BRIDGE-003
/// Writes to git what the store says beyond it: one try.
final class Round {
  private static final int MOST_NAMED = 3;

  private final Database database;
  private final SpecStore store;
  private final Map<String, SpecFormat> formats;
  private final SpecFinder finder;
  private final Clock clock;
  private final MirrorRow mirror;
  private final MirrorSettings settings;
  private final Remote remote;

  /// Specs that were found to be no specs once they are in git.
  private final Set<SpecRef> held = new HashSet<>();

  /// How a try ended.
  enum Outcome {
    /// There is nothing more to do now.
    DONE,
    /// Somebody was faster.
    AGAIN
  }

  Round(
      Database database,
      SpecStore store,
      Map<String, SpecFormat> formats,
      SpecFinder finder,
      Clock clock,
      MirrorRow mirror,
      MirrorSettings settings,
      Remote remote) {
    this.database = database;
    this.store = store;
    this.formats = formats;
    this.finder = finder;
    this.clock = clock;
    this.mirror = mirror;
    this.settings = settings;
    this.remote = remote;
  }

  /// Pushes what git lacks, if anything.
  ///
  /// @param head where the branch stands, which the store knows
  Outcome push(GitHistory history, CommitId head, List<Effect> effects) {
    var tree = new GitTree(history, finder);
    Export all =
        database.read(handle ->
            Export.of(handle, store, formats, mirror, settings, path -> tree.text(head, path)));
    Optional<Guards.Question> question = deleted(all);
    if (question.isPresent()) {
      effects.add(question.get().ask(database, mirror.project(), clock.instant()));
      return Outcome.DONE;
    }
    Export export = all.without(refused(tree, head, all));
    if (export.writes().isEmpty()) {
      note(export, head, history.snapshot(head));
      propose(history, head, effects);
      return Outcome.DONE;
    }
    BranchWriter writer = history.writer();
    CommitId tip = commit(writer, head, export);
    Snapshot made = history.snapshot(tip);
    Set<SpecRef> unread = unread(export, made);
    if (!unread.isEmpty()) {
      hold(unread);
      return push(history, head, effects);
    }
    return switch (writer.push(remote.pushing(), mirror.branch(), Optional.of(head), tip, false)) {
      case Pushed.Done _ -> {
        note(export, tip, made);
        effects.add(
            new Effect.Updated(
                "specs in git", mirror.repo().name() + "@" + mirror.branch(), tip.hex()));
        propose(history, tip, effects);
        yield Outcome.DONE;
      }
      case Pushed.Moved _ -> Outcome.AGAIN;
      case Pushed.Refused(String reason) -> {
        new Proposing(database, clock, mirror, remote)
            .changes(writer, tip, reason, subject(export.writes()), effects);
        yield Outcome.DONE;
      }
    };
  }

  private void propose(GitHistory history, CommitId head, List<Effect> effects) {
    new Proposing(database, clock, mirror, remote)
        .conflicts(history, head, store, formats, effects);
  }

  /// Much of the store is gone, which may be a mistake.
  private Optional<Guards.Question> deleted(Export export) {
    long gone =
        export.specs().stream()
            .filter(one -> one.spec().isDeleted() && one.item().isPresent())
            .count();
    if (gone == 0) {
      return Optional.empty();
    }
    int all = database.read(handle -> MirrorBook.items(handle, mirror.project()).size());
    String permit = "edit " + export.lastSeq();
    return mirror.permit().equals(permit)
        ? Optional.empty()
        : Guards.deleted("the store", all, gone, permit);
  }

  /// Specs that cannot be written, or would stand where something else does. A person is told.
  private Set<SpecRef> refused(GitTree tree, CommitId head, Export export) {
    var refused = new HashMap<SpecRef, String>();
    for (Export.Merging one : export.specs()) {
      if (one.changesGit()) {
        Export.obstacle(formats, one.spec(), one.merged().git())
            .or(() -> occupied(tree, head, one))
            .ifPresent(why -> refused.put(one.spec().ref(), why));
      }
    }
    if (!refused.isEmpty()) {
      database.write(handle -> {
        refused.forEach((spec, why) -> tell(handle, spec, why));
        return 0;
      });
    }
    var all = new HashSet<>(refused.keySet());
    all.addAll(held);
    return all;
  }

  private static Optional<String> occupied(GitTree tree, CommitId head, Export.Merging one) {
    Optional<RepoPath> now = one.git().map(FileState::path);
    return one.merged()
        .git()
        .map(FileState::path)
        .filter(path -> !now.equals(Optional.of(path)) && tree.exists(head, path))
        .map(path -> "git has another file at '" + path + "'");
  }

  private void tell(Handle handle, SpecRef spec, String why) {
    ConflictBook.open(
        handle,
        spec,
        new Clash("not written to git", Optional.empty(), Optional.empty(), Optional.of(why)),
        clock.instant());
  }

  /// Specs that nobody would find in git after they were written there.
  private Set<SpecRef> unread(Export export, Snapshot made) {
    Set<RepoPath> found = finder.find(made).stream().map(Spec::path).collect(Collectors.toSet());
    var unread = new HashSet<SpecRef>();
    for (Export.Merging one : export.specs()) {
      boolean lost =
          one.changesGit() && one.merged().git().filter(f -> !found.contains(f.path())).isPresent();
      if (lost) {
        unread.add(one.spec().ref());
      }
    }
    return unread;
  }

  private void hold(Set<SpecRef> unread) {
    held.addAll(unread);
    database.write(handle -> {
      unread.forEach(spec -> tell(handle, spec, "no format reads a spec at its path"));
      return 0;
    });
  }

  private CommitId commit(BranchWriter writer, CommitId head, Export export) {
    CommitId tip = head;
    var committer = BranchWriter.Signature.ofTool(clock.instant());
    for (List<Export.Write> writes : export.commits()) {
      Person author = writes.getLast().author();
      Instant at = writes.getLast().by().at();
      tip =
          writer.commit(
              tip,
              files(writes),
              new BranchWriter.Signature(author.name(), author.email(), at),
              committer,
              message(writes));
    }
    return tip;
  }

  private static Map<RepoPath, Optional<String>> files(List<Export.Write> writes) {
    var files = new HashMap<RepoPath, Optional<String>>();
    for (Export.Write write : writes) {
      write.from().ifPresent(path -> files.put(path, Optional.empty()));
      write.to().ifPresent(file -> files.put(file.path(), Optional.of(file.text())));
    }
    return files;
  }

  private String message(List<Export.Write> writes) {
    var trailers = new Trailers(mirror.project().name(), writes.getLast().seq(), mirror.id());
    var others = new LinkedHashSet<Person>();
    writes.forEach(write -> others.addAll(write.others()));
    return trailers.under(
        subject(writes),
        others.stream().flatMap(one -> Trailers.with(one.toString()).stream()).toList());
  }

  private static String subject(List<Export.Write> writes) {
    List<String> notes =
        writes.stream()
            .map(write -> write.by().note())
            .filter(note -> !note.isBlank())
            .distinct()
            .toList();
    if (notes.size() == 1) {
      return notes.getFirst().lines().findFirst().orElse("").strip();
    }
    List<String> ids = writes.stream().map(Export.Write::id).distinct().toList();
    String named = String.join(", ", ids.subList(0, Math.min(MOST_NAMED, ids.size())));
    return "Update "
        + named
        + (ids.size() > MOST_NAMED ? " and " + (ids.size() - MOST_NAMED) + " more" : "");
  }

  /// Git has it: keeps what both know now.
  private void note(Export export, CommitId tip, Snapshot made) {
    if (export.specs().isEmpty() && mirror.cursor().equals(Optional.of(tip))) {
      return;
    }
    Instant now = clock.instant();
    database.write(handle -> {
      for (Export.Merging one : export.specs()) {
        note(handle, one, made, now);
      }
      MirrorBook.advance(handle, mirror, tip);
      MirrorBook.exported(handle, mirror, export.lastSeq());
      return 0;
    });
  }

  private void note(Handle handle, Export.Merging one, Snapshot made, Instant now) {
    StoredSpec spec = set(handle, one);
    SpecRef ref = spec.ref();
    Optional<FileState> known =
        one.merged().clashes().isEmpty() ? one.merged().git() : one.merged().seenInStore();
    if (known.isEmpty()) {
      MirrorBook.forget(handle, ref);
    } else {
      Optional<Item.InGit> git =
          one.merged()
              .git()
              .flatMap(file -> made.find(file.path()))
              .map(file -> new Item.InGit(file.path(), file.blob()));
      int revision = one.spec().revision() + (spec.revision() > one.spec().revision() ? 1 : 0);
      MirrorBook.keep(handle, new Item(ref, known.get(), git, revision, revision));
    }
    ConflictBook.bring(handle, ref, one.merged().clashes(), now);
    one.merged().overruled().forEach(clash -> ConflictBook.overruled(handle, ref, clash, now));
    if (one.changesGit()) {
      Damper.wrote(handle, ref, "git", now);
    }
  }

  /// What the store itself is to say otherwise; an edit that came meanwhile is looked at next time.
  private StoredSpec set(Handle handle, Export.Merging one) {
    StoredSpec spec = one.spec();
    Optional<FileState> wanted = one.merged().store();
    if (wanted.equals(Import.state(spec))) {
      return spec;
    }
    var by =
        new Provenance(
            Export.BOT, clock.instant(), Provenance.Source.GIT, "set back to what git says", "");
    try {
      if (wanted.isEmpty()) {
        return store.delete(handle, spec.ref(), spec.revision(), by);
      }
      SpecFile file =
          new SpecFile(
              spec.file().id(), spec.file().format(), wanted.get().path(), wanted.get().text());
      return spec.isDeleted()
          ? store.restore(handle, spec.ref(), spec.revision(), file, by)
          : store.update(handle, spec.ref(), spec.revision(), file, by);
    } catch (EditRefused e) {
      return spec;
    }
  }
}
