package io.github.sddtool.forge.github;

import io.github.sddtool.forge.Account;
import io.github.sddtool.forge.Delivery;
import io.github.sddtool.forge.EventKind;
import io.github.sddtool.forge.ForgeEvent;
import io.github.sddtool.forge.ForgeEvent.AccessChanged;
import io.github.sddtool.forge.ForgeEvent.AskedAgain;
import io.github.sddtool.forge.ForgeEvent.Commanded;
import io.github.sddtool.forge.ForgeEvent.DefaultBranchPushed;
import io.github.sddtool.forge.ForgeEvent.Ignored;
import io.github.sddtool.forge.ForgeEvent.MergeRequested;
import io.github.sddtool.forge.ForgeEvent.Ping;
import io.github.sddtool.forge.ForgeEvent.PullRequestChanged;
import io.github.sddtool.forge.ForgeEvent.PullRequestClosed;
import io.github.sddtool.forge.ForgeText;
import io.github.sddtool.forge.Payload;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.forge.SlashCommand;
import io.github.sddtool.forge.Told;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

// @spec app/webhooks#REQ-HOOK-005
/// Translates GitHub's deliveries into the words that all forges share. Never throws: the body is
/// proven to come from GitHub, and believed no further than that.
final class GitHubEvents {
  private static final String BRANCHES = "refs/heads/";

  private static final Set<String> KEPT =
      Set.of(
          "action",
          "after",
          "before",
          "changes",
          "check_run",
          "check_suite",
          "comment",
          "deleted",
          "issue",
          "merge_group",
          "number",
          "pull_request",
          "ref",
          "requested_action",
          "repositories",
          "repositories_added",
          "repositories_removed",
          "repository");

  private static final Map<String, EventKind> KINDS =
      Map.of(
          "push",
          new EventKind(GitHubEvents::push, List.of("repository", "pushed_at")),
          "pull_request",
          new EventKind(GitHubEvents::pullRequest, List.of("pull_request", "updated_at")),
          "check_run",
          new EventKind(GitHubEvents::checkRun),
          "check_suite",
          new EventKind((forge, payload) -> again(forge, payload, "check_suite")),
          "issue_comment",
          new EventKind(GitHubEvents::comment, List.of("comment", "updated_at")),
          "merge_group",
          new EventKind(GitHubEvents::mergeGroup),
          "installation",
          new EventKind(GitHubEvents::installation),
          "installation_repositories",
          new EventKind(GitHubEvents::repositories));

  private GitHubEvents() {}

  static Told understand(Delivery delivery) {
    String event = delivery.event();
    if (event.equals("ping")) {
      return Told.of(new Ping());
    }
    EventKind kind = KINDS.get(event);
    return kind == null
        ? Told.of(new Ignored("Events of kind " + ForgeText.quote(event) + " change nothing here."))
        : kind.read(delivery, KEPT);
  }

  private static ForgeEvent push(String forge, Payload payload) throws Payload.Unexpected {
    String ref = payload.text("ref");
    if (!ref.startsWith(BRANCHES)) {
      return new Ignored("Only branches are judged, and " + ForgeText.quote(ref) + " is none.");
    }
    String branch = ref.substring(BRANCHES.length());
    if (!branch.equals(payload.text("repository", "default_branch"))) {
      return new Ignored(
          "The branch "
              + ForgeText.quote(branch)
              + " is not the default branch; it is judged once it has a pull request.");
    }
    if (payload.flag("deleted")) {
      return new Ignored("The branch " + ForgeText.quote(branch) + " was deleted.");
    }
    CommitId after = payload.commit("after");
    CommitId before = payload.commit("before");
    // A branch that begins here has no commit before it: it is compared with itself.
    return new DefaultBranchPushed(
        repo(payload, forge, "repository", "full_name"),
        branch,
        before.isNone() ? after : before,
        after);
  }

  private static ForgeEvent pullRequest(String forge, Payload payload) throws Payload.Unexpected {
    String action = payload.text("action");
    return switch (action) {
      case "opened", "synchronize", "reopened", "ready_for_review" -> changed(forge, payload);
      case "edited" ->
          payload.has("changes", "base")
              ? changed(forge, payload)
              : new Ignored("The pull request's text was edited, its base branch was not.");
      case "closed" ->
          new PullRequestClosed(
              repo(payload, forge, "repository", "full_name"), payload.number("number"));
      default ->
          new Ignored(
              "The action "
                  + ForgeText.quote(action)
                  + " on a pull request changes nothing that is judged.");
    };
  }

  private static ForgeEvent changed(String forge, Payload payload) throws Payload.Unexpected {
    return new PullRequestChanged(
        new PullRequest(
            repo(payload, forge, "repository", "full_name"),
            payload.number("number"),
            payload.commit("pull_request", "head", "sha"),
            payload.text("pull_request", "head", "ref"),
            payload.text("pull_request", "base", "ref"),
            payload.text("pull_request", "state").equals("open")));
  }

  private static ForgeEvent checkRun(String forge, Payload payload) throws Payload.Unexpected {
    String name = payload.text("check_run", "name");
    return name.equals(Publication.CHECK_NAME)
        ? again(forge, payload, "check_run")
        : new Ignored("The check " + ForgeText.quote(name) + " is not ours.");
  }

