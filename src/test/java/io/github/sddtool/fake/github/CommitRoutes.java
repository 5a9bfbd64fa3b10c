package io.github.sddtool.fake.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Branches, and the pull requests that commits came with.
final class CommitRoutes {
  private final Links links;
  private final Shapes shapes;
  private final Paging paging;
  private final PullRoutes pulls;

  CommitRoutes(Links links, Shapes shapes, Paging paging, PullRoutes pulls) {
    this.links = links;
    this.shapes = shapes;
    this.paging = paging;
    this.pulls = pulls;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/repos/{owner}/{repo}/branches/{branch}",
            Route.reading("contents"),
            this::branch),
        new Route(
            "GET",
            "/repos/{owner}/{repo}/commits/{sha}/pulls",
            Route.reading("pull_requests"),
            this::pulls));
  }

  private Answer branch(Request request) {
    var repository = request.repository();
    var name = request.text("branch");
    var sha =
        GitProcess.commit(repository.bare, "refs/heads/" + name)
            .orElseThrow(() -> Refusal.of(404, "Branch not found"));
    var api = links.api("/repos/" + repository.fullName() + "/branches/" + name);
    var node = Json.object().put("name", name).put("protected", false);
    node.set("commit", commit(repository, sha));
    node.putObject("_links")
        .put("self", api)
        .put("html", links.web("/" + repository.fullName() + "/tree/" + name));
    node.putObject("protection").put("enabled", false);
    return Json.answer(200, node.put("protection_url", api + "/protection"));
  }

  private ObjectNode commit(World.Hosted repository, String sha) {
    var api = links.api("/repos/" + repository.fullName() + "/commits/" + sha);
    var html = links.web("/" + repository.fullName() + "/commit/" + sha);
    var node = Json.object().put("sha", sha).put("node_id", Shapes.nodeId("Commit", 1));
    node.put("url", api).put("html_url", html).put("comments_url", api + "/comments");
    var inner = node.putObject("commit");
    Map.of("author", "o", "committer", "o")
        .forEach((who, name) ->
            inner.putObject(who).put("name", name).put("email", "o@o").put("date", NOON));
    inner.put("message", "a commit").put("comment_count", 0).put("url", api);
    inner
        .putObject("tree")
        .put("sha", GitProcess.run(repository.bare, "rev-parse", sha + "^{tree}"))
        .put("url", api.replace("/commits/" + sha, "/git/trees/" + sha));
    node.set("author", shapes.user(repository.owner));
    node.set("committer", shapes.user(repository.owner));
    node.putArray("parents");
    return node;
  }

  private static final String NOON = "2026-01-01T12:00:00Z";

  /// Of a commit on the default branch those that were merged, of another the open ones too.
  private Answer pulls(Request request) {
    var repository = request.repository();
    var sha = request.text("sha");
    if (GitProcess.commit(repository.bare, sha).isEmpty()) {
      throw Refusal.of(422, "No commit found for SHA: " + sha);
    }
    boolean isThere = isWithin(repository, sha, "refs/heads/" + repository.defaultBranch);
    var all =
        repository.pulls.values().stream()
            .filter(pull -> pull.mergeCommit.isPresent() || (pull.closed.isEmpty() && !isThere))
            .filter(pull -> brought(repository, pull, sha))
            .sorted(Comparator.comparingInt(pull -> pull.number))
            .map(pull -> pulls.shape(repository, pull))
            .toList();
    return paging.page(request, all, elements -> Json.answer(200, elements));
  }

  private static boolean brought(World.Hosted repository, World.Pull pull, String sha) {
    return pull.mergeCommit.filter(sha::equals).isPresent()
        || (isWithin(repository, sha, pull.headSha) && !isWithin(repository, sha, pull.baseSha));
  }

  private static boolean isWithin(World.Hosted repository, String sha, String tip) {
    try {
      GitProcess.run(repository.bare, "merge-base", "--is-ancestor", sha, tip);
      return true;
    } catch (IllegalStateException no) {
      return false;
    }
  }
}
