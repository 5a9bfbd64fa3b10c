package io.github.sddtool.fake.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// The hourly allowance, counted down by every call but that of `GET /rate_limit`.
final class RateLimit {
  private final Clock clock;
  private int limit = 5000;
  private int used;
  private Instant reset;

  RateLimit(Clock clock) {
    this.clock = clock;
    this.reset = clock.instant().plus(Duration.ofHours(1));
  }

  synchronized void limit(int callsPerHour) {
    limit = callsPerHour;
  }

  /// Takes one call from the allowance; throws a [Refusal] when there is none left.
  synchronized void take() {
    renew();
    if (used >= limit) {
      throw Refusal.primaryLimit(403);
    }
    used++;
  }

  synchronized Map<String, String> headers() {
    renew();
    return Map.of(
        "x-ratelimit-limit", Integer.toString(limit),
        "x-ratelimit-remaining", Integer.toString(limit - Math.min(limit, used)),
        "x-ratelimit-used", Integer.toString(used),
        "x-ratelimit-reset", Long.toString(reset.getEpochSecond()),
        "x-ratelimit-resource", "core");
  }

  synchronized ObjectNode shape() {
    renew();
    var body = Json.object();
    var resources = body.putObject("resources");
    put(resources.putObject("core"), limit, used);
    put(resources.putObject("search"), 30, 0);
    put(resources.putObject("graphql"), 5000, 0);
    put(resources.putObject("integration_manifest"), 5000, 0);
    put(body.putObject("rate"), limit, used);
    return body;
  }

  private void put(ObjectNode node, int most, int taken) {
    int spent = Math.min(most, taken);
    node.put("limit", most).put("used", spent).put("remaining", most - spent);
    node.put("reset", reset.getEpochSecond());
  }

  private void renew() {
    Instant now = clock.instant();
    if (!reset.isAfter(now)) {
      used = 0;
      reset = now.plus(Duration.ofHours(1));
    }
  }
}
