package io.github.sddtool.app;

import static io.github.sddtool.app.OctoShop.golden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fake.store.TestStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Databases that cannot be used for a while, under load.
class DatabaseAwayFaultTest {
  private static final Duration STEP = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int PER_SECOND = 50;

  @TempDir Path folder;

  // @spec app/replicas#REQ-REPL-002
  @Test
  void aRestartOfTheServerCostsTimeAndNothingElse() throws Exception {
    Path files = folder.resolve("postgres");
    EmbeddedPostgres postgres = start(files, 0);
    int port = postgres.getPort();
    String url = "jdbc:postgresql://localhost:%d/postgres".formatted(port);
    try (var shop = new OctoShop(folder);
        var fleet = new Fleet(url, folder, shop, 2);
        var load = new Load(fleet::ports);
        var gate = new Gate(startedAll(fleet))) {
      int number = request(shop);
      load.steadily(PER_SECOND, label(shop, number));
      load.send(new Load.Item("opened", shop.pullRequest("opened", number, "relax")));
      Thread.sleep(2_000);
      postgres.close();
      postgres = start(files, port);
      Thread.sleep(3_000);
      postgres.close();
      Eventually.until(STEP, PATIENCE, () -> !gate.isOpen());
      String said = gate.page("/health/ready");
      Thread.sleep(8_000);
      postgres = start(files, port);
      Eventually.until(STEP, PATIENCE, gate::isOpen);
      load.end();
      Eventually.until(STEP, PATIENCE, fleet::isIdle);
      report("PostgreSQL restarted twice, once away for 8 s", fleet, load, said);
      assertThat(shop.comments(number)).hasSize(1);
      assertThat(shop.checks(shop.tip("relax"))).hasSize(1);
      assertThat(said).startsWith("503").contains("the database cannot be written");
    } finally {
      postgres.close();
    }
  }

  private static EmbeddedPostgres start(Path files, int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(files)
            .setCleanDataDirectory(false)
            .setServerConfig("synchronous_commit", "on");
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  // @spec app/webhooks#REQ-HOOK-002
  @Test
  void aFullDiskIsToldAndNothingThatWasAcknowledgedIsLost() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    boolean mounted = ran("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString());
    assumeTrue(mounted, "faults: no disk of our own can be mounted here, so none was filled");
    try (var shop = new OctoShop(folder);
        var fleet =
            // Else clones would leave the database more room than this disk has.
            new Fleet(TestStore.SQLITE, disk, shop, 1).seeing(Map.of("SDD_RUNNER_FREE_MIB", "0"));
        var load = new Load(fleet::ports);
        var gate = new Gate(startedAll(fleet))) {
      int number = request(shop);
      load.steadily(PER_SECOND, label(shop, number));
      load.send(new Load.Item("opened", shop.pullRequest("opened", number, "relax")));
      Eventually.until(STEP, PATIENCE, () -> shop.comments(number).size() == 1);
      fill(disk.resolve("ballast"));
      Eventually.until(STEP, PATIENCE, () -> !gate.isOpen());
      String said = gate.page("/health/ready");
      Thread.sleep(3_000);
      Files.delete(disk.resolve("ballast"));
      Eventually.until(STEP, PATIENCE, gate::isOpen);
      load.end();
      Eventually.until(STEP, PATIENCE, fleet::isIdle);
      report("disk full for 3 s", fleet, load, said);
      assertThat(said).startsWith("503").contains("the database cannot be written");
      assertThat(Files.readString(fleet.log())).contains("the disk is full; free some space");
    } finally {
      ran("umount", disk.toString());
    }
  }

  private static int startedAll(Fleet fleet) {
    fleet.startAll();
    return fleet.server(0).port();
  }

  private static int request(OctoShop shop) {
    shop.push("main", golden("weakened/base"));
    shop.push("relax", golden("weakened/head"));
    return shop.open("relax");
  }

  private static java.util.function.IntFunction<Load.Item> label(OctoShop shop, int number) {
    OctoShop.WebhookBody body = shop.pullRequest("labeled", number, "relax");
    return item -> new Load.Item("steady-" + item, body);
  }

  private static void report(String what, Fleet fleet, Load load, String said) {
    var lost = new HashSet<>(load.acknowledged());
    List<String> settled = fleet.column("SELECT id FROM delivery WHERE state <> 'received'");
    lost.removeAll(settled);
    System.out.printf(
        "faults: %s: %s; %d lost; health said %s%n", what, load.figures(), lost.size(), said);
    assertThat(lost).isEmpty();
  }

  private static void fill(Path ballast) throws IOException {
    try (var out = Files.newOutputStream(ballast)) {
      var block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static boolean ran(String... words) throws IOException, InterruptedException {
    return new ProcessBuilder(words).start().waitFor() == 0;
  }
}
