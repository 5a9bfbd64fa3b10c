package io.github.sddtool.bridge.mirror;

import io.github.sddtool.bridge.lens.SpecLens;
import io.github.sddtool.bridge.merge.Authority;
import io.github.sddtool.bridge.merge.Clash;
import io.github.sddtool.bridge.merge.FileMerge;
import io.github.sddtool.bridge.merge.FileMerged;
import io.github.sddtool.bridge.merge.FilePast;
import io.github.sddtool.bridge.merge.FileState;
import io.github.sddtool.bridge.merge.Ruling;
import io.github.sddtool.source.git.CommitNote;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.store.spec.EditRefused;
import io.github.sddtool.store.spec.Person;
import io.github.sddtool.store.spec.Provenance;
import io.github.sddtool.store.spec.Revision;
import io.github.sddtool.store.spec.SpecFile;
import io.github.sddtool.store.spec.SpecRef;
import io.github.sddtool.store.spec.SpecStore;
import io.github.sddtool.store.spec.StoredSpec;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

// @spec app/bridge#REQ-BRIDGE-002
/// Brings what one commit says into the store, spec by spec. Each spec is a unit of work: its edit
/// and what is then known of git are on the disk together, or neither is. What was brought before
/// changes nothing.
final class Import {
  /// How the label begins of what cannot be brought because something else has its place.
  static final String HELD = "path ";

  private final SpecStore store;
  private final Map<String, SpecFormat> formats;
  private final MirrorRow mirror;
  private final MirrorSettings settings;
  private final Instant now;
  private final List<SpecRef> unmirrored;

  /// @param unmirrored specs of the project, deleted ones too, that git is not known to have
  Import(
      SpecStore store,
      Map<String, SpecFormat> formats,
      MirrorRow mirror,
      MirrorSettings settings,
      List<SpecRef> unmirrored,
      Instant now) {
    this.unmirrored = List.copyOf(unmirrored);
    this.store = store;
    this.formats = formats;
    this.mirror = mirror;
    this.settings = settings;
    this.now = now;
  }

  /// What an edit did.
  enum Done {
    NOTHING,
    WROTE
  }

  /// Brings one item's file; empty where it is gone.
  ///
  /// @param text of the file
  Done item(
      Handle handle,
      CommitNote note,
      Matching.Changed change,
      Function<GitStep.Found, String> text) {
    Optional<Item> known = MirrorBook.item(handle, change.item().spec());
    if (known.isEmpty() || Damper.isPaused(handle, change.item().spec())) {
      return Done.NOTHING;
    }
    StoredSpec spec = store.find(handle, known.get().spec()).orElseThrow();
    return bring(
        handle,
        note,
        Optional.of(known.get().base()),
        known.get().agreed(),
        spec,
        change.file(),
        text);
  }

  /// Brings a file that is no item's yet: a new spec, or one that the store has at the same place.
  Done fresh(
      Handle handle, CommitNote note, GitStep.Found found, Function<GitStep.Found, String> text) {
    Optional<StoredSpec> known = store.find(handle, mirror.project(), found.id());
    Optional<StoredSpec> there = known;
    Optional<Item> item = there.flatMap(spec -> MirrorBook.item(handle, spec.ref()));
    if (item.flatMap(Item::git).equals(Optional.of(new Item.InGit(found.path(), found.blob())))) {
      // A unit of work may be done twice.
      return Done.NOTHING;
    }
    if (item.isEmpty()
        && there.filter(spec -> wasSaid(handle, spec.ref(), found, text)).isEmpty()) {
      // Of another spec that was there before this one: it was moved away since.
      there = pushed(handle, found, text.apply(found)).or(() -> known);
    }
    if (there.isPresent() && item.isEmpty()) {
      ConflictBook.close(handle, Resolve.whole(mirror.project()), HELD + found.path(), now);
      return bring(handle, note, Optional.empty(), 1, there.get(), Optional.of(found), text);
    }
    try {
      StoredSpec made =
          store.create(handle, mirror.project(), file(found, text.apply(found)), by(note));
      keep(
          handle,
          made,
          new FileState(found.path(), text.apply(found)),
          Optional.of(found),
          Optional.empty());
      Damper.wrote(handle, made.ref(), "store", now);
      ConflictBook.close(handle, Resolve.whole(mirror.project()), HELD + found.path(), now);
      return Done.WROTE;
    } catch (EditRefused e) {
      held(handle, Resolve.whole(mirror.project()), found, e);
      return Done.NOTHING;
    }
  }

