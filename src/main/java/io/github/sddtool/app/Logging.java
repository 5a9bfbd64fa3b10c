package io.github.sddtool.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/// What the process logs, a line an event, to standard error.
public final class Logging {
  private Logging() {}

  /// For commands: only what is wrong. Settled when something is logged for the first time, for
  /// most commands log nothing.
  public static void quiet() {
    System.setProperty("java.util.logging.config.class", Quiet.class.getName());
  }

  /// Made by the platform when it begins to log.
  public static final class Quiet {
    public Quiet() {
      configure("SEVERE", "SEVERE");
    }
  }

  /// For the server: our own events, and what libraries warn of.
  public static void server() {
    configure("WARNING", "INFO");
  }

  private static void configure(String others, String ours) {
    String settings =
        """
        handlers=java.util.logging.ConsoleHandler
        java.util.logging.ConsoleHandler.level=ALL
        java.util.logging.ConsoleHandler.formatter=%s
        .level=%s
        io.github.sddtool.level=%s
        """
            .formatted(LineFormatter.class.getName(), others, ours);
    try {
      LogManager.getLogManager()
          .readConfiguration(new ByteArrayInputStream(settings.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can always be read", e);
    }
  }
}
