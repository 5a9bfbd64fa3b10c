package io.github.sddtool.bridge.mirror;

import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.spec.Revision;
import io.github.sddtool.store.spec.SpecStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Brings one commit into the store, a handful of specs at a time, so that nobody else who writes
/// to the database waits for long.
final class Bringing {
  private static final int HANDFUL = 50;

  private final Database database;
  private final SpecStore store;
  private final MirrorRow mirror;
  private final Import bringing;
  private int written;

  Bringing(
      Database database,
      SpecStore store,
      Map<String, SpecFormat> formats,
      Clock clock,
      MirrorRow mirror,
      MirrorSettings settings) {
    this.database = database;
    this.store = store;
    this.mirror = mirror;
    this.bringing =
        new Import(
            store,
            formats,
            mirror,
            settings,
            database.read(handle -> MirrorBook.unmirrored(handle, mirror.project())),
            clock.instant());
  }

  /// How many specs of the store were written.
  int written() {
    return written;
  }

  /// Brings what a commit says; a question, and nothing brought, where it takes too much away.
  Optional<Guards.Question> bring(GitStep step, GitTree tree, CommitId head) {
    if (isKnown(step)) {
      advance(step);
      return Optional.empty();
    }
    List<Item> items = database.read(handle -> MirrorBook.items(handle, mirror.project()));
    List<Item> there =
        items.stream()
            .filter(item ->
                item.git()
                    .filter(one ->
                        !step.specs().containsKey(one.path())
                            && tree.exists(step.note().id(), one.path()))
                    .isEmpty())
            .toList();
    Optional<CommitId> cursor =
        database.read(handle -> MirrorBook.of(handle, mirror.project())).flatMap(MirrorRow::cursor);
    Matching matching =
        Matching.of(
            there,
            step.specs(),
            tree::text,
            item -> before(item, tree, cursor),
            this::storePaths,
            found ->
                database.read(
                    handle -> bringing.pushed(handle, found, tree.text(found)).isPresent()));
    long inGit = items.stream().filter(item -> item.git().isPresent()).count();
    boolean permitted = mirror.permit().equals(head.hex());
    Optional<Guards.Question> question =
        permitted ? Optional.empty() : Guards.deleted("git", inGit, matching.gone(), head.hex());
    if (question.isPresent()) {
      return question;
    }
    inHandfuls(
        matching.changed(), (handle, one) -> bringing.item(handle, step.note(), one, tree::text));
    inHandfuls(
        matching.fresh(), (handle, one) -> bringing.fresh(handle, step.note(), one, tree::text));
    advance(step);
    return Optional.empty();
  }

  /// What git said of an item until this commit; where something clashes, that is not the base.
  private static String before(Item item, GitTree tree, Optional<CommitId> cursor) {
    return cursor
        .flatMap(commit -> item.git().flatMap(one -> tree.text(commit, one.path())))
        .orElseGet(() -> item.base().text());
  }

  /// Most commits have nothing to do with specs.
  private boolean isKnown(GitStep step) {
    Map<RepoPath, BlobId> known =
        database.read(handle -> MirrorBook.inGit(handle, mirror.project()));
    return known.size() == step.specs().size()
        && step.specs().values().stream()
            .allMatch(found -> found.blob().equals(known.get(found.path())));
  }

  private void advance(GitStep step) {
    database.write(handle -> {
      MirrorBook.advance(handle, mirror, step.note().id());
      return 0;
    });
  }

  private interface Bring<T> {
    Import.Done one(org.jdbi.v3.core.Handle handle, T what);
  }

  private <T> void inHandfuls(List<T> all, Bring<T> bring) {
    for (int from = 0; from < all.size(); from += HANDFUL) {
      List<T> some = all.subList(from, Math.min(all.size(), from + HANDFUL));
      written +=
          database.write(handle -> {
            int wrote = 0;
            for (T one : some) {
              wrote += bring.one(handle, one) == Import.Done.WROTE ? 1 : 0;
            }
            return wrote;
          });
    }
  }

  /// Where the store had a spec since both sides agreed.
  private Set<RepoPath> storePaths(Item item) {
    return database.read(handle ->
        store.revisions(handle, item.spec(), item.agreed() - 1).stream()
            .filter(revision -> revision.action() != Revision.Action.DELETE)
            .map(revision -> revision.file().path())
            .collect(Collectors.toSet()));
  }
}
