package io.github.sddtool.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.CallLimits;
import io.github.sddtool.forge.ForgeHttp;
import io.github.sddtool.forge.Traffic;
import io.github.sddtool.forge.WriteBudget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubBuilder;

class ApiConnectorTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private final HttpServer server = listen();
  private final HttpServer elsewhere = listen();

  ApiConnectorTest() throws IOException {}

  @AfterEach
  void stop() {
    done.countDown();
    server.stop(0);
    elsewhere.stop(0);
  }

  @Test
  void followsARenamedRepositoryOnTheSameHostWithTheToken() throws IOException {
    server.createContext("/repos/octo/old", exchange -> redirect(exchange, uri(server, "/moved")));
    server.createContext("/moved", exchange -> answer(exchange, 200, repository()));
    assertThat(client(Duration.ofSeconds(5)).getRepository("octo/old").getFullName())
        .isEqualTo("octo/new");
    assertThat(asked).containsExactly("/repos/octo/old token t", "/moved token t");
  }

  @Test
  void followsNoRedirectToAnotherHost() {
    elsewhere.createContext("/", exchange -> answer(exchange, 200, repository()));
    server.createContext(
        "/repos/octo/old", exchange -> redirect(exchange, uri(elsewhere, "/moved")));
    assertThatThrownBy(() -> client(Duration.ofSeconds(5)).getRepository("octo/old"))
        .isInstanceOfSatisfying(
            ForgeFault.class,
            fault -> assertThat(fault.retry()).isEqualTo(new ForgeFault.Retry.Never()))
        .hasMessageContaining(elsewhere.getAddress().getPort() + "'");
    assertThat(asked).containsExactly("/repos/octo/old token t");
  }

  @Test
  void givesUpOnRedirectsInACircle() {
    server.createContext("/repos/octo/old", exchange -> redirect(exchange, "/repos/octo/old"));
    assertThatThrownBy(() -> client(Duration.ofSeconds(5)).getRepository("octo/old"))
        .isInstanceOf(IOException.class);
    assertThat(asked).hasSize(4);
  }

  @Test
  void waitsForNoSilentServer() {
    server.createContext(
        "/repos/octo/old",
        exchange -> {
          asked.add("silent");
          await();
        });
    assertThatThrownBy(() -> client(Duration.ofMillis(200)).getRepository("octo/old"))
        .isInstanceOfSatisfying(
            IOException.class,
            failure ->
                assertThat(new Answers(Clock.systemUTC()).fault(new Ask("x", "y"), failure).retry())
                    .isEqualTo(new ForgeFault.Retry.Backoff()));
    assertThat(asked).hasSize(1);
  }

  @Test
  void passesRefusalsOnUnrepeated() {
    server.createContext(
        "/repos/octo/old", exchange -> answer(exchange, 403, "{\"message\":\"no\"}"));
    assertThatThrownBy(() -> client(Duration.ofSeconds(5)).getRepository("octo/old"))
        .satisfies(failure ->
            assertThat(Answers.refusal(failure))
                .hasValueSatisfying(refusal -> {
                  assertThat(refusal.status()).isEqualTo(403);
                  assertThat(refusal.explanation()).isEqualTo("no");
                }));
    assertThat(asked).hasSize(1);
  }

  private GitHub client(Duration read) throws IOException {
    URI api = URI.create(uri(server, ""));
    return new GitHubBuilder()
        .withEndpoint(api.toString())
        .withConnector(
            new ApiConnector(
                new ForgeHttp(
                    new ForgeHttp.Endpoint(
                        "github", "GitHub", api, new CallLimits(WriteBudget.Rate.GITHUB, read)),
                    Traffic.UNHEARD,
                    Clock.systemUTC()),
                "app"))
        .withAuthorizationProvider(() -> "token t")
        .build();
  }

  private void await() {
    try {
      done.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static HttpServer listen() throws IOException {
    var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    started.start();
    return started;
  }

  private void redirect(HttpExchange exchange, String location) throws IOException {
    exchange.getResponseHeaders().set("Location", location);
    answer(exchange, 301, "{}");
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    asked.add(
        exchange.getRequestURI().getPath()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, content.length);
    exchange.getResponseBody().write(content);
    exchange.close();
  }

  private static String repository() {
    return "{\"id\":1,\"name\":\"new\",\"full_name\":\"octo/new\",\"owner\":{\"login\":\"octo\"}}";
  }

  private static String uri(HttpServer server, String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }
}
