package io.github.sddtool.app;

import static io.github.sddtool.app.OctoShop.golden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fake.store.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Servers whose clock is set while they work; the forge's clock and the database's stay right.
class ClockMovedFaultTest {
  private static final Duration STEP = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int PER_SECOND = 50;

  @TempDir Path folder;

  // @spec app/jobs#REQ-JOB-010
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aClockThatIsSetCostsTimeAndNothingElse(TestStore store) throws Exception {
    Path library = library();
    assumeTrue(
        Files.exists(library), "faults: without Debian's libfaketime no clock was moved here");
    Path offset = Files.writeString(folder.resolve("offset"), "+0");
    try (var shop = new OctoShop(folder);
        var fleet = new Fleet(store, folder, shop, 1).seeing(faked(library, offset));
        var load = new Load(fleet::ports)) {
      fleet.startAll();
      shop.push("main", golden("weakened/base"));
      int first = judged(shop, load, "first");
      load.steadily(
          PER_SECOND,
          item -> new Load.Item("steady-" + item, shop.pullRequest("labeled", first, "first")));
      Files.writeString(offset, "-1d");
      int behind = announced(shop, load, "behind");
      Thread.sleep(4_000);
      Files.writeString(offset, "+2h");
      int ahead = announced(shop, load, "ahead");
      Eventually.until(STEP, PATIENCE, () -> isSaid(fleet));
      Files.writeString(offset, "+0");
      long begin = System.nanoTime();
      int right = judged(shop, load, "right");
      for (int number : new int[] {behind, ahead}) {
        Eventually.until(STEP, PATIENCE, () -> shop.comments(number).size() == 1);
      }
      var took = Duration.ofNanos(System.nanoTime() - begin);
      load.end();
      Eventually.until(STEP, PATIENCE, fleet::isIdle);
      var lost = new HashSet<>(load.acknowledged());
      lost.removeAll(fleet.column("SELECT id FROM delivery WHERE state <> 'received'"));
      System.out.printf(
          "faults: %s, clock set back by a day, ahead by 2 h and right again: %s; %d lost;"
              + " all judged %d s after it was right%n",
          store, load.figures(), lost.size(), took.toSeconds());
      assertThat(lost).isEmpty();
      for (int number : new int[] {first, behind, ahead, right}) {
        assertThat(shop.comments(number)).hasSize(1);
      }
    }
  }

  /// Waiting jobs keep why they wait.
  private static boolean isSaid(Fleet fleet) {
    return fleet.column("SELECT COALESCE(reason, '') FROM job").stream()
        .anyMatch(reason -> reason.contains("s ahead of GitHub's: the operator must set it"));
  }

  private static int announced(OctoShop shop, Load load, String branch) {
    shop.push(branch, golden("weakened/head"));
    int number = shop.open(branch);
    load.send(new Load.Item("opened-" + branch, shop.pullRequest("opened", number, branch)));
    return number;
  }

  private static int judged(OctoShop shop, Load load, String branch) throws InterruptedException {
    int number = announced(shop, load, branch);
    Eventually.until(STEP, PATIENCE, () -> shop.comments(number).size() == 1);
    return number;
  }

  private static Map<String, String> faked(Path library, Path offset) {
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME_TIMESTAMP_FILE",
        offset.toString(),
        "FAKETIME_NO_CACHE",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        "NO_FAKE_STAT",
        "1");
  }

  private static Path library() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
      return folders
          .map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
          .filter(Files::exists)
          .findFirst()
          .orElse(Path.of("/usr/lib/faketime/libfaketimeMT.so.1"));
    }
  }
}
