package io.github.sddtool.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Containers, run as people run them who are careful: no capability, no new privileges, nothing to
/// write to but what is mounted.
final class Podman {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /// What a machine without systemd and with low limits of its own needs.
  private static final List<String> HERE =
      List.of("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=4096:4096");

  private static final List<String> CAREFULLY =
      List.of("--read-only", "--cap-drop", "all", "--security-opt", "no-new-privileges");

  private Podman() {}

  /// What became of a command.
  record Ended(int code, String out, String err) {}

  /// Loads an archive; gives the image's name.
  static String load(Path tar) throws Exception {
    Ended loaded = podman(List.of("load", "--quiet", "--input", tar.toString()));
    if (loaded.code() != 0) {
      throw new IOException(loaded.err());
    }
    return loaded.out().strip().replaceFirst("^Loaded images?: ", "");
  }

  /// Runs a container until it ends.
  static Ended run(List<String> options, String image, String... command) throws Exception {
    return podman(words(List.of("--rm"), options, image, command));
  }

  /// Starts a container and leaves it running, in place of one that a run before left.
  static void start(String name, List<String> options, String image, String... command)
      throws Exception {
    podman(List.of("rm", "--force", "--ignore", name));
    Ended started =
        podman(words(List.of("--detach", "--name", name), options, image, command));
    if (started.code() != 0) {
      throw new IOException(started.err());
    }
  }

  private static List<String> words(
      List<String> first, List<String> options, String image, String... command) {
    var words = new ArrayList<>(List.of("run"));
    words.addAll(first);
    words.addAll(HERE);
    words.addAll(CAREFULLY);
    words.addAll(options);
    words.add(image);
    words.addAll(List.of(command));
    return words;
  }

  /// Runs podman itself.
  static Ended podman(List<String> words) throws Exception {
    var command =
        new ArrayList<>(List.of("podman", "--cgroup-manager", "cgroupfs", "--runtime", "runc"));
    command.addAll(words);
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
    CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
    if (!process.waitFor(LONGEST)) {
      process.destroyForcibly();
      throw new IOException("podman did not come to an end: " + words);
    }
    return new Ended(process.exitValue(), out.get(), err.get());
  }

  private static String text(java.io.InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
