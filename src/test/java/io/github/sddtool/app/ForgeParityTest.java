package io.github.sddtool.app;

import static io.github.sddtool.app.OctoShop.golden;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

// @spec app/publishing#REQ-PUB-001, app/publishing#REQ-PUB-003, app/publishing#REQ-PUB-004
// @spec app/publishing#REQ-PUB-005, app/publishing#REQ-PUB-006, app/publishing#REQ-PUB-007
// @spec app/publishing#REQ-PUB-014, app/publishing#REQ-PUB-015, app/jobs#REQ-JOB-004
/// Every scenario on every forge, each with an app and a forge of its own. The table of what came
/// of them is kept in `docs/forge-parity.md`, which `-Dparity.write` writes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgeParityTest {
  private static final Path TABLE = Path.of("docs/forge-parity.md");

  /// Scenarios wait more than they work.
  private static final int AT_ONCE = 8;

  private record Play(String forge, Scenario scenario) {
    String name() {
      return forge + ": " + scenario.area() + ": " + scenario.sentence();
    }
  }

  /// Forges that nobody uses now, each with its app.
  private final Map<String, Queue<Hub>> idle = new ConcurrentHashMap<>();

  private final Map<String, String> calls = new ConcurrentHashMap<>();
  private final Map<String, Future<?>> plays = new LinkedHashMap<>();
  private final ExecutorService people = Executors.newFixedThreadPool(AT_ONCE);

  @BeforeAll
  void play(@TempDir Path folder) {
    int number = 0;
    for (Scenario scenario : Scenario.all()) {
      for (String forge : Hub.FORGES) {
        var play = new Play(forge, scenario);
        number++;
        Path own = folder.resolve("play-" + number);
        plays.put(play.name(), people.submit(() -> play(play, own)));
      }
    }
  }

  @AfterAll
  void end() {
    people.shutdownNow();
    idle.values().forEach(hubs -> hubs.forEach(Hub::close));
  }

  private void play(Play play, Path folder) {
    Queue<Hub> free = idle.computeIfAbsent(play.forge(), _ -> new ConcurrentLinkedQueue<>());
    Hub known = play.scenario().alone() ? null : free.poll();
    Hub hub = known == null ? begun(play.forge(), folder) : known;
    try {
      int before = hub.calls();
      int written = hub.writes();
      play.scenario().play().accept(hub);
      calls.put(play.name(), (hub.calls() - before) + ", " + (hub.writes() - written));
    } catch (RuntimeException | Error e) {
      hub.close();
      throw e;
    }
    hub.calm();
    if (play.scenario().alone()) {
      hub.close();
    } else {
      free.add(hub);
    }
  }

  private static Hub begun(String forge, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Hub hub = Hub.of(forge, folder);
    hub.push("main", golden("weakened/base"));
    return hub;
  }

  @TestFactory
  Stream<DynamicTest> theSameOnEveryForge() {
    return plays.entrySet().stream()
        .map(play -> DynamicTest.dynamicTest(play.getKey(), () -> await(play.getValue())));
  }

  private static void await(Future<?> play) throws Throwable {
    try {
      play.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  @Test
  void theTableTellsOfEveryScenario() throws Exception {
    String written = Files.exists(TABLE) ? Files.readString(TABLE) : "";
    if (System.getProperty("parity.write") != null) {
      written = table();
      Files.writeString(TABLE, written, StandardCharsets.UTF_8);
      System.out.println(written);
    }
    List<String> rows = written.lines().filter(line -> line.startsWith("| ")).toList();
    assertThat(rows.stream().skip(1).map(row -> row.split("\\|", -1)[2].strip()))
        .as("the rows of " + TABLE + "; -Dparity.write writes them")
        .containsExactlyElementsOf(Scenario.all().stream().map(Scenario::sentence).toList());
  }

  private String table() throws InterruptedException {
    var text =
        new StringBuilder(
            """
            # The same on every forge

            What has to be the same on GitHub and on GitLab, and is: each line was played on stand-ins
            of both, which keep real state, serve real git repositories and refuse what the forges
            refuse. Beside each result stand the calls that the scenario took, and how many of them
            wrote.

            <!-- written by: mvn test -Dtest=ForgeParityTest -Dparity.write -->

            | about | scenario | GitHub | GitLab |
            |---|---|---|---|
            """);
    var sums = new TreeMap<String, Integer>();
    for (Scenario scenario : Scenario.all()) {
      text.append("| ").append(scenario.area()).append(" | ").append(scenario.sentence());
      for (String forge : Hub.FORGES) {
        var play = new Play(forge, scenario);
        text.append(" | ").append(result(play));
        sums.merge(forge, calls.containsKey(play.name()) ? 1 : 0, Integer::sum);
      }
      text.append(" |\n");
    }
    text.append("\nHeld: ");
    sums.forEach((forge, held) ->
        text.append(forge).append(" %d of %d. ".formatted(held, Scenario.all().size())));
    return text.toString().strip() + "\n";
  }

  private String result(Play play) throws InterruptedException {
    try {
      Objects.requireNonNull(plays.get(play.name())).get();
      return "holds (" + calls.getOrDefault(play.name(), "") + ")";
    } catch (ExecutionException e) {
      return "**fails**";
    }
  }
}
