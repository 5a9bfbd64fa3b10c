package io.github.sddtool.app;

import static io.github.sddtool.app.OctoShop.golden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fake.github.Call;
import io.github.sddtool.fake.github.Hold;
import io.github.sddtool.fake.store.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A replica that stands still in the middle of a job, past its lease, and goes on later.
class FrozenReplicaFaultTest {
  private static final Duration STEP = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;

  // @spec app/jobs#REQ-JOB-008, app/ledger#REQ-LED-003
  @Test
  void whatItWritesLateIsRefused() throws Exception {
    try (var shop = new OctoShop(folder);
        var fleet = new Fleet(TestStore.POSTGRESQL, folder, shop, 2);
        var load = new Load(() -> fleet.ports().subList(0, 1))) {
      shop.push("main", golden("weakened/base"));
      String head = shop.push("relax", golden("weakened/head"));
      int number = shop.open("relax");
      fleet.start(0);
      long frozen = fleet.server(0).pid();
      long begin;
      try (Hold hold = shop.faults().hold(Call.of("GET", "/pulls/" + number))) {
        load.send(new Load.Item("one", shop.pullRequest("opened", number, "relax")));
        assertThat(hold.awaitCaught(PATIENCE)).isTrue();
        Eventually.until(STEP, () -> !shop.checks(head).isEmpty());
        signal("STOP", frozen);
        begin = System.nanoTime();
      }
      fleet.start(1);
      Eventually.until(STEP, PATIENCE, () -> shop.comments(number).size() == 1 && fleet.isIdle());
      Duration taken = Duration.ofNanos(System.nanoTime() - begin);
      long writes = fleet.count("SELECT COUNT(*) FROM forge_write");
      signal("CONT", frozen);
      Eventually.until(STEP, PATIENCE, () -> logged(fleet, "leases-lost"));
      Thread.sleep(3_000);

      assertThat(shop.checks(head)).hasSize(1);
      assertThat(shop.comments(number)).hasSize(1);
      assertThat(shop.comments(number).getFirst().edits()).isZero();
      assertThat(fleet.count("SELECT COUNT(*) FROM forge_write")).isEqualTo(writes);
      // It is one of the fleet again.
      shop.push("relax", repo -> repo.write("notes.txt", "More.\n"));
      shop.gitHub().pushed(OctoShop.NAME, number);
      fleet.kill(1);
      load.send(new Load.Item("two", shop.pullRequest("synchronize", number, "relax")));
      String next = shop.tip("relax");
      Eventually.until(
          STEP,
          PATIENCE,
          () -> shop.checks(next).stream().anyMatch(check -> check.status().equals("completed")));
      System.out.printf(
          "faults: frozen in the middle of a job; the other replica had it done %d s later; of the"
              + " thawed one's late writes 0 came through, and it works again%n",
          taken.toSeconds());
    }
  }

  private static boolean logged(Fleet fleet, String event) {
    try {
      return Files.readString(fleet.log()).contains(event);
    } catch (IOException e) {
      return false;
    }
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    assertThat(code).isZero();
  }
}
