package io.github.sddtool.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.access.Role;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.server.api.ApiClient.Answered;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(TestStore.class)
class HostileRequestsTest {
  /// One server on each database for all: what is refused changes nothing.
  private static final Map<TestStore, Asked> RUNNING = new EnumMap<>(TestStore.class);

  @TempDir private static Path folder;

  private final ApiClient api;
  private final String admin;

  private record Asked(ApiClient api, String admin) {}

  HostileRequestsTest(TestStore store) {
    Asked asked = Optional.ofNullable(RUNNING.get(store)).orElseThrow();
    this.api = asked.api();
    this.admin = asked.admin();
  }

  @BeforeParameterizedClassInvocation(injectArguments = true)
  static void start(TestStore store) {
    var api = new ApiClient(store, folder.resolve(store.name()));
    String admin = api.key("shop", Role.ORG_ADMIN, "Ada");
    api.create(admin, "pay");
    RUNNING.put(store, new Asked(api, admin));
  }

  @AfterParameterizedClassInvocation(injectArguments = true)
  static void stop(TestStore store) {
    Optional.ofNullable(RUNNING.remove(store)).map(Asked::api).ifPresent(ApiClient::close);
  }

  // @spec app/api#REQ-API-002
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/specs/../keys",
        "/api/specs/%2e%2e/keys",
        "/api/specs/pay%2F..%2Fpay",
        "/api/specs/.%2Fpay",
        "/api/specs/pay/",
        "/api/specs//pay",
        "/api/specs/%2Fpay",
        "/api/specs/pay%00",
        "/api/specs/pay%0d%0aX-Evil:%201",
        "/api/specs/a%5Cpay",
        "/api/specs/%252e%252e",
        "/api/specs/pay;x=1",
        "/api/specs/pay%3Bx",
        "/api/specs/%c0%ae%c0%ae",
        "/api/specs/%ff",
        "/api/specs/pay%e2%80%ae",
        "/api/specs/%zz",
        "/api/specs/pay%2"
      })
  void noAddressLeadsAnywhereElse(String path) throws IOException {
    // Our own client would put some of them right before it sends them.
    String answer = Raw.get(api.server.port(), path, admin);
    assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("X-Evil").doesNotContain("sdd_");
    assertThat(answer.substring(9, 12)).isIn("400", "404");
  }

  // @spec app/api#REQ-API-008
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "a//b",
        "/a",
        "a/",
        "..",
        "a/../b",
        ".",
        "a b",
        "a\\\\b",
        "a;b",
        "a:b",
        "a\\u0000b",
        "a\\nb",
        "a?b",
        "a%2Fb",
        "a\\u202eb",
        "\\ud800"
      })
  void noIdIsTakenThatCouldBeAnythingElse(String id) {
    Answered made =
        api.post("/api/specs")
            .as(admin)
            .json("{\"id\":\"%s\",\"path\":\"x.md\",\"content\":\"x\"}".formatted(id))
            .send();
    assertThat(made.status()).as(made.body()).isEqualTo(422);
    assertThat(made.problem()).isEqualTo("invalid");
  }

  // @spec app/api#REQ-API-008
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "../x.md",
        "a/../../x.md",
        "a/./x.md",
        "a//x.md",
        "x/",
        ".git/config",
        "a/.GIT/hooks/x",
        "git~1/config",
        ".git./x",
        "a\\\\..\\\\x.md",
        "C:/x.md",
        "a\\u0000.md",
        "x.md\\n",
        "a/.. /x.md",
        "con?.md"
      })
  void noPathLeavesTheRepository(String path) {
    Answered made =
        api.post("/api/specs")
            .as(admin)
            .json("{\"id\":\"x\",\"path\":\"%s\",\"content\":\"x\"}".formatted(path))
            .send();
    assertThat(made.status()).as(made.body()).isEqualTo(422);
    assertThat(made.problem()).isEqualTo("invalid");
  }

  @Test
  void whatIsTooLongIsRefused() {
    Answered id =
        api.post("/api/specs").as(admin).json(Map.of("id", "a".repeat(201), "content", "x")).send();
    assertThat(id.status()).isEqualTo(422);
    Answered message =
        api.post("/api/specs")
            .as(admin)
            .json(Map.of("id", "a", "content", "x", "message", "m".repeat(501)))
            .send();
    assertThat(message.status()).isEqualTo(422);
    Answered content =
        api.post("/api/specs")
            .as(admin)
            .json(Map.of("id", "a", "content", "é".repeat((1 << 19) + 1)))
            .send();
    assertThat(content.status()).isEqualTo(413);
    Answered largest =
        api.post("/api/specs")
            .as(admin)
            .json(Map.of("id", "a", "content", "é".repeat(1 << 19)))
            .send();
    assertThat(largest.status()).isEqualTo(201);
  }

  // @spec app/api#REQ-API-008
  @Test
  void aBodyOverTheLimitIsRefusedHoweverItComes() {
    byte[] body = new byte[Body.LARGEST_BYTES + 1];
    Answered declared =
        api.post("/api/specs")
            .as(admin)
            .with("Content-Type", "application/json")
            .bytes(BodyPublishers.ofByteArray(body))
            .send();
    assertThat(declared.status()).isEqualTo(413);
    Answered chunked =
        api.post("/api/specs")
            .as(admin)
            .with("Content-Type", "application/json")
            .bytes(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .send();
    assertThat(chunked.status()).isEqualTo(413);
    assertThat(chunked.problem()).isEqualTo("too-large");
    assertThat(api.get("/api/specs/pay").as(admin).send().status()).isEqualTo(200);
  }

  // @spec app/api#REQ-API-008
  @Test
  void noBodyUnfoldsIntoAnother() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(packed)) {
      zip.write(new byte[10 << 20]);
    }
    Answered bomb =
        api.post("/api/specs")
            .as(admin)
            .with("Content-Type", "application/json")
            .with("Content-Encoding", "gzip")
            .bytes(BodyPublishers.ofByteArray(packed.toByteArray()))
            .send();
    assertThat(bomb.status()).isEqualTo(415);
    Answered deep = api.post("/api/specs").as(admin).json("[".repeat(200_000)).send();
    assertThat(deep.status()).isEqualTo(400);
    Answered digits = api.post("/api/specs").as(admin).json("1".repeat(500_000)).send();
    assertThat(digits.status()).isEqualTo(400);
  }

  // @spec app/api#REQ-API-008
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain|one|415",
        "application/x-www-form-urlencoded|two|415",
        "application/json; charset=utf-16|three|415",
        "application/json; charset=UTF-8|four|201",
        "APPLICATION/JSON|five|201"
      })
  void onlyJsonIsRead(String type, String id, int status) {
    Answered answer =
        api.post("/api/specs")
            .as(admin)
            .with("Content-Type", type)
            .bytes(BodyPublishers.ofString("{\"id\":\"%s\",\"content\":\"x\"}".formatted(id)))
            .send();
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
  }

  // @spec app/api#REQ-API-008
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"x\"",
        "{",
        "{\"id\":\"a\",\"content\":\"x\"} {}",
        "{\"id\":\"a\",\"id\":\"b\",\"content\":\"x\"}",
        "{\"id\":1,\"content\":\"x\"}",
        "{\"id\":\"a\"}",
        "{\"id\":\"a\",\"content\":\"x\",\"kontent\":\"y\"}",
        "{\"id\":\"a\",\"content\":[\"x\"]}"
      })
  void whatIsNotTheRightJsonIsRefusedWithTheReason(String body) {
    Answered answer = api.post("/api/specs").as(admin).json(body).send();
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("malformed");
  }

  @Test
  void anUnknownKeyIsAnsweredWithTheKnownOnes() {
    Answered answer = api.post("/api/specs").as(admin).json("{\"kontent\":\"y\"}").send();
    assertThat(answer.text("/detail")).contains("kontent").contains("content");
    assertThat(answer.json().at("/choices")).hasSize(5);
    Answered parameter = api.get("/api/changes?befor=1").as(admin).send();
    assertThat(parameter.status()).isEqualTo(400);
    assertThat(parameter.text("/detail")).contains("befor").contains("after");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "after=x",
        "after=-1",
        "limit=0",
        "limit=201",
        "limit=1&limit=2",
        "after=%00",
        "after=99999999999999999999"
      })
  void aParameterThatMeansNothingIsRefused(String query) {
    Answered answer = api.get("/api/changes?" + query).as(admin).send();
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  /// HTTP as nobody puts it right.
  private static final class Raw {
    static String get(int port, String path, String key) throws IOException {
      try (var socket = new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
        socket
            .getOutputStream()
            .write(
                "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                    .formatted(path, key)
                    .getBytes(StandardCharsets.US_ASCII));
        socket.setSoTimeout(10_000);
        byte[] beginning = new byte[8_192];
        int length = socket.getInputStream().read(beginning);
        return new String(beginning, 0, Math.max(0, length), StandardCharsets.UTF_8);
      }
    }
  }
}
