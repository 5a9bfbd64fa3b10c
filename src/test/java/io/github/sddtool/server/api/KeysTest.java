package io.github.sddtool.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.access.Role;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.server.api.ApiClient.Answered;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestStore.class)
class KeysTest {
  private final TestStore store;

  @TempDir private Path folder;
  private ApiClient api;
  private String admin;

  KeysTest(TestStore store) {
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

  // @spec app/api#REQ-API-004
  @Test
  void anotherProjectIsNotEvenKnown() {
    String other = api.key("bank", Role.ORG_ADMIN, "Eve");
    String etag = api.get("/api/specs/pay").as(admin).send().etag();
    Answered theirs = api.get("/api/specs/pay").as(other).send();
    Answered nobodys = api.get("/api/specs/nothing").as(other).send();
    assertThat(theirs.status()).isEqualTo(404);
    assertThat(theirs.text("/detail").replace("pay", "nothing")).isEqualTo(nobodys.text("/detail"));
    assertThat(api.delete("/api/specs/pay").as(other).with("If-Match", etag).send().status())
        .isEqualTo(404);
    assertThat(api.get("/api/specs/pay?project=shop").as(other).send().status()).isEqualTo(403);
    assertThat(api.get("/api/specs/pay?project=none").as(other).send().text("/detail"))
        .isEqualTo(api.get("/api/specs/pay?project=shop").as(other).send().text("/detail"));
    assertThat(api.get("/api/changes").as(other).send().json().at("/items")).isEmpty();
    long number = api.get("/api/keys").as(admin).send().json().at("/items/0/number").asLong();
    assertThat(api.delete("/api/keys/" + number).as(other).send().status()).isEqualTo(404);
    assertThat(api.get("/api/me").as(admin).send().status()).isEqualTo(200);
    // The same id in both is two specs.
    assertThat(api.create(other, "pay").status()).isEqualTo(201);
    assertThat(api.get("/api/specs/pay").as(admin).send().etag()).isEqualTo(etag);
  }

  // @spec app/api#REQ-API-003
  @Test
  void aKeyProvesSomethingInTheHeaderOnly() {
    for (String query : new String[] {"?key=" + admin, "?access_token=" + admin, ""}) {
      Answered answer = api.get("/api/specs/pay" + query).send();
      assertThat(answer.status()).as(query).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
      assertThat(answer.body()).doesNotContain(admin);
    }
    assertThat(api.get("/api/me").with("X-Api-Key", admin).send().status()).isEqualTo(401);
    assertThat(api.get("/api/me").with("Authorization", "Basic " + admin).send().status())
        .isEqualTo(401);
    assertThat(api.get("/api/me").with("Authorization", "bearer " + admin).send().status())
        .isEqualTo(200);
  }

  // @spec app/api#REQ-API-003
  @Test
  void whatIsNearlyAKeyIsNone() {
    char last = admin.charAt(admin.length() - 1);
    String nearly = admin.substring(0, admin.length() - 1) + (last == '0' ? '1' : '0');
    for (String wrong :
        new String[] {
          nearly, admin.substring(0, 16), admin + "0", "sdd_", "", ApiClient.TOKEN + "x"
        }) {
      Answered answer = api.get("/api/me").as(wrong).send();
      assertThat(answer.status()).as(wrong).isEqualTo(401);
      assertThat(answer.problem()).isEqualTo("unauthenticated");
    }
  }

  // @spec app/api#REQ-API-003
  @Test
  void aKeyThatWasTakenBackOpensNothing() {
    Answered made =
        api.post("/api/keys")
            .as(admin)
            .json(Map.of("name", "Bob", "email", "bob@example.com", "role", "viewer"))
            .send();
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.header("Cache-Control")).isEqualTo("no-store");
    String bob = made.text("/secret");
    assertThat(api.get("/api/me").as(bob).send().text("/role")).isEqualTo("viewer");
    assertThat(api.get("/api/keys").as(admin).send().body())
        .contains(made.text("/prefix"))
        .doesNotContain(bob);
    assertThat(api.delete(made.header("Location")).as(admin).send().status()).isEqualTo(204);
    assertThat(api.get("/api/me").as(bob).send().status()).isEqualTo(401);
    assertThat(
            api.get("/api/audit/logs?resource=key:" + made.text("/prefix"))
                .as(admin)
                .send()
                .json()
                .at("/items")
                .findValuesAsText("action"))
        .containsExactly("access.revoke", "access.grant");
  }

  // @spec app/api#REQ-API-003
  @Test
  void aSecretIsNowhereInTheDatabase() {
    String kept =
        api.database.read(
            handle -> handle.createQuery("SELECT * FROM api_key").mapToMap().list().toString());
    assertThat(kept).contains(admin.substring(0, 16)).doesNotContain(admin.substring(17));
  }

  // @spec app/api#REQ-API-003
  @Test
  void aKeyExpires() {
    String gone =
        api.made("shop", Role.VIEWER, "Old", 600, Optional.of(Instant.now().minusSeconds(1)))
            .secret()
            .reveal();
    assertThat(api.get("/api/me").as(gone).send().status()).isEqualTo(401);
    String fresh =
        api.made("shop", Role.VIEWER, "New", 600, Optional.of(Instant.now().plusSeconds(600)))
            .secret()
            .reveal();
    assertThat(api.get("/api/me").as(fresh).send().status()).isEqualTo(200);
  }

  // @spec app/api#REQ-API-007
  @Test
  void whoAsksTooOftenIsToldWhenToComeAgain() {
    String hasty = api.made("shop", Role.VIEWER, "Hasty", 3, Optional.empty()).secret().reveal();
    for (int left = 2; left >= 0; left--) {
      Answered served = api.get("/api/me").as(hasty).send();
      assertThat(served.status()).isEqualTo(200);
      assertThat(served.header("RateLimit-Limit")).isEqualTo("3");
      assertThat(served.header("RateLimit-Remaining")).isEqualTo(Integer.toString(left));
    }
    Answered refused = api.get("/api/me").as(hasty).send();
    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 20);
    assertThat(refused.problem()).isEqualTo("too-many-requests");
    assertThat(api.get("/api/me").as(admin).send().status()).isEqualTo(200);
  }

  @Test
  void theTimeOfTheLastUseIsKeptOncePerMinute() {
    var clock = new Ticking(Instant.parse("2026-11-29T10:00:00Z"));
    api.close();
    api = new ApiClient(store, folder, clock, StoreRoutes.Beside.NOTHING);
    String key = api.key("shop", Role.ORG_ADMIN, "Cy");
    String first = used(key);
    clock.now = clock.now.plusSeconds(30);
    assertThat(used(key)).isEqualTo(first);
    clock.now = clock.now.plus(Duration.ofMinutes(1));
    assertThat(used(key)).isEqualTo(clock.now.toString());
  }

  /// As the key's own list shows it; the write before it is done by then, or soon.
  private String used(String key) {
    api.get("/api/me").as(key).send();
    api.database.probe();
    return api.get("/api/keys").as(key).send().json().at("/items/1/usedAt").asText();
  }

  private static final class Ticking extends Clock {
    private Instant now;

    Ticking(Instant now) {
      this.now = now;
    }

    @Override
    public java.time.ZoneId getZone() {
      return java.time.ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
