package io.github.sddtool.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

// @spec app/api#REQ-API-007
class RateLimitTest {
  @Property
  void neverMoreThanABucketAndWhatFlowsIn(
      @ForAll @Size(max = 200) List<@IntRange(max = 5_000) Integer> pausesMillis,
      @ForAll @IntRange(min = 1, max = 120) int perMinute) {
    var now = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    var limit = new RateLimit(now::get);
    long admitted = 0;
    long passed = 0;
    for (int pause : pausesMillis) {
      now.addAndGet(Duration.ofMillis(pause).toNanos());
      passed += pause;
      admitted += limit.take("a", perMinute).admitted() ? 1 : 0;
    }
    assertThat((double) admitted).isLessThanOrEqualTo(perMinute + passed * perMinute / 60_000.0);
  }

  @Property
  void whoComesWhenToldIsServed(@ForAll @IntRange(min = 1, max = 1_000) int perMinute) {
    var now = new AtomicLong();
    var limit = new RateLimit(now::get);
    RateLimit.Standing standing = limit.take("a", perMinute);
    while (standing.admitted()) {
      standing = limit.take("a", perMinute);
    }
    assertThat(standing.remaining()).isZero();
    assertThat(limit.take("b", perMinute).admitted()).isTrue();
    now.addAndGet(Duration.ofSeconds(standing.waitSeconds()).toNanos());
    assertThat(limit.take("a", perMinute).admitted()).isTrue();
    now.addAndGet(Duration.ofMinutes(2).toNanos());
    assertThat(limit.take("a", perMinute).remaining()).isEqualTo(perMinute - 1);
  }
}
