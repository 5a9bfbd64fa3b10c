package io.github.sddtool.fake.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Commit statuses.
public final class StatusRoutes {
  private static final int LONGEST_DESCRIPTION = 140;
  private static final Set<String> STATES = Set.of("error", "failure", "pending", "success");

  private final World world;
  private final Links links;
  private final Shapes shapes;
  private final GitHubStandIn.App app;
  private final Paging paging;

  StatusRoutes(World world, Links links, Shapes shapes, GitHubStandIn.App app, Paging paging) {
    this.world = world;
    this.links = links;
    this.shapes = shapes;
    this.app = app;
    this.paging = paging;
  }

  List<Route> routes() {
    var path = "/repos/{owner}/{repo}/statuses/{sha}";
    return List.of(
        new Route("GET", path, Route.reading("statuses"), this::list),
        new Route("POST", path, Route.writing("statuses"), this::post));
  }

  private Answer list(Request request) {
    var all =
        request.repository().statuses.reversed().stream()
            .filter(status -> status.sha().equals(request.text("sha")))
            .map(status -> shape(request.repository(), status))
            .toList();
    return paging.page(request, all, elements -> Json.answer(200, elements));
  }

  private Answer post(Request request) {
    var state = text(request.body(), "state");
    if (!STATES.contains(state)) {
      throw Refusal.validationFailed(
          "Status", "state", "custom", "state is not included in the list");
    }
    var description = text(request.body(), "description");
    if (description.length() > LONGEST_DESCRIPTION) {
      throw Refusal.validationFailed(
          "Status", "description", "custom", "description is too long (maximum is 140 characters)");
    }
    var status =
        new CommitStatus(
            world.newId(),
            request.text("sha"),
            text(request.body(), "context"),
            state,
            description,
            world.clock.instant());
    request.repository().statuses.add(status);
    return Json.answer(201, shape(request.repository(), status));
  }

  private static String text(JsonNode body, String field) {
    return body.path(field).asText("");
  }

  private ObjectNode shape(World.Hosted repository, CommitStatus status) {
    var node = Json.object();
    var path = "/repos/" + repository.fullName() + "/statuses/" + status.sha();
    node.put("id", status.id()).put("node_id", Shapes.nodeId("StatusContext", status.id()));
    node.put("url", links.api(path)).put("avatar_url", links.web("/in/" + app.id()));
    node.put("state", status.state()).put("description", status.description());
    node.putNull("target_url");
    node.put("context", status.context());
    node.put("created_at", Json.time(status.created()));
    node.put("updated_at", Json.time(status.created()));
    node.set("creator", shapes.user(app.botLogin()));
    return node;
  }

  /// A status as it was posted; none is ever changed.
  public record CommitStatus(
      long id, String sha, String context, String state, String description, Instant created) {}
}
