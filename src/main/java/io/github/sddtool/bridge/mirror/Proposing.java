package io.github.sddtool.bridge.mirror;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.bridge.merge.Authority;
import io.github.sddtool.bridge.merge.Clash;
import io.github.sddtool.bridge.merge.FileMerge;
import io.github.sddtool.bridge.merge.FileMerged;
import io.github.sddtool.bridge.merge.FilePast;
import io.github.sddtool.bridge.merge.FileState;
import io.github.sddtool.bridge.merge.Ruling;
import io.github.sddtool.forge.Proposal;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.git.BranchWriter;
import io.github.sddtool.source.git.BranchWriter.Pushed;
import io.github.sddtool.source.git.GitHistory;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.spec.SpecStore;
import io.github.sddtool.store.spec.StoredSpec;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

// @spec app/bridge#REQ-BRIDGE-003, app/bridge#REQ-BRIDGE-007
/// Pull requests of the bridge: one that rolls along where the branch itself is protected, and a
/// small one for each conflict. Their branches are ours; what somebody else pushed to one is never
/// replaced.
final class Proposing {
  private static final String BRANCHES = "specsync/";
  private static final String WHAT = "pull request";
  private static final String FENCE = "~~~~~~~~";

  private final Database database;
  private final Clock clock;
  private final MirrorRow mirror;
  private final Remote remote;

  Proposing(Database database, Clock clock, MirrorRow mirror, Remote remote) {
    this.database = database;
    this.clock = clock;
    this.mirror = mirror;
    this.remote = remote;
  }

  /// Proposes commits that the branch itself refused.
  ///
  /// @param reason why, in the other side's words
  void changes(
      BranchWriter writer, CommitId tip, String reason, String subject, List<Effect> effects) {
    String branch = BRANCHES + mirror.project().name();
    Pushed pushed = writer.push(remote.pushing(), branch, mirror.proposal(), tip, true);
    if (pushed instanceof Pushed.Moved && mirror.proposal().isPresent()) {
      // Merged and deleted, perhaps.
      pushed = writer.push(remote.pushing(), branch, Optional.empty(), tip, true);
    }
    switch (pushed) {
      case Pushed.Done _ -> {
        database.write(handle -> {
          MirrorBook.proposed(handle, mirror, Optional.of(tip));
          return 0;
        });
        Optional<URI> where =
            remote.propose(new Proposal(branch, mirror.branch(), subject, body(reason)));
        effects.add(new Effect.Updated(WHAT, mirror.repo().name() + "@" + branch, at(where)));
      }
      case Pushed.Moved _ ->
          effects.add(
              new Effect.Declined(
                  WHAT,
                  mirror.repo().name() + "@" + branch,
                  "somebody else pushed to it; merge or delete it"));
      case Pushed.Refused(String why) ->
          effects.add(new Effect.Failed(WHAT, mirror.repo().name() + "@" + branch, why));
    }
  }

  private String body(String reason) {
    return "Edits of specs in the store, for '"
        + mirror.branch()
        + "', which takes no pushes ("
        + oneLine(reason)
        + ").\n\nMerge it in whatever way: what it says is known again by its content.";
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("[\\s`<>\\[\\]]+", " ").strip();
    return line.substring(0, Math.min(200, line.length()));
  }

  private static String at(Optional<URI> where) {
    return where.map(URI::toString).orElse("");
  }

  /// Proposes for each open conflict what the store says.
  void conflicts(
      GitHistory history,
      CommitId head,
      SpecStore store,
      Map<String, SpecFormat> formats,
      List<Effect> effects) {
    List<Conflict> open =
        database.read(
            handle -> ConflictBook.list(handle, mirror.project(), List.of(Conflict.State.OPEN)));
    for (Conflict conflict : open) {
      if (conflict.proposal().isEmpty() && conflict.what().store().isPresent()) {
        files(conflict, history, head, store, formats)
            .filter(files -> !files.isEmpty())
            .ifPresent(files -> conflict(conflict, files, history.writer(), head, effects));
      }
    }
  }

  private Optional<Map<RepoPath, Optional<String>>> files(
      Conflict conflict,
      GitHistory history,
      CommitId head,
      SpecStore store,
      Map<String, SpecFormat> formats) {
    Optional<StoredSpec> spec =
        database.read(
            handle -> conflict.spec().flatMap(id -> store.find(handle, mirror.project(), id)));
    Optional<Item> item =
        spec.flatMap(one -> database.read(handle -> MirrorBook.item(handle, one.ref())));
    if (spec.isEmpty() || item.isEmpty()) {
      return Optional.empty();
    }
    var tree = new GitTree(history, _ -> List.of());
    Optional<FileState> git =
        item.get()
            .git()
            .flatMap(
                one -> tree.text(head, one.path()).map(text -> new FileState(one.path(), text)));
    var ruling =
        new Ruling(
            part -> conflict.what().label().equals(part.label()) ? Authority.STORE : Authority.BOTH,
            Authority.BOTH);
    FileMerged merged =
        new FileMerge(Import.lens(formats, spec.get().file()), ruling)
            .merge(Optional.of(item.get().base()), git, Import.state(spec.get()), FilePast.NONE);
    var files = new HashMap<RepoPath, Optional<String>>();
    if (!merged.git().equals(git)) {
      git.ifPresent(file -> files.put(file.path(), Optional.empty()));
      merged.git().ifPresent(file -> files.put(file.path(), Optional.of(file.text())));
    }
    return Optional.of(files);
  }

  private void conflict(
      Conflict conflict,
      Map<RepoPath, Optional<String>> files,
      BranchWriter writer,
      CommitId head,
      List<Effect> effects) {
    String branch = BRANCHES + "conflict-" + conflict.number();
    String title = "Settle %s of %s".formatted(conflict.what().label(), conflict.spec().orElse(""));
    var bot = BranchWriter.Signature.ofTool(clock.instant());
    CommitId tip =
        writer.commit(
            head, files, bot, bot, title + "\n\n" + Trailers.resolves(conflict.number()) + "\n");
    if (!(writer.push(remote.pushing(), branch, Optional.empty(), tip, false)
        instanceof Pushed.Done)) {
      return;
    }
    Optional<URI> where =
        remote.propose(new Proposal(branch, mirror.branch(), title, body(conflict)));
    URI known = where.orElseGet(() -> URI.create("branch:" + branch));
    database.write(handle -> {
      ConflictBook.shown(handle, conflict.number(), known);
      return 0;
    });
    effects.add(new Effect.Created(WHAT, mirror.repo().name() + "@" + branch, known.toString()));
  }

  private static String body(Conflict conflict) {
    Clash clash = conflict.what();
    return "Both sides changed **"
        + clash.label()
        + "** of `"
        + conflict.spec().orElse("")
        + "`, each in another way. Everything else is in step.\n\n"
        + said("What both started from", clash.base())
        + said("What git says", clash.git())
        + said("What the store says, and this proposes", clash.store())
        + "Merge to take the store's word; edit the branch first for a third text; or choose with"
        + " `sdd sync resolve "
        + conflict.number()
        + " git`.\n";
  }

  private static String said(String title, Optional<String> text) {
    return "### "
        + title
        + "\n\n"
        + text.map(one ->
                FENCE
                    + "text\n"
                    + one.replace(FENCE, "~")
                    + (one.endsWith("\n") ? "" : "\n")
                    + FENCE
                    + "\n\n")
            .orElse("Nothing: it is not there.\n\n");
  }
}
