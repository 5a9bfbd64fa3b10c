package io.github.sddtool.pipeline.queue;

import io.github.sddtool.forge.SlashCommand;
import io.github.sddtool.forge.Target;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.util.Optional;

/// Work that waits its turn. Two jobs with one [#key()] never run at once, and a newer one replaces
/// an older one that still waits, keeping its place and its first waiting time.
public sealed interface Job {
  RepoId repo();

  /// What the job is about; unique to its subject, not to its head.
  String key();

  /// What it judges, if anything.
  default Optional<Target> judges() {
    return Optional.empty();
  }

  /// Whose work it is: the owner or group that the repository belongs to, with a slash at its end,
  /// so that no repository is called the same.
  default String tenant() {
    String name = repo().name();
    int end = name.indexOf('/');
    return repo().forge() + ":" + (end < 0 ? name : name.substring(0, end)) + "/";
  }

  /// What becomes of a pull request: judged or closed, whichever was heard last.
  sealed interface OfPullRequest extends Job {
    int number();

    @Override
    default String key() {
      return "pull " + repo() + "#" + number();
    }
  }

  /// Shows the check as queued on a head. Quick: never waits behind assessments.
  record Announce(RepoId repo, CommitId head) implements Job {
    @Override
    public String key() {
      return "announce " + repo + "@" + head;
    }
  }

  /// Judges a pull request; `head` is the commit the event named, a newer one is judged instead.
  ///
  /// @param again whether a check that has ended is begun anew
  record AssessPullRequest(RepoId repo, int number, CommitId head, boolean again)
      implements OfPullRequest {
    public AssessPullRequest(RepoId repo, int number, CommitId head) {
      this(repo, number, head, false);
    }

    @Override
    public Optional<Target> judges() {
      return Optional.of(Target.pullRequest(repo, head, number));
    }
  }

  /// Judges what a push made of the default branch.
  ///
  /// @param again whether a check that has ended is begun anew
  record AssessCommit(RepoId repo, CommitId base, CommitId head, boolean again) implements Job {
    public AssessCommit(RepoId repo, CommitId base, CommitId head) {
      this(repo, base, head, false);
    }

    @Override
    public String key() {
      return "commit " + repo + "@" + head;
    }

    @Override
    public Optional<Target> judges() {
      return Optional.of(Target.commit(repo, head));
    }
  }

  /// Judges what a merge queue would make of the default branch, which may never come to stand
  /// there: nothing of it is kept but the verdict.
  record AssessMerge(RepoId repo, CommitId base, CommitId head) implements Job {
    @Override
    public String key() {
      return "merge " + repo + "@" + head;
    }

    @Override
    public Optional<Target> judges() {
      return Optional.of(Target.commit(repo, head));
    }
  }

  /// Does what a comment on a pull request tells us.
  record Obey(RepoId repo, int number, SlashCommand command) implements Job {
    @Override
    public String key() {
      return "comment " + repo + "#" + number + " " + command.comment();
    }
  }

  /// Judges what was open in a repository before we could reach it.
  record CatchUp(RepoId repo) implements Job {
    @Override
    public String key() {
      return "catch up " + repo;
    }
  }

  /// Takes the waiting jobs of a closed pull request out of the queue.
  record Withdraw(RepoId repo, int number) implements OfPullRequest {}

  /// Brings a mirrored branch and its project together.
  ///
  /// @param edited whether somebody edited the project, who may do so again in a moment
  record SyncSpecs(RepoId repo, boolean edited) implements Job {
    @Override
    public String key() {
      return "mirror " + repo;
    }
  }

  /// Looks whether a push to the default branch set off a trigger, and does what is to be done.
  ///
  /// @param before where the branch stood
  /// @param after where the push left it
  record Guard(RepoId repo, CommitId before, CommitId after) implements Job {
    @Override
    public String key() {
      return "guard " + repo + "@" + after;
    }
  }

  /// Looks whether what was measured at runtime set off a trigger.
  record Watch(RepoId repo) implements Job {
    @Override
    public String key() {
      return "watch " + repo;
    }
  }

  /// Reads a default branch again and proposes what of its specs is out of date.
  record Reharvest(RepoId repo) implements Job {
    @Override
    public String key() {
      return "reharvest " + repo;
    }
  }

  /// Ends the check of a head that will not be judged, because another one took its place or its
  /// pull request was closed. Events come in any order: where it turns out to be the head after
  /// all, its check stays. The queue plans it itself; it shares a key with [Announce], so the newer
  /// of the two wins and they never run side by side.
  record Cancel(RepoId repo, int number, CommitId head, String reason) implements Job {
    @Override
    public String key() {
      return "announce " + repo + "@" + head;
    }
  }
}
