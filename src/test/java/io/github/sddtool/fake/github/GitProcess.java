package io.github.sddtool.fake.github;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs the real git, untouched by the configuration of whoever runs the tests.
public final class GitProcess {
  static final Map<String, String> NEUTRAL =
      Map.of(
          "GIT_CONFIG_GLOBAL", "/dev/null",
          "GIT_CONFIG_NOSYSTEM", "1",
          "GIT_TERMINAL_PROMPT", "0",
          "LC_ALL", "C");

  private GitProcess() {}

  /// Standard output without its last line end.
  ///
  /// @throws IllegalStateException git failed; the message carries what it said
  public static String run(Path folder, String... arguments) {
    var result = execute(folder, arguments);
    if (result.code() != 0) {
      throw new IllegalStateException(
          "git " + String.join(" ", arguments) + " in " + folder + ": " + result.output());
    }
    return result.output();
  }

  /// The commit that a revision names, if there is one.
  static Optional<String> commit(Path bare, String revision) {
    if (revision.isBlank() || revision.startsWith("-")) {
      return Optional.empty();
    }
    var result = execute(bare, "rev-parse", "--verify", "--quiet", revision + "^{commit}");
    return result.code() == 0 ? Optional.of(result.output()) : Optional.empty();
  }

  private record Result(int code, String output) {}

  private static Result execute(Path folder, String... arguments) {
    var command = new ArrayList<String>();
    command.add("git");
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(NEUTRAL);
    try {
      var process = builder.start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output.strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while git was running", e);
    }
  }
}
