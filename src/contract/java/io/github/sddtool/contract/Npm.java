package io.github.sddtool.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The npm packages in which GitHub describes itself.
final class Npm {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private Npm() {}

  /// The folder of package.json.
  static Path folder() {
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("src/contract/npm");
  }

  /// A file of an installed package.
  static Path file(Path npm, String path) {
    var file = npm.resolve("node_modules").resolve(path);
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException(
          "GitHub's descriptions are not installed (" + file + " is missing): run `npm ci` in " + npm);
    }
    return file;
  }

  static JsonNode json(Path npm, String path) {
    try {
      return MAPPER.readTree(file(npm, path).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
