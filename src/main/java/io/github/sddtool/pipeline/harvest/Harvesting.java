package io.github.sddtool.pipeline.harvest;

import io.github.sddtool.analysis.Assessor;
import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.analysis.config.HarvestRules;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.Branch;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.Proposal;
import io.github.sddtool.guard.harvest.Harvest;
import io.github.sddtool.guard.harvest.Harvested;
import io.github.sddtool.pipeline.runner.Runner;
import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.git.BranchWriter;
import io.github.sddtool.source.git.BranchWriter.Pushed;
import io.github.sddtool.source.git.BranchWriter.Signature;
import io.github.sddtool.source.git.ClonePool;
import io.github.sddtool.source.git.FetchRequest;
import io.github.sddtool.source.git.GitHistory;
import io.github.sddtool.spec.SpecFormat;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

// @spec app/reharvest#REQ-HARVEST-005
/// Reads a default branch again and proposes what of its specs is out of date, in one pull request
/// that rolls along. Its branch is ours; what somebody else pushed to it is never replaced.
public final class Harvesting {
  /// The branch of the pull request.
  public static final String BRANCH = "sdd/reharvest";

  private static final String WHAT = "pull request";
  private static final String REFS = "refs/sdd/reharvest/";
  private static final String TIP = REFS + "tip";
  private static final String OURS = REFS + BRANCH;

  private final ClonePool clones;
  private final Runner runner;
  private final List<SpecFormat> formats;
  private final Clock clock;

  /// @param clones whole ones: commits are made in them
  /// @param runner evaluates
  public Harvesting(ClonePool clones, Runner runner, List<SpecFormat> formats, Clock clock) {
    this.clones = clones;
    this.runner = runner;
    this.formats = List.copyOf(formats);
    this.clock = clock;
  }

  /// Looks at a repository, and proposes what is to be proposed.
  public List<Effect> look(Forge forge, RepoId repo) {
    Optional<Branch> branch = forge.defaultBranch(repo);
    if (branch.isEmpty()) {
      return List.of(
          new Effect.Declined(WHAT, repo.name(), "the repository has no default branch"));
    }
    try (GitHistory history = fetch(forge, repo, branch.get().name())) {
      CommitId tip =
          history
              .refTip(TIP)
              .orElseThrow(() ->
                  new SourceFault("The branch '" + branch.get().name() + "' does not exist."));
      Optional<CommitId> ours = history.refTip(OURS);
      // What is deleted over there must not look as if it were still there next time.
      history.writer().forget(OURS);
      return List.of(new Look(forge, repo, branch.get().name(), history, tip, ours).effect());
    }
  }

  private GitHistory fetch(Forge forge, RepoId repo, String branch) {
    FetchRequest place = forge.pushRequest(repo);
    return clones.fetch(
        repo,
        new FetchRequest(
            place.uri(),
            place.credentials(),
            List.of(
                "+refs/heads/" + branch + ":" + TIP,
                // A pattern matches a branch that is not there, too.
                "+refs/heads/sdd/*:" + REFS + "sdd/*")));
  }

  /// One look at one repository.
  private final class Look {
    private final Forge forge;
    private final RepoId repo;
    private final String into;
    private final GitHistory history;
    private final BranchWriter writer;
    private final CommitId tip;
    private final Optional<CommitId> ours;
    private final String place;

    Look(
        Forge forge,
        RepoId repo,
        String into,
        GitHistory history,
        CommitId tip,
        Optional<CommitId> ours) {
      this.forge = forge;
      this.repo = repo;
      this.into = into;
      this.history = history;
      this.writer = history.writer();
      this.tip = tip;
      this.ours = ours;
      this.place = repo.name() + "@" + BRANCH;
    }

    Effect effect() {
      Harvested harvested;
      try {
        HarvestRules rules = Assessor.harvest(history.snapshot(tip), formats);
        if (rules.isNothing()) {
          return declined("the repository does not ask for it");
        }
        harvested = harvest(rules);
      } catch (UserFault fault) {
        // It is told of where commits and pull requests are judged.
        return declined(fault.message());
      }
      if (harvested.files().isEmpty()) {
        return declined(
            ours.isPresent()
                ? "nothing is left to refresh; close its pull request or delete the branch"
                : "nothing is out of date");
      }
      if (ours.filter(one -> !isOurs(one)).isPresent()) {
        return declined("somebody else pushed to it; merge or delete it");
      }
      return propose(harvested);
    }

    private Harvested harvest(HarvestRules rules) {
      Snapshot head = history.snapshot(tip);
      Report report =
          runner.assess(
              history,
              history.change(tip, tip).orElseThrow(),
              Request.of(Question.CHECK).on(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
      return Harvest.of(head, report, rules, formats, gone -> history.moved(tip, "", gone));
    }

    /// Amended or rebased commits have another committer, and what was pushed upon ours is another
    /// commit.
    private boolean isOurs(CommitId commit) {
      return writer.isBy(commit, Signature.TOOL, Signature.TOOL_EMAIL)
          && writer
              .note(commit)
              .message()
              .lines()
              .anyMatch(line -> line.startsWith(Proposed.TRAILER));
    }

    private Effect propose(Harvested harvested) {
      var files = new TreeMap<RepoPath, Optional<String>>();
      harvested.files().forEach((path, text) -> files.put(path, Optional.of(text)));
      // The time of the commit that it stands upon: made twice, it is the same commit.
      var bot = Signature.ofTool(writer.time(tip));
      CommitId commit = writer.commit(tip, files, bot, bot, Proposed.message(harvested, tip));
      boolean stands = ours.filter(one -> says(one, commit)).isPresent();
      if (!stands) {
        Optional<Effect> refused = push(commit);
        if (refused.isPresent()) {
          return refused.get();
        }
      }
      // Said again where nothing was pushed: an earlier run may have been stopped between the two.
      String page =
          forge
              .propose(
                  repo, new Proposal(BRANCH, into, Proposed.TITLE, Proposed.body(harvested, tip)))
              .map(URI::toString)
              .orElse("");
      if (stands) {
        return new Effect.Unchanged(WHAT, place, page);
      }
      return ours.isPresent()
          ? new Effect.Updated(WHAT, place, page)
          : new Effect.Created(WHAT, place, page);
    }

    /// Whether a branch that was not merged yet makes the same of the same files.
    private boolean says(CommitId one, CommitId other) {
      return one.equals(other)
          || (!writer.isAncestor(one, tip) && written(one).equals(written(other)));
    }

    private Map<RepoPath, Optional<BlobId>> written(CommitId commit) {
      var written = new TreeMap<RepoPath, Optional<BlobId>>();
      history
          .past(commit, "")
          .changed(commit)
          .forEach(delta -> written.put(delta.path(), delta.after().map(FileEntry::blob)));
      return written;
    }

    private Optional<Effect> push(CommitId commit) {
      FetchRequest to = forge.pushRequest(repo);
      Pushed pushed = writer.push(to, BRANCH, ours, commit, true);
      if (pushed instanceof Pushed.Moved && ours.isPresent()) {
        // Merged and deleted a moment ago, perhaps.
        pushed = writer.push(to, BRANCH, Optional.empty(), commit, true);
      }
      return switch (pushed) {
        case Pushed.Done _ -> Optional.empty();
        case Pushed.Moved _ ->
            Optional.of(declined("somebody else pushed to it; merge or delete it"));
        case Pushed.Refused(String why) -> Optional.of(new Effect.Failed(WHAT, place, why));
      };
    }

    private Effect declined(String reason) {
      return new Effect.Declined(WHAT, place, reason);
    }
  }
}
