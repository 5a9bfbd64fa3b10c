package io.github.sddtool.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fault.UserFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// @spec cli/commands#REQ-CLI-029
class HealthCheckTest {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /// Says the same to whoever asks, and then nothing more: the connection stays open.
  private record Speaker(ServerSocket door) implements AutoCloseable {
    static Speaker of(String words) throws IOException {
      var door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
      Thread.ofVirtual()
          .start(() -> {
            try {
              while (true) {
                Socket caller = door.accept();
                caller.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
              }
            } catch (IOException e) {
              // The door was closed: the test is over.
            }
          });
      return new Speaker(door);
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + door.getLocalPort() + "/health/ready");
    }

    @Override
    public void close() throws IOException {
      door.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"200 OK,true", "503 Unavailable,false", "302 Found,false", "404 Not Found,false"})
  void onlyOneAnswerIsHealthy(String status, boolean healthy) throws IOException {
    try (var server = Speaker.of("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n")) {
      var health = HealthCheck.of(server.address(), PATIENCE);
      assertThat(health.healthy()).isEqualTo(healthy);
      assertThat(health.told()).endsWith(server.address() + " answered " + status.substring(0, 3));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nup"})
  void anAnswerThatDoesNotComeToItsEndIsNone(String beginning) throws IOException {
    try (var server = Speaker.of(beginning)) {
      long begin = System.nanoTime();
      var health = HealthCheck.of(server.address(), PATIENCE);
      assertThat(health.healthy()).isFalse();
      assertThat(health.told()).endsWith("did not answer within 1 seconds");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(PATIENCE);
    }
  }

  @Test
  void whatIsNoAnswerIsToldWithoutItsWords() throws IOException {
    try (var server = Speaker.of("\u001b[31mSSH-2.0 hello\r\n\r\n")) {
      var health = HealthCheck.of(server.address(), PATIENCE);
      assertThat(health.healthy()).isFalse();
      assertThat(health.told()).contains("could not be asked: ").doesNotContain("hello", "\u001b");
      assertThat(health.told().lines()).hasSize(1);
    }
  }

  @Test
  void nobodyListens() throws IOException {
    URI gone;
    try (var server = Speaker.of("")) {
      gone = server.address();
    }
    assertThat(HealthCheck.of(gone, PATIENCE))
        .isEqualTo(new HealthCheck.Health(false, "not healthy: " + gone + " cannot be reached"));
  }

  @Test
  void theVariablesOfTheServerSayWhereItListens() {
    assertThat(usual(Map.of())).hasToString("http://127.0.0.1:8080/health/ready");
    assertThat(usual(Map.of("PORT", "3000"))).hasPort(3000);
    assertThat(usual(Map.of("PORT", "3000", "SDD_SERVER_PORT", "4000"))).hasPort(4000);
    for (String none : new String[] {"0", "65536", "-1", "http", "080"}) {
      assertThatThrownBy(() -> usual(Map.of("SDD_SERVER_PORT", none)))
          .isInstanceOf(UserFault.class)
          .hasMessageContaining("SDD_SERVER_PORT '" + none + "'");
    }
  }

  private static URI usual(Map<String, String> variables) {
    return HealthCheck.usual(new Environment(variables));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "127.0.0.1:3000",
        "ftp://a/b",
        "http:///health",
        "http://a b/",
        "http://a:65536/",
        "file:/etc"
      })
  void whatIsNoAddressIsWrongUsage(String text) {
    assertThatThrownBy(() -> HealthCheck.address(text)).isInstanceOf(UserFault.class);
  }

  @Test
  void anAddressWithALoginIsNotSaidAgain() {
    assertThatThrownBy(() -> HealthCheck.address("http://ann:secret@host/"))
        .isInstanceOf(UserFault.class)
        .hasMessageNotContaining("secret");
  }
}
