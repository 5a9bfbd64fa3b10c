package io.github.sddtool.source.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.source.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `git` of this machine, used for its transport: a small fetch takes it a tenth of the time
/// the library needs, and it can leave out the contents that nobody reads. It gets no shell, no
/// settings but ours, nothing of the environment but the way to the network, and credentials by its
/// environment, which only this user can see.
final class GitProgram {
  /// What went wrong, as the program put it.
  record Failure(String reason) {}

  /// The oldest version that can do all that is asked of it.
  private static final int MAJOR = 2;

  private static final int MINOR = 36;

  private static final Pattern VERSION = Pattern.compile("git version (\\d{1,4})\\.(\\d{1,4})");
  private static final int LONGEST_REASON = 4_000;

  /// Of a clone, before they are put together.
  static final int MOST_PACKS = 200;

  /// Objects outside packs, likewise; git's own measure.
  static final int MOST_LOOSE = 6_700;

  private static final Duration VERSION_TIME = Duration.ofSeconds(10);

  private static final Set<String> INHERITED =
      Set.of(
          "PATH",
          "SYSTEMROOT",
          "TMPDIR",
          "HTTPS_PROXY",
          "HTTP_PROXY",
          "ALL_PROXY",
          "NO_PROXY",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "GIT_SSL_CAINFO",
          "GIT_SSL_CAPATH");

  /// What every fetch of ours says: nothing is told, tagged, written beside or tidied away, not
  /// even what was asked for by its id alone.
  static final List<String> FETCH =
      List.of(
          "fetch",
          "--quiet",
          "--no-tags",
          "--no-write-fetch-head",
          "--no-auto-maintenance",
          "--no-recurse-submodules");

  private final Path program;

  private final Map<String, String> network;

  private GitProgram(Path program, Map<String, String> network) {
    this.program = program;
    this.network = Map.copyOf(network);
  }

  /// The first on the PATH that is new enough.
  static Optional<GitProgram> find() {
    return find(Map.of());
  }

  /// The same, in a network of its own.
  ///
  /// @param network variables that say through which proxy it goes and whom it trusts
  static Optional<GitProgram> find(Map<String, String> network) {
    // Where a process that is started looks for programs.
    String path = new ProcessBuilder().environment().getOrDefault("PATH", "");
    return Programs.find("git", path)
        .map(program -> new GitProgram(program, network))
        .filter(GitProgram::isNewEnough);
  }

  private boolean isNewEnough() {
    try {
      Process process = isolated(List.of("--version"), Map.of(), Optional.empty()).start();
      process.getOutputStream().close();
      Thread.ofVirtual().start(() -> head(process.getErrorStream()));
      Matcher version = VERSION.matcher(head(process.getInputStream()));
      if (!hasEnded(process, VERSION_TIME)) {
        end(process);
        return false;
      }
      if (!version.lookingAt()) {
        return false;
      }
      int major = Integer.parseInt(version.group(1));
      return major > MAJOR || (major == MAJOR && Integer.parseInt(version.group(2)) >= MINOR);
    } catch (IOException e) {
      return false;
    }
  }

  /// Runs one of its commands in a clone, with the remote `origin` standing for the request's URI.
  ///
  /// @param input a line each
  /// @throws StoreFault when too little of the disk would be left
  Optional<Failure> run(
      Path clone,
      FetchRequest request,
      FetchLimits limits,
      List<String> words,
      List<String> input) {
    return run(
        isolated(words, settings(request, limits), Optional.of(clone)), clone, limits, input);
  }

  /// Runs one of its commands as whoever works here would: with their variables, and with the
  /// settings and credentials of a clone that is theirs.
  ///
  /// @param input a line each
  Optional<Failure> runAsUser(
      Path clone, FetchLimits limits, List<String> words, List<String> input) {
    var command = new ArrayList<String>();
    command.add(program.toString());
    command.add("--git-dir=" + clone);
    slow(limits).forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
    command.addAll(words);
    var builder = new ProcessBuilder(command);
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    builder.environment().put("LC_ALL", "C");
    return run(builder, clone, limits, input);
  }

