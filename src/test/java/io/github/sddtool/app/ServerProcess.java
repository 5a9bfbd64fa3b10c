package io.github.sddtool.app;

import io.github.sddtool.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `sdd serve` in a process of its own, which can be killed like any other.
final class ServerProcess implements AutoCloseable {
  private static final Pattern GREETING = Pattern.compile("sdd listens on port (\\d+): .*");

  /// Whether what was packaged is run, as people run it, and not what was compiled.
  private static final boolean PACKAGED = Boolean.getBoolean("sdd.packaged");

  private final Process process;
  private final int port;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Returns when it listens.
  ///
  /// @param log where its standard error goes
  static ServerProcess start(Path settings, Path log) {
    return start(settings, log, Map.of());
  }

  /// The same, with variables that it sees instead of ours.
  static ServerProcess start(Path settings, Path log, Map<String, String> variables) {
    var words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                // It lives for seconds: what compiles least starts first.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
    words.addAll(PACKAGED ? List.of("-XX:AOTCache=target/serve.aot", "-Xlog:disable") : List.of());
    words.addAll(
        List.of(
            "-cp",
            PACKAGED
                ? "target/sdd.jar"
                : System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
            Main.class.getName(),
            "serve",
            "--settings",
            settings.toString()));
    var builder = new ProcessBuilder(words);
    builder.environment().keySet().removeIf(name -> name.startsWith("SDD_"));
    builder.environment().putAll(variables);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Process process = builder.start();
      var lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String greeting = lines.readLine();
      Matcher matcher = GREETING.matcher(greeting == null ? "" : greeting);
      if (!matcher.matches()) {
        process.destroyForcibly();
        throw new AssertionError("It said " + greeting + "; its log: " + Files.readString(log));
      }
      return new ServerProcess(process, Integer.parseInt(matcher.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  /// SIGKILL: nothing in it has a chance to end well. Returns when it is gone.
  void kill() {
    process.destroyForcibly();
    await();
  }

  /// The system's number of it.
  long pid() {
    return process.pid();
  }

  /// SIGTERM. Gives the exit status.
  int stop() {
    process.destroy();
    return await();
  }

  private int await() {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while the server ended", e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
