package io.github.sddtool.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fake.git.TestRepo;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// @spec ship/images#REQ-IMG-001, ship/images#REQ-IMG-002, ship/images#REQ-IMG-003
// @spec app/installing#REQ-INST-007
/// What `mvn package -Pimage` wrote, run by podman.
final class ImageTest {
  private static final Path BUILT = Path.of("target/image");

  /// Under which of these a part may be given on with ours. With several, one of them will do.
  private static final Set<String> FREE =
      Set.of(
          "MIT",
          "MIT-0",
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "BSD-4-Clause",
          "CC0-1.0",
          "EPL-1.0",
          "EPL-2.0",
          "MPL-1.1",
          "MPL-2.0",
          "Public Domain",
          "Public Domain, per Creative Commons CC0",
          "EDL 1.0",
          "Eclipse Distribution License - v 1.0");

  /// Libraries of machine code are unpacked there, and have to run.
  private static final String TMP = "/tmp:exec,mode=1777";

  private static String server = "";
  private static String cli = "";

  @BeforeAll
  static void load() throws Exception {
    server = Podman.load(BUILT.resolve("server.tar"));
    cli = Podman.load(BUILT.resolve("cli.tar"));
  }

  @Test
  void aJobChecksARepositoryThatIsMountedReadOnlyWithoutANetwork(@TempDir Path folder)
      throws Exception {
    shop(folder);
    var ended =
        Podman.run(
            List.of("--network", "none", "--volume", folder + ":/work:ro", "--tmpfs", TMP),
            cli,
            "sdd",
            "check",
            "--format",
            "json");
    assertThat(ended.code()).as(ended.err()).isIn(0, 1);
    JsonNode report = new ObjectMapper().readTree(ended.out());
    assertThat(report.get("schema").asText()).isEqualTo("sdd.report/1");
    assertThat(report.get("coverage").get("requirements").asInt()).isEqualTo(1);
  }

  @Test
  void aJobHasAShellAndGit(@TempDir Path folder) throws Exception {
    shop(folder);
    var ended =
        Podman.run(
            List.of("--network", "none", "--volume", folder + ":/work:ro", "--tmpfs", TMP),
            cli,
            "sh",
            "-ec",
            "id -u; git -c safe.directory=/work log --format=%s | head -1; sdd --version | cut -d' ' -f1");
    assertThat(ended.out().lines()).as(ended.err()).containsExactly("10001", "first", "sdd");
  }

  @Test
  void theServerHasNoShellAndNoPackageManager() throws Exception {
    for (String program : List.of("/bin/sh", "/usr/bin/bash", "/usr/bin/dpkg", "/usr/bin/apt")) {
      var ended = Podman.run(List.of("--entrypoint", program), server, "--version");
      assertThat(ended.code()).as(program).isEqualTo(127);
    }
    assertThat(Podman.run(List.of("--entrypoint", "/usr/bin/git"), server, "--version").out())
        .startsWith("git version");
  }

  @Test
  void theServerServesWithoutRightsAndStopsWhenItIsTold() throws Exception {
    int port = freePort();
    Podman.start(
        "sdd-image-test",
        List.of(
            "--network",
            "host",
            "--env",
            "PORT=" + port,
            "--env",
            "SDD_SERVER_PUBLIC_URL=http://localhost:" + port,
            "--memory",
            "512m",
            "--tmpfs",
            TMP,
            "--volume",
            "sdd-image-test:/data"),
        server);
    try {
      Eventually.until(Duration.ofMillis(100), () -> isReady(port));
      var top = Podman.podman(List.of("exec", "sdd-image-test", "/usr/bin/git", "--version"));
      assertThat(top.out()).startsWith("git version");
      var health = Podman.podman(health("sdd-image-test"));
      assertThat(health.out())
          .as(health.err())
          .isEqualTo("healthy: http://127.0.0.1:" + port + "/health/ready answered 200\n");
      assertThat(health.code()).isZero();
      long begin = System.nanoTime();
      assertThat(Podman.podman(List.of("stop", "--time", "40", "sdd-image-test")).code()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(35));
      var code =
          Podman.podman(List.of("inspect", "--format", "{{.State.ExitCode}}", "sdd-image-test"));
      assertThat(code.out().strip()).isEqualTo("143");
    } finally {
      var log = Podman.podman(List.of("logs", "sdd-image-test"));
      System.out.println("the server said: " + log.out() + log.err());
      Podman.podman(List.of("rm", "--force", "sdd-image-test"));
      Podman.podman(List.of("volume", "rm", "--force", "sdd-image-test"));
    }
  }

  @Test
  void bothRunAsNobodyAndSayWhatTheyAre() throws Exception {
    for (String image : List.of(server, cli)) {
      JsonNode config = config(image);
      assertThat(config.get("User").asText()).isEqualTo("10001:10001");
      var labels = config.get("Labels");
      for (String label : List.of("title", "description", "version", "revision", "licenses", "source")) {
        assertThat(labels.path("org.opencontainers.image." + label).asText())
            .as(image + " " + label)
            .isNotBlank();
      }
    }
  }

  @Test
  void everyPartMayBeGivenOn() throws IOException {
    JsonNode parts = new ObjectMapper().readTree(BUILT.resolve("sdd/bom.json").toFile()).get("components");
    assertThat(parts.size()).isGreaterThan(50);
    var barred = new TreeSet<String>();
    for (JsonNode part : parts) {
      boolean free = false;
      var said = new TreeSet<String>();
      for (JsonNode choice : part.path("licenses")) {
        JsonNode licence = choice.path("license");
        String name =
            choice.has("expression")
                ? choice.get("expression").asText()
                : licence.path("id").asText(licence.path("name").asText());
        said.add(name);
        free |= FREE.contains(name);
      }
      if (!free) {
        barred.add(part.get("name").asText() + ": " + said);
      }
    }
    assertThat(barred).isEmpty();
  }

  /// The program that serves, asked for its health: as the compose file says it.
  private static List<String> health(String container) throws Exception {
    var words = new ArrayList<>(List.of("exec", container));
    for (JsonNode word : config(server).get("Entrypoint")) {
      words.add(word.asText().equals("serve") ? "health" : word.asText());
    }
    return words;
  }

  private static JsonNode config(String image) throws Exception {
    return new ObjectMapper()
        .readTree(Podman.podman(List.of("inspect", image)).out())
        .get(0)
        .get("Config");
  }

  /// As [TestRepo] leaves it, for anybody to read.
  private static void shop(Path folder) throws Exception {
    TestRepo.in(folder)
        .write(
            ".sdd/specs/billing/checkout/spec.md",
            """
            # Checkout

            ## Requirements

            ### REQ-010: Signed in

            A purchase MUST belong to a signed-in account.

            #### Scenario: Nobody is signed in

            - **GIVEN** nobody is signed in
            - **WHEN** the cart is paid
            - **THEN** the login is shown
            """)
        .write("src/pay.ts", "// @spec billing/checkout#REQ-010\nexport function pay() {}\n")
        .commit("first");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Files.setPosixFilePermissions(
            file,
            PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
  }

  private static boolean isReady(int port) {
    var health = URI.create("http://localhost:" + port + "/health/ready");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