  private static Optional<Failure> run(
      ProcessBuilder builder, Path clone, FetchLimits limits, List<String> input) {
    try {
      Process process = builder.start();
      Thread writer = Thread.ofVirtual().start(() -> write(process.getOutputStream(), input));
      Thread output = Thread.ofVirtual().start(() -> head(process.getInputStream()));
      CompletableFuture<String> said =
          CompletableFuture.supplyAsync(
              () -> head(process.getErrorStream()), Thread.ofVirtual()::start);
      Ending ending = waitFor(process, limits, clone);
      writer.join();
      output.join();
      switch (ending) {
        case LATE -> {
          return Optional.of(new Failure("git did not come to an end in " + limits.total()));
        }
        case DISK_FULL -> {
          removeHalfPacks(clone);
          throw limits.diskFull();
        }
        case ITS_OWN -> {}
      }
      return process.exitValue() == 0
          ? Optional.empty()
          : Optional.of(new Failure(said.join().strip()));
    } catch (IOException e) {
      return Optional.of(new Failure("git could not be started: " + e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(new Failure("git was interrupted"));
    }
  }

  private ProcessBuilder isolated(
      List<String> words, Map<String, String> settings, Optional<Path> clone) {
    var command = new ArrayList<String>();
    command.add(program.toString());
    clone.ifPresent(folder -> command.add("--git-dir=" + folder));
    command.addAll(words);
    var builder = new ProcessBuilder(command);
    clone.ifPresent(folder -> builder.directory(folder.toFile()));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(key -> !INHERITED.contains(key.toUpperCase(Locale.ROOT)));
    network.forEach((key, value) -> {
      environment.keySet().removeIf(key::equalsIgnoreCase);
      environment.put(key, value);
    });
    environment.put("LC_ALL", "C");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("GIT_CONFIG_COUNT", Integer.toString(settings.size()));
    int number = 0;
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      environment.put("GIT_CONFIG_KEY_" + number, setting.getKey());
      environment.put("GIT_CONFIG_VALUE_" + number, setting.getValue());
      number++;
    }
    return builder;
  }

  private static Map<String, String> settings(FetchRequest request, FetchLimits limits) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("remote.origin.url", request.uri().toString());
    settings.put("protocol.allow", "never");
    settings.put("protocol." + scheme(request.uri()) + ".allow", "always");
    // Neither credentials nor requests go to anyone else.
    settings.put("http.followRedirects", "false");
    settings.put("credential.helper", "");
    settings.put("core.hooksPath", "/dev/null");
    settings.put("core.askPass", "");
    settings.put("fetch.fsckObjects", "true");
    settings.putAll(slow(limits));
    // Each fetch leaves packs; they are put together when they are many.
    settings.put("gc.autoDetach", "false");
    settings.put("gc.autoPackLimit", Integer.toString(MOST_PACKS));
    settings.put("gc.auto", Integer.toString(MOST_LOOSE));
    request
        .credentials()
        .ifPresent(login -> {
          byte[] pair = (login.user() + ":" + login.secret().reveal()).getBytes(UTF_8);
          settings.put(
              "http.extraHeader",
              "Authorization: Basic " + Base64.getEncoder().encodeToString(pair));
        });
    return settings;
  }

  /// When git gives up on the other side.
  private static Map<String, String> slow(FetchLimits limits) {
    return Map.of(
        "http.lowSpeedLimit",
        "1",
        "http.lowSpeedTime",
        Long.toString(Math.max(1, limits.silence().toSeconds())));
  }

  private static String scheme(URI uri) {
    return uri.getScheme().toLowerCase(Locale.ROOT);
  }

  private enum Ending {
    ITS_OWN,
    LATE,
    DISK_FULL
  }

  /// Waits as long as it may take time and disk; then it and what it started are ended.
  private static Ending waitFor(Process process, FetchLimits limits, Path clone) {
    long end = System.nanoTime() + limits.total().toNanos();
    do {
      boolean full = limits.isDiskFull(clone);
      if (full || System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
        end(process);
        return full ? Ending.DISK_FULL : Ending.LATE;
      }
    } while (!hasEnded(process, FetchLimits.BETWEEN_LOOKS));
    return Ending.ITS_OWN;
  }

  /// What was being written when git was ended; it does not tidy up after itself then.
  private static void removeHalfPacks(Path clone) {
    try (var half = Files.newDirectoryStream(clone.resolve("objects/pack"), "tmp_*")) {
      for (Path file : half) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // The clone is given up with all that is in it, sooner or later.
    }
  }

  private static boolean hasEnded(Process process, Duration within) {
    try {
      return process.waitFor(within);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static void write(OutputStream stream, List<String> lines) {
    try (stream) {
      for (String line : lines) {
        stream.write((line + "\n").getBytes(UTF_8));
      }
    } catch (IOException e) {
      // It ended before it read all; its exit code says why.
    }
  }

  /// The beginning of what a stream says; the rest is read and dropped, so that nobody waits.
  private static String head(InputStream stream) {
    try (stream) {
      byte[] head = stream.readNBytes(LONGEST_REASON);
      stream.transferTo(OutputStream.nullOutputStream());
      return new String(head, UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
