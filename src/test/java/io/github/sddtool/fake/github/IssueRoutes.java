package io.github.sddtool.fake.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Issues, among which GitHub lists pull requests.
final class IssueRoutes {
  private static final String RESOURCE = "Issue";
  private static final int LONGEST_TITLE = 256;
  private static final int LONGEST_BODY = 65_536;

  private final World world;
  private final Links links;
  private final Shapes shapes;
  private final GitHubStandIn.App app;
  private final Paging paging;

  IssueRoutes(World world, Links links, Shapes shapes, GitHubStandIn.App app, Paging paging) {
    this.world = world;
    this.links = links;
    this.shapes = shapes;
    this.app = app;
    this.paging = paging;
  }

  List<Route> routes() {
    var all = "/repos/{owner}/{repo}/issues";
    return List.of(
        new Route("GET", all, Route.reading("issues"), this::list),
        new Route("POST", all, Route.writing("issues"), this::create),
        new Route("PATCH", all + "/{number}", Route.writing("issues"), this::change));
  }

  /// Where issues are switched off, what is left are pull requests.
  private Answer list(Request request) {
    var repository = request.repository();
    var query = request.query();
    String state = query.getOrDefault("state", "open");
    var creator = Optional.ofNullable(query.get("creator"));
    var all = new TreeMap<Integer, ObjectNode>(Comparator.reverseOrder());
    repository.pulls.values().stream()
        .filter(pull -> isIn(state, pull.closed.isPresent()))
        .filter(pull -> creator.isEmpty() || creator.get().equals(pull.author))
        .forEach(pull -> all.put(pull.number, shape(repository, pull)));
    if (repository.hasIssues) {
      repository.issues.values().stream()
          .filter(issue -> isIn(state, issue.closed.isPresent()))
          .filter(issue -> creator.isEmpty() || creator.get().equals(issue.author))
          .forEach(issue -> all.put(issue.number, shape(repository, issue)));
    }
    return paging.page(
        request, new ArrayList<>(all.values()), elements -> Json.answer(200, elements));
  }

  private static boolean isIn(String state, boolean closed) {
    return state.equals("all") || state.equals(closed ? "closed" : "open");
  }

  private Answer create(Request request) {
    var repository = request.repository();
    requireIssues(repository);
    var body = request.body();
    if (!body.path("title").isTextual()) {
      throw Refusal.invalidRequest(List.of("\"title\" wasn't supplied."));
    }
    var title = body.path("title").asText();
    if (title.isBlank()) {
      throw Refusal.validationFailed(RESOURCE, "title", "missing_field", "");
    }
    var issue =
        new World.StoredIssue(
            world.newId(),
            ++repository.lastNumber,
            request.token().flatMap(Tokens.Token::author).orElseGet(app::botLogin),
            within(title, "title", LONGEST_TITLE),
            text(body),
            world.clock.instant());
    body.path("labels").forEach(label -> issue.labels.add(label.asText()));
    repository.issues.put(issue.number, issue);
    return Json.answer(201, shape(repository, issue));
  }

  private Answer change(Request request) {
    var repository = request.repository();
    requireIssues(repository);
    var issue =
        Optional.ofNullable(repository.issues.get((int) request.number("number")))
            .orElseThrow(Refusal::notFound);
    if (request.body().has("body")) {
      issue.body = text(request.body());
    }
    issue.edits++;
    return Json.answer(200, shape(repository, issue));
  }

  private static void requireIssues(World.Hosted repository) {
    if (!repository.hasIssues) {
      throw Refusal.of(410, "Issues are disabled for this repo");
    }
  }

  private static String text(JsonNode request) {
    return within(request.path("body").asText(""), "body", LONGEST_BODY);
  }

  private static String within(String text, String field, int longest) {
    if (text.codePointCount(0, text.length()) > longest) {
      throw Refusal.custom(
          RESOURCE, field + " is too long (maximum is " + longest + " characters)");
    }
    return text;
  }

  private ObjectNode shape(World.Hosted repository, World.Pull pull) {
    var node = shape(repository, pull.number, "pull", pull.author, pull.labels);
    node.put("id", pull.id).put("node_id", Shapes.nodeId("PullRequest", pull.id));
    node.put("title", pull.title).put("body", pull.body);
    node.put("state", pull.closed.isPresent() ? "closed" : "open");
    node.put("created_at", Json.time(pull.created)).put("updated_at", Json.time(pull.updated));
    node.put("closed_at", pull.closed.map(Json::time).orElse(null));
    var html = node.path("html_url").asText();
    node.putObject("pull_request")
        .put("url", links.api("/repos/" + repository.fullName() + "/pulls/" + pull.number))
        .put("html_url", html)
        .put("diff_url", html + ".diff")
        .put("patch_url", html + ".patch");
    return node;
  }

  private ObjectNode shape(World.Hosted repository, World.StoredIssue issue) {
    var node = shape(repository, issue.number, "issues", issue.author, issue.labels);
    node.put("id", issue.id).put("node_id", Shapes.nodeId("Issue", issue.id));
    node.put("title", issue.title).put("body", issue.body);
    node.put("state", issue.closed.isPresent() ? "closed" : "open");
    node.put("created_at", Json.time(issue.created)).put("updated_at", Json.time(issue.created));
    node.put("closed_at", issue.closed.map(Json::time).orElse(null));
    return node;
  }

  private ObjectNode shape(
      World.Hosted repository, int number, String kind, String author, Set<String> labels) {
    var at = links.api("/repos/" + repository.fullName());
    var api = at + "/issues/" + number;
    var node = Json.object().put("url", api).put("repository_url", at);
    Map.of(
            "labels_url", "/labels{/name}",
            "comments_url", "/comments",
            "events_url", "/events",
            "timeline_url", "/timeline")
        .forEach((name, below) -> node.put(name, api + below));
    node.put("html_url", links.web("/" + repository.fullName() + "/" + kind + "/" + number));
    node.put("number", number).put("locked", false).put("comments", 0);
    node.set("user", shapes.user(author));
    node.set("labels", shapes.labels(repository, labels));
    node.putNull("assignee").putNull("milestone").putNull("active_lock_reason");
    node.putArray("assignees");
    node.put("author_association", "NONE");
    return node;
  }
}
