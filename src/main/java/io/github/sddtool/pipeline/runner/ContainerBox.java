package io.github.sddtool.pipeline.runner;

import io.github.sddtool.fault.RunnerFault;
import io.github.sddtool.source.Programs;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

// @spec app/runners#REQ-RUN-004
/// A fresh container for each assessment, by podman or docker: no network, nothing to write to but
/// a small `/tmp`, no capability, bounded memory, processes and time. The clone is mounted read
/// only; order and report go over its standard streams.
public final class ContainerBox implements Box {
  private static final System.Logger LOG = System.getLogger(ContainerBox.class.getName());
  private static final String LABEL = "io.github.sddtool.server";
  private static final String CLONE = "/repo";
  private static final int LONGEST_COMPLAINT = 4_000;
  private static final Duration TO_REMOVE = Duration.ofSeconds(30);

  /// What the programs end with when they could not start the container.
  private static final int NOT_STARTED = 125;

  /// The same for what should have run in it.
  private static final int NOT_FOUND = 127;

  private static final int KILLED = 137;

  private final Setup setup;

  /// How containers are run here.
  ///
  /// @param command that runs containers, with its own options before `run`
  /// @param options more of `run`
  /// @param image that holds `sdd`, of the server's version
  /// @param server tells the containers of this server from those of others
  public record Setup(
      List<String> command, List<String> options, String image, Limits limits, String server) {
    public Setup {
      command = List.copyOf(command);
      options = List.copyOf(options);
    }
  }

  /// Removes what an earlier process of the same server left running.
  public ContainerBox(Setup setup) {
    this.setup = setup;
    tidy();
  }

  /// The program that runs containers here: the first of podman and docker on the path.
  ///
  /// @param path folders, as in `PATH`
  public static Optional<String> program(String path) {
    return Stream.of("podman", "docker")
        .flatMap(name -> Programs.find(name, path).stream())
        .findFirst()
        .map(Path::toString);
  }

  @Override
  public Outcome run(Path clone, String order) throws InterruptedException {
    String name = "sdd-judge-" + UUID.randomUUID();
    Process process = start(words(name, clone));
    try {
      Thread.ofVirtual().start(() -> write(process.getOutputStream(), order));
      CompletableFuture<Taken> output = read(process.getInputStream(), MOST_OUTPUT);
      CompletableFuture<Taken> complaint = read(process.getErrorStream(), LONGEST_COMPLAINT);
      Duration time = setup.limits().time();
      if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Outcome.Cut(setup.limits().late());
      }
      return outcome(process.exitValue(), output.join(), complaint.join());
    } finally {
      if (process.isAlive()) {
        process.destroy();
        remove(name);
      }
    }
  }

  private Outcome outcome(int code, Taken output, Taken complaint) {
    if (output.cut()) {
      return new Outcome.Cut("its report is larger than %d MiB".formatted(MOST_OUTPUT >> 20));
    }
    // Nobody but us and a kernel out of memory kills what runs there.
    if (code == KILLED || (code > 1 && output.text().contains("java.lang.OutOfMemoryError"))) {
      return new Outcome.Cut(setup.limits().tooLarge());
    }
    if (code >= NOT_STARTED && code <= NOT_FOUND) {
      throw new RunnerFault(
          "No container could be started from %s: %s"
              .formatted(setup.image(), complaint.text().strip()));
    }
    return new Outcome.Ended(code, output.text());
  }

  private List<String> words(String name, Path clone) {
    Limits limits = setup.limits();
    var words = new ArrayList<>(setup.command());
    words.addAll(
        List.of(
            "run",
            "--rm",
            "--interactive",
            "--name=" + name,
            "--label=" + LABEL + "=" + setup.server(),
            "--network=none",
            "--read-only",
            "--cap-drop=ALL",
            "--security-opt=no-new-privileges",
            "--user=10001:10001",
            "--log-driver=none",
            "--memory=" + limits.memoryMiB() + "m",
            "--memory-swap=" + limits.memoryMiB() + "m",
            "--pids-limit=256",
            // Native libraries are unpacked there, and have to run.
            "--tmpfs=/tmp:rw,exec,nosuid,nodev,mode=1777,size=256m",
            "--env=JAVA_TOOL_OPTIONS=-XX:MaxRAMPercentage=60",
            "--volume=" + clone + ":" + CLONE + ":ro"));
    words.addAll(setup.options());
    words.addAll(List.of(setup.image(), "sdd", "judge", "--format", "json", "-C", CLONE));
    return words;
  }

  /// What a stream gave.
  ///
  /// @param cut whether there was more
  private record Taken(String text, boolean cut) {}

  private static CompletableFuture<Taken> read(InputStream stream, int most) {
    return CompletableFuture.supplyAsync(() -> take(stream, most), Thread.ofVirtual()::start);
  }

  /// Reads to the end, so that whoever writes is not held up, and keeps the beginning.
  private static Taken take(InputStream stream, int most) {
    var kept = new ByteArrayOutputStream();
    boolean cut = false;
    try (stream) {
      byte[] bytes = new byte[1 << 16];
      for (int n = stream.read(bytes); n >= 0; n = stream.read(bytes)) {
        int room = Math.min(n, most - kept.size());
        kept.write(bytes, 0, room);
        cut |= room < n;
      }
    } catch (IOException e) {
      // It ended; what it ended with tells why.
    }
    return new Taken(kept.toString(StandardCharsets.UTF_8), cut);
  }

  private static void write(OutputStream stream, String text) {
    try (stream) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It ended before it read everything; its exit code tells why.
    }
  }

  /// What watches a container may write down where it was started that memory ran out.
  private static ProcessBuilder process(List<String> words) {
    return new ProcessBuilder(words).directory(new File(System.getProperty("java.io.tmpdir")));
  }

  private Process start(List<String> words) {
    try {
      return process(words).start();
    } catch (IOException e) {
      throw new RunnerFault(
          "'%s' cannot be started: %s; runner.command names the program that runs containers."
              .formatted(words.getFirst(), e.getMessage()),
          e);
    }
  }

  // @spec app/runners#REQ-RUN-006
  private void remove(String name) {
    ask(List.of("rm", "--force", name));
  }

  private void tidy() {
    String left =
        ask(List.of("ps", "--all", "--quiet", "--filter=label=" + LABEL + "=" + setup.server()));
    List<String> ids = left.lines().map(String::strip).filter(id -> !id.isEmpty()).toList();
    if (!ids.isEmpty()) {
      var words = new ArrayList<>(List.of("rm", "--force"));
      words.addAll(ids);
      ask(words);
      LOG.log(Level.INFO, "event=containers-removed count={0}", ids.size());
    }
  }

  /// What the program says to one of its other commands; nothing where it fails, for whoever wants
  /// to run a container is told then.
  private String ask(List<String> command) {
    var words = new ArrayList<>(setup.command());
    words.addAll(command);
    boolean interrupted = Thread.interrupted();
    try {
      Process process = process(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      CompletableFuture<Taken> output = read(process.getInputStream(), MOST_OUTPUT);
      if (!process.waitFor(TO_REMOVE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      if (process.waitFor() == 0) {
        return output.join().text();
      }
      LOG.log(Level.WARNING, "event=container-command-failed words={0}", String.join(" ", command));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "event=container-command-failed reason={0}", e.getMessage());
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return "";
  }
}
