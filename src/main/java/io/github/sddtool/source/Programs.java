package io.github.sddtool.source;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Programs of this machine.
public final class Programs {
  private Programs() {}

  /// The first of a name that can be run.
  ///
  /// @param path folders, as in `PATH`
  public static Optional<Path> find(String name, String path) {
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path program = Path.of(folder.isEmpty() ? "/nonexistent" : folder, name).toAbsolutePath();
      if (Files.isExecutable(program) && Files.isRegularFile(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }
}
