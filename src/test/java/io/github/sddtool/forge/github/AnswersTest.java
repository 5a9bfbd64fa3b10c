package io.github.sddtool.forge.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.ForgeFault.Retry;
import io.github.sddtool.forge.Ask;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Answers ANSWERS = new Answers(Clock.fixed(NOW, ZoneOffset.UTC));
  private static final Ask ASK = new Ask("set the check SDD on octo/shop@1111111", "checks: write");

  @ParameterizedTest
  @ValueSource(ints = {403, 429})
  void primaryLimitWaitsUntilTheReset(int status) {
    var headers =
        Map.of(
            "x-ratelimit-remaining",
            "0",
            "x-ratelimit-reset",
            Long.toString(NOW.plusSeconds(125).getEpochSecond()));
    assertThat(retry(status, headers, "{}")).isEqualTo(after(125));
  }

  @Test
  void secondaryLimitWaitsAsTold() {
    assertThat(retry(403, Map.of("retry-after", "7"), "{}")).isEqualTo(after(7));
    assertThat(retry(429, Map.of("retry-after", "7"), "{}")).isEqualTo(after(7));
    assertThat(retry(403, Map.of("retry-after", "Sun, 22 Nov 2026 10:01:30 GMT"), "{}"))
        .isEqualTo(after(90));
  }

  @Test
  void secondaryLimitThatNamesNoTimeWaitsAMinute() {
    assertThat(retry(429, Map.of(), "{}")).isEqualTo(after(60));
    assertThat(retry(403, Map.of("gh-limited-by", "search"), "{}")).isEqualTo(after(60));
    assertThat(
            retry(
                403,
                Map.of(),
                "{\"message\":\"You have exceeded a secondary rate limit. Please wait.\"}"))
        .isEqualTo(after(60));
  }

  @Test
  void pausesStayWithinReason() {
    assertThat(retry(429, Map.of("retry-after", "0"), "{}")).isEqualTo(after(1));
    assertThat(retry(429, Map.of("retry-after", "99999999999"), "{}")).isEqualTo(after(7_200));
    assertThat(retry(429, Map.of("retry-after", "soon"), "{}")).isEqualTo(after(60));
    var past = Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "1");
    assertThat(retry(403, past, "{}")).isEqualTo(after(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 408, 409})
  void troubleOfTheServerIsTriedAgain(int status) {
    assertThat(retry(status, Map.of(), "<html>Unicorn!</html>")).isEqualTo(new Retry.Backoff());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 422, 451})
  void refusalsAreFinal(int status) {
    assertThat(retry(status, Map.of("x-ratelimit-remaining", "4000"), "{\"message\":\"no\"}"))
        .isEqualTo(new Retry.Never());
  }

  @Test
  void failuresOfTheNetworkAreTriedAgain() {
    ForgeFault fault =
        ANSWERS.fault(ASK, new IOException(new HttpTimeoutException("no whole answer in time")));
    assertThat(fault.retry()).isEqualTo(new Retry.Backoff());
    assertThat(fault.message())
        .isEqualTo(
            "Tried to set the check SDD on octo/shop@1111111; GitHub gave no usable answer"
                + " (no whole answer in time). It will be tried again.");
  }

  @Test
  void messagesSayWhatWasTriedWhatCameBackAndWhoseMoveItIs() {
    assertThat(
            fault(403, Map.of(), "{\"message\":\"Resource not accessible by integration\"}")
                .message())
        .isEqualTo(
            "Tried to set the check SDD on octo/shop@1111111; GitHub answered 403 \"Resource not"
                + " accessible by integration\". The App needs the permission checks: write: the"
                + " operator sets it in the App's settings, the repository's owner accepts it.");
    assertThat(fault(403, Map.of("x-accepted-github-permissions", "checks=write"), "{}").message())
        .contains("checks=write");
    assertThat(fault(403, Map.of(), "{\"message\":\"Issue is locked\"}").message())
        .endsWith("\"Issue is locked\". It is for the repository's owner to allow it.");
    assertThat(fault(401, Map.of(), "{\"message\":\"Bad credentials\"}").message())
        .contains("Bad credentials", "private key", "clock");
    assertThat(fault(404, Map.of(), "{}").message()).contains("install the App");
    assertThat(
            fault(
                    422,
                    Map.of(),
                    "{\"message\":\"Validation Failed\",\"errors\":[{\"field\":\"body\",\"code\":\"missing\"},\"too long\"]}")
                .message())
        .contains("Validation Failed; body missing; too long");
  }

  @Property(tries = 500)
  void anyAnswerBecomesAFaultWithAShortMessageOnOneLine(
      @ForAll @IntRange(min = 400, max = 599) int status,
      @ForAll byte[] body,
      @ForAll String header) {
    var headers =
        Map.of("retry-after", header, "x-ratelimit-reset", header, "x-ratelimit-remaining", "0");
    ForgeFault fault = ANSWERS.fault(ASK, Refusal.read(status, name -> find(headers, name), body));
    assertThat(fault.message()).hasSizeLessThan(900).doesNotContain("\n", "\u0000");
  }

  private static Retry after(long seconds) {
    return new Retry.After(Duration.ofSeconds(seconds));
  }

  private static Retry retry(int status, Map<String, String> headers, String body) {
    return fault(status, headers, body).retry();
  }

  private static ForgeFault fault(int status, Map<String, String> headers, String body) {
    var refusal =
        Refusal.read(status, name -> find(headers, name), body.getBytes(StandardCharsets.UTF_8));
    // As the library hands it on.
    return ANSWERS.fault(ASK, new IOException(refusal));
  }

  private static Optional<String> find(Map<String, String> headers, String name) {
    var anyCase = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    return Optional.ofNullable(anyCase.get(name));
  }
}
