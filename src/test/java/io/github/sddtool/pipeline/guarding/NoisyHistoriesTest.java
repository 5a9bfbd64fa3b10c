package io.github.sddtool.pipeline.guarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.condition.Observed.Sample;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.guard.CaseBook;
import io.github.sddtool.guard.Decision;
import io.github.sddtool.guard.MetricBook;
import io.github.sddtool.pipeline.runner.Runner;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Histories full of what looks like a drop and is none that may be reverted: evaluations that lose
/// files at random, drops that come bit by bit, changes of the rules, reverts that people made,
/// drops that somebody mended at once, refactorings, and runtime metrics that tremble.
///
/// `-Dguard.histories=1000` plays so many in place of a few; `-Dguard.seed=SEED` one again.
class NoisyHistoriesTest {
  private static final int FILES = 20;
  private static final int PUSHES = 6;

  /// Two evaluations that lost other files, but as many.
  private static final long[] ONCE_FAILED = {7131662580365938987L, -3942892943101735001L};

  private static final String CONFIG =
      """
      version: 1
      guard:
        triggers:
          - {name: quality, when: score_drop > 3%, do: revert}
          - {name: coverage, when: coverage_drop > 12, do: revert}
          - {name: slow, when: score_drop > 5% over 7d, do: revert}
          - {name: broken, when: validate.errors > 0, do: revert}
          - {name: errors, when: error_rate > 5% for 5m, do: revert}
      """;

  @TempDir private Path folder;

  // @spec guard/decision#REQ-DEC-007
  @Test
  void noiseRevertsNothing() throws IOException {
    long given = Long.getLong("guard.seed", 0);
    int histories = given != 0 ? 1 : Integer.getInteger("guard.histories", 8);
    var deeds = new EnumMap<Decision.Deed, Integer>(Decision.Deed.class);
    try (Database database = TestStore.SQLITE.open(folder.resolve("data"))) {
      // A build plays the same few each time; whoever asks for many gets others each time.
      var seeds = Integer.getInteger("guard.histories") == null ? new Random(1) : new Random();
      for (int i = 0; i < histories; i++) {
        long seed = given != 0 ? given : i < ONCE_FAILED.length ? ONCE_FAILED[i] : seeds.nextLong();
        Path here = folder.resolve("history" + i);
        var noise = new Noise(new Random(seed));
        try (var world = new GuardWorld(here, database, false, noise)) {
          new History(world, new Random(seed + 1)).play();
          assertThat(world.drafts()).as("history %d, seed %d", i, seed).isEmpty();
          CaseBook.list(database, world.repo, 100)
              .forEach(one -> deeds.merge(one.deed(), 1, Integer::sum));
        }
        delete(here);
      }
    }
    assertThat(deeds).doesNotContainKey(Decision.Deed.REVERT);
    // A guard that never looks reverts nothing, too.
    assertThat(deeds.getOrDefault(Decision.Deed.TELL, 0)).isPositive();
    System.out.printf("%,d noisy histories: 0 reverts, %s%n", histories, deeds);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /// Half of its evaluations do not see some of the code.
  private static final class Noise implements Runner {
    private final Random random;

    Noise(Random random) {
      this.random = random;
    }

    @Override
    public io.github.sddtool.analysis.Report assess(
        io.github.sddtool.source.git.GitHistory clone,
        Change change,
        io.github.sddtool.analysis.Request request) {
      Change seen = random.nextBoolean() ? change : blurred(change);
      return GuardWorld.ASSESSOR.assess(seen, request);
    }

    private Change blurred(Change change) {
      Set<FileEntry> lost = new HashSet<>();
      change.head().files().stream()
          .filter(file -> file.path().value().startsWith("src/"))
          .filter(_ -> random.nextInt(10) < 3)
          .forEach(lost::add);
      Snapshot head = new Without(change.head(), lost);
      return change
          .base()
          .map(base -> Change.between(base, head).judgedBy(change.rules()))
          .orElseGet(() -> Change.of(head));
    }
  }

  /// One branch of pushes, none of which may be reverted.
  private static final class History {
    private final GuardWorld world;
    private final Random random;
    private int step;

    History(GuardWorld world, Random random) {
      this.world = world;
      this.random = random;
    }

    void play() {
      Shop.in(world, CONFIG, FILES);
      for (int i = 0; i < PUSHES; i++) {
        step++;
        switch (random.nextInt(7)) {
          case 0 -> refactored();
          case 1 -> bitByBit();
          case 2 -> ruled();
          case 3 -> takenBack();
          case 4 -> mendedAtOnce();
          case 5 -> unrelated();
          default -> trembling();
        }
      }
    }

    private void refactored() {
      int file = 1 + random.nextInt(FILES);
      String now =
          world.files.getOrDefault(new io.github.sddtool.source.RepoPath(Shop.file(file)), "");
      world.write(
          Shop.file(file), now.replace("return ", "return 0 + ") + "// Step " + step + "\n");
      world.push("Refactor step " + file);
    }

    /// Three commits that people pushed one by one, each below every limit.
    private void bitByBit() {
      for (int i = 0; i < 3; i++) {
        int file = 1 + random.nextInt(FILES);
        world.write(Shop.file(file), Shop.unlinked(file) + "// " + step + "." + i + "\n");
        world.push("Simplify step " + file);
        world.clock.advance(Duration.ofHours(3));
      }
    }

    private void ruled() {
      world.write(
          Shop.CONFIG,
          CONFIG
              + "sources: {include: [\".sdd/**\", \"src/step%d*\"]}\n"
                  .formatted(1 + random.nextInt(2)));
      world.push("Look elsewhere");
      world.write(Shop.CONFIG, CONFIG);
      world.push("Look everywhere");
    }

    /// Code comes with its links and goes again: people have their reasons.
    private void takenBack() {
      CommitId before = world.tip();
      var was = List.copyOf(world.files.entrySet());
      for (int i = 1; i <= FILES; i++) {
        world.write(Shop.file(i), Shop.linked(i) + "// Better, " + step + "\n");
      }
      world.push("Link all");
      world.files.clear();
      was.forEach(entry -> world.files.put(entry.getKey(), entry.getValue()));
      CommitId linked = world.tip();
      world.push("Revert \"Link all\"\n\nThis reverts commit " + linked.hex() + ".\n");
      assertThat(before).isNotEqualTo(world.tip());
    }

    /// Before anybody looked, it was well again.
    private void mendedAtOnce() {
      CommitId before = world.tip();
      var was = new ArrayList<>(world.files.entrySet().stream().map(Map.Entry::copyOf).toList());
      for (int i = 1; i <= FILES / 2; i++) {
        world.write(Shop.file(i), Shop.unlinked(i) + "// Oops, " + step + "\n");
      }
      CommitId harm = world.commit("Simplify all");
      was.forEach(entry -> world.files.put(entry.getKey(), entry.getValue()));
      world.write("notes.txt", "Mended, " + step + "\n");
      CommitId mended = world.commit("Mend");
      world.pushed(before, harm);
      world.pushed(harm, mended);
    }

    private void unrelated() {
      world.write("notes.txt", "Buy tea, " + step + "\n");
      world.push("Note tea");
    }

    private void trembling() {
      for (int i = 0; i < 10; i++) {
        world.metrics.keep(
            world.project,
            List.of(
                new MetricBook.Posted(
                    "error_rate", new Sample(world.clock.instant(), random.nextDouble() * 0.2))),
            world.clock.instant());
        world.guarding.watch(world.forge, world.repo);
        world.clock.advance(Duration.ofMinutes(1));
      }
    }
  }
}
