package io.github.sddtool.app;

import static io.github.sddtool.app.OctoShop.golden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fake.github.CheckRun;
import io.github.sddtool.fake.github.Comment;
import io.github.sddtool.fake.store.TestStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Servers that are killed at random moments while 200 deliveries a second arrive.
class KilledUnderLoadFaultTest {
  private static final int PER_SECOND = 200;
  private static final Duration SETTLING = Duration.ofMinutes(15);

  @TempDir Path folder;

  // @spec app/jobs#REQ-JOB-003, app/jobs#REQ-JOB-008, app/ledger#REQ-LED-001
  @ParameterizedTest
  @CsvSource({"SQLITE, 1", "POSTGRESQL, 3"})
  void nothingAcknowledgedIsLostAndNothingIsWrittenTwice(TestStore store, int servers)
      throws Exception {
    int kills = Integer.getInteger("faults.kills", 200);
    var random = new Random(6);
    long begin = System.nanoTime();
    try (var shop = new OctoShop(folder);
        var fleet = new Fleet(store, folder, shop, servers);
        var load = new Load(fleet::ports)) {
      shop.gitHub().callsPerHour(Integer.MAX_VALUE);
      shop.push("main", golden("weakened/base"));
      var requests = new CopyOnWriteArrayList<Integer>();
      var heads = new ConcurrentHashMap<Integer, String>();
      open(shop, requests, heads, load, 0);
      fleet.startAll();
      OctoShop.WebhookBody label = shop.pullRequest("labeled", 1, "request-0");
      List<OctoShop.WebhookBody> pushes = new CopyOnWriteArrayList<>();
      load.steadily(
          PER_SECOND,
          number ->
              new Load.Item(
                  "steady-" + number,
                  number % 20 == 0 && !pushes.isEmpty()
                      ? pushes.get(number / 20 % pushes.size())
                      : label));
      for (int kill = 1; kill <= kills; kill++) {
        String branch = open(shop, requests, heads, load, kill);
        pushes.add(shop.pullRequest("synchronize", requests.getLast(), branch));
        if (pushes.size() > 5) {
          pushes.removeFirst();
        }
        Thread.sleep(random.nextInt(2_500));
        int victim = random.nextInt(servers);
        fleet.kill(victim);
        fleet.start(victim);
        if (kill % 20 == 0 || kills < 20) {
          System.out.printf(
              "faults: %s, %d of %d kills after %d s%n",
              store, kill, kills, Duration.ofNanos(System.nanoTime() - begin).toSeconds());
        }
      }
      load.end();
      try {
        Eventually.until(Duration.ofMillis(500), SETTLING, fleet::isIdle);
      } catch (AssertionError e) {
        throw new AssertionError("still to do: " + fleet.unfinished(), e);
      }

      var lost = new HashSet<>(load.acknowledged());
      lost.removeAll(
          fleet.column("SELECT id FROM delivery WHERE state <> 'received' AND state <> 'failed'"));
      var failed = new ArrayList<>(lost);
      failed.retainAll(fleet.column("SELECT id FROM delivery WHERE state = 'failed'"));
      lost.removeAll(failed);
      int judged = 0;
      int unable = 0;
      int doubled = 0;
      long again = 0;
      int missing = 0;
      for (int request : requests) {
        List<CheckRun> checks = shop.checks(heads.getOrDefault(request, ""));
        List<Comment> comments = shop.comments(request);
        // A commit that could not be judged and was judged later has a check of each.
        long different =
            checks.stream().map(check -> check.conclusion() + check.title()).distinct().count();
        again += different - 1;
        if (checks.size() > different || comments.size() > 1) {
          System.out.printf(
              "faults: doubled on request %d: %s; %s%n",
              request,
              checks.stream().map(c -> c.id() + " " + c.status() + " " + c.conclusion() + " " + c.title()).toList(),
              comments.stream().map(Comment::body).toList());
        }
        doubled += (int) (checks.size() - different) + Math.max(0, comments.size() - 1);
        if (checks.isEmpty() || comments.isEmpty() || !checks.getLast().status().equals("completed")) {
          missing++;
        } else if (checks.getLast().conclusion().orElse("").equals("action_required")) {
          unable++;
          System.out.printf(
              "faults: request %d could not be judged: %s%n", request, comments.getLast().body());
        } else {
          judged++;
        }
      }
      long writes = fleet.count("SELECT COUNT(*) FROM forge_write");
      long unheard = fleet.count("SELECT COUNT(*) FROM forge_write WHERE ended_at IS NULL");
      System.out.printf(
          "faults: %s, %d server%s, %d kills in %d s: %s; %d lost; %d requests: %d judged, %d told"
              + " that they could not be, %d told so first and judged later, %d without an end, %d"
              + " effects doubled; %d writes, %d of them cut off by a kill%n",
          store,
          servers,
          servers == 1 ? "" : "s",
          kills,
          Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
          load.figures(),
          lost.size(),
          requests.size(),
          judged,
          unable,
          again,
          missing,
          doubled,
          writes,
          unheard);
      assertThat(lost).isEmpty();
      assertThat(missing).isZero();
      assertThat(doubled).isZero();
    }
  }

  /// A pull request of its own, told of twice under one id.
  private static String open(
      OctoShop shop, List<Integer> requests, Map<Integer, String> heads, Load load, int number) {
    String branch = "request-" + number;
    shop.work().git("checkout", "--quiet", "main");
    String head =
        shop.push(
            branch,
            repo -> {
              repo.write(
                  "src/main/java/Request%d.java".formatted(number),
                  "// @spec auth/login#REQ-%d\nclass Request%d {}\n"
                      .formatted(1_000 + number, number));
            });
    int request = shop.open(branch);
    heads.put(request, head);
    requests.add(request);
    var item = new Load.Item("opened-" + number, shop.pullRequest("opened", request, branch));
    load.send(item);
    load.send(item);
    return branch;
  }
}
