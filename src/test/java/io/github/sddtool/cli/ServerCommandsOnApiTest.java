package io.github.sddtool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.access.Role;
import io.github.sddtool.app.StoreDoors;
import io.github.sddtool.audit.Deed;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.server.HttpServer;
import io.github.sddtool.server.api.StoreRoutes;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.key.KeyStore;
import io.github.sddtool.store.spec.Person;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands against the server's own API, on a database.
class ServerCommandsOnApiTest {
  private static final String SPEC =
      """
      # Login

      ### REQ-001: One

      It MUST be one.

      ### REQ-002: Two

      It MUST be two.
      """;
  private static final String LOGIN = ".sdd/specs/auth/login/spec.md";

  @TempDir Path folder;

  private Database database;
  private KeyStore keys;
  private HttpServer server;
  private String key;

  @BeforeEach
  void start() {
    database = TestStore.SQLITE.open(folder.resolve("data"));
    StoreRoutes.Grounds grounds =
        StoreDoors.grounds(
            database, Optional.empty(), StoreRoutes.Beside.NOTHING, _ -> {}, Clock.systemUTC());
    keys = grounds.desks().keys();
    key = key(Role.ORG_ADMIN);
    server =
        HttpServer.start(
            new HttpServer.Binding("127.0.0.1", 0, Duration.ofSeconds(5)),
            List.of(StoreRoutes.on(grounds, Clock.systemUTC())),
            database::probe,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  @AfterEach
  void stop() {
    server.close();
    database.close();
  }

  private String key(Role role) {
    return keys.make(
            new KeyStore.Order(
                "shop",
                new Person(role.text(), role.text() + "@example.com"),
                role,
                10_000,
                Optional.empty()),
            new Deed.Doer("test", "", "", "API", "r-0"))
        .secret()
        .reveal();
  }

  private Ran sdd(TestRepo repo, String secret, String... args) {
    return Ran.in(
        repo.folder(),
        Map.of("XDG_CONFIG_HOME", folder.resolve("home").toString(), "SDD_API_KEY", secret),
        args);
  }

  private TestRepo connected(String name) {
    TestRepo repo = TestRepo.in(folder.resolve(name));
    repo.write("readme.txt", name);
    repo.commit("First");
    Ran ran = sdd(repo, key, "server", "connect", "http://127.0.0.1:" + server.port());
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("project shop");
    return repo;
  }

  // @spec cli/server#REQ-SRV-003, cli/server#REQ-SRV-005, cli/server#REQ-SRV-009
  @Test
  void twoWorkingTreesAndTheServerComeToSayTheSame() throws IOException {
    TestRepo ada = connected("ada");
    ada.write(LOGIN, SPEC);
    assertThat(sdd(ada, key, "server", "migrate").out()).contains("1 of 1 specs sent");
    TestRepo bob = connected("bob");
    assertThat(sdd(bob, key, "sync", "pull").out()).contains("1 brought");
    assertThat(Files.readString(bob.file(LOGIN))).isEqualTo(SPEC);

    ada.write(LOGIN, SPEC.replace("be one", "be 1"));
    bob.write(LOGIN, SPEC.replace("be two", "be 2"));
    assertThat(sdd(ada, key, "sync", "push").code()).isZero();
    assertThat(sdd(bob, key, "sync", "push").out()).contains("1 brought, 1 sent");
    assertThat(sdd(ada, key, "sync", "pull").out()).contains("1 brought");
    assertThat(Files.readString(ada.file(LOGIN)))
        .contains("be 1", "be 2")
        .isEqualTo(Files.readString(bob.file(LOGIN)));

    ada.write(LOGIN, SPEC.replace("be one", "be A"));
    bob.write(LOGIN, SPEC.replace("be one", "be B"));
    assertThat(sdd(ada, key, "sync", "push").code()).isZero();
    Ran conflict = sdd(bob, key, "sync", "push");
    assertThat(conflict.code()).isEqualTo(1);
    assertThat(conflict.out()).contains("requirement REQ-001");
    assertThat(sdd(bob, key, "sync", "resolve", "auth/login", "local").code()).isZero();
    assertThat(sdd(bob, key, "sync", "push").code()).isZero();
    assertThat(sdd(ada, key, "sync", "pull").code()).isZero();
    assertThat(Files.readString(ada.file(LOGIN))).contains("be B");
    assertThat(sdd(ada, key, "sync", "status").out()).contains("Both are alike");
  }

  // @spec cli/server#REQ-SRV-001, cli/server#REQ-SRV-010
  @Test
  void whoIsInvitedMayWhatTheRoleSays() {
    TestRepo repo = connected("ada");
    repo.write(LOGIN, SPEC);
    Ran invited = sdd(repo, key, "server", "invite", "@eve", "--role", "viewer");
    assertThat(invited.err()).contains("eve");
    Ran push = sdd(repo, invited.out().strip(), "sync", "push");
    assertThat(push.code()).isEqualTo(1);
    assertThat(push.out()).contains("left", "0 sent");
    Ran wrong = sdd(repo, "sdd_wrong", "sync", "push");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("does not take the key");
  }

  // @spec cli/server#REQ-SRV-005
  @Test
  void movedAndRemovedFilesAreMovedAndRemovedOnTheServer() {
    TestRepo ada = connected("ada");
    for (int i = 0; i < 3; i++) {
      ada.write(".sdd/specs/s" + i + "/spec.md", SPEC.replace("Login", "Spec " + i));
    }
    assertThat(sdd(ada, key, "sync", "push").out()).contains("3 sent");
    TestRepo bob = connected("bob");
    assertThat(sdd(bob, key, "sync", "pull").out()).contains("3 brought");
    ada.git("add", "-A");
    ada.git("mv", ".sdd/specs/s0", ".sdd/specs/moved");
    ada.git("rm", "-rfq", ".sdd/specs/s1");
    assertThat(sdd(ada, key, "sync", "push").out()).contains("2 sent");
    assertThat(sdd(bob, key, "sync", "pull").out()).contains("2 brought");
    assertThat(bob.file(".sdd/specs/moved/spec.md")).exists();
    assertThat(bob.file(".sdd/specs/s0/spec.md")).doesNotExist();
    assertThat(bob.file(".sdd/specs/s1/spec.md")).doesNotExist();
  }
}
