package io.github.sddtool.store;

import io.github.sddtool.fault.StoreFault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Keeps a data folder to one process. The system lets go of the lock when the process dies,
/// however it dies. The lock is on a file of its own: SQLite's own locks on the database would be
/// lost with any other handle on the same file that is closed.
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Creates the folder where it is missing.
  static FolderLock take(Path folder) {
    FileChannel channel;
    try {
      Files.createDirectories(folder);
      channel =
          FileChannel.open(
              folder.resolve("sdd.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new StoreFault(
          "The data folder "
              + folder
              + " cannot be written; give the user that runs sdd write access to it ["
              + e
              + "]",
          e);
    }
    if (tryLock(channel, folder) == null) {
      closeQuietly(channel);
      throw new StoreFault(
          "The data folder "
              + folder
              + " is in use by another sdd process; stop that one, or give this one its own"
              + " folder.");
    }
    return new FolderLock(channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel, Path folder) {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException held) {
      return null;
    } catch (IOException e) {
      closeQuietly(channel);
      throw new StoreFault(
          "The data folder " + folder + " is on a file system without locks; choose another.", e);
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      System.getLogger(FolderLock.class.getName())
          .log(System.Logger.Level.WARNING, "event=lock-not-closed", e);
    }
  }
}
