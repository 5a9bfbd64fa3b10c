package io.github.sddtool.app;

import static io.github.sddtool.app.OctoShop.golden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fake.store.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Two thousand deliveries in a second, then two hundred a second for minutes.
class BurstFaultTest {
  private static final int BURST = 2_000;
  private static final int PER_SECOND = 200;
  private static final double LONGEST_MILLIS = 10_000;

  @TempDir Path folder;

  // @spec app/webhooks#REQ-HOOK-002
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void everyDeliveryIsAcknowledgedInTime(TestStore store) throws Exception {
    int seconds = Integer.getInteger("faults.seconds", 180);
    try (var shop = new OctoShop(folder);
        var fleet = new Fleet(store, folder, shop, 1);
        var burst = new Load(fleet::ports);
        var steady = new Load(fleet::ports)) {
      shop.push("main", golden("weakened/base"));
      shop.push("relax", golden("weakened/head"));
      int number = shop.open("relax");
      OctoShop.WebhookBody body = shop.pullRequest("labeled", number, "relax");
      fleet.startAll();
      warm(fleet, body);
      burst.steadily(BURST, item -> new Load.Item("burst-" + item, body));
      Thread.sleep(1_000);
      burst.end();
      Duration before = cpu(fleet);
      steady.steadily(PER_SECOND, item -> new Load.Item("steady-" + item, body));
      Thread.sleep(Duration.ofSeconds(seconds));
      steady.end();
      Duration spent = cpu(fleet).minus(before);
      String memory = memory(fleet);
      Eventually.until(Duration.ofMillis(500), Duration.ofMinutes(2), fleet::isIdle);
      long kept = fleet.count("SELECT COUNT(*) FROM delivery");
      System.out.printf(
          "faults: %s, %d bytes each; burst: %s; %d a second for %d s: %s; %d %% of a core; %s%n",
          store,
          body.bytes().size(),
          burst.figures(),
          PER_SECOND,
          seconds,
          steady.figures(),
          100 * spent.toMillis() / Duration.ofSeconds(seconds).toMillis(),
          memory);
      assertThat(kept).isGreaterThanOrEqualTo(burst.acknowledged().size() + steady.acknowledged().size());
      assertThat(burst.percentile(1)).isLessThan(LONGEST_MILLIS);
      assertThat(steady.percentile(1)).isLessThan(LONGEST_MILLIS);
    }
  }

  /// A server is seldom hit in its first second.
  private static void warm(Fleet fleet, OctoShop.WebhookBody body) throws InterruptedException {
    try (var warm = new Load(fleet::ports)) {
      warm.steadily(PER_SECOND, item -> new Load.Item("warm-" + item, body));
      Thread.sleep(Duration.ofSeconds(10));
      warm.end();
    }
  }

  private static Duration cpu(Fleet fleet) {
    return ProcessHandle.of(fleet.server(0).pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  private static String memory(Fleet fleet) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + fleet.server(0).pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM") || line.startsWith("VmRSS"))
        .map(line -> line.replaceAll("\\s+", " "))
        .reduce("", (all, line) -> all + " " + line)
        .strip();
  }
}
