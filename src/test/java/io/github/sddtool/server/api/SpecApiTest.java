package io.github.sddtool.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sddtool.access.Role;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.server.api.ApiClient.Answered;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(TestStore.class)
class SpecApiTest {
  private final TestStore store;

  @TempDir private Path folder;
  private ApiClient api;
  private String admin;

  SpecApiTest(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void start() {
    api = new ApiClient(store, folder);
    admin = api.key("shop", Role.ORG_ADMIN, "Ada");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  // @spec app/api#REQ-API-001
  @Test
  void aSpecIsAddedReadEditedAndRemoved() {
    Answered made = api.create(admin, "auth/login");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo("/api/specs/auth%2Flogin");
    Answered read = api.get(made.header("Location")).as(admin).send();
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.json()).isEqualTo(made.json());
    assertThat(read.etag()).isEqualTo(made.etag());
    JsonNode spec = read.json();
    assertThat(spec.at("/path").asText()).isEqualTo(".sdd/specs/auth/login/spec.md");
    assertThat(spec.at("/status").asText()).isEqualTo("draft");
    assertThat(spec.at("/domain").asText()).isEqualTo("auth");
    assertThat(spec.at("/content").asText()).isEqualTo(ApiClient.text("auth/login"));
    assertThat(spec.at("/requirements/0/key").asText()).isEqualTo("auth/login#REQ-001");
    assertThat(spec.at("/requirements/0/scenarios").asInt()).isEqualTo(1);
    assertThat(spec.at("/updatedBy/email").asText()).isEqualTo("ada@example.com");
    assertThat(spec.at("/source").asText()).isEqualTo("api");
    Answered edited =
        api.put("/api/specs/auth/login")
            .as(admin)
            .with("If-Match", read.etag())
            .with("X-SDD-Source", "cli")
            .json(Map.of("content", ApiClient.text("Login"), "id", "auth/signin"))
            .send();
    assertThat(edited.status()).as(edited.body()).isEqualTo(200);
    assertThat(edited.json().at("/revision").asInt()).isEqualTo(2);
    assertThat(edited.text("/source")).isEqualTo("cli");
    assertThat(api.get("/api/specs/auth/login").as(admin).send().status()).isEqualTo(404);
    Answered old = api.get("/api/specs/auth/signin?revision=1").as(admin).send();
    assertThat(old.text("/content")).isEqualTo(ApiClient.text("auth/login"));
    assertThat(old.etag()).isEqualTo(made.etag());
    assertThat(
            api.delete("/api/specs/auth/signin")
                .as(admin)
                .with("If-Match", edited.etag())
                .send()
                .status())
        .isEqualTo(204);
    assertThat(api.get("/api/specs/auth/signin").as(admin).send().status()).isEqualTo(404);
    assertThat(api.edited).hasSize(3).allMatch(project -> project.name().equals("shop"));
  }

  // @spec app/api#REQ-API-002
  @ParameterizedTest
  @ValueSource(
      strings = {
        "auth/login",
        "v1.2/api",
        "décor/été",
        "サーバー/認証",
        "हिन्दी",
        "auth/history",
        "reviews",
        "a-b_c.d"
      })
  void whateverASpecIsCalledItCanBeAskedFor(String id) {
    Answered made = api.create(admin, id);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    Answered read = api.get(made.header("Location")).as(admin).send();
    assertThat(read.status()).as(made.header("Location")).isEqualTo(200);
    assertThat(read.text("/id")).isEqualTo(id);
  }

  // @spec app/api#REQ-API-009
  @Test
  void whoHasARevisionAlreadyIsNotSentItAgain() {
    String etag = api.create(admin, "pay").etag();
    Answered again = api.get("/api/specs/pay").as(admin).with("If-None-Match", etag).send();
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.etag()).isEqualTo(etag);
    assertThat(api.get("/api/specs/pay").as(admin).with("If-None-Match", "\"9-9\"").send().status())
        .isEqualTo(200);
  }

  // @spec app/api#REQ-API-009
  @Test
  void anEditThatDoesNotSayOfWhichRevisionIsRefused() {
    String etag = api.create(admin, "pay").etag();
    Answered blind = api.put("/api/specs/pay").as(admin).json("{\"content\":\"x\"}").send();
    assertThat(blind.status()).isEqualTo(428);
    assertThat(blind.problem()).isEqualTo("precondition-required");
    assertThat(blind.text("/etag")).isEqualTo(etag);
    assertThat(blind.text("/detail")).contains("If-Match");
    assertThat(api.delete("/api/specs/pay").as(admin).send().status()).isEqualTo(428);
    assertThat(api.get("/api/specs/pay").as(admin).send().etag()).isEqualTo(etag);
  }