  /// A spec that was pushed as this file, which nobody noted, and was moved or deleted since.
  Optional<StoredSpec> pushed(Handle handle, GitStep.Found found, String text) {
    for (SpecRef spec : unmirrored) {
      if (MirrorBook.item(handle, spec).isEmpty() && wasSaid(handle, spec, found, _ -> text)) {
        return store.find(handle, spec);
      }
    }
    return Optional.empty();
  }

  /// Whether a spec ever was this file.
  private boolean wasSaid(
      Handle handle, SpecRef spec, GitStep.Found found, Function<GitStep.Found, String> text) {
    return store.revisions(handle, spec, 0).stream()
        .anyMatch(one ->
            one.file().path().equals(found.path()) && one.file().text().equals(text.apply(found)));
  }

  private Done bring(
      Handle handle,
      CommitNote note,
      Optional<FileState> base,
      int agreed,
      StoredSpec spec,
      Optional<GitStep.Found> found,
      Function<GitStep.Found, String> text) {
    Optional<FileState> git = found.map(one -> new FileState(one.path(), text.apply(one)));
    FileMerged merged = merge(handle, note, spec, base, git, past(handle, spec.ref(), agreed));
    StoredSpec after;
    try {
      after = write(handle, note, spec, merged.store(), found);
    } catch (EditRefused e) {
      held(handle, spec.ref(), found.orElseThrow(), e);
      return Done.NOTHING;
    }
    conflicts(handle, spec.ref(), merged);
    if (merged.seenInGit().isEmpty()) {
      MirrorBook.forget(handle, spec.ref());
    } else {
      boolean pending = !merged.seenInGit().equals(state(after)) || !merged.clashes().isEmpty();
      Optional<Integer> exported =
          pending ? Optional.of(seen(handle, after, agreed, merged.seenInGit())) : Optional.empty();
      keep(handle, after, merged.seenInGit().get(), found, exported);
    }
    boolean wrote = after.revision() != spec.revision();
    if (wrote) {
      Damper.wrote(handle, spec.ref(), "store", now);
    }
    return wrote ? Done.WROTE : Done.NOTHING;
  }

  /// The last edit that git has seen, where it has not seen all: also by a push that was not noted,
  /// so that what came before is not told once more. What clashed was looked at and is not looked
  /// at again, unless git takes its side of it away: then the store's is what git lacks.
  private int seen(Handle handle, StoredSpec spec, int agreed, Optional<FileState> git) {
    int noted = MirrorBook.item(handle, spec.ref()).map(Item::exported).orElse(0);
    int echoed =
        store.revisions(handle, spec.ref(), agreed - 1).stream()
            .filter(revision -> state(revision).equals(git))
            .mapToInt(Revision::number)
            .max()
            .orElse(0);
    return Math.min(Math.max(noted, echoed), spec.revision() - 1);
  }

  private FileMerged merge(
      Handle handle,
      CommitNote note,
      StoredSpec spec,
      Optional<FileState> base,
      Optional<FileState> git,
      FilePast past) {
    Ruling ruling = ruling(handle, spec, settings, resolved(note));
    return new FileMerge(lens(formats, spec.file()), ruling).merge(base, git, state(spec), past);
  }

  /// The conflicts that a commit says it settles: git's word counts, because a person wrote it.
  private static List<Long> resolved(CommitNote note) {
    return note.brought().stream().flatMap(message -> Trailers.resolved(message).stream()).toList();
  }

