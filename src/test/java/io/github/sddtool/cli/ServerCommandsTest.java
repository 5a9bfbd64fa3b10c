package io.github.sddtool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.fake.store.SpecServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCommandsTest {
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
  @TempDir Path home;

  private TestRepo repo;
  private SpecServer server;

  @BeforeEach
  void aRepositoryAndAServer() throws IOException {
    repo = TestRepo.in(folder.resolve("repo"));
    repo.write(LOGIN, SPEC);
    repo.write(".sdd/specs/pay/spec.md", SPEC);
    repo.commit("First");
    server = new SpecServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran sdd(String... args) {
    return Ran.in(
        repo.folder(),
        Map.of("XDG_CONFIG_HOME", home.toString(), "SDD_API_KEY", SpecServer.KEY),
        args);
  }

  private void connected() {
    assertThat(sdd("server", "connect", server.url(), "--project", "shop").err()).isEmpty();
  }

  private void migrated() {
    connected();
    assertThat(sdd("server", "migrate").code()).isZero();
  }

  private String text(String path) throws IOException {
    return Files.readString(repo.file(path));
  }

  private void edit(String from, String to) throws IOException {
    repo.write(LOGIN, text(LOGIN).replace(from, to));
  }

  private String there(String id) {
    return server.find(id).orElseThrow().text();
  }

  // @spec cli/server#REQ-SRV-001
  @Test
  void aKeyFromAFileIsKeptPrivatelyAndNeverInTheRepository() throws IOException {
    Path key = home.resolve("key");
    Files.writeString(key, SpecServer.KEY + "\n");
    var environment = Map.of("XDG_CONFIG_HOME", home.toString());
    Ran ran =
        Ran.in(
            repo.folder(),
            environment,
            "server",
            "connect",
            server.url() + "/",
            "--key-file",
            key.toString());
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("as ada (org_admin), project shop").doesNotContain("sdd_key");
    Path kept = home.resolve("sdd/credentials");
    assertThat(kept).hasContent(server.url() + " " + SpecServer.KEY);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");
    assertThat(text(".sdd/server.yml"))
        .isEqualTo("server:\n  url: \"%s\"\n  project: shop\n".formatted(server.url()));
    assertThat(Ran.in(repo.folder(), environment, "server", "migrate").code()).isZero();
    Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rw-r--r--"));
    Ran open = Ran.in(repo.folder(), environment, "sync", "pull");
    assertThat(open.code()).isEqualTo(2);
    assertThat(open.err()).contains("chmod 600");
  }

  // @spec cli/server#REQ-SRV-001
  @Test
  void aWrongKeyIsSaidAndNothingIsWritten() {
    Ran ran =
        Ran.in(
            repo.folder(),
            Map.of("XDG_CONFIG_HOME", home.toString(), "SDD_API_KEY", "other"),
            "server",
            "connect",
            server.url());
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("does not take the key", "SDD_API_KEY");
    assertThat(repo.file(".sdd/server.yml")).doesNotExist();
    Ran none =
        Ran.in(
            repo.folder(),
            Map.of("XDG_CONFIG_HOME", home.toString()),
            "server",
            "connect",
            server.url());
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("no key", "--key-file");
  }

  // @spec cli/server#REQ-SRV-009
  @Test
  void aMigrationThatWasInterruptedGoesOn() throws IOException {
    for (int i = 0; i < 8; i++) {
      repo.write(".sdd/specs/s" + i + "/spec.md", SPEC);
    }
    connected();
    server.dieAfter(5);
    Ran interrupted = sdd("server", "migrate");
    assertThat(interrupted.code()).isEqualTo(4);
    assertThat(interrupted.err()).contains("cannot be reached");
    server.dieAfter(Integer.MAX_VALUE);
    Ran again = sdd("server", "migrate");
    assertThat(again.err()).isEmpty();
    assertThat(again.out()).contains("5 of 5 specs sent");
    assertThat(again.code()).isZero();
    assertThat(there("s7")).isEqualTo(SPEC);
    assertThat(sdd("server", "migrate").out()).contains("0 of 0 specs sent");
    assertThat(sdd("sync", "status").out()).contains("Both are alike");
    assertThat(repo.git("status", "--porcelain")).doesNotContain(".cache");
  }

  // @spec cli/server#REQ-SRV-002
  @Test
  void whatIsKnownStaysWhenTheCacheIsCleared() throws IOException {
    migrated();
    assertThat(sdd("cache", "clear").code()).isZero();
    assertThat(repo.git("status", "--porcelain")).doesNotContain(".cache");
    edit("be one", "be 1");
    assertThat(sdd("sync", "status", "--offline").out()).contains("1 changed here");
  }

  // @spec cli/server#REQ-SRV-008
  @Test
  void theStatusTellsWhatChangedHereWithoutTheServer() throws IOException {
    migrated();
    edit("be one", "be 1");
    server.close();
    Ran ran = sdd("sync", "status");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("cannot be reached", "changed   same      auth/login");
    JsonNode json = sdd("sync", "status", "--format", "json").json();
    assertThat(json.path("asked").booleanValue()).isFalse();
    assertThat(json.path("changes").path(0).path("here").textValue()).isEqualTo("changed");
    Ran push = sdd("sync", "push");
    assertThat(push.code()).isEqualTo(4);
    assertThat(push.err()).contains("cannot be reached");
  }

  // @spec cli/server#REQ-SRV-005, cli/server#REQ-SRV-008
  @Test
  void whatChangedOnEitherSideIsToldPushedAndPulled() throws IOException {
    migrated();
    edit("be one", "be 1");
    server.put("pay", SPEC.replace("be two", "be 2"));
    server.put("new/one", SPEC);
    server.busyFor(2);
    Ran status = sdd("sync", "status");
    assertThat(status.out()).contains("1 changed here, 2 on the server, 0 in conflict");
    assertThat(sdd("sync", "push").out()).contains("0 brought, 1 sent");
    assertThat(there("auth/login")).contains("be 1");
    assertThat(sdd("sync", "pull").out()).contains("2 brought, 0 sent");
    assertThat(text(".sdd/specs/new/one/spec.md")).isEqualTo(SPEC);
    assertThat(text(".sdd/specs/pay/spec.md")).contains("be 2");
    assertThat(sdd("sync", "status").out()).contains("Both are alike");
  }

  // @spec cli/server#REQ-SRV-005
  @Test
  void whoIsFasterIsMerged() throws IOException {
    migrated();
    edit("be one", "be 1");
    server.beforeNextWrite(() -> server.put("auth/login", SPEC.replace("be two", "be 2")));
    Ran ran = sdd("sync", "push");
    assertThat(ran.code()).isZero();
    assertThat(there("auth/login")).contains("be 1", "be 2");
    assertThat(text(LOGIN)).contains("be 1", "be 2");
  }

  // @spec cli/server#REQ-SRV-006
  @Test
  void aConflictIsListedLeftAndSettled() throws IOException {
    migrated();
    edit("be one", "be 1");
    server.put("auth/login", SPEC.replace("be one", "be I").replace("be two", "be 2"));
    Ran pull = sdd("sync", "pull");
    assertThat(pull.code()).isEqualTo(1);
    assertThat(pull.out()).contains("conflict", "requirement REQ-001", "1 in conflict");
    assertThat(text(LOGIN)).contains("be 1", "be 2");
    Ran unsaid = sdd("sync", "resolve");
    assertThat(unsaid.code()).isEqualTo(1);
    assertThat(unsaid.out()).contains("auth/login", "requirement REQ-001");
    assertThat(sdd("sync", "resolve", "auth/login", "mine").err()).contains("local, remote");
    assertThat(sdd("sync", "resolve", "auth/login", "remote").code()).isZero();
    assertThat(text(LOGIN)).contains("be I", "be 2");
    assertThat(sdd("sync", "status").code()).isZero();
  }

  // @spec cli/server#REQ-SRV-006
  @Test
  void aConflictOfGitAndTheServerIsSettledByItsNumber() {
    migrated();
    server.conflict(7, "pay");
    assertThat(sdd("sync", "status").out()).contains("conflict 7", "pay");
    assertThat(sdd("sync", "resolve", "7").err()).contains("git, store, base");
    assertThat(sdd("sync", "resolve", "7", "git").code()).isZero();
    Ran gone = sdd("sync", "resolve", "7", "git");
    assertThat(gone.code()).isEqualTo(2);
    assertThat(gone.err()).contains("no conflict 7");
  }

  // @spec cli/server#REQ-SRV-004
  @Test
  void muchIsDeletedOnlyWhenAsked() throws IOException {
    migrated();
    server.remove("auth/login");
    server.remove("pay");
    Ran asked = sdd("sync", "pull");
    assertThat(asked.code()).isEqualTo(2);
    assertThat(asked.err()).contains("2 of 2 specs are gone from the server", "--yes");
    assertThat(repo.file(LOGIN)).exists();
    assertThat(sdd("sync", "pull", "--yes").code()).isZero();
    assertThat(repo.file(LOGIN)).doesNotExist();
  }

  // @spec cli/server#REQ-SRV-010
  @Test
  void anInvitationPrintsTheKeyAloneOnce() {
    connected();
    Ran ran = sdd("server", "invite", "@team", "--role", "contributor");
    assertThat(ran.out()).isEqualTo("sdd_new\n");
    assertThat(ran.err()).contains("team@127.0.0.1", "sdd server connect " + server.url());
    Ran wrong = sdd("server", "invite", "@team", "--role", "boss");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("viewer, contributor");
  }

  // @spec cli/server#REQ-SRV-007
  @Test
  void settingsAreSetGotAndListed() throws IOException {
    connected();
    String before = text(".sdd/server.yml");
    assertThat(sdd("config", "set", "sync.mode", "bidirectional").code()).isZero();
    assertThat(text(".sdd/server.yml")).isEqualTo(before + "sync:\n  mode: bidirectional\n");
    assertThat(sdd("config", "get", "sync.mode").out()).isEqualTo("bidirectional\n");
    assertThat(sdd("config", "list").out()).contains("server.project: shop", "sync.mode");
    Ran wrong = sdd("config", "set", "sync.mode", "both");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("'both'", "git-primary");
    assertThat(sdd("config", "get", "sync.auto_push").code()).isEqualTo(3);
    assertThat(sdd("config", "set", "sync.mode").code()).isEqualTo(2);
  }

  @Test
  void withoutAServerTheOldSyncWorksAndTheNewSaysWhatToDo() {
    assertThat(sdd("sync").code()).isZero();
    assertThat(sdd("sync", "auth/login", "--format", "json").out()).contains("auth/login");
    Ran ran = sdd("sync", "status");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("sdd server connect");
  }

  @Test
  void aSpecThatTheServerDoesNotTakeIsListed() {
    repo.write(".sdd/specs/has space/spec.md", SPEC);
    connected();
    Ran ran = sdd("server", "migrate");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("has space", "must be segments");
    assertThat(there("pay")).isEqualTo(SPEC);
  }

  @Test
  void whatDidNotChangeIsNotAskedForAgain() {
    migrated();
    server.put("pay", SPEC.replace("be two", "be 2"));
    server.put("pay", SPEC);
    assertThat(sdd("sync", "pull").code()).isZero();
    long asked = server.asked().size();
    assertThat(sdd("sync", "pull").out()).contains("0 brought");
    assertThat(server.asked().subList((int) asked, server.asked().size()))
        .containsExactly("GET /api/specs");
  }
}
