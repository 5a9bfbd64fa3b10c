package io.github.sddtool.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.facts.FileFacts;
import io.github.sddtool.facts.Marker;
import io.github.sddtool.source.BlobId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// @spec engine/cache#REQ-CACHE-002, engine/cache#REQ-CACHE-003, engine/cache#REQ-CACHE-004
class FactsFileTest {
  private static final String WRITER = "1.0.0+1.2";

  @TempDir Path folder;

  private static BlobId blob(int number) {
    return new BlobId(String.format("%040x", number));
  }

  private static FileFacts facts(String id) {
    var around = new Marker.Surroundings(List.of("near"), false, Optional.empty());
    return new FileFacts(
        List.of(new Marker(true, Optional.empty(), id, 3, 4, around)), List.of(), "top", false);
  }

  private FactsFile saved(int from, int to) throws IOException {
    FactsFile file = FactsFile.open(folder, WRITER);
    for (int i = from; i < to; i++) {
      file.remember(blob(i), "JAVA", facts("REQ-" + i));
    }
    file.save();
    return FactsFile.open(folder, WRITER);
  }

  @Test
  void whatOneCommandReadTheNextOneKnows() throws IOException {
    FactsFile file = saved(0, 100);
    assertThat(file.state()).isEqualTo(FactsFile.State.GOOD);
    assertThat(file.entries()).isEqualTo(100);
    assertThat(file.recall(blob(7), "JAVA")).contains(facts("REQ-7"));
    assertThat(file.recall(blob(7), "GO")).isEmpty();
    assertThat(file.recall(blob(700), "JAVA")).isEmpty();
    assertThat(file.hits()).isEqualTo(1);
  }

  @Test
  void whatWasKnownStaysWhenSomethingNewComes() throws IOException {
    saved(0, 10);
    FactsFile file = saved(10, 11);
    assertThat(file.entries()).isEqualTo(11);
    assertThat(file.recall(blob(3), "JAVA")).contains(facts("REQ-3"));
  }

  @Test
  void aFileWithNothingNewIsNotWritten() throws IOException {
    FactsFile file = saved(0, 10);
    FileTime before = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(file.file(), before);
    file.recall(blob(3), "JAVA");
    file.save();
    assertThat(Files.getLastModifiedTime(file.file())).isEqualTo(before);
  }

  @Test
  void aFileOfAnotherVersionCountsAsEmptyAndIsReplaced() throws IOException {
    saved(0, 10);
    FactsFile other = FactsFile.open(folder, "2.0.0");
    assertThat(other.state()).isEqualTo(FactsFile.State.OTHER_VERSION);
    assertThat(other.recall(blob(3), "JAVA")).isEmpty();
    other.save();
    assertThat(FactsFile.open(folder, "2.0.0").state()).isEqualTo(FactsFile.State.GOOD);
  }

  @Test
  void aDamagedFileIsNoticedWhereverItIsDamaged() throws IOException {
    Path path = saved(0, 3).file();
    byte[] good = Files.readAllBytes(path);
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 0x11;
      assertRefused(path, bad);
      assertRefused(path, Arrays.copyOf(good, i));
    }
    assertRefused(path, Arrays.copyOf(good, good.length + 1));
    Files.write(path, good);
    assertThat(FactsFile.open(folder, WRITER).state()).isEqualTo(FactsFile.State.GOOD);
  }

  private void assertRefused(Path path, byte[] bytes) throws IOException {
    Files.write(path, bytes);
    FactsFile file = FactsFile.open(folder, WRITER);
    assertThat(file.state()).isNotEqualTo(FactsFile.State.GOOD);
    assertThat(file.recall(blob(1), "JAVA")).isEmpty();
  }

  @Test
  void aDamagedFileIsReplacedByTheNextCommand() throws IOException {
    Path path = saved(0, 3).file();
    Files.writeString(path, "no facts at all");
    assertThat(saved(5, 6).recall(blob(5), "JAVA")).contains(facts("REQ-5"));
  }

  @Test
  void theBudgetIsKeptAndWhatWasAskedForStays() throws IOException {
    long budget = 6_000;
    for (int round = 0; round < 12; round++) {
      FactsFile file = FactsFile.open(folder, WRITER, budget);
      file.recall(blob(0), "JAVA");
      for (int i = 0; i < 10; i++) {
        file.remember(blob(round * 10 + i), "JAVA", facts("REQ-" + i));
      }
      file.save();
      assertThat(FactsFile.open(folder, WRITER, budget).bytes()).isLessThanOrEqualTo(budget);
    }
    FactsFile file = FactsFile.open(folder, WRITER, budget);
    assertThat(file.recall(blob(0), "JAVA")).isPresent();
    assertThat(file.recall(blob(11), "JAVA")).isEmpty();
  }

  @Test
  void whatNobodyAsksForIsLetGoInTime() throws IOException {
    saved(0, 5);
    for (int i = 0; i < FactsFile.GENERATIONS; i++) {
      saved(100 + i, 101 + i);
    }
    assertThat(FactsFile.open(folder, WRITER).recall(blob(1), "JAVA")).isEmpty();
  }

  @Test
  void commandsAtTheSameTimeLeaveAWholeFile() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      var jobs =
          Stream.iterate(0, i -> i + 1)
              .limit(40)
              .map(i -> (Callable<FactsFile>) () -> saved(i * 50, i * 50 + 50))
              .toList();
      for (var done : pool.invokeAll(jobs)) {
        done.get();
      }
    }
    FactsFile file = FactsFile.open(folder, WRITER);
    assertThat(file.state()).isEqualTo(FactsFile.State.GOOD);
    assertThat(file.entries()).isPositive();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(one -> String.valueOf(one.getFileName())))
          .containsExactlyInAnyOrder("sdd.db", ".gitignore");
    }
  }

  @Test
  void whatAKilledCommandLeftBehindIsClearedAway() throws IOException {
    saved(0, 1);
    Path old = Files.writeString(folder.resolve("sdd1.tmp"), "half");
    Path young = Files.writeString(folder.resolve("sdd2.tmp"), "half");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    saved(1, 2);
    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void anyBytesAtAllAreReadWithoutHarm() throws IOException {
    var random = new Random(7);
    Path path = saved(0, 20).file();
    byte[] good = Files.readAllBytes(path);
    for (int i = 0; i < 2_000; i++) {
      byte[] bad = good.clone();
      for (int j = 0; j < 1 + random.nextInt(8); j++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      Files.write(path, bad);
      FactsFile.open(folder, WRITER).recall(blob(1), "JAVA");
    }
    assertThat(saved(0, 1).state()).isEqualTo(FactsFile.State.GOOD);
  }
}