  /// The ruling of the settings, and before it what people decided.
  static Ruling ruling(
      Handle handle, StoredSpec spec, MirrorSettings settings, List<Long> settled) {
    Ruling usual = settings.ruling(spec.file().path());
    List<Conflict> conflicts = ConflictBook.unsettled(handle, spec.ref());
    if (conflicts.isEmpty()) {
      return usual;
    }
    return new Ruling(
        part -> {
          for (Conflict one : conflicts) {
            boolean meant =
                one.what().label().equals(part.label())
                    || part.label().equals("frame " + one.what().label());
            if (meant && settled.contains(one.number())) {
              return Authority.GIT;
            }
            if (meant && one.state() == Conflict.State.DECIDED) {
              return one.choice().equals(Resolve.Choice.GIT.word())
                  ? Authority.GIT
                  : Authority.STORE;
            }
          }
          return usual.authority().apply(part);
        },
        usual.otherwise());
  }

  static SpecLens lens(Map<String, SpecFormat> formats, SpecFile file) {
    return new SpecLens(Optional.ofNullable(formats.get(file.format())).orElseThrow());
  }

  private FilePast past(Handle handle, SpecRef spec, int agreed) {
    return new FilePast(
        store.revisions(handle, spec, agreed - 1).stream().map(Import::state).toList());
  }

  static Optional<FileState> state(Revision revision) {
    return revision.action() == Revision.Action.DELETE
        ? Optional.empty()
        : Optional.of(new FileState(revision.file().path(), revision.file().text()));
  }

  private StoredSpec write(
      Handle handle,
      CommitNote note,
      StoredSpec spec,
      Optional<FileState> wanted,
      Optional<GitStep.Found> found) {
    if (wanted.equals(state(spec))) {
      return spec;
    }
    if (wanted.isEmpty()) {
      return store.delete(handle, spec.ref(), spec.revision(), by(note));
    }
    String id =
        found
            .filter(one -> one.path().equals(wanted.get().path()))
            .map(GitStep.Found::id)
            .orElse(spec.file().id());
    var file = new SpecFile(id, spec.file().format(), wanted.get().path(), wanted.get().text());
    return spec.isDeleted()
        ? store.restore(handle, spec.ref(), spec.revision(), file, by(note))
        : store.update(handle, spec.ref(), spec.revision(), file, by(note));
  }

  private void keep(
      Handle handle,
      StoredSpec spec,
      FileState base,
      Optional<GitStep.Found> found,
      Optional<Integer> exported) {
    MirrorBook.keep(
        handle,
        new Item(
            spec.ref(),
            base,
            found.map(one -> new Item.InGit(one.path(), one.blob())),
            spec.revision(),
            exported.orElse(spec.revision())));
  }

  private void conflicts(Handle handle, SpecRef spec, FileMerged merged) {
    ConflictBook.bring(handle, spec, merged.clashes(), now);
    merged.overruled().stream()
        .sorted(Comparator.comparing(Clash::label))
        .forEach(clash -> ConflictBook.overruled(handle, spec, clash, now));
  }

  /// Another spec has the place or the id: git keeps the file, and a person is asked.
  private void held(Handle handle, SpecRef spec, GitStep.Found found, EditRefused why) {
    ConflictBook.open(
        handle,
        spec,
        new Clash(
            HELD + found.path(),
            Optional.empty(),
            Optional.of(found.path().value()),
            Optional.ofNullable(why.getMessage())),
        now);
  }

  static Optional<FileState> state(StoredSpec spec) {
    return spec.isDeleted()
        ? Optional.empty()
        : Optional.of(new FileState(spec.file().path(), spec.file().text()));
  }

  private static SpecFile file(GitStep.Found found, String text) {
    return new SpecFile(found.id(), found.format(), found.path(), text);
  }

  private static Provenance by(CommitNote note) {
    return new Provenance(
        new Person(note.name(), note.email()),
        note.at(),
        Provenance.Source.GIT,
        note.subject(),
        note.id().hex());
  }
}
