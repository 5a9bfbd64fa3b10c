package io.github.sddtool.fake.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The app about itself, its installations and their tokens.
final class AppRoutes {
  private final World world;
  private final Shapes shapes;
  private final Tokens tokens;
  private final GitHubStandIn.App app;

  AppRoutes(World world, Shapes shapes, Tokens tokens, GitHubStandIn.App app) {
    this.app = app;
    this.world = world;
    this.shapes = shapes;
    this.tokens = tokens;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/app", Route.app(), _ -> Json.answer(200, shapes.app())),
        // Neither an app nor a run is a person.
        new Route(
            "GET",
            "/user",
            Route.anyone(),
            _ -> {
              throw Refusal.notAccessible();
            }),
        new Route("POST", "/app-manifests/{code}/conversions", Route.anyone(), this::conversion),
        new Route("GET", "/repos/{owner}/{repo}/installation", Route.app(), this::ofRepository),
        new Route("GET", "/app/installations/{id}", Route.app(), this::byId),
        new Route("POST", "/app/installations/{id}/access_tokens", Route.app(), this::token));
  }

  private Answer ofRepository(Request request) {
    var fullName = request.text("owner") + "/" + request.text("repo");
    var repository = world.repositoryOfInstallation(fullName).orElseThrow(Refusal::notFound);
    return Json.answer(200, shapes.installation(installation(repository.owner), repository.owner));
  }

  /// What came of a manifest, for whoever has the code that its owner was sent back with.
  private Answer conversion(Request request) {
    if (!request.text("code").equals("a-good-code")) {
      throw Refusal.notFound();
    }
    var made = shapes.app();
    made.put("client_id", "Iv1.0123456789abcdef").put("client_secret", "a client's secret");
    made.put("webhook_secret", "made by GitHub").put("pem", app.privateKeyPkcs1Pem());
    return Json.answer(201, made);
  }

  private Answer byId(Request request) {
    long id = request.number("id");
    return Json.answer(200, shapes.installation(id, owner(id)));
  }

  private Answer token(Request request) {
    long id = request.number("id");
    var owner = owner(id);
    var body = request.body();
    var repositories = repositories(body, owner);
    var permissions = permissions(body.path("permissions"));
    var token = tokens.issue(id, repositories, permissions);
    var answer = Json.object();
    answer.put("token", token.text()).put("expires_at", Json.time(token.expires()));
    var granted = answer.putObject("permissions");
    (permissions.isEmpty() ? world.permissions : permissions).forEach(granted::put);
    answer.put("repository_selection", "selected");
    if (!repositories.isEmpty()) {
      var list = answer.putArray("repositories");
      repositories.forEach(name -> list.add(shapes.repository(world.repository(name))));
    }
    return Json.answer(201, answer);
  }

  private Set<String> repositories(JsonNode body, String owner) {
    var names = new TreeSet<String>();
    for (var name : body.path("repositories")) {
      names.add(owner + "/" + name.asText());
    }
    for (var id : body.path("repository_ids")) {
      world.repositories.values().stream()
          .filter(r -> r.id == id.asLong())
          .forEach(r -> names.add(r.fullName()));
    }
    boolean allThere =
        names.stream().allMatch(name -> world.repositoryOfInstallation(name).isPresent());
    int asked = body.path("repositories").size() + body.path("repository_ids").size();
    if (!allThere || names.size() < asked) {
      throw Refusal.of(
          422,
          "There is at least one repository that does not exist or is not accessible to the parent"
              + " installation.");
    }
    return names;
  }

  private Map<String, String> permissions(JsonNode asked) {
    var wanted = new TreeMap<String, String>();
    for (var entry : asked.properties()) {
      var granted = world.permissions.get(entry.getKey());
      var level = entry.getValue().asText();
      if (granted == null || !(granted.equals("write") || granted.equals(level))) {
        throw Refusal.of(422, "The permissions requested are not granted to this installation.");
      }
      wanted.put(entry.getKey(), level);
    }
    return wanted;
  }

  private long installation(String owner) {
    var id = world.installations.get(owner);
    if (id == null) {
      throw Refusal.notFound();
    }
    return id;
  }

  private String owner(long installation) {
    return world.installations.entrySet().stream()
        .filter(entry -> entry.getValue() == installation)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(Refusal::notFound);
  }
}
