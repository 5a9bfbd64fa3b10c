package io.github.sddtool.app;

import static io.github.sddtool.app.OctoShop.golden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.fake.gitlab.GitLabStandIn;
import io.github.sddtool.fake.gitlab.Status;
import io.github.sddtool.fake.net.ConnectProxy;
import io.github.sddtool.fake.net.TlsFront;
import io.github.sddtool.fault.UserFault;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server in a company's network: two GitLabs whose certificates an authority of the company
/// signed, one behind a proxy that wants a password and one that is reached straight, and a GitHub
/// Enterprise Server, all in one process; with a `git` on the machine and without.
class NetworkTest {
  private static final String PATH = "acme/tools/shop";
  private static final String LOGIN = "sdd:p@ss word";

  @TempDir Path folder;

  // @spec app/network#REQ-NET-001, app/network#REQ-NET-002, app/network#REQ-NET-003
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void forgesBehindAProxyAndAPrivateAuthorityAreServedByOneProcess(boolean git) throws Exception {
    try (var corp = new GitLabStandIn(PATH);
        var lab = new GitLabStandIn(PATH);
        var corpFront = new TlsFront(corp.web(), folder);
        var labFront = new TlsFront(lab.web(), folder);
        var proxy = new ConnectProxy(LOGIN);
        var shop = new OctoShop(Files.createDirectories(folder.resolve("github")))) {
      String corpHead = changed(corp, "corp");
      String labHead = changed(lab, "lab");
      Path settings = settings(corpFront, labFront, proxy, shop);
      try (var server =
              ServerProcess.start(
                  settings,
                  folder.resolve("log"),
                  git ? Map.of() : Map.of("PATH", folder.resolve("no-programs").toString()));
          var corpGate = new Gate(server.port(), "corp");
          var labGate = new Gate(server.port(), "lab");
          var gitHubGate = new Gate(server.port())) {
        deliver(corpGate, corpHead);
        deliver(labGate, labHead);
        String before = shop.push("main", golden("weakened/base"));
        String gitHubHead = shop.push("main", golden("weakened/head"));
        gitHubGate.deliver("3", shop.pushed("main", before, gitHubHead));
        eventually(() -> isFailed(corp, corpHead));
        eventually(() -> isFailed(lab, labHead));
        eventually(() ->
            shop.checks(gitHubHead).stream()
                .anyMatch(check -> check.conclusion().equals(Optional.of("failure"))));
      }
      assertThat(proxy.tunnels()).isNotEmpty().containsOnly("localhost:" + corpFront.port());
      assertThat(Files.readString(folder.resolve("log"))).doesNotContain("p@ss word", "p%40ss");
    }
  }

  private static void eventually(java.util.function.BooleanSupplier done) {
    Eventually.until(Duration.ofMillis(100), done);
  }

  private static boolean isFailed(GitLabStandIn gitLab, String head) {
    return gitLab.project().statuses(head).stream().map(Status::state).toList().contains("failed")
        && gitLab.project().notesOf(17).stream().anyMatch(note -> note.body().contains("weakened"));
  }

  private String changed(GitLabStandIn gitLab, String name) throws IOException {
    TestRepo work = TestRepo.in(Files.createDirectories(folder.resolve("work-" + name)));
    golden("weakened/base").accept(work);
    work.commit("Begin");
    work.git("push", "--quiet", gitLab.project().bare().toString(), "main");
    work.branch("relax");
    golden("weakened/head").accept(work);
    work.commit("Relax");
    work.git("push", "--quiet", gitLab.project().bare().toString(), "relax");
    return gitLab.project().request(17, "relax", "main");
  }

