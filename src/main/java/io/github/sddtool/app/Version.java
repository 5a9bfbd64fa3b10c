package io.github.sddtool.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/// Our own version, written by the build.
public final class Version {
  private Version() {}

  /// What `sdd --version` prints.
  public static String line() {
    return "sdd " + current();
  }

  /// For example `0.1.0`.
  public static String current() {
    var properties = new Properties();
    try (var in = Version.class.getResourceAsStream("version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("our own resources cannot be read", e);
    }
    return properties.getProperty("version", "unbuilt");
  }
}
