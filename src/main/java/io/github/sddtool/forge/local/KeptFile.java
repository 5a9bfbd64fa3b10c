package io.github.sddtool.forge.local;

import io.github.sddtool.fault.StoreFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/// A file that is there whole or not at all, whoever reads it and whenever the process ends.
record KeptFile(Path path) {
  /// What a write did.
  enum Written {
    CREATED,
    UPDATED,
    UNCHANGED
  }

  Optional<byte[]> read() {
    try {
      return Optional.of(Files.readAllBytes(path));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreFault("cannot read " + path, e);
    }
  }

  Written write(byte[] content) {
    Optional<byte[]> before = read();
    if (before.isPresent() && Arrays.equals(before.get(), content)) {
      return Written.UNCHANGED;
    }
    Path fresh = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createDirectories(path.resolveSibling("."));
      try {
        Files.write(fresh, content);
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new StoreFault("cannot write " + path, e);
    }
    return before.isPresent() ? Written.UPDATED : Written.CREATED;
  }
}
