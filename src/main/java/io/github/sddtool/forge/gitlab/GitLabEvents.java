package io.github.sddtool.forge.gitlab;

import io.github.sddtool.forge.Account;
import io.github.sddtool.forge.Delivery;
import io.github.sddtool.forge.EventKind;
import io.github.sddtool.forge.ForgeEvent;
import io.github.sddtool.forge.ForgeEvent.Commanded;
import io.github.sddtool.forge.ForgeEvent.DefaultBranchPushed;
import io.github.sddtool.forge.ForgeEvent.Ignored;
import io.github.sddtool.forge.ForgeEvent.PullRequestChanged;
import io.github.sddtool.forge.ForgeEvent.PullRequestClosed;
import io.github.sddtool.forge.ForgeText;
import io.github.sddtool.forge.Payload;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.forge.SlashCommand;
import io.github.sddtool.forge.Told;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.util.List;
import java.util.Map;
import java.util.Set;

// @spec app/webhooks#REQ-HOOK-008
/// Translates GitLab's deliveries into the words that all forges share. Never throws: the body is
/// proven to come from GitLab, and believed no further than that.
final class GitLabEvents {
  private static final String BRANCHES = "refs/heads/";
  private static final Set<String> KEPT =
      Set.of(
          "after",
          "before",
          "changes",
          "event_name",
          "merge_request",
          "object_attributes",
          "object_kind",
          "project",
          "ref",
          "user");

  /// Pushes do not say when they happened.
  private static final List<String> HAPPENED = List.of("object_attributes", "updated_at");

  private static final Map<String, EventKind> KINDS =
      Map.of(
          "Merge Request Hook", new EventKind(GitLabEvents::mergeRequest, HAPPENED),
          "Note Hook", new EventKind(GitLabEvents::note, HAPPENED),
          "Push Hook", new EventKind(GitLabEvents::push),
          "System Hook", new EventKind(GitLabEvents::system, HAPPENED));

  private GitLabEvents() {}

  static Told understand(Delivery delivery) {
    EventKind kind = KINDS.get(delivery.event());
    return kind == null
        ? Told.of(
            new Ignored(
                "Events of kind " + ForgeText.quote(delivery.event()) + " change nothing here."))
        : kind.read(delivery, KEPT);
  }

  /// A hook of the whole instance tells in the body what it is about.
  private static ForgeEvent system(String forge, Payload payload) throws Payload.Unexpected {
    String kind = payload.has("object_kind") ? "object_kind" : "event_name";
    String what = payload.text(kind);
    return switch (what) {
      case "merge_request" -> mergeRequest(forge, payload);
      case "note" -> note(forge, payload);
      case "push" -> push(forge, payload);
      default ->
          new Ignored(
              "Events of the instance of kind " + ForgeText.quote(what) + " change nothing here.");
    };
  }

  // @spec app/commands#REQ-CMD-001
  private static ForgeEvent note(String forge, Payload payload) throws Payload.Unexpected {
    boolean onRequest =
        payload.has("merge_request", "iid")
            && payload.text("object_attributes", "noteable_type").equals("MergeRequest");
    // Older instances name no action, and tell of new notes only.
    boolean begun =
        !payload.has("object_attributes", "action")
            || payload.text("object_attributes", "action").equals("create");
    if (!onRequest || !begun || payload.flag("object_attributes", "system")) {
      return new Ignored("Only new notes of people on merge requests can be commands.");
    }
    var author =
        new Account(payload.id("object_attributes", "author_id"), payload.text("user", "username"));
    RepoId repo = repo(forge, payload, "project", "path_with_namespace");
    int number = payload.number("merge_request", "iid");
    return SlashCommand.read(
            payload.id("object_attributes", "id"),
            author,
            payload.text("object_attributes", "note"))
        .<ForgeEvent>map(command -> new Commanded(repo, number, command))
        .orElseGet(() -> new Ignored("The note is no command."));
  }

  private static ForgeEvent push(String forge, Payload payload) throws Payload.Unexpected {
    String ref = payload.text("ref");
    if (!ref.startsWith(BRANCHES)) {
      return new Ignored("Only branches are judged, and " + ForgeText.quote(ref) + " is none.");
    }
    String branch = ref.substring(BRANCHES.length());
    // A project without a commit has no default branch, and its first branch becomes it.
    if (payload.has("project", "default_branch")
        && !branch.equals(payload.text("project", "default_branch"))) {
      return new Ignored(
          "The branch "
              + ForgeText.quote(branch)
              + " is not the default branch; it is judged once it has a merge request.");
    }
    CommitId after = payload.commit("after");
    if (after.isNone()) {
      return new Ignored("The branch " + ForgeText.quote(branch) + " was deleted.");
    }
    CommitId before = payload.commit("before");
    // A branch that begins here has no commit before it: it is compared with itself.
    return new DefaultBranchPushed(
        repo(forge, payload, "project", "path_with_namespace"),
        branch,
        before.isNone() ? after : before,
        after);
  }

  private static ForgeEvent mergeRequest(String forge, Payload payload) throws Payload.Unexpected {
    if (!payload.has("object_attributes", "action")) {
      // Some hooks of an instance tell of a request and not what happened to it.
      return isOpen(payload)
          ? changed(forge, payload)
          : new Ignored("The delivery names no action, and the merge request is not open.");
    }
    String action = payload.text("object_attributes", "action");
    return switch (action) {
      case "open", "reopen" -> changed(forge, payload);
      case "update" ->
          isNews(payload)
              ? changed(forge, payload)
              : new Ignored(
                  "The merge request was updated, and neither its commits nor its target branch"
                      + " nor its being a draft changed.");
      case "close", "merge" ->
          new PullRequestClosed(target(forge, payload), payload.number("object_attributes", "iid"));
      default ->
          new Ignored(
              "The action "
                  + ForgeText.quote(action)
                  + " on a merge request changes nothing that is judged.");
    };
  }

  /// With commits GitLab sends the head that was there before; of the rest it names what changed.
  private static boolean isNews(Payload payload) {
    return payload.has("object_attributes", "oldrev")
        || payload.has("changes", "target_branch")
        || payload.has("changes", "draft")
        || payload.has("changes", "work_in_progress");
  }

  private static ForgeEvent changed(String forge, Payload payload) throws Payload.Unexpected {
    if (!payload.has("object_attributes", "last_commit")) {
      return new Ignored("The merge request has no commit yet.");
    }
    return new PullRequestChanged(
        new PullRequest(
            target(forge, payload),
            payload.number("object_attributes", "iid"),
            payload.commit("object_attributes", "last_commit", "id"),
            payload.text("object_attributes", "source_branch"),
            payload.text("object_attributes", "target_branch"),
            isOpen(payload)));
  }

  private static boolean isOpen(Payload payload) throws Payload.Unexpected {
    return payload.text("object_attributes", "state").equals("opened");
  }

  /// The project that the request would be merged into.
  private static RepoId target(String forge, Payload payload) throws Payload.Unexpected {
    return payload.has("object_attributes", "target", "path_with_namespace")
        ? repo(forge, payload, "object_attributes", "target", "path_with_namespace")
        : repo(forge, payload, "project", "path_with_namespace");
  }

  private static RepoId repo(String forge, Payload payload, String... path)
      throws Payload.Unexpected {
    ProjectPath project =
        ProjectPath.read(payload.text(path))
            .orElseThrow(() -> payload.expected("a path like group/project", path));
    return new RepoId(forge, project.text());
  }
}
