package io.github.sddtool.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.access.Role;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.server.api.ApiClient.Answered;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

// @spec app/api#REQ-API-004
@ParameterizedClass
@EnumSource(TestStore.class)
class RolesTest {
  private final TestStore store;

  @TempDir private Path folder;
  private ApiClient api;
  private String admin;

  RolesTest(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void start() {
    api = new ApiClient(store, folder);
    admin = api.key("shop", Role.ORG_ADMIN, "Ada");
    api.create(admin, "pay");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private Answered edit(String key, String id) {
    String etag = api.get("/api/specs/" + id).as(key).send().etag();
    return api.put("/api/specs/" + id)
        .as(key)
        .with("If-Match", etag)
        .json(Map.of("content", ApiClient.text("by another")))
        .send();
  }

  @ParameterizedTest
  @CsvSource({
    "VIEWER, 200, 403, 403, 403, 403, 403",
    "CONTRIBUTOR, 200, 201, 403, 403, 403, 403",
    "REVIEWER, 200, 201, 403, 403, 403, 403",
    "DOMAIN_ADMIN, 200, 201, 200, 204, 200, 200",
    "ORG_ADMIN, 200, 201, 200, 204, 200, 200"
  })
  void eachRoleMayDoWhatItSays(
      Role role, int read, int create, int editOthers, int delete, int log, int keys) {
    String key = api.key("shop", role, "Bob");
    assertThat(api.get("/api/specs/pay").as(key).send().status()).isEqualTo(read);
    assertThat(api.create(key, "new").status()).isEqualTo(create);
    assertThat(edit(key, "pay").status()).isEqualTo(editOthers);
    String etag = api.get("/api/specs/pay").as(key).send().etag();
    assertThat(api.delete("/api/specs/pay").as(key).with("If-Match", etag).send().status())
        .isEqualTo(delete);
    assertThat(api.get("/api/audit/logs").as(key).send().status()).isEqualTo(log);
    assertThat(api.get("/api/keys").as(key).send().status()).isEqualTo(keys);
  }

  @Test
  void whoWroteASpecFirstMayChangeIt() {
    String bob = api.key("shop", Role.CONTRIBUTOR, "Bob");
    api.create(bob, "mine");
    assertThat(edit(bob, "mine").status()).isEqualTo(200);
    assertThat(edit(admin, "mine").status()).isEqualTo(200);
    String cy = api.key("shop", Role.CONTRIBUTOR, "Cy");
    Answered refused = edit(cy, "mine");
    assertThat(refused.problem()).isEqualTo("forbidden");
    assertThat(refused.text("/detail")).contains("contributor").contains("domain_admin");
  }

  // @spec app/api#REQ-API-012
  @Test
  void whoWasAskedToReviewASpecMayChangeItAndSay() {
    String bob = api.key("shop", Role.REVIEWER, "Bob");
    String cy = api.key("shop", Role.CONTRIBUTOR, "Cy");
    assertThat(edit(bob, "pay").status()).isEqualTo(403);
    Answered asked =
        api.post("/api/specs/pay/reviews")
            .as(cy)
            .json(Map.of("reviewers", List.of("bob@example.com", "eve@example.com")))
            .send();
    assertThat(asked.status()).as(asked.body()).isEqualTo(201);
    assertThat(edit(bob, "pay").status()).isEqualTo(200);
    assertThat(edit(cy, "pay").status()).isEqualTo(403);
    String first = "/api/reviews/" + asked.text("/items/0/number");
    String second = "/api/reviews/" + asked.text("/items/1/number");
    assertThat(say(cy, first, "approved").status()).isEqualTo(403);
    assertThat(say(bob, first, "approved").text("/state")).isEqualTo("approved");
    assertThat(say(bob, first, "pending").status()).isEqualTo(422);
    assertThat(say(cy, second, "cancelled").status()).isEqualTo(200);
    assertThat(say(bob, second, "approved").problem()).isEqualTo("conflict");
    assertThat(edit(bob, "pay").status()).isEqualTo(200);
    String other = api.key("bank", Role.ORG_ADMIN, "Eve");
    assertThat(say(other, first, "rejected").status()).isEqualTo(404);
    assertThat(
            api.get("/api/audit/logs?action=review.approve")
                .as(admin)
                .send()
                .text("/items/0/actor/email"))
        .isEqualTo("bob@example.com");
  }

  private Answered say(String key, String review, String state) {
    return api.put(review).as(key).json(Map.of("state", state)).send();
  }

  @Test
  void nobodyGivesWhatTheyHaveNot() {
    String domain = api.key("shop", Role.DOMAIN_ADMIN, "Dora");
    assertThat(grant(domain, "domain_admin").status()).isEqualTo(201);
    Answered mighty = grant(domain, "org_admin");
    assertThat(mighty.status()).isEqualTo(403);
    assertThat(grant(admin, "org_admin").status()).isEqualTo(201);
    Answered unknown = grant(admin, "king");
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.json().at("/choices")).hasSize(5);
    long first = api.get("/api/keys").as(admin).send().json().at("/items/0/number").asLong();
    assertThat(api.delete("/api/keys/" + first).as(domain).send().status()).isEqualTo(403);
  }

  private Answered grant(String key, String role) {
    return api.post("/api/keys")
        .as(key)
        .json(Map.of("name", "New", "email", "new@example.com", "role", role))
        .send();
  }
}
