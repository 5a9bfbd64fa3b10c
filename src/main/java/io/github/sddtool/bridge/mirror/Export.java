package io.github.sddtool.bridge.mirror;

import io.github.sddtool.bridge.lens.SpecLens;
import io.github.sddtool.bridge.merge.FileMerge;
import io.github.sddtool.bridge.merge.FileMerged;
import io.github.sddtool.bridge.merge.FilePast;
import io.github.sddtool.bridge.merge.FileState;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.git.BranchWriter.Signature;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.store.spec.Person;
import io.github.sddtool.store.spec.Provenance;
import io.github.sddtool.store.spec.Revision;
import io.github.sddtool.store.spec.SpecRef;
import io.github.sddtool.store.spec.SpecStore;
import io.github.sddtool.store.spec.StoredSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// What the store says and git does not: the specs, and the edits that lead there. Nothing is
/// written.
///
/// @param specs with what becomes of them
/// @param writes in the order of the edits
record Export(List<Merging> specs, List<Write> writes) {
  static final Person BOT = new Person(Signature.TOOL, Signature.TOOL_EMAIL);

  private static final String PENDING =
      "SELECT spec.number FROM spec LEFT JOIN mirror_item AS item ON item.spec = spec.number"
          + " WHERE spec.project = :project AND ((item.spec IS NULL AND spec.deleted = 0)"
          + " OR spec.revision > item.exported OR EXISTS (SELECT 1 FROM conflict"
          + " WHERE conflict.spec = spec.number AND conflict.state = 'decided'))"
          + " ORDER BY spec.number";

  /// A spec, and what comes of it.
  ///
  /// @param git what git has
  record Merging(StoredSpec spec, Optional<Item> item, Optional<FileState> git, FileMerged merged) {
    boolean changesGit() {
      return !merged.git().equals(git);
    }
  }

  /// One edit as git is to see it.
  ///
  /// @param from where the file stood before
  /// @param others who had a hand in it, beside the author
  record Write(
      SpecRef spec,
      String id,
      Optional<RepoPath> from,
      Optional<FileState> to,
      Person author,
      List<Person> others,
      Provenance by,
      long seq) {}

  /// Looks for what is to be written.
  ///
  /// @param texts of files in git
  static Export of(
      Handle handle,
      SpecStore store,
      Map<String, SpecFormat> formats,
      MirrorRow mirror,
      MirrorSettings settings,
      Function<RepoPath, Optional<String>> texts) {
    var merging = new ArrayList<Merging>();
    var writes = new ArrayList<Write>();
    List<Long> pending =
        handle
            .createQuery(PENDING)
            .bind("project", mirror.project().number())
            .mapTo(Long.class)
            .list();
    for (long number : pending) {
      var ref = new SpecRef(mirror.project().number(), number);
      StoredSpec spec = store.find(handle, ref).orElseThrow();
      if (Damper.isPaused(handle, ref)) {
        continue;
      }
      Optional<Item> item = MirrorBook.item(handle, ref);
      Optional<FileState> git =
          item.flatMap(Item::git)
              .flatMap(one -> texts.apply(one.path()).map(text -> new FileState(one.path(), text)));
      var merge =
          new FileMerge(
              Import.lens(formats, spec.file()), Import.ruling(handle, spec, settings, List.of()));
      var one = new Merging(spec, item, git, merged(merge, item, git, Import.state(spec)));
      merging.add(one);
      if (one.changesGit()) {
        writes.addAll(steps(handle, store, merge, one));
      }
    }
    writes.sort(Comparator.comparingLong(Write::seq));
    return new Export(List.copyOf(merging), List.copyOf(writes));
  }

  private static FileMerged merged(
      FileMerge merge, Optional<Item> item, Optional<FileState> git, Optional<FileState> store) {
    return merge.merge(item.map(Item::base), git, store, FilePast.NONE);
  }

