package io.github.sddtool.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.github.GitHubStandIn;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// @spec app/setup#REQ-SETUP-001, app/setup#REQ-SETUP-002
class SetupTest {
  private static final Pattern STATE = Pattern.compile("\\?state=([0-9a-f]{32})\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final GitHubStandIn gitHub = GitHubStandIn.start(Clock.systemUTC());
  private final Path folder;
  private final App app;

  SetupTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    app =
        start(
            "server: {host: 127.0.0.1, port: 0, public_url: \"https://sdd.example\"}\ndata: data\n");
  }

  private App start(String settings) throws IOException {
    Path file = Files.writeString(folder.resolve("sdd.yaml"), settings);
    return ServerApp.start(
        SettingsReader.read(Optional.of(file), folder, new Environment(Map.of())),
        Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    app.close();
    gitHub.close();
    http.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + path)).build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> post(Map<String, String> form) throws Exception {
    String body =
        form.entrySet().stream()
            .map(one ->
                one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + "/setup/github"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  GitHubStandIn gitHub() {
    return gitHub;
  }

  private String code() throws IOException {
    return Files.readString(folder.resolve("data/setup.code")).strip();
  }

  private String web() {
    return gitHub.web().toString().replaceAll("/$", "");
  }

  @Test
  void appIsRegisteredByWhoeverKnowsTheCodeAndItsFilesMakeSettings() throws Exception {
    assertThat(get("/setup/github").body()).contains("Set up GitHub", "<form");
    var sent = post(Map.of("code", code(), "forge", web(), "organization", "octo"));
    assertThat(sent.statusCode()).isEqualTo(200);
    assertThat(sent.body())
        .contains(web() + "/organizations/octo/settings/apps/new?state=")
        .contains("https://sdd.example/webhooks/github", "pull_request", "checks");
    assertThat(sent.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("form-action " + web(), "default-src 'none'");

    Matcher state = STATE.matcher(sent.body());
    assertThat(state.find()).isTrue();
    String back = "/setup/github/done?code=a-good-code&state=" + state.group(1);
    var done = get(back);
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    assertThat(done.body())
        .contains("app_id: " + gitHub.app().id())
        .doesNotContain("PRIVATE KEY", "made by GitHub");
    assertThat(get(back).statusCode()).isEqualTo(400);

    Path key = folder.resolve("data/github-" + gitHub.app().id() + ".pem");
    assertThat(Files.readString(key)).contains("PRIVATE KEY");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    String entry =
        done.body().substring(done.body().indexOf("<pre>") + 5, done.body().indexOf("</pre>"));
    try (App again =
        start("server: {host: 127.0.0.1, port: 0}\ndata: other\nforges:\n" + entry.indent(2))) {
      assertThat(again.port()).isPositive();
    }
  }

  @Test
  void strangerRegistersNothing() throws Exception {
    var answer = post(Map.of("code", "0".repeat(32), "forge", web(), "organization", ""));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("That is not the code").doesNotContain("manifest");
    assertThat(get("/setup/github/done?code=a-good-code&state=" + "0".repeat(32)).statusCode())
        .isEqualTo(400);
    assertThat(gitHub.exchanges()).isEmpty();
  }

  @Test
  void codeThatGitHubDoesNotKnowIsSaidPlainlyAndCanBeTriedAgain() throws Exception {
    var sent = post(Map.of("code", code(), "forge", web(), "organization", ""));
    Matcher state = STATE.matcher(sent.body());
    assertThat(state.find()).isTrue();
    var done = get("/setup/github/done?code=a-bad-code&state=" + state.group(1));
    assertThat(done.statusCode()).isEqualTo(502);
    assertThat(done.body()).contains("GitHub answered 404", "<form");
  }

  @Test
  void addressThatIsNoneIsRefused() throws Exception {
    for (String forge :
        new String[] {"", "javascript:alert(1)", "https://a@b", "https://x/path", "ftp://x"}) {
      var answer = post(Map.of("code", code(), "forge", forge, "organization", ""));
      assertThat(answer.statusCode()).as(forge).isEqualTo(400);
    }
    var answer = post(Map.of("code", code(), "forge", web(), "organization", "a/b"));
    assertThat(answer.statusCode()).isEqualTo(400);
  }
}
