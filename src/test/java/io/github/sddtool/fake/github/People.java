package io.github.sddtool.fake.github;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What people do in a repository beside pushing and commenting, and what they see there.
public final class People {
  private final World world;
  private final PullRequests pullRequests;
  private final World.Hosted repository;

  People(World world, PullRequests pullRequests, World.Hosted repository) {
    this.world = world;
    this.pullRequests = pullRequests;
    this.repository = repository;
  }

  /// Merges a pull request; gives the commit that this made.
  ///
  /// @param squashed into one commit, without a merge
  public String merge(int number, boolean squashed) {
    synchronized (world) {
      return pullRequests.merge(repository, number, squashed);
    }
  }

  /// Marks a pull request as merged, since its commits came there by another way.
  ///
  /// @param commit that brought them
  public void landed(int number, String commit) {
    synchronized (world) {
      pullRequests.close(repository, number);
      repository.pull(number).mergeCommit = Optional.of(commit);
    }
  }

  /// Says that a draft is ready.
  public void ready(int number) {
    synchronized (world) {
      repository.pull(number).draft = false;
    }
  }

  /// Gives a pull request another title.
  public void title(int number, String title) {
    synchronized (world) {
      repository.pull(number).title = title;
    }
  }

  /// The repository's plan has no drafts.
  public void haveNoDrafts() {
    synchronized (world) {
      repository.hasDrafts = false;
    }
  }

  /// Issues are switched off.
  public void haveNoIssues() {
    synchronized (world) {
      repository.hasIssues = false;
    }
  }

  /// All issues, oldest first.
  public List<ShownIssue> issues() {
    synchronized (world) {
      return repository.issues.values().stream().map(World.StoredIssue::value).toList();
    }
  }

  /// Opens an issue; gives its number.
  public int open(String login, String title, String body) {
    synchronized (world) {
      int number = ++repository.lastNumber;
      repository.issues.put(
          number,
          new World.StoredIssue(world.newId(), number, login, title, body, world.clock.instant()));
      return number;
    }
  }

  /// Closes an issue and takes off its labels.
  public void close(int number) {
    synchronized (world) {
      var issue = Optional.ofNullable(repository.issues.get(number)).orElseThrow();
      issue.closed = Optional.of(world.clock.instant());
      issue.labels.clear();
    }
  }

  /// Gives the repository a workflow that may be started.
  ///
  /// @param inputs that it takes
  public void workflow(String file, Set<String> inputs) {
    synchronized (world) {
      repository.workflows.put(file, Set.copyOf(inputs));
    }
  }

  /// The runs that were started, oldest first.
  public List<DispatchRoutes.Started> started() {
    synchronized (world) {
      return List.copyOf(repository.started);
    }
  }
}
