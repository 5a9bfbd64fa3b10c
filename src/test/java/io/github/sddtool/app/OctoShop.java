package io.github.sddtool.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.fake.github.CheckRun;
import io.github.sddtool.fake.github.Comment;
import io.github.sddtool.fake.github.Faults;
import io.github.sddtool.fake.github.GitHubStandIn;
import io.github.sddtool.fake.github.WebhookPayloads;
import io.github.sddtool.source.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The repository `octo/shop` on a stand-in for GitHub, what its people do there, what GitHub then
/// sends to the app, and what the app has made of it.
public final class OctoShop implements AutoCloseable {
  static final String NAME = "octo/shop";
  static final String LOGIN_SPEC = ".sdd/specs/auth/login/spec.md";
  static final String NOTHING = "0".repeat(40);

  /// What the app asks for when it is installed.
  static final Map<String, String> PERMISSIONS =
      Map.of("metadata", "read", "contents", "read", "checks", "write", "pull_requests", "write");

  static final String FORMER_SECRET = "It was a secret once";
  static final String SECRET = "It's a Secret to Everybody";
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  static final String API_TOKEN = "the-token-of-this-server";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final GitHubStandIn gitHub = GitHubStandIn.start();
  private final Path folder;
  private final Path bare;
  private final TestRepo work;
  private final Set<String> branches = new HashSet<>(Set.of("main"));
  private String branch = "main";

  /// Without a commit yet; everything is kept below this folder.
  public OctoShop(Path folder) {
    this.folder = folder;
    this.bare = gitHub.createRepository(NAME, "main");
    this.work = TestRepo.in(folder.resolve("work"));
  }

  /// Commits a change to a branch, which begins where the latest commit was made if it is new, and
  /// pushes it. Gives the commit.
  String push(String to, Consumer<TestRepo> change) {
    if (!branches.contains(to)) {
      work.branch(to);
    } else if (!branch.equals(to)) {
      work.checkout(to);
    }
    branches.add(to);
    branch = to;
    change.accept(work);
    String commit = work.commit("Change " + to);
    work.git("push", "--quiet", "--force", bare.toString(), to);
    return commit;
  }

  /// Brings a branch along that others moved.
  void bring(String name) {
    work.checkout(name);
    branch = name;
    work.git("pull", "--quiet", "--ff-only", bare.toString(), name);
  }

  /// Writes the files of a golden scenario's side, such as `weakened/base`.
  static Consumer<TestRepo> golden(String side) {
    return repo -> {
      Path root = GOLDEN.resolve(side);
      try (var files = Files.walk(root)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          repo.write(root.relativize(file).toString(), Files.readAllBytes(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /// A pull request into `main` from a branch that was pushed. Gives its number.
  int open(String head) {
    return gitHub.openPullRequest(NAME, head, "main");
  }

  /// What GitHub sends about a pull request, at the tips its branches have now.
  WebhookBody pullRequest(String action, int number, String head) {
    return new WebhookBody(
        "pull_request",
        WebhookPayloads.pullRequest(action, NAME, number, tip(head), head, tip("main"), "main"));
  }

  /// What GitHub sends when somebody wants the checks of a pull request to run again.
  WebhookBody rerun(int number, String head) {
    String body =
        new String(WebhookPayloads.raw("check_suite.rerequested"), StandardCharsets.UTF_8)
            .replace("Codertocat/Hello-World", NAME)
            .replace("ec26c3e57ca3a959ca5aad62de7213c562f8c821", tip(head))
            .replace("\"changes\"", "\"" + head + "\"")
            .replace("\"number\": 2,", "\"number\": " + number + ",");
    return new WebhookBody("check_suite", body.getBytes(StandardCharsets.UTF_8));
  }

  /// What GitHub sends when somebody wants the checks of a push to `main` to run again.
  WebhookBody rerunOfPush(String before, String after) {
    try {
      var json = (ObjectNode) JSON.readTree(rerun(0, "main").bytes().toArray());
      ((ObjectNode) json.get("check_suite"))
          .put("head_branch", "main")
          .put("head_sha", after)
          .put("before", before)
          .put("after", after)
          .putArray("pull_requests");
      return new WebhookBody("check_suite", JSON.writeValueAsBytes(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What GitHub sends about a push.
  WebhookBody pushed(String to, String before, String after) {
    return new WebhookBody(
        "push", WebhookPayloads.push(NAME, "main", "refs/heads/" + to, before, after));
  }

  /// A body, and the kind of event it is about.
  record WebhookBody(String event, Bytes bytes) {
    WebhookBody(String event, byte[] bytes) {
      this(event, Bytes.of(bytes));
    }

    /// As GitHub delivers it, signed.
    Map<String, String> headers(String delivery) {
      return headers(delivery, SECRET);
    }

    Map<String, String> headers(String delivery, String secret) {
      return WebhookPayloads.headers(event, delivery, bytes.toArray(), secret);
    }
  }

  TestRepo work() {
    return work;
  }

  String tip(String of) {
    return work.git("rev-parse", of);
  }

  /// Our checks and those of others on a commit.
  List<CheckRun> checks(String commit) {
    return gitHub.checkRuns(NAME, commit);
  }

  List<Comment> comments(int number) {
    return gitHub.comments(NAME, number);
  }

  /// How many calls of the app were to change something at GitHub.
  long writes() {
    return gitHub.exchanges().stream()
        .filter(exchange -> !exchange.method().equals("GET"))
        .filter(exchange -> !exchange.path().endsWith("/access_tokens"))
        .count();
  }

  Path bare() {
    return bare;
  }

  GitHubStandIn gitHub() {
    return gitHub;
  }

  Faults faults() {
    return gitHub.faults();
  }

  Path data() {
    return folder.resolve("data");
  }

  /// Writes the server's settings, with a key in the form that GitHub hands out.
  Path settingsFile() {
    try {
      Files.writeString(folder.resolve("app.pem"), gitHub.app().privateKeyPkcs1Pem());
      Files.writeString(folder.resolve("api-token"), API_TOKEN + "\n");
      Files.writeString(folder.resolve("secret"), SECRET + "\n");
      Files.writeString(folder.resolve("former-secret"), FORMER_SECRET + "\n");
      return Files.writeString(
          folder.resolve("sdd.yaml"),
          """
          server: {host: 127.0.0.1, port: 0, public_url: "https://sdd.example", api_token_file: api-token}
          data: data
          runner: {quiet_seconds: 0}
          forges:
            - id: github
              type: github
              api: %s
              app_id: %d
              private_key_file: app.pem
              webhook_secret_files: [secret, former-secret]
              timeout_seconds: %d
              writes_per_minute: 0
              writes_per_hour: 0
          """
              .formatted(gitHub.api(), gitHub.app().id(), Hub.PATIENCE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same, read.
  Settings settings() {
    return SettingsReader.read(Optional.of(settingsFile()), folder, new Environment(Map.of()));
  }

  @Override
  public void close() {
    gitHub.close();
  }
}
