package io.github.sddtool.fake.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Builds the JSON of check runs and annotations, as GitHub shapes it.
final class CheckShapes {
  private final Links links;
  private final Shapes shapes;
  private final GitHubStandIn.App app;

  CheckShapes(Links links, Shapes shapes, GitHubStandIn.App app) {
    this.links = links;
    this.shapes = shapes;
    this.app = app;
  }

  ObjectNode run(World.Hosted repository, World.StoredRun run) {
    var api = links.api("/repos/" + repository.fullName() + "/check-runs/" + run.id);
    var html = links.web("/" + repository.fullName() + "/runs/" + run.id);
    var node = Json.object();
    node.put("id", run.id).put("name", run.name).put("head_sha", run.headSha);
    node.put("node_id", Shapes.nodeId("CheckRun", run.id));
    node.put("external_id", run.externalId.orElse("")).put("url", api).put("html_url", html);
    node.put("details_url", run.detailsUrl.orElse(html)).put("status", run.status);
    node.put("conclusion", run.conclusion.orElse(null));
    node.put("started_at", run.startedAt.orElse(null));
    node.put("completed_at", run.completedAt.orElse(null));
    var output = node.putObject("output");
    output.put("title", run.title.orElse(null)).put("summary", run.summary.orElse(null));
    output.put("text", run.text.orElse(null)).put("annotations_count", run.annotations.size());
    output.put("annotations_url", api + "/annotations");
    // One suite for each app and commit.
    node.putObject("check_suite").put("id", suite(run));
    boolean ours = run.appId == app.id();
    node.set("app", ours ? shapes.app() : shapes.app(run.appId, "github-actions"));
    pullRequests(node, repository, run);
    return node;
  }

  ObjectNode annotation(
      World.Hosted repository, World.StoredRun run, World.StoredAnnotation annotation) {
    var node = Json.object();
    var sent = annotation.sent();
    for (var field : List.of("path", "start_line", "end_line", "annotation_level", "message")) {
      node.set(field, sent.get(field));
    }
    for (var field : List.of("start_column", "end_column", "title", "raw_details")) {
      node.set(field, sent.has(field) ? sent.get(field) : node.nullNode());
    }
    var blob = "/" + repository.fullName() + "/blob/" + run.headSha + "/";
    node.put("blob_href", links.web(blob + sent.get("path").asText()));
    return node;
  }

  /// Open pull requests of the repository itself; those of forks are never named.
  private void pullRequests(ObjectNode node, World.Hosted repository, World.StoredRun run) {
    var list = node.putArray("pull_requests");
    repository.pulls.values().stream()
        .filter(pull -> pull.closed.isEmpty() && pull.head == repository)
        .filter(pull -> pull.headSha.equals(run.headSha))
        .forEach(pull -> {
          var api = links.api("/repos/" + repository.fullName() + "/pulls/" + pull.number);
          var one = list.addObject().put("id", pull.id).put("number", pull.number);
          one.put("url", api);
          one.set("head", side(repository, pull.headRef, pull.headSha));
          one.set("base", side(repository, pull.baseRef, pull.baseSha));
        });
  }

  private ObjectNode side(World.Hosted repository, String ref, String sha) {
    var node = Json.object().put("ref", ref).put("sha", sha);
    node.putObject("repo")
        .put("id", repository.id)
        .put("url", links.api("/repos/" + repository.fullName()))
        .put("name", repository.name);
    return node;
  }

  private static long suite(World.StoredRun run) {
    return 1L + ((run.appId + " " + run.headSha).hashCode() & 0x7fffffff);
  }
}
