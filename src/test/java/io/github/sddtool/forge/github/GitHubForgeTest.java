package io.github.sddtool.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.Admission;
import io.github.sddtool.forge.BranchName;
import io.github.sddtool.forge.Delivery;
import io.github.sddtool.forge.ForgeEvent;
import io.github.sddtool.forge.Traffic;
import io.github.sddtool.forge.WebhookRequest;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What needs no GitHub to talk to.
class GitHubForgeTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Secret OLD = Secret.of("old secret\n");
  private static final Secret NEW = Secret.of("new secret");
  private static final Secret KEY = Secret.of(Pem.pkcs1(Pem.rsa(2048)));
  private static final Bytes BODY = Bytes.utf8("{\"zen\":\"Keep it logically awesome.\"}");
  private static final RepoId SHOP = new RepoId("github", "octo/shop");

  private final GitHubForge forge = forge(List.of(NEW, OLD));

  @Test
  void admitsWhatAnyLiveSecretProves() {
    for (Secret secret : List.of(OLD, NEW)) {
      assertThat(forge.admit(request(signed(secret)), NOW))
          .isEqualTo(new Admission.Admitted(new Delivery("github", "d-1", "ping", NOW, BODY)));
    }
  }

  @Test
  void admittedPingIsUnderstood() {
    var admitted = (Admission.Admitted) forge.admit(request(signed(NEW)), NOW);
    assertThat(forge.understand(admitted.delivery()).event()).isEqualTo(new ForgeEvent.Ping());
  }

  @Test
  void wrongOrMissingSignatureIsUnauthentic() {
    assertThat(forge.admit(request(signed(Secret.of("guessed"))), NOW))
        .isInstanceOf(Admission.Unauthentic.class);
    Map<String, String> headers = signed(NEW);
    headers.remove("X-Hub-Signature-256");
    assertThat(forge.admit(request(headers), NOW)).isInstanceOf(Admission.Unauthentic.class);
    assertThat(forge.admit(new WebhookRequest(signed(NEW), Bytes.utf8("{}")), NOW))
        .isInstanceOf(Admission.Unauthentic.class);
  }

  @Test
  void withoutSecretsNothingIsAdmitted() {
    assertThat(forge(List.of()).admit(request(signed(NEW)), NOW))
        .isInstanceOf(Admission.Unauthentic.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-GitHub-Delivery", "X-GitHub-Event"})
  void missingNamesAreMalformed(String header) {
    Map<String, String> headers = signed(NEW);
    headers.remove(header);
    assertThat(forge.admit(request(headers), NOW))
        .isInstanceOfSatisfying(
            Admission.Malformed.class,
            malformed -> assertThat(malformed.reason()).contains(header));
    for (String nonsense : List.of("", " ", "a\nb", "é", "x".repeat(101))) {
      headers.put(header, nonsense);
      assertThat(forge.admit(request(headers), NOW)).isInstanceOf(Admission.Malformed.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "specs/a.md, specs/a.md",
    "a b/c+d.md, a%20b/c%2Bd.md",
    "ü/#1?.md, %C3%BC/%231%3F.md",
    "100%/[x]*.md, 100%25/%5Bx%5D%2A.md",
    "'a\"b<c>.md', a%22b%3Cc%3E.md"
  })
  void linesAreLinkedToWithEncodedPaths(String path, String encoded) {
    assertThat(forge.lineUrl(SHOP, new CommitId("1".repeat(40)), RepoPath.of(path), 7))
        .contains(
            URI.create(
                "https://github.com/octo/shop/blob/" + "1".repeat(40) + "/" + encoded + "#L7"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.github.com, https://github.com",
    "https://api.github.com/, https://github.com",
    "https://git.example.com/api/v3, https://git.example.com",
    "https://git.example.com:8443/api/v3/, https://git.example.com:8443",
    "http://127.0.0.1:9/api/v3, http://127.0.0.1:9"
  })
  void webAddressFollowsFromTheApi(String api, String web) {
    var settings = GitHubSettings.of("github", URI.create(api), 1, KEY, List.of());
    assertThat(settings.web()).isEqualTo(URI.create(web));
    assertThat(settings.withWeb(URI.create("https://x.example/git/")).web())
        .isEqualTo(URI.create("https://x.example/git"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://host",
        "api.github.com",
        "https:///x",
        "https://u:p@host",
        "https://h?q",
        "/x"
      })
  void addressesThatAreNoneAreRefused(String api) {
    assertThatThrownBy(() -> GitHubSettings.of("github", URI.create(api), 1, KEY, List.of()))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("https://api.github.com");
  }

  @Test
  void settingsThatCannotWorkAreRefusedAtOnce() {
    URI api = URI.create("https://api.github.com");
    assertThatThrownBy(() -> GitHubSettings.of("github", api, 0, KEY, List.of()))
        .isInstanceOf(UserFault.class);
    assertThatThrownBy(() -> GitHubSettings.of("github", api, 1, KEY, List.of(Secret.of("\n"))))
        .isInstanceOf(UserFault.class);
    var settings = GitHubSettings.of("github", api, 1, Secret.of("no key"), List.of());
    assertThatThrownBy(() -> new GitHubForge(settings, Traffic.UNHEARD, Clock.systemUTC()))
        .isInstanceOf(UserFault.class);
  }

  @Test
  void settingsShowNoSecret() {
    assertThat(
            GitHubSettings.of("github", URI.create("https://h"), 1, KEY, List.of(NEW)).toString())
        .contains("***")
        .doesNotContain("BEGIN", "new secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"main", "release/1.x", "feature/ünïcode", "user@home", "a.b-c_d"})
  void branchesOfGitMayBeFetched(String name) {
    assertThat(BranchName.isFetchable(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "a:b", "*", "a b", "a..b", "-x", "a/", "/a", "a//b", "a.lock", "a@{1}", "a\\b", "a\nb",
        "^a"
      })
  void namesThatWouldChangeARefspecMayNot(String name) {
    assertThat(BranchName.isFetchable(name)).isFalse();
  }

  private static GitHubForge forge(List<Secret> secrets) {
    return new GitHubForge(
        GitHubSettings.of("github", URI.create("https://api.github.com"), 1, KEY, secrets),
        Traffic.UNHEARD,
        Clock.systemUTC());
  }

  private static Map<String, String> signed(Secret secret) {
    return new HashMap<>(
        Map.of(
            "X-Hub-Signature-256",
            WebhookSignature.sign(secret, BODY.toArray()),
            "X-GitHub-Delivery",
            "d-1",
            "X-GitHub-Event",
            "ping"));
  }

  private static WebhookRequest request(Map<String, String> headers) {
    return new WebhookRequest(headers, BODY);
  }

  @Test
  void repositoriesAreOwnerAndName() {
    assertThat(RepoName.read("octo/shop")).isEqualTo(Optional.of(new RepoName("octo", "shop")));
    assertThatThrownBy(() -> RepoName.of(new RepoId("github", "group/sub/project")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("owner/name");
  }
}
