package io.github.sddtool.fake.github;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Opens, refreshes and closes pull requests on the real git repositories.
final class PullRequests {
  private static final Pattern FILES = Pattern.compile("(\\d+) files? changed");
  private static final Pattern INSERTIONS = Pattern.compile("(\\d+) insertion");
  private static final Pattern DELETIONS = Pattern.compile("(\\d+) deletion");

  private final World world;

  PullRequests(World world) {
    this.world = world;
  }

  /// @param head a branch, or `owner:branch` in that owner's repository of the same name
  int open(World.Hosted repository, String head, String base) {
    int colon = head.indexOf(':');
    var from =
        colon < 0 ? repository : world.repository(head.substring(0, colon) + "/" + repository.name);
    int number = ++repository.lastNumber;
    var pull =
        new World.Pull(
            world.newId(), number, from, head.substring(colon + 1), base, world.clock.instant());
    refresh(repository, pull);
    repository.pulls.put(number, pull);
    return number;
  }

  void refresh(World.Hosted repository, int number) {
    refresh(repository, repository.pull(number));
  }

  void close(World.Hosted repository, int number) {
    var pull = repository.pull(number);
    pull.closed = Optional.of(world.clock.instant());
    pull.updated = world.clock.instant();
  }

  /// Merges, with a merge commit or by a commit of its own; gives the commit that was made.
  String merge(World.Hosted repository, int number, boolean squashed) {
    var pull = repository.pull(number);
    refresh(repository, pull);
    var tree =
        GitProcess.run(repository.bare, "merge-tree", "--write-tree", pull.baseSha, pull.headSha);
    var command =
        new ArrayList<>(List.of("-c", "user.name=o", "-c", "user.email=o@o", "commit-tree", tree));
    command.addAll(List.of("-m", pull.title + " (#" + number + ")", "-p", pull.baseSha));
    if (!squashed) {
      command.addAll(List.of("-p", pull.headSha));
    }
    var made = GitProcess.run(repository.bare, command.toArray(String[]::new));
    GitProcess.run(repository.bare, "update-ref", "refs/heads/" + pull.baseRef, made);
    close(repository, number);
    pull.mergeCommit = Optional.of(made);
    return made;
  }

  void retarget(World.Hosted repository, int number, String base) {
    var pull = repository.pull(number);
    pull.baseRef = base;
    refresh(repository, pull);
  }

  private void refresh(World.Hosted repository, World.Pull pull) {
    var kept = "refs/pull/" + pull.number + "/head";
    if (pull.head == repository) {
      GitProcess.run(repository.bare, "update-ref", kept, "refs/heads/" + pull.headRef);
    } else {
      GitProcess.run(
          repository.bare,
          "fetch",
          "--quiet",
          pull.head.bare.toString(),
          "+refs/heads/" + pull.headRef + ":" + kept);
    }
    pull.headSha = GitProcess.commit(repository.bare, kept).orElseThrow();
    pull.baseSha = GitProcess.commit(repository.bare, "refs/heads/" + pull.baseRef).orElseThrow();
    pull.updated = world.clock.instant();
    var range = pull.baseSha + ".." + pull.headSha;
    pull.commits = Integer.parseInt(GitProcess.run(repository.bare, "rev-list", "--count", range));
    var stat =
        GitProcess.run(
            repository.bare, "diff", "--shortstat", from(repository, pull), pull.headSha);
    pull.changedFiles = count(FILES, stat);
    pull.additions = count(INSERTIONS, stat);
    pull.deletions = count(DELETIONS, stat);
  }

  /// Where the two sides parted; of sides that never met, the base itself.
  private static String from(World.Hosted repository, World.Pull pull) {
    try {
      return GitProcess.run(repository.bare, "merge-base", pull.baseSha, pull.headSha);
    } catch (IllegalStateException unrelated) {
      return pull.baseSha;
    }
  }

  private static int count(Pattern pattern, String stat) {
    var found = pattern.matcher(stat);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }
}
