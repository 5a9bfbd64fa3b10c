package io.github.sddtool.bridge.mirror;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.bridge.merge.Clash;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.git.CommitNote;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.spec.Project;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

// @spec app/bridge#REQ-BRIDGE-010
/// When the bridge stops and asks, having touched nothing.
final class Guards {
  /// More than this share of a side is not deleted without asking.
  private static final double SHARE = 0.10;

  private Guards() {}

  /// A question to a person.
  ///
  /// @param label by which it is known
  /// @param permit what the person lets pass by saying so
  /// @param text for people
  record Question(String label, String permit, String text) {
    /// Puts it to the people of a project; it stands among its conflicts.
    Effect ask(Database database, Project project, Instant now) {
      database.write(handle -> {
        ConflictBook.open(
            handle,
            Resolve.whole(project),
            new Clash(label, Optional.empty(), Optional.of(permit), Optional.of(text)),
            now);
        return 0;
      });
      return new Effect.Declined("mirror", project.name(), text);
    }
  }

  static Question rewritten(CommitId cursor, CommitId head, String branch) {
    return new Question(
        "history",
        head.hex(),
        ("The history of '%s' was rewritten: %s, up to which it is known, is no part of %s. Nothing"
                + " was touched. Proceed to merge what it says now with what both sides last agreed"
                + " on.")
            .formatted(branch, cursor.brief(), head.brief()));
  }

  /// The store was taken back to an earlier state while git went on.
  static Optional<Question> older(
      List<CommitNote> steps, String mirror, long lastSeq, CommitId head) {
    for (CommitNote step : steps) {
      for (String message : step.brought()) {
        OptionalLong seq = Trailers.seq(message, mirror);
        if (seq.isPresent() && seq.getAsLong() > lastSeq) {
          return Optional.of(
              new Question(
                  "store is older",
                  head.hex(),
                  ("Git has edit %d of this store (%s), which knows only %d: it was probably"
                          + " restored from a backup. Nothing was touched. Proceed to take git's"
                          + " word for what is missing here.")
                      .formatted(seq.getAsLong(), step.id().brief(), lastSeq)));
        }
      }
    }
    return Optional.empty();
  }

  /// One side lost much, or all.
  ///
  /// @param side `git` or `the store`
  /// @param all how many specs both had
  /// @param gone how many are gone on that side alone
  static Optional<Question> deleted(String side, long all, long gone, String permit) {
    boolean emptied = all > 0 && gone == all;
    if (!emptied && (gone < 2 || gone <= all * SHARE)) {
      return Optional.empty();
    }
    return Optional.of(
        new Question(
            (emptied ? "emptied in " : "deletions in ") + side,
            permit,
            ("%d of %d specs are gone from %s. Nothing was touched. Proceed to delete them on the"
                    + " other side too; or bring them back.")
                .formatted(gone, all, side)));
  }
}