  /// The edits that git has not seen, one by one; in one where git's own edits came in between,
  /// since the earlier ones do not know of them, and where the spec moved, since something else may
  /// stand where it was.
  private static List<Write> steps(Handle handle, SpecStore store, FileMerge merge, Merging spec) {
    List<Revision> unseen =
        store.revisions(handle, spec.spec().ref(), spec.item().map(Item::exported).orElse(0));
    List<Revision> own =
        unseen.stream().filter(one -> one.by().source() != Provenance.Source.GIT).toList();
    if (own.isEmpty()) {
      return List.of(
          write(spec, spec.git(), spec.merged().git(), spec.spec().latest(), BOT, List.of()));
    }
    boolean aware =
        own.size() == unseen.size()
            && spec.item().map(item -> isBase(handle, store, item)).orElse(true);
    if (!aware || own.size() == 1 || own.stream().anyMatch(Export::isMoving)) {
      Person author = own.getLast().by().author();
      var others = new LinkedHashSet<Person>();
      own.forEach(one -> others.add(one.by().author()));
      others.remove(author);
      return List.of(
          write(spec, spec.git(), spec.merged().git(), own.getLast(), author, List.copyOf(others)));
    }
    var writes = new ArrayList<Write>();
    Optional<FileState> before = spec.git();
    for (Revision revision : own) {
      Optional<FileState> after =
          revision.number() == spec.spec().revision()
              ? spec.merged().git()
              : merged(merge, spec.item(), spec.git(), Import.state(revision)).git();
      if (!after.equals(before)) {
        writes.add(write(spec, before, after, revision, revision.by().author(), List.of()));
      }
      before = after;
    }
    return writes;
  }

  /// Whether the last edit that git has seen is what both agree on. Where it is not, git has edits
  /// of its own that the store's next ones do not know of: also such as the store made itself.
  private static boolean isBase(Handle handle, SpecStore store, Item item) {
    return store.revisions(handle, item.spec(), item.exported() - 1).stream()
        .findFirst()
        .filter(last -> last.number() == item.exported())
        .flatMap(Import::state)
        .equals(Optional.of(item.base()));
  }

  private static boolean isMoving(Revision revision) {
    return revision.action() != Revision.Action.UPDATE
        && (revision.action() != Revision.Action.CREATE || revision.number() > 1);
  }

  private static Write write(
      Merging spec,
      Optional<FileState> before,
      Optional<FileState> after,
      Revision revision,
      Person author,
      List<Person> others) {
    return new Write(
        spec.spec().ref(),
        spec.spec().file().id(),
        before.map(FileState::path),
        after,
        author,
        others,
        revision.by(),
        revision.seq());
  }

  /// The same without some specs.
  Export without(java.util.Set<SpecRef> refused) {
    return new Export(
        specs.stream().filter(one -> !refused.contains(one.spec().ref())).toList(),
        writes.stream().filter(one -> !refused.contains(one.spec())).toList());
  }

  /// The writes in commits: what one person edited in a row is one.
  List<List<Write>> commits() {
    var commits = new ArrayList<List<Write>>();
    for (Write write : writes) {
      boolean same =
          !commits.isEmpty()
              && commits.getLast().getLast().author().equals(write.author())
              && commits.getLast().getLast().others().equals(write.others());
      if (!same) {
        commits.add(new ArrayList<>());
      }
      commits.getLast().add(write);
    }
    return commits;
  }

  /// Why a spec cannot be written to git; empty where it can.
  static Optional<String> obstacle(
      Map<String, SpecFormat> formats, StoredSpec spec, Optional<FileState> wanted) {
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    FileState file = wanted.get();
    if (!formats.containsKey(spec.file().format())) {
      return Optional.of("the format '" + spec.file().format() + "' is not known");
    }
    if (!SpecLens.isWritable(file.path())) {
      return Optional.of(
          "'"
              + file.path()
              + "' is no Markdown, and there is no safe writer for anything else;"
              + " edit it in git");
    }
    SpecLens lens = Import.lens(formats, spec.file());
    return lens.get(file.path(), file.text()).text().equals(file.text())
        ? Optional.empty()
        : Optional.of("its parts do not make up its text");
  }

  /// The edits' latest number.
  long lastSeq() {
    return specs.stream().mapToLong(one -> one.spec().latest().seq()).max().orElse(0);
  }
}