  // @spec app/publishing#REQ-PUB-012
  /// Somebody pressed "Re-run", or our own button that says so. Of a fork's pull request GitHub
  /// does not say which it is.
  private static ForgeEvent again(String forge, Payload payload, String what)
      throws Payload.Unexpected {
    String action = payload.text("action");
    boolean pressed =
        action.equals("requested_action")
            && payload.text("requested_action", "identifier").equals(Checks.AGAIN);
    if (!action.equals("rerequested") && !pressed) {
      return new Ignored(
          "The action " + ForgeText.quote(action) + " on a check asks for no new one.");
    }
    RepoId repo = repo(payload, forge, "repository", "full_name");
    CommitId head = payload.commit(what, "head_sha");
    for (Payload pull : payload.items(what, "pull_requests")) {
      boolean here =
          pull.commit("head", "sha").equals(head)
              && pull.text("base", "repo", "url").endsWith("/" + repo.name());
      if (here) {
        return new AskedAgain(
            new PullRequestChanged(
                new PullRequest(
                    repo,
                    pull.number("number"),
                    head,
                    pull.text("head", "ref"),
                    pull.text("base", "ref"),
                    true)));
      }
    }
    Payload suite =
        what.equals("check_run") ? payload.part(what, "check_suite") : payload.part(what);
    String main = payload.text("repository", "default_branch");
    boolean pushed =
        suite.has("head_branch") && suite.text("head_branch").equals(main) && suite.has("before");
    if (!pushed) {
      return new Ignored(
          "GitHub names no pull request of this commit, as of a fork's: push again, or close the"
              + " pull request and open it again.");
    }
    CommitId before = suite.commit("before");
    return new AskedAgain(
        new DefaultBranchPushed(repo, main, before.isNone() ? head : before, head));
  }

  // @spec app/commands#REQ-CMD-001
  private static ForgeEvent comment(String forge, Payload payload) throws Payload.Unexpected {
    String action = payload.text("action");
    if (!action.equals("created") || !payload.has("issue", "pull_request")) {
      return new Ignored(
          "Only new comments on pull requests can be commands; this one was "
              + ForgeText.quote(action)
              + ".");
    }
    boolean person = payload.has("comment", "user") && payload.has("comment", "body");
    if (!person || payload.text("comment", "user", "type").equals("Bot")) {
      return new Ignored("The comment is of no person who could command.");
    }
    String login = payload.text("comment", "user", "login");
    RepoId repo = repo(payload, forge, "repository", "full_name");
    int number = payload.number("issue", "number");
    return SlashCommand.read(
            payload.id("comment", "id"), new Account(login, login), payload.text("comment", "body"))
        .<ForgeEvent>map(command -> new Commanded(repo, number, command))
        .orElseGet(() -> new Ignored("The comment is no command."));
  }

  private static ForgeEvent mergeGroup(String forge, Payload payload) throws Payload.Unexpected {
    String action = payload.text("action");
    if (!action.equals("checks_requested")) {
      return new Ignored(
          "The action " + ForgeText.quote(action) + " on a merge group asks for no check.");
    }
    return new MergeRequested(
        repo(payload, forge, "repository", "full_name"),
        payload.commit("merge_group", "base_sha"),
        payload.commit("merge_group", "head_sha"));
  }

  private static ForgeEvent installation(String forge, Payload payload) throws Payload.Unexpected {
    String action = payload.text("action");
    return switch (action) {
      case "created", "unsuspend", "new_permissions_accepted" -> access(true, forge, payload);
      case "deleted", "suspend" -> access(false, forge, payload);
      default ->
          new Ignored(
              "The action " + ForgeText.quote(action) + " on an installation changes no access.");
    };
  }

  /// GitHub names the repositories of an installation in some of these events only; without them
  /// the list is empty.
  private static ForgeEvent access(boolean granted, String forge, Payload payload)
      throws Payload.Unexpected {
    return new AccessChanged(
        granted,
        payload.has("repositories") ? names(forge, payload.items("repositories")) : List.of());
  }

  private static ForgeEvent repositories(String forge, Payload payload) throws Payload.Unexpected {
    String action = payload.text("action");
    return switch (action) {
      case "added" -> new AccessChanged(true, names(forge, payload.items("repositories_added")));
      case "removed" ->
          new AccessChanged(false, names(forge, payload.items("repositories_removed")));
      default ->
          new Ignored(
              "The action "
                  + ForgeText.quote(action)
                  + " on an installation's repositories changes no access.");
    };
  }

  private static List<RepoId> names(String forge, List<Payload> repositories)
      throws Payload.Unexpected {
    var names = new ArrayList<RepoId>(repositories.size());
    for (Payload repository : repositories) {
      names.add(repo(repository, forge, "full_name"));
    }
    return names;
  }

  static RepoId repo(Payload payload, String forge, String... path) throws Payload.Unexpected {
    RepoName name =
        RepoName.read(payload.text(path))
            .orElseThrow(() -> payload.expected("a name like owner/name", path));
    return new RepoId(forge, name.toString());
  }
}
