package io.github.sddtool.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sddtool.access.Role;
import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.guard.AlarmBook;
import io.github.sddtool.guard.CaseBook;
import io.github.sddtool.guard.Decision;
import io.github.sddtool.server.api.ApiClient.Answered;
import io.github.sddtool.server.api.ApiClient.Asking;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.score.ScoreBook;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.Provenance;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

// @spec app/api#REQ-API-010, app/api#REQ-API-013, app/api#REQ-API-014
/// Holds the published document to the real server, operation by operation.
@ParameterizedClass
@EnumSource(TestStore.class)
class OpenApiTest {
  private static final OpenApiDocument DOCUMENT = new OpenApiDocument();

  private final TestStore store;
  private final Set<String> called = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();

  @TempDir private Path folder;
  private ApiClient api;
  private String key;

  OpenApiTest(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void start() {
    api =
        new ApiClient(
            store,
            folder,
            Clock.systemUTC(),
            new StoreRoutes.Beside(
                (_, _, text, fields, _) -> Optional.of(text + fields.get("status")),
                new OneConflict(),
                _ -> Optional.of(SHOP),
                _ -> posted.incrementAndGet()));
    key = api.key("shop", Role.ORG_ADMIN, "Ada");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static final RepoId SHOP = new RepoId("hub", "octo/shop");

  private final AtomicInteger posted = new AtomicInteger();

  /// A contradiction that is decided once.
  private static final class OneConflict implements Conflicts {
    private Standing standing = new Standing(State.OPEN, "");

    private Conflict conflict() {
      return new Conflict(
          7,
          Optional.of("auth/login"),
          "REQ-001",
          new Sides(Optional.empty(), Optional.of("git"), Optional.of("store")),
          standing,
          Optional.empty(),
          Instant.EPOCH,
          Instant.EPOCH);
    }

    @Override
    public List<Conflict> all(Project project, Asked state) {
      return List.of(conflict());
    }

    @Override
    public Optional<Conflict> resolve(Project project, long number, Choice choice, Provenance by) {
      if (number != 7) {
        return Optional.empty();
      }
      standing = new Standing(State.DECIDED, "git");
      return Optional.of(conflict());
    }
  }

  private Answered call(String operation, Asking asking, int status) {
    Answered answer = asking.send();
    called.add(operation);
    assertThat(answer.status()).as(operation + ": " + answer.body()).isEqualTo(status);
    problems.addAll(DOCUMENT.problems(operation, answer));
    return answer;
  }

  private Answered get(String operation, String path) {
    return call(operation, api.get(path).as(key), 200);
  }

  @Test
  void theDocumentNamesWhatIsServedAndNothingElse() {
    var served = new TreeSet<>(api.door.operations());
    served.add("GET /openapi");
    assertThat(DOCUMENT.operations()).isEqualTo(served);
  }

  @Test
  void everyOperationAnswersAsTheDocumentSays() {
    specs();
    reviews();
    lists();
    keys();
    conflicts();
    guard();
    notifications();
    document();
    refusals();
    remove();
    assertThat(problems).isEmpty();
    assertThat(called).isEqualTo(DOCUMENT.operations());
  }

  private void specs() {
    call("POST /api/specs", api.post("/api/specs").as(key).json(example("POST /api/specs")), 201);
    api.post("/api/specs")
        .as(key)
        .json(
            Map.of(
                "id",
                "auth/token",
                "content",
                "---\nstatus: review\ndepends: auth/login, gone\nowner: Ada\n---\n\n# Token\n"))
        .send();
    Answered read = get("GET /api/specs/{id}", "/api/specs/auth/login");
    call(
        "GET /api/specs/{id}",
        api.get("/api/specs/auth%2Flogin").as(key).with("If-None-Match", read.etag()),
        304);
    call(
        "PUT /api/specs/{id}",
        api.put("/api/specs/auth/login")
            .as(key)
            .with("If-Match", read.etag())
            .json(example("PUT /api/specs/{id}")),
        200);
    call("GET /api/specs/{id}", api.get("/api/specs/auth/login?revision=1").as(key), 200);
  }

  private void reviews() {
    call(
        "POST /api/specs/{id}/reviews",
        api.post("/api/specs/auth/login/reviews")
            .as(key)
            .json(example("POST /api/specs/{id}/reviews")),
        201);
    Answered pending = get("GET /api/reviews/pending", "/api/reviews/pending");
    String number = pending.json().at("/items/0/number").asText();
    call(
        "PUT /api/reviews/{number}",
        api.put("/api/reviews/" + number).as(key).json(example("PUT /api/reviews/{number}")),
        200);
    assertThat(
            get("GET /api/specs/{id}/reviews", "/api/specs/auth/login/reviews")
                .text("/items/0/state"))
        .isEqualTo("approved");
    call(
        "PUT /api/reviews/{number}",
        api.put("/api/reviews/99").as(key).json("{\"state\":\"approved\"}"),
        404);
  }

  private void lists() {
    Answered first = get("GET /api/specs", "/api/specs?limit=1");
    assertThat(
            get("GET /api/specs", "/api/specs?limit=1&cursor=" + first.text("/next"))
                .text("/items/0/id"))
        .isEqualTo("auth/token");
    assertThat(get("GET /api/specs", "/api/specs?status=REVIEW&q=auth").json().at("/items"))
        .hasSize(1);
    call("GET /api/specs", api.get("/api/specs?cursor=%2A").as(key), 400);
    Answered history = get("GET /api/specs/{id}/history", "/api/specs/auth/login/history");
    assertThat(history.text("/items/0/diff")).contains("@@");
    assertThat(
            get("GET /api/specs/{id}/dependencies", "/api/specs/auth/token/dependencies")
                .json()
                .at("/missing/0")
                .asText())
        .isEqualTo("gone");
    assertThat(
            get(
                    "GET /api/specs/{id}/dependents",
                    "/api/specs/auth/login/dependents?transitive=true")
                .text("/items/0/id"))
        .isEqualTo("auth/token");
    get("GET /api/graph", "/api/graph");
    assertThat(get("GET /api/graph", "/api/graph?format=mermaid").body()).contains("auth/token");
    assertThat(get("GET /api/graph", "/api/graph?format=dot").body()).startsWith("digraph");
    assertThat(get("GET /api/search", "/api/search?q=password").text("/items/0/spec"))
        .isEqualTo("auth/login");
    call("GET /api/search", api.get("/api/search").as(key), 400);
    Answered found =
        call(
            "POST /api/search/advanced",
            api.post("/api/search/advanced").as(key).json(example("POST /api/search/advanced")),
            200);
    assertThat(found.text("/items/0/id")).isEqualTo("auth/token");
    Answered wrong =
        call(
            "POST /api/search/advanced",
            api.post("/api/search/advanced").as(key).json("{\"query\":\"status:review AND\"}"),
            400);
    assertThat(wrong.json().at("/column").asInt()).isPositive();
    get("GET /api/changes", "/api/changes");
    get("GET /api/analytics/overview", "/api/analytics/overview");
    measure();
    for (String by : List.of("commit", "day", "domain", "spec")) {
      assertThat(
              get("GET /api/analytics/trends", "/api/analytics/trends?by=" + by + "&days=3650")
                  .json()
                  .at("/items"))
          .as(by)
          .isNotEmpty();
    }
    assertThat(get("GET /api/analytics/team/{team}", "/api/analytics/team/Ada").text("/owned"))
        .isEqualTo("1");
    call("GET /api/analytics/team/{team}", api.get("/api/analytics/team/%40x").as(key), 404);
  }

  private void measure() {
    var files =
        MemorySnapshot.empty()
            .with(
                ".sdd/specs/auth/a/spec.md",
                "---\nstatus: draft\n---\n# A\n\n### REQ-001: One\n\nIt MUST be.\n");
    Report report = Engine.assessor().assess(Change.of(files), Request.of(Question.CHECK));
    api.database.write(handle -> {
      ScoreBook.keep(
          handle,
          new ScoreBook.Judged(SHOP, new CommitId("a".repeat(40)), Instant.now(), "1"),
          report);
      return true;
    });
  }

  // @spec guard/metrics#REQ-MET-001, guard/metrics#REQ-MET-002, guard/deeds#REQ-DEED-004
  private void guard() {
    call(
        "POST /api/metrics",
        api.post("/api/metrics").as(key).json(example("POST /api/metrics")),
        200);
    assertThat(posted).hasValue(1);
    assertThat(get("GET /api/metrics", "/api/metrics").json().at("/items").toString())
        .contains("\"name\":\"http_server_request_duration\",\"value\":0.25")
        .contains("\"name\":\"error_rate\",\"value\":0.02");
    for (String wrong :
        List.of(
            "{\"metrics\":[]}",
            "{\"metrics\":[{\"name\":\"a b\",\"value\":1}]}",
            "{\"metrics\":[{\"name\":\"a\",\"value\":1,\"unit\":\"furlong\"}]}",
            "{\"metrics\":[{\"name\":\"a\",\"value\":1,\"at\":\"yesterday\"}]}",
            "{\"metrics\":[{\"name\":\"a\",\"value\":1,\"at\":\"2020-01-01T00:00:00Z\"}]}")) {
      call("POST /api/metrics", api.post("/api/metrics").as(key).json(wrong), 422);
    }
    call("POST /api/metrics", api.post("/api/metrics").as(key).json("{\"metrics\":7}"), 400);
    call("PUT /api/guard", api.put("/api/guard").as(key).json(example("PUT /api/guard")), 200);
    assertThat(get("GET /api/guard", "/api/guard").json().at("/switch/reason").asText())
        .isEqualTo("We are moving house.");
    call("PUT /api/guard", api.put("/api/guard").as(key).json("{\"on\":true}"), 400);
    assertThat(
            call(
                    "PUT /api/guard",
                    api.put("/api/guard").as(key).json("{\"on\":true,\"reason\":\"Moved.\"}"),
                    200)
                .json()
                .at("/switch/on")
                .asBoolean())
        .isTrue();
    new CaseBook(api.database)
        .open(
            SHOP,
            new CommitId("a".repeat(40)),
            "revert a",
            "quality",
            new Decision(
                Decision.Deed.TELL, List.of(new Decision.Reason("Is it?", false, "it is not"))),
            Instant.EPOCH);
    new AlarmBook(api.database).begin(SHOP, "quality", Instant.EPOCH);
    assertThat(get("GET /api/guard", "/api/guard?limit=1").json().at("/cases/0/reasons/0/text"))
        .hasToString("\"Is it? it is not\"");
  }

  private void keys() {
    Answered made =
        call("POST /api/keys", api.post("/api/keys").as(key).json(example("POST /api/keys")), 201);
    get("GET /api/keys", "/api/keys");
    call("DELETE /api/keys/{number}", api.delete(made.header("Location")).as(key), 204);
    get("GET /api/keys", "/api/keys");
    get("GET /api/me", "/api/me");
    call("GET /api/me", api.get("/api/me").as(ApiClient.TOKEN), 200);
    get("GET /api/audit/logs", "/api/audit/logs");
  }

  private void conflicts() {
    get("GET /api/conflicts", "/api/conflicts?state=all");
    call(
        "POST /api/conflicts/{number}/resolve",
        api.post("/api/conflicts/7/resolve")
            .as(key)
            .json(example("POST /api/conflicts/{number}/resolve")),
        200);
    get("GET /api/conflicts", "/api/conflicts");
    call(
        "POST /api/conflicts/{number}/resolve",
        api.post("/api/conflicts/8/resolve").as(key).json("{\"choice\":\"git\"}"),
        404);
    assertThat(
            get("GET /api/audit/logs", "/api/audit/logs?action=conflict.resolve")
                .json()
                .at("/items"))
        .hasSize(1);
  }

  private void notifications() {
    var notice =
        "INSERT INTO notice (key, channel, recipient, project, rule, subject, title, body, page,"
            + " urgent, created) VALUES ('%s', 'in-app', 'ada@example.com', 'shop', 'Low',"
            + " 'auth/login', 'Low', 'auth/login: 50', '', 0, 0)";
    api.database.write(
        handle -> handle.execute(notice.formatted("a")) + handle.execute(notice.formatted("b")));
    Answered first = get("GET /api/notifications", "/api/notifications?limit=1&unread=true");
    String number = first.text("/items/0/number");
    call(
        "PUT /api/notifications/{number}",
        api.put("/api/notifications/" + number)
            .as(key)
            .json(example("PUT /api/notifications/{number}")),
        200);
    assertThat(get("GET /api/notifications", "/api/notifications?unread=true").json().at("/items"))
        .hasSize(1);
    call(
        "PUT /api/notifications/{number}",
        api.put("/api/notifications/99").as(key).json("{\"read\":true}"),
        404);
    api.database.write(handle ->
        handle.execute(
            "INSERT INTO notice_disabled (endpoint, channel, since, why)"
                + " VALUES ('slack#ops', 'slack', 0, 'HTTP 500')"));
    get("GET /api/notifications/channels", "/api/notifications/channels");
    String operation = "POST /api/notifications/channels/{name}/enable";
    call(operation, api.post("/api/notifications/channels/slack/enable").as(key), 200);
    call(operation, api.post("/api/notifications/channels/slack/enable").as(key), 404);
  }

  private void document() {
    Answered yaml = call("GET /openapi", api.get("/openapi"), 200);
    assertThat(yaml.header("Content-Type")).isEqualTo("application/yaml");
    Answered json =
        call("GET /openapi", api.get("/openapi").with("Accept", "application/json"), 200);
    assertThat(json.json()).isEqualTo(DOCUMENT.root());
    call("GET /openapi", api.get("/openapi").with("Accept", "image/png"), 406);
  }

  /// What goes wrong on the way to a route goes wrong in the same way on all of them.
  private void refusals() {
    String viewer = api.key("bank", Role.VIEWER, "Eve");
    for (String operation : api.door.operations()) {
      String[] parts = operation.split(" ", 2);
      String path =
          parts[1]
              .replace("{id}", "none")
              .replace("{number}", "99")
              .replace("{team}", "none")
              .replace("{name}", "none");
      call(operation, api.ask(parts[0], path), 401);
      call(operation, api.ask(parts[0], path + "?nothing=1").as(key), 400);
      call(operation, api.ask(parts[0], path).as(key).with("Accept", "image/png"), 406);
      if (!path.equals("/api/me")) {
        call(operation, api.ask(parts[0], path + "?project=shop").as(viewer), 403);
      }
      if (DOCUMENT.operation(operation).has("requestBody")) {
        Answered answer = api.ask(parts[0], path).as(key).send();
        problems.addAll(DOCUMENT.problems(operation, answer));
        assertThat(answer.status()).as(operation).isIn(404, 415, 428);
      }
    }
    call("PUT /api/specs/{id}", edit(api.put("/api/specs/auth/login"), "\"9-9\""), 412);
    call(
        "PUT /api/specs/{id}",
        api.put("/api/specs/auth/login").as(key).json("{\"content\":\"x\"}"),
        428);
    call(
        "POST /api/specs",
        api.post("/api/specs").as(key).json("{\"id\":\"auth/login\",\"content\":\"x\"}"),
        409);
    call("POST /api/specs", api.post("/api/specs").as(key).json("{\"id\":\"..\"}"), 422);
    call(
        "POST /api/specs",
        api.post("/api/specs")
            .as(key)
            .json(Map.of("id", "x", "content", "x".repeat((1 << 20) + 1))),
        413);
    String hasty = api.made("shop", Role.VIEWER, "Hasty", 1, Optional.empty()).secret().reveal();
    call("GET /api/me", api.get("/api/me").as(hasty), 200);
    call("GET /api/me", api.get("/api/me").as(hasty), 429);
    assertThat(DOCUMENT.problems("GET /api/me", api.ask("PATCH", "/api/me").as(key).send()))
        .isEmpty();
  }

  private Asking edit(Asking asking, String etag) {
    return asking.as(key).with("If-Match", etag).json("{\"content\":\"x\"}");
  }

  private void remove() {
    call("DELETE /api/specs/{id}", api.delete("/api/specs/auth/login").as(key), 428);
    String etag = api.get("/api/specs/auth/login").as(key).send().etag();
    call(
        "DELETE /api/specs/{id}",
        api.delete("/api/specs/auth/login").as(key).with("If-Match", etag),
        204);
  }

  private static String example(String operation) {
    JsonNode content =
        DOCUMENT.operation(operation).at("/requestBody/content").path("application/json");
    JsonNode example = content.path("example");
    assertThat(example.isMissingNode()).as("an example of " + operation).isFalse();
    assertThat(DOCUMENT.problems(content.path("schema"), example.toString())).isEmpty();
    return example.toString();
  }

  @Test
  void everyExampleIsWhatItsSchemaSays() throws Exception {
    var found = new ArrayList<String>();
    for (JsonNode content : DOCUMENT.root().at("/paths").findValues("application/json")) {
      if (content.has("example")) {
        found.add("one");
        assertThat(
                DOCUMENT.problems(
                    content.path("schema"),
                    new ObjectMapper().writeValueAsString(content.path("example"))))
            .isEmpty();
      }
    }
    assertThat(found).isNotEmpty();
  }
}
