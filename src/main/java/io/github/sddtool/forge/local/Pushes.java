package io.github.sddtool.forge.local;

import io.github.sddtool.fault.Fault;
import io.github.sddtool.forge.Delivery;
import io.github.sddtool.forge.ForgeEvent;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What a push to a repository on this disk means.
///
/// @param id the forge's in the settings
/// @param repositories by name
/// @param numbers of a repository's branches
record Pushes(String id, Map<String, Path> repositories, Function<RepoId, PullNumbers> numbers) {
  private static final String HEADS = "refs/heads/";

  ForgeEvent event(Delivery delivery) {
    return switch (delivery.event()) {
      case "ping" -> new ForgeEvent.Ping();
      case "push" ->
          Push.parse(delivery.body())
              .map(this::event)
              .orElseGet(() -> new ForgeEvent.Unreadable("the body is no push"));
      default -> new ForgeEvent.Ignored("event " + delivery.event());
    };
  }

  private ForgeEvent event(Push push) {
    Path place = repositories.get(push.repository());
    if (place == null) {
      return new ForgeEvent.Ignored("no repository " + push.repository() + " in the settings");
    }
    if (!push.ref().startsWith(HEADS) || push.ref().length() == HEADS.length()) {
      return new ForgeEvent.Ignored(push.ref() + " is no branch");
    }
    try {
      var repo = new RepoId(id, push.repository());
      String branch = push.ref().substring(HEADS.length());
      Branches branches = Branches.of(place);
      if (branches.isMain(branch)) {
        return mainMoved(repo, branch, push);
      }
      return branches.main().isPresent()
          ? branchMoved(repo, branch, push, branches.main().get())
          : new ForgeEvent.Ignored("there is no default branch to compare with");
    } catch (Fault | IllegalArgumentException e) {
      return new ForgeEvent.Unreadable("cannot look at " + push.repository() + ": " + e);
    }
  }

  private static ForgeEvent mainMoved(RepoId repo, String branch, Push push) {
    return push.before().isPresent() && push.after().isPresent()
        ? new ForgeEvent.DefaultBranchPushed(repo, branch, push.before().get(), push.after().get())
        : new ForgeEvent.Ignored("the default branch has nothing to compare with");
  }

  private ForgeEvent branchMoved(RepoId repo, String branch, Push push, String main) {
    PullNumbers pulls = numbers.apply(repo);
    if (push.after().isPresent()) {
      CommitId head = push.after().get();
      return new ForgeEvent.PullRequestChanged(
          new PullRequest(repo, pulls.of(branch, head), head, branch, main, true));
    }
    Optional<PullNumbers.Numbered> known = pulls.find(branch);
    return known.isPresent()
        ? new ForgeEvent.PullRequestClosed(repo, known.get().number())
        : new ForgeEvent.Ignored("branch " + branch + " is gone before it was seen");
  }
}
