package io.github.sddtool.fake.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/// Comments on pull requests.
final class CommentRoutes {
  private static final int LONGEST = 65_536;
  private static final List<String> REACTIONS =
      List.of("+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes");
  private static final String[] OWNERS = {"issues", "pull_requests"};

  private final World world;
  private final Links links;
  private final Shapes shapes;
  private final GitHubStandIn.App app;
  private final Paging paging;

  CommentRoutes(World world, Links links, Shapes shapes, GitHubStandIn.App app, Paging paging) {
    this.world = world;
    this.links = links;
    this.shapes = shapes;
    this.app = app;
    this.paging = paging;
  }

  List<Route> routes() {
    var many = "/repos/{owner}/{repo}/issues/{number}/comments";
    var one = "/repos/{owner}/{repo}/issues/comments/{id}";
    return List.of(
        new Route("GET", many, Route.reading(OWNERS), this::list),
        new Route("POST", many, Route.writing(OWNERS), this::post),
        new Route("GET", one, Route.reading(OWNERS), this::get),
        new Route("PATCH", one, Route.writing(OWNERS), this::patch),
        new Route("DELETE", one, Route.writing(OWNERS), this::delete),
        new Route("POST", one + "/reactions", Route.writing(OWNERS), this::react));
  }

  private Answer list(Request request) {
    int number = commentable(request);
    var all =
        request.repository().comments.stream()
            .filter(comment -> comment.number == number)
            .map(comment -> shape(request.repository(), comment))
            .toList();
    return paging.page(request, all, elements -> Json.answer(200, elements));
  }

  private Answer post(Request request) {
    int number = commentable(request);
    var comment =
        new World.StoredComment(
            world.newId(),
            number,
            request.token().flatMap(Tokens.Token::author).orElseGet(app::botLogin),
            true,
            acceptable(request.body()),
            world.clock.instant());
    request.repository().comments.add(comment);
    var answer = Json.answer(201, shape(request.repository(), comment));
    var location = api(request.repository(), comment);
    return new Answer(
        201,
        Map.of("content-type", "application/json; charset=utf-8", "location", location),
        answer.body());
  }

  private Answer get(Request request) {
    return Json.answer(200, shape(request.repository(), find(request)));
  }

  private Answer patch(Request request) {
    var comment = find(request);
    comment.body = acceptable(request.body());
    comment.edits++;
    comment.updated = world.clock.instant();
    return Json.answer(200, shape(request.repository(), comment));
  }

  private Answer delete(Request request) {
    request.repository().comments.remove(find(request));
    return Json.empty(204);
  }

  /// One reaction of a kind and author: a second is answered with the first.
  private Answer react(Request request) {
    var comment = find(request);
    var content = request.body().path("content").asText();
    if (!REACTIONS.contains(content)) {
      throw Refusal.invalidRequest(List.of(content + " is not a member of " + REACTIONS));
    }
    boolean isNew = !comment.reactions.contains(content);
    if (isNew) {
      comment.reactions.add(content);
    }
    var node = Json.object();
    node.put("id", comment.id * 10).put("node_id", Shapes.nodeId("Reaction", comment.id));
    node.set("user", shapes.user(app.botLogin()));
    node.put("content", content).put("created_at", Json.time(world.clock.instant()));
    return Json.answer(isNew ? 201 : 200, node);
  }

  private int commentable(Request request) {
    int number = (int) request.number("number");
    if (!request.repository().pulls.containsKey(number)) {
      throw Refusal.notFound();
    }
    return number;
  }

  private World.StoredComment find(Request request) {
    long id = request.number("id");
    return request.repository().comments.stream()
        .filter(comment -> comment.id == id)
        .findFirst()
        .orElseThrow(Refusal::notFound);
  }

  private static String acceptable(JsonNode request) {
    if (!request.has("body")) {
      throw Refusal.invalidRequest(List.of("\"body\" wasn't supplied."));
    }
    if (!request.get("body").isTextual()) {
      throw Refusal.invalidRequest(
          List.of("For 'properties/body', " + request.get("body") + " is not a string."));
    }
    var body = request.get("body").asText();
    if (body.isBlank()) {
      throw Refusal.validationFailed(
          "IssueComment", "data", "unprocessable", "Body cannot be blank");
    }
    if (body.codePointCount(0, body.length()) > LONGEST) {
      throw Refusal.validationFailed(
          "IssueComment",
          "data",
          "unprocessable",
          "Body is too long (maximum is " + LONGEST + " characters)");
    }
    return body;
  }

  private String api(World.Hosted repository, World.StoredComment comment) {
    return links.api("/repos/" + repository.fullName() + "/issues/comments/" + comment.id);
  }

  private ObjectNode shape(World.Hosted repository, World.StoredComment comment) {
    var node = Json.object();
    node.put("id", comment.id).put("node_id", Shapes.nodeId("IssueComment", comment.id));
    node.put("url", api(repository, comment));
    var html = links.web("/" + repository.fullName() + "/pull/" + comment.number);
    node.put("html_url", html + "#issuecomment-" + comment.id);
    node.put(
        "issue_url", links.api("/repos/" + repository.fullName() + "/issues/" + comment.number));
    node.put("body", comment.body);
    node.set("user", shapes.user(comment.author));
    node.put("created_at", Json.time(comment.created));
    node.put("updated_at", Json.time(comment.updated));
    node.put("author_association", comment.byApp ? "NONE" : "CONTRIBUTOR");
    node.set("performed_via_github_app", comment.byApp ? shapes.app() : Json.object().nullNode());
    return node;
  }
}
