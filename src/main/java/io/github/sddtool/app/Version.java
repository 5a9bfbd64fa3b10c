package io.github.sddtool.app;

import java.io.File;
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

  /// Tells one build from another: the version, and when and how long what we run from was made.
  public static String build() {
    var source = Version.class.getProtectionDomain().getCodeSource();
    // An archive of classes may not say where they came from; it is made for one release.
    if (source == null
        || source.getLocation() == null
        || !source.getLocation().getProtocol().equals("file")) {
      return current();
    }
    var home = new File(source.getLocation().getPath());
    return current() + "+" + home.length() + "." + home.lastModified();
  }
}