  private Path settings(TlsFront corp, TlsFront lab, ConnectProxy proxy, OctoShop shop)
      throws IOException {
    Files.writeString(folder.resolve("token"), GitLabStandIn.TOKEN + "\n");
    Files.writeString(folder.resolve("secret"), "the secret\n");
    Files.writeString(folder.resolve("login"), LOGIN + "\n");
    Files.writeString(
        folder.resolve("company.pem"),
        Files.readString(corp.certificate()) + Files.readString(lab.certificate()));
    shop.settingsFile();
    return Files.writeString(
        folder.resolve("sdd.yaml"),
        """
        server: {host: 127.0.0.1, port: 0}
        data: data
        network:
          ca_file: company.pem
          proxy: http://127.0.0.1:%d
          proxy_login_file: login
          no_proxy: [127.0.0.1, .lab.example]
        forges:
          - id: corp
            type: gitlab
            api: %s
            token_file: token
            webhook_secret_files: [secret]
          - id: lab
            type: gitlab
            api: https://127.0.0.1:%d
            token_file: token
            webhook_secret_files: [secret]
          - id: github
            type: github
            api: %s
            app_id: %d
            private_key_file: github/app.pem
            webhook_secret_files: [github/secret]
        """
            .formatted(
                proxy.port(),
                corp.web(),
                lab.port(),
                shop.gitHub().api(),
                shop.gitHub().app().id()));
  }

  private static void deliver(Gate gate, String head) {
    String body =
        """
        {"object_kind": "merge_request",
         "project": {"path_with_namespace": "%1$s", "default_branch": "main"},
         "object_attributes": {"iid": 17, "action": "open", "state": "opened",
           "source_branch": "relax", "target_branch": "main",
           "target": {"path_with_namespace": "%1$s"}, "last_commit": {"id": "%2$s"}}}
        """
            .formatted(PATH, head);
    var headers =
        Map.of(
            "X-Gitlab-Event", "Merge Request Hook",
            "X-Gitlab-Token", "the secret",
            "X-Gitlab-Event-UUID", "1");
    assertThat(gate.deliver(headers, BodyPublishers.ofString(body)).statusCode()).isEqualTo(202);
  }

  // @spec app/network#REQ-NET-003
  @Test
  void hostIsReachedStraightWhereNoProxyNamesItOrItsDomain() {
    var proxy = Optional.of(new Network.Proxy("proxy", 3128, Optional.empty()));
    var network =
        new Network(
            Optional.empty(), proxy, List.of("git.example", ".corp.example", "*.lab", " 10.0.0.7"));
    assertThat(
            List.of(
                "git.example",
                "a.git.example",
                "x.corp.example",
                "corp.example",
                "a.lab",
                "10.0.0.7",
                "GIT.example"))
        .allMatch(network::isDirect);
    assertThat(
            List.of("notgit.example", "example", "git.example.evil", "10.0.0.70", "xcorp.example"))
        .noneMatch(network::isDirect);
    assertThat(new Network(Optional.empty(), proxy, List.of("*")).isDirect("anything")).isTrue();
    assertThat(Network.PLAIN.isDirect("anything")).isTrue();
  }

  // @spec app/network#REQ-NET-004
  @Test
  void variablesThatEveryProgramKnowsCountWhereTheSettingsAreSilent() {
    var environment =
        new Environment(
            Map.of("https_proxy", "http://me:secret@proxy.example:8081", "NO_PROXY", "a, b"));
    Network network = SettingsReader.read(Optional.empty(), folder, environment).network();
    assertThat(network.proxy().map(Network.Proxy::host)).contains("proxy.example");
    assertThat(network.proxy().map(Network.Proxy::port)).contains(8081);
    assertThat(network.direct()).containsExactly("a", "b");
    assertThat(network.toString()).contains("***").doesNotContain("secret");
  }

  // @spec app/network#REQ-NET-004
  @Test
  void proxyThatIsNoneIsNamedWithoutItsPassword() {
    var environment = new Environment(Map.of("SDD_NETWORK_PROXY", "socks5://me:secret@proxy"));
    assertThatThrownBy(() -> SettingsReader.read(Optional.empty(), folder, environment))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("http://proxy.example:3128")
        .hasMessageNotContaining("secret");
  }

  @Test
  void fileThatHoldsNoCertificateEndsTheStart() throws IOException {
    Path file = Files.writeString(folder.resolve("none.pem"), "no certificate\n");
    var network = new Network(Optional.of(file), Optional.empty(), List.of());
    assertThatThrownBy(() -> NetworkAccess.use(network, folder))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("none.pem");
  }
}
