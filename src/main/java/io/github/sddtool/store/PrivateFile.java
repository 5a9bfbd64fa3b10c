package io.github.sddtool.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// A file that nobody but the server's own account may read: a key, a secret.
public final class PrivateFile {
  private PrivateFile() {}

  /// Writes it whole, in place of what was there; its folder is made where it is missing.
  public static void write(Path file, byte[] content) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path incoming = Files.createTempFile(folder, ".incoming", "");
    if (incoming.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(incoming, PosixFilePermissions.fromString("rw-------"));
    }
    Files.write(incoming, content);
    Files.move(incoming, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
