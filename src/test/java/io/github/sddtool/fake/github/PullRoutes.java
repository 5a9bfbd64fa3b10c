package io.github.sddtool.fake.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Repositories and pull requests, to be read.
final class PullRoutes {
  private final Links links;
  private final Shapes shapes;
  private final Paging paging;

  PullRoutes(Links links, Shapes shapes, Paging paging) {
    this.paging = paging;
    this.links = links;
    this.shapes = shapes;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/repos/{owner}/{repo}",
            Route.reading("metadata"),
            request -> Json.answer(200, shapes.fullRepository(request.repository()))),
        new Route(
            "GET",
            "/repos/{owner}/{repo}/pulls/{number}",
            Route.reading("pull_requests"),
            this::pull),
        new Route(
            "GET",
            "/repos/{owner}/{repo}/collaborators/{username}/permission",
            Route.reading("metadata"),
            this::permission),
        new Route(
            "POST",
            "/repos/{owner}/{repo}/issues/{number}/labels",
            Route.writing("issues", "pull_requests"),
            this::label),
        new Route(
            "DELETE",
            "/repos/{owner}/{repo}/issues/{number}/labels/{name}",
            Route.writing("issues", "pull_requests"),
            this::unlabel),
        new Route(
            "GET", "/repos/{owner}/{repo}/pulls", Route.reading("pull_requests"), this::list));
  }

  /// Those that are open, the newest first, where it is asked for of one branch or into one.
  private Answer list(Request request) {
    var repository = request.repository();
    var head = Optional.ofNullable(request.query().get("head")).filter(one -> one.contains(":"));
    var base = Optional.ofNullable(request.query().get("base"));
    var all =
        repository.pulls.values().stream()
            .filter(pull -> pull.closed.isEmpty())
            .filter(
                pull -> head.isEmpty() || head.get().equals(pull.head.owner + ":" + pull.headRef))
            .filter(pull -> base.isEmpty() || base.get().equals(pull.baseRef))
            .sorted(Comparator.comparingInt((World.Pull pull) -> pull.number).reversed())
            .map(pull -> shape(repository, pull))
            .toList();
    return paging.page(request, all, elements -> Json.answer(200, elements));
  }

  private Answer permission(Request request) {
    var login = request.text("username");
    var permission = request.repository().writers.contains(login) ? "write" : "read";
    var node = Json.object().put("permission", permission).put("role_name", permission);
    node.set("user", shapes.user(login).put("role_name", permission));
    return Json.answer(200, node);
  }

  private Answer label(Request request) {
    var pull = found(request);
    request.body().path("labels").forEach(name -> pull.labels.add(name.asText()));
    return Json.answer(200, shapes.labels(request.repository(), pull.labels));
  }

  private Answer unlabel(Request request) {
    var pull = found(request);
    if (!pull.labels.remove(URLDecoder.decode(request.text("name"), StandardCharsets.UTF_8))) {
      throw Refusal.of(404, "Label does not exist");
    }
    return Json.answer(200, shapes.labels(request.repository(), pull.labels));
  }

  static World.Pull found(Request request) {
    var pull = request.repository().pulls.get((int) request.number("number"));
    if (pull == null) {
      throw Refusal.notFound();
    }
    return pull;
  }

  private Answer pull(Request request) {
    var repository = request.repository();
    var pull = repository.pulls.get((int) request.number("number"));
    if (pull == null) {
      throw Refusal.notFound();
    }
    return Json.answer(200, shape(repository, pull));
  }

  ObjectNode shape(World.Hosted repository, World.Pull pull) {
    var api = links.api("/repos/" + repository.fullName() + "/pulls/" + pull.number);
    var issue = links.api("/repos/" + repository.fullName() + "/issues/" + pull.number);
    var html = links.web("/" + repository.fullName() + "/pull/" + pull.number);
    var statuses = links.api("/repos/" + repository.fullName() + "/statuses/" + pull.headSha);
    var node = Json.object();
    node.put("url", api).put("id", pull.id).put("node_id", Shapes.nodeId("PullRequest", pull.id));
    node.put("html_url", html).put("diff_url", html + ".diff").put("patch_url", html + ".patch");
    node.put("issue_url", issue).put("commits_url", api + "/commits");
    node.put("review_comments_url", api + "/comments");
    node.put("review_comment_url", api.replace("/" + pull.number, "") + "/comments{/number}");
    node.put("comments_url", issue + "/comments").put("statuses_url", statuses);
    node.put("number", pull.number).put("state", pull.closed.isPresent() ? "closed" : "open");
    node.put("locked", false).put("title", pull.title).put("draft", pull.draft);
    node.set("user", shapes.user(pull.author));
    node.put("body", pull.body.isEmpty() ? null : pull.body)
        .putNull("milestone")
        .putNull("active_lock_reason");
    node.set("labels", shapes.labels(repository, pull.labels));
    for (var list : List.of("assignees", "requested_reviewers", "requested_teams")) {
      node.putArray(list);
    }
    node.put("created_at", Json.time(pull.created)).put("updated_at", Json.time(pull.updated));
    node.put("closed_at", pull.closed.map(Json::time).orElse(null));
    node.put("merged_at", pull.mergeCommit.flatMap(_ -> pull.closed).map(Json::time).orElse(null));
    node.put("merge_commit_sha", pull.mergeCommit.orElse(null)).putNull("assignee");
    node.set("head", side(pull.head, pull.headRef, pull.headSha));
    node.set("base", side(repository, pull.baseRef, pull.baseSha));
    var hrefs = node.putObject("_links");
    Map.of(
            "self",
            api,
            "html",
            html,
            "issue",
            issue,
            "comments",
            issue + "/comments",
            "review_comments",
            api + "/comments",
            "review_comment",
            api.replace("/" + pull.number, "") + "/comments{/number}",
            "commits",
            api + "/commits",
            "statuses",
            statuses)
        .forEach((name, href) -> hrefs.putObject(name).put("href", href));
    node.put("author_association", "CONTRIBUTOR").putNull("auto_merge");
    counts(node, repository, pull);
    return node;
  }

  private static void counts(ObjectNode node, World.Hosted repository, World.Pull pull) {
    long comments = repository.comments.stream().filter(c -> c.number == pull.number).count();
    node.put("merged", pull.mergeCommit.isPresent()).put("mergeable", true).put("rebaseable", true);
    node.put("mergeable_state", "clean").putNull("merged_by");
    node.put("comments", comments).put("review_comments", 0).put("maintainer_can_modify", false);
    node.put("commits", pull.commits).put("additions", pull.additions);
    node.put("deletions", pull.deletions).put("changed_files", pull.changedFiles);
  }

  private ObjectNode side(World.Hosted repository, String ref, String sha) {
    var node = Json.object();
    node.put("label", repository.owner + ":" + ref).put("ref", ref).put("sha", sha);
    node.set("user", shapes.user(repository.owner));
    node.set("repo", shapes.repository(repository));
    return node;
  }
}
