package io.github.sddtool.store;

import io.github.sddtool.fault.StoreFault;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteException;

/// Says in one sentence what is wrong with a database file and what to do about it.
final class Diagnosis {
  private Diagnosis() {}

  static StoreFault of(Path file, Throwable failure) {
    return new StoreFault(
        "The database " + file + " " + trouble(failure) + " [" + cause(failure) + "]", failure);
  }

  private static String trouble(Throwable failure) {
    if (!(sqlCause(failure) instanceof SQLiteException sqlite)) {
      return "could not be used; the log says more.";
    }
    // Extended codes carry the primary one in their lowest byte.
    return switch (sqlite.getResultCode().code & 0xff) {
      case 5, 6 -> "is locked by another program; close that program.";
      case 8, 3 -> "cannot be written; give the user that runs sdd write access to its folder.";
      case 14 -> "cannot be opened; check that its folder exists and may be written.";
      case 11, 26 -> "is damaged; restore it from a backup, or move it away to start empty.";
      case 13 -> "cannot grow because the disk is full; free some space.";
      case 10 -> "cannot be read or written; check the disk.";
      default -> "refused a statement; the log says more.";
    };
  }

  private static String cause(Throwable failure) {
    Throwable told = sqlCause(failure);
    String message = told.getMessage();
    return message == null ? told.getClass().getSimpleName() : message;
  }

  /// The SQL failure at the bottom, or the failure itself where there is none.
  private static Throwable sqlCause(Throwable failure) {
    Throwable at = failure;
    // Bounded: a chain of causes may loop.
    for (int depth = 0; depth < 20; depth++) {
      if (at instanceof SQLException) {
        return at;
      }
      Throwable next = at.getCause();
      if (next == null) {
        return failure;
      }
      at = next;
    }
    return failure;
  }
}
