package io.github.sddtool.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fake.ScriptedForge;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.pipeline.delivery.DeliveryLog;
import io.github.sddtool.pipeline.delivery.DeliveryRef;
import io.github.sddtool.pipeline.delivery.Kept;
import io.github.sddtool.pipeline.queue.JobQueue;
import io.github.sddtool.pipeline.queue.JobStatus;
import io.github.sddtool.pipeline.queue.Lane;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.Place;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Kills a whole process, without warning, while it receives, plans and works; whatever it had
/// acknowledged must have been done in the end.
@ParameterizedClass
@EnumSource(TestStore.class)
class CrashTest {
  private static final int CRASHES = 3;

  /// The kill may cut a line short.
  private static final int ID_LENGTH = "run-0-000000".length();

  private static final int DIFFERENT_REQUESTS = 40;

  private final TestStore store;

  @TempDir Path folder;

  CrashTest(TestStore store) {
    this.store = store;
  }

  // @spec app/jobs#REQ-JOB-003, app/jobs#REQ-JOB-008
  @Test
  void nothingThatWasAcknowledgedIsLostWhenTheProcessIsKilled() throws Exception {
    Set<String> acknowledged = new HashSet<>();
    var random = new Random(11);
    for (int crash = 0; crash < CRASHES; crash++) {
      acknowledged.addAll(killedAfter(crash, 40 + random.nextInt(200)));
    }
    assertThat(acknowledged).hasSizeGreaterThan(CRASHES * 40 - 1);

    try (var database = store.open(folder)) {
      var log = new DeliveryLog(database);
      var queue = new JobQueue(database, Clock.systemUTC());
      assertThat(acknowledged).allMatch(id -> log.state(new DeliveryRef("hub", id)).isPresent());
      Set<String> judged = workOff(log, queue);
      List<JobStatus> jobs =
          acknowledged.stream()
              .flatMap(id -> queue.of(new DeliveryRef("hub", id)).stream())
              .toList();
      assertThat(jobs).hasSizeGreaterThanOrEqualTo(acknowledged.size() * 2);
      assertThat(jobs).extracting(JobStatus::state).containsOnly("done", "replaced");
      assertThat(judged).isNotEmpty();
    }
  }

  private static Set<String> workOff(DeliveryLog log, JobQueue queue) {
    Set<String> judged = ConcurrentHashMap.newKeySet();
    Intake intake = Receiver.intake(log, queue);
    try (var workers =
        Receiver.workers(
            queue,
            job -> {
              judged.add(job.key());
              return List.of();
            })) {
      workers.start();
      Eventually.until(() -> {
        // What the killed ones kept becomes ours once they count as dead.
        intake.planAll();
        return log.waiting() == 0
            && List.of(Lane.values()).stream()
                .map(queue::census)
                .allMatch(census -> census.running() == 0);
      });
    }
    return judged;
  }

  private String address() {
    return switch (store.place(folder)) {
      case Place.Folder _ -> "";
      case Place.Postgres postgres -> postgres.url();
    };
  }

  /// The ids that a process acknowledged before it was killed.
  private List<String> killedAfter(int run, int deliveries) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Receiver.class.getName(),
                folder.toString(),
                "run-" + run,
                address())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var acknowledged = new ArrayList<String>();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.length() == ID_LENGTH) {
          acknowledged.add(line);
        }
        if (acknowledged.size() == deliveries) {
          // Not Process.destroyForcibly(), which would throw away what is still in the pipe.
          process.toHandle().destroyForcibly();
        }
      }
    }
    return acknowledged;
  }

  /// The process that is killed: it keeps deliveries for ever and names each that it has kept.
  static final class Receiver {
    private Receiver() {}

    public static void main(String[] args) {
      Place place =
          args[2].isEmpty()
              ? new Place.Folder()
              : new Place.Postgres(args[2], Optional.of("postgres"), Optional.empty());
      var database = Database.open(Path.of(args[0]), place);
      var log = new DeliveryLog(database);
      var queue = new JobQueue(database, Clock.systemUTC());
      Intake intake = intake(log, queue);
      intake.start(_ -> {});
      workers(queue, _ -> List.of()).start();
      var next = new AtomicInteger();
      for (int sender = 0; sender < 4; sender++) {
        Thread.ofPlatform()
            .start(() -> {
              while (true) {
                send(intake, args[1] + "-%06d".formatted(next.incrementAndGet()));
              }
            });
      }
    }

    private static void send(Intake intake, String id) {
      int number = Math.floorMod(id.hashCode(), DIFFERENT_REQUESTS);
      String head = "%040x".formatted(Math.abs((long) id.hashCode()));
      Kept kept =
          intake.accept(
              ScriptedForge.delivery("hub", id, "changed octo/shop " + number + " " + head));
      if (kept == Kept.NEW) {
        System.out.println(id);
      }
    }

    static Intake intake(DeliveryLog log, JobQueue queue) {
      Map<String, Forge> forges = Map.of("hub", new ScriptedForge("hub"));
      return new Intake(
          log, queue, forges, new PipelineMetrics(new SimpleMeterRegistry()), Clock.systemUTC());
    }

    static Workers workers(JobQueue queue, Workers.Handler handler) {
      return new Workers(
          queue,
          new Workers.Hands(handler, (_, _) -> List.of()),
          new Workers.Limits(
              2, RetryPolicy.usual(new Random(1)), Duration.ofSeconds(10), Duration.ofMillis(200)),
          new PipelineMetrics(new SimpleMeterRegistry()),
          Clock.systemUTC());
    }
  }
}
