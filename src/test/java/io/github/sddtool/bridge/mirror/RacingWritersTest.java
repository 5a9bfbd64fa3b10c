package io.github.sddtool.bridge.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.git.GitServer;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.git.BranchWriter;
import io.github.sddtool.source.git.CloneBudget;
import io.github.sddtool.source.git.ClonePool;
import io.github.sddtool.source.git.FetchRequest;
import io.github.sddtool.source.git.GitHistory;
import io.github.sddtool.store.spec.StoredSpec;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RacingWritersTest {
  private static final int WRITERS = 20;

  /// As people and their tools wait before they try again.
  private static final int PAUSE_MILLIS = 500;

  /// Far beyond what it takes, so that a busy machine fails nothing; the time is printed.
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @TempDir private Path folder;

  private static String text() {
    var text = new StringBuilder("---\nstatus: draft\n---\n# Busy\n\n");
    for (int i = 0; i < WRITERS; i++) {
      text.append("### REQ-0%02d: T\n\nIt MUST be old%02d.\n\n".formatted(i, i));
    }
    return text.toString();
  }

  // @spec app/bridge#REQ-BRIDGE-003, app/bridge#REQ-BRIDGE-012
  @Test
  void twentyWhoPushToOneBranchAndAsManyWhoEditInTheStoreAllGetThrough() throws Exception {
    try (World world = new World(folder, TestStore.SQLITE, Map.of("git", text(), "store", text()));
        GitServer server = serve(world);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      world.sync();
      long begin = System.nanoTime();
      var work = new ArrayList<Future<?>>();
      for (int i = 0; i < WRITERS; i++) {
        int number = i;
        work.add(threads.submit(() -> pushes(server.uri("origin.git"), number)));
        work.add(threads.submit(() -> edits(world, number)));
      }
      boolean done = false;
      int syncs = 0;
      while (!done) {
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONGEST);
        done = work.stream().allMatch(Future::isDone);
        world.clock.pass(10);
        syncs += sync(world);
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      for (Future<?> one : work) {
        requireDone(one);
      }
      System.out.printf(
          "%d writers a side: converged after %.1f s, %d syncs%n", WRITERS, seconds, syncs);
      assertThat(world.conflicts()).isEmpty();
      assertThat(world.stored()).isEqualTo(world.git());
      for (int i = 0; i < WRITERS; i++) {
        assertThat(world.inGit("git")).contains("be pushed%02d.".formatted(i));
        assertThat(world.inGit("store")).contains("be edited%02d.".formatted(i));
      }
    }
  }

  /// As a job, which is tried again where the branch moved with every push.
  private static int sync(World world) {
    try {
      world.sync();
    } catch (ForgeFault e) {
      assertThat(e.retry()).isInstanceOf(ForgeFault.Retry.Backoff.class);
    }
    return 1;
  }

  private static void requireDone(Future<?> work) throws InterruptedException, ExecutionException {
    Object done = work.get();
    assertThat(done).isEqualTo(true);
  }

  private static GitServer serve(World world) throws Exception {
    Process process =
        new ProcessBuilder(
                "git", "--git-dir", world.origin.toString(), "config", "http.receivepack", "true")
            .start();
    assertThat(process.waitFor()).isZero();
    GitServer server = GitServer.over(world.origin.resolveSibling("."));
    world.pushTo = server.uri("origin.git");
    return server;
  }

  /// Fetches, edits and pushes until the push gets through.
  private boolean pushes(URI origin, int number) throws InterruptedException {
    var repo = new RepoId("hub", "writer/" + number);
    var ada = new BranchWriter.Signature("Ada", "ada@example.com", Instant.EPOCH);
    try (var clones =
        new ClonePool(
            folder.resolve("writer" + number),
            CloneBudget.USUAL,
            Map.of(),
            ClonePool.Holding.ALL)) {
      while (true) {
        var request =
            new FetchRequest(
                origin, Optional.empty(), List.of("+refs/heads/main:" + Remote.ref("main")));
        try (GitHistory history = clones.fetch(repo, request)) {
          CommitId head = history.refTip(Remote.ref("main")).orElseThrow();
          Snapshot files = history.snapshot(head);
          String text =
              new String(
                  files.read(files.find(World.path("git")).orElseThrow()), StandardCharsets.UTF_8);
          String edited = text.replace("old%02d".formatted(number), "pushed%02d".formatted(number));
          BranchWriter writer = history.writer();
          CommitId tip =
              writer.commit(head, Map.of(World.path("git"), Optional.of(edited)), ada, ada, "Edit");
          if (writer.push(request, "main", Optional.of(head), tip, false)
              instanceof BranchWriter.Pushed.Done) {
            return true;
          }
        }
        Thread.sleep(ThreadLocalRandom.current().nextInt(PAUSE_MILLIS));
      }
    }
  }

  private static boolean edits(World world, int number) {
    return world.database.write(handle -> {
      StoredSpec spec = world.store.find(handle, world.project, "store").orElseThrow();
      String text =
          spec.file().text().replace("old%02d".formatted(number), "edited%02d".formatted(number));
      world.store.update(
          handle,
          spec.ref(),
          spec.revision(),
          spec.file().saying(text),
          world.by("editor" + number));
      return true;
    });
  }
}
