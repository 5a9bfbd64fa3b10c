package io.github.sddtool.app;

import io.github.sddtool.report.Style;
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
    return property("version.properties", "version", "unbuilt");
  }

  // @spec app/verdicts#REQ-VER-001
  /// The SHA-256 of the sources this program was built from; empty where the build did not say.
  public static String digest() {
    String hex = property("digest.properties", "sources", "");
    return hex.isEmpty() ? "" : "sha256:" + hex;
  }

  /// The style of a report by this program.
  public static Style style() {
    return Style.plain(current()).withDigest(digest());
  }

  private static String property(String file, String key, String usual) {
    var properties = new Properties();
    try (var in = Version.class.getResourceAsStream(file)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("our own resources cannot be read", e);
    }
    return properties.getProperty(key, usual);
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
