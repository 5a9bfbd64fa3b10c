package io.github.sddtool.fake.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Check runs and their annotations.
final class CheckRoutes {
  /// Of one name in the suite of one commit; older ones are deleted.
  private static final int RUNS_OF_ONE_NAME = 1000;

  private final World world;
  private final GitHubStandIn.App app;
  private final CheckShapes shapes;
  private final Paging paging;

  CheckRoutes(World world, GitHubStandIn.App app, CheckShapes shapes, Paging paging) {
    this.world = world;
    this.app = app;
    this.shapes = shapes;
    this.paging = paging;
  }

  List<Route> routes() {
    var repository = "/repos/{owner}/{repo}";
    var one = repository + "/check-runs/{id}";
    return List.of(
        new Route("POST", repository + "/check-runs", Route.writing("checks"), this::create),
        new Route("GET", one, Route.reading("checks"), this::get),
        new Route("PATCH", one, Route.writing("checks"), this::update),
        new Route("GET", one + "/annotations", Route.reading("checks"), this::annotations),
        new Route(
            "GET",
            repository + "/commits/{ref}/check-runs",
            Route.reading("checks"),
            this::ofCommit));
  }

  private Answer create(Request request) {
    var body = request.body();
    CheckRules.requireCreatable(body);
    var repository = request.repository();
    var sha = body.get("head_sha").asText();
    boolean full = sha.length() == 40;
    if (!full || !GitProcess.commit(repository.bare, sha).equals(Optional.of(sha))) {
      throw noCommit(sha);
    }
    var run =
        new World.StoredRun(
            world.newId(), app.id(), body.get("name").asText(), sha, world.clock.instant());
    run.startedAt = Optional.of(Json.time(run.started));
    apply(run, body);
    repository.runs.add(run);
    forgetOldest(repository, run);
    return Json.answer(201, shapes.run(repository, run));
  }

  private Answer get(Request request) {
    return Json.answer(200, shapes.run(request.repository(), find(request)));
  }

  private Answer update(Request request) {
    var body = request.body();
    var run = find(request);
    if (run.appId != app.id()) {
      throw Refusal.of(
          403,
          "Invalid app_id `"
              + run.appId
              + "` - check run can only be modified by the GitHub App that created it.");
    }
    CheckRules.requireUpdatable(body);
    apply(run, body);
    return Json.answer(200, shapes.run(request.repository(), run));
  }

  private Answer annotations(Request request) {
    var repository = request.repository();
    var run = find(request);
    var all = run.annotations.stream().map(a -> shapes.annotation(repository, run, a)).toList();
    return paging.page(request, all, elements -> Json.answer(200, elements));
  }

  private Answer ofCommit(Request request) {
    var repository = request.repository();
    var ref = request.text("ref");
    var sha = GitProcess.commit(repository.bare, ref).orElseThrow(() -> noCommit(ref));
    var query = request.query();
    var latest = new HashSet<String>();
    boolean latestOnly = !query.getOrDefault("filter", "latest").equals("all");
    var found =
        repository.runs.stream()
            .filter(run -> run.headSha.equals(sha))
            .filter(run -> asked(query.get("check_name"), run.name))
            .filter(run -> asked(query.get("status"), run.status))
            .filter(run -> asked(query.get("app_id"), Long.toString(run.appId)))
            .sorted(Comparator.comparingLong((World.StoredRun run) -> run.id).reversed())
            .filter(run -> latest.add(run.appId + " " + run.name) || !latestOnly)
            .map(run -> shapes.run(repository, run))
            .toList();
    return paging.page(
        request,
        found,
        elements -> {
          var body = Json.object().put("total_count", found.size());
          body.set("check_runs", elements);
          return Json.answer(200, body);
        });
  }

  private static boolean asked(@Nullable String wanted, String value) {
    return wanted == null || wanted.equals(value);
  }

  private static Refusal noCommit(String sha) {
    return Refusal.of(422, "No commit found for SHA: " + sha);
  }

  private static World.StoredRun find(Request request) {
    long id = request.number("id");
    return request.repository().runs.stream()
        .filter(run -> run.id == id)
        .findFirst()
        .orElseThrow(Refusal::notFound);
  }

  private void apply(World.StoredRun run, JsonNode body) {
    text(body, "name").ifPresent(name -> run.name = name);
    text(body, "external_id").ifPresent(id -> run.externalId = Optional.of(id));
    text(body, "details_url").ifPresent(url -> run.detailsUrl = Optional.of(url));
    text(body, "started_at").ifPresent(at -> run.startedAt = Optional.of(at));
    text(body, "status").ifPresent(status -> run.status = status);
    var conclusion = text(body, "conclusion");
    if (conclusion.isPresent()) {
      run.status = "completed";
      run.conclusion = conclusion;
      run.completedAt =
          text(body, "completed_at").or(() -> Optional.of(Json.time(world.clock.instant())));
    } else if (body.has("status")) {
      run.conclusion = Optional.empty();
      run.completedAt = Optional.empty();
    }
    output(run, body.path("output"));
  }

  private static void output(World.StoredRun run, JsonNode output) {
    text(output, "title").ifPresent(title -> run.title = Optional.of(title));
    text(output, "summary").ifPresent(summary -> run.summary = Optional.of(summary));
    text(output, "text").ifPresent(text -> run.text = Optional.of(text));
    for (var sent : output.path("annotations")) {
      var shown =
          new CheckRun.Annotation(
              sent.get("path").asText(),
              sent.get("start_line").asInt(),
              sent.get("end_line").asInt(),
              sent.get("annotation_level").asText(),
              sent.path("title").asText(),
              sent.get("message").asText());
      run.annotations.add(new World.StoredAnnotation(shown, (ObjectNode) sent));
    }
  }

  private static Optional<String> text(JsonNode node, String field) {
    return node.has(field) ? Optional.of(node.get(field).asText()) : Optional.empty();
  }

  private static void forgetOldest(World.Hosted repository, World.StoredRun newest) {
    var same =
        repository.runs.stream()
            .filter(run -> run.appId == newest.appId)
            .filter(run -> run.headSha.equals(newest.headSha) && run.name.equals(newest.name))
            .toList();
    if (same.size() > RUNS_OF_ONE_NAME) {
      repository.runs.remove(same.getFirst());
    }
  }
}