  // @spec app/api#REQ-API-009
  @Test
  void ofManyEditsOfOneRevisionOneIsMade() throws Exception {
    String etag = api.create(admin, "pay").etag();
    var edits = new ArrayList<Callable<Answered>>();
    for (int i = 0; i < 8; i++) {
      String content = ApiClient.text("by " + i);
      edits.add(() ->
          api.put("/api/specs/pay")
              .as(admin)
              .with("If-Match", etag)
              .json(Map.of("content", content))
              .send());
    }
    var answers = new ArrayList<Answered>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var edit : threads.invokeAll(edits)) {
        answers.add(edit.get());
      }
    }
    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
    Answered now = api.get("/api/specs/pay").as(admin).send();
    assertThat(now.json().at("/revision").asInt()).isEqualTo(2);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 412)
        .hasSize(7)
        .allMatch(lost -> lost.text("/etag").equals(now.etag()));
  }

  @Test
  void ofManyWhoAddTheSameSpecOneDoes() throws Exception {
    Callable<Integer> adding = () -> api.create(admin, "pay").status();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var statuses = new ArrayList<Integer>();
      for (var status : threads.invokeAll(Collections.nCopies(6, adding))) {
        statuses.add(status.get());
      }
      assertThat(statuses).containsOnlyOnce(201).filteredOn(one -> one == 409).hasSize(5);
    }
  }

  @Test
  void anEditThatChangesNothingMakesNoRevision() {
    String etag = api.create(admin, "pay").etag();
    Answered same =
        api.put("/api/specs/pay")
            .as(admin)
            .with("If-Match", etag)
            .json(Map.of("content", ApiClient.text("pay")))
            .send();
    assertThat(same.status()).isEqualTo(200);
    assertThat(same.etag()).isEqualTo(etag);
    assertThat(api.edited).hasSize(1);
  }

  @Test
  void whatIsTakenIsNotTakenAgain() {
    api.create(admin, "pay");
    String etag = api.create(admin, "ship").etag();
    assertThat(api.create(admin, "pay").problem()).isEqualTo("taken");
    Answered moved =
        api.put("/api/specs/ship")
            .as(admin)
            .with("If-Match", etag)
            .json(Map.of("path", ".sdd/specs/pay/spec.md"))
            .send();
    assertThat(moved.status()).isEqualTo(409);
  }

  @Test
  void singleFieldsAreRefusedWhereNothingCanSetThem() {
    String etag = api.create(admin, "pay").etag();
    Answered patched =
        api.put("/api/specs/pay")
            .as(admin)
            .with("If-Match", etag)
            .json("{\"fields\":{\"status\":\"review\"}}")
            .send();
    assertThat(patched.status()).isEqualTo(422);
    assertThat(patched.text("/detail")).contains("status");
  }

  // @spec app/api#REQ-API-005
  @Test
  void anAddressTellsWhichMethodsItServes() {
    Answered patch = api.ask("PATCH", "/api/specs/pay").as(admin).send();
    assertThat(patch.status()).isEqualTo(405);
    assertThat(patch.header("Allow")).isEqualTo("DELETE, GET, PUT");
    assertThat(patch.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(api.get("/api/nothing").as(admin).send().problem()).isEqualTo("not-found");
  }

  // @spec app/api#REQ-API-005
  @Test
  void anAnswerThatNobodyAcceptsIsNotMade() {
    Answered xml = api.get("/api/me").as(admin).with("Accept", "application/xml").send();
    assertThat(xml.status()).isEqualTo(406);
    assertThat(xml.json().at("/choices/0").asText()).isEqualTo("application/json");
    assertThat(
            api.get("/api/me")
                .as(admin)
                .with("Accept", "text/html, application/*;q=0.5")
                .send()
                .status())
        .isEqualTo(200);
  }

  @Test
  void aRequestKeepsTheNameThatItCameWith() {
    Answered named = api.get("/api/me").as(admin).with("X-Request-Id", "r-17").send();
    assertThat(named.header("X-Request-Id")).isEqualTo("r-17");
    Answered hostile = api.get("/api/specs/x").as(admin).with("X-Request-Id", "a b<c>").send();
    assertThat(hostile.header("X-Request-Id")).matches("[0-9a-f-]{36}");
    assertThat(hostile.text("/instance"))
        .isEqualTo("urn:sdd:request:" + hostile.header("X-Request-Id"));
  }

  // @spec app/api#REQ-API-011
  @Test
  void editsCanBeFollowedFromAnyPoint() {
    String etag = api.create(admin, "pay").etag();
    api.create(admin, "ship");
    api.delete("/api/specs/pay").as(admin).with("If-Match", etag).send();
    JsonNode first = api.get("/api/changes?limit=2").as(admin).send().json();
    assertThat(first.at("/more").asBoolean()).isTrue();
    assertThat(actions(first)).containsExactly("create", "create");
    JsonNode rest = api.get("/api/changes?after=" + first.at("/last")).as(admin).send().json();
    assertThat(rest.at("/more").asBoolean()).isFalse();
    assertThat(actions(rest)).containsExactly("delete");
    assertThat(rest.at("/items/0/content").asText()).isEqualTo(ApiClient.text("pay"));
    JsonNode none = api.get("/api/changes?after=" + rest.at("/last")).as(admin).send().json();
    assertThat(none.at("/items")).isEmpty();
    assertThat(none.at("/last").asLong()).isEqualTo(3);
  }

  private static List<String> actions(JsonNode changes) {
    return changes.at("/items").findValuesAsText("action");
  }

  // @spec app/api#REQ-API-006
  @Test
  void everyEditLeavesALineThatNobodyChanges() {
    String etag =
        api.post("/api/specs")
            .as(admin)
            .with("X-Request-Id", "r-1")
            .json(Map.of("id", "pay", "content", "x"))
            .send()
            .etag();
    api.put("/api/specs/pay").as(admin).with("If-Match", etag).json("{\"content\":\"y\"}").send();
    JsonNode made =
        api.get("/api/audit/logs?action=spec.create").as(admin).send().json().at("/items/0");
    assertThat(made.at("/actor/name").asText()).isEqualTo("Ada");
    assertThat(made.at("/actor/key").asText()).startsWith("sdd_");
    assertThat(made.at("/resource").asText()).isEqualTo("spec:pay");
    assertThat(made.at("/request").asText()).isEqualTo("r-1");
    assertThat(made.at("/before").isNull()).isTrue();
    assertThat(made.at("/after").asInt()).isEqualTo(1);
    JsonNode edits = api.get("/api/audit/logs?resource=spec:pay&limit=1").as(admin).send().json();
    assertThat(edits.at("/items/0/action").asText()).isEqualTo("spec.update");
    assertThat(edits.at("/items/0/before").asInt()).isEqualTo(1);
    JsonNode older =
        api.get("/api/audit/logs?resource=spec:pay&limit=1&cursor=" + edits.at("/next").asText())
            .as(admin)
            .send()
            .json();
    assertThat(older.at("/items/0/action").asText()).isEqualTo("spec.create");
    assertThat(older.at("/next").isNull()).isTrue();
    for (String sql : List.of("UPDATE deed SET actor = 'x'", "DELETE FROM deed")) {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () -> api.database.write(handle -> handle.execute(sql))))
          .as(sql)
          .isNotNull();
    }
    assertThat(api.get("/api/audit/logs?since=2999-01-01").as(admin).send().json().at("/items"))
        .isEmpty();
    assertThat(
            api.get("/api/audit/logs?actor=ada@example.com&until=2999-01-01T00:00:00%2B02:00")
                .as(admin)
                .send()
                .json()
                .at("/items"))
        .hasSize(2);
  }

  // @spec app/api#REQ-API-003
  @Test
  void theServersTokenOpensEveryProjectByName() {
    Answered nowhere = api.get("/api/changes").as(ApiClient.TOKEN).send();
    assertThat(nowhere.status()).isEqualTo(400);
    assertThat(nowhere.text("/detail")).contains("project");
    assertThat(api.get("/api/changes?project=new").as(ApiClient.TOKEN).send().status())
        .isEqualTo(404);
    Answered made =
        api.post("/api/specs?project=new")
            .as(ApiClient.TOKEN)
            .json(Map.of("id", "a", "content", "x"))
            .send();
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo("/api/specs/a?project=new");
    assertThat(api.get(made.header("Location")).as(ApiClient.TOKEN).send().status()).isEqualTo(200);
    assertThat(api.get("/api/changes?project=N%20o").as(ApiClient.TOKEN).send().status())
        .isEqualTo(400);
    assertThat(api.get("/api/me").as(ApiClient.TOKEN).send().json().at("/project").isNull())
        .isTrue();
  }
}
