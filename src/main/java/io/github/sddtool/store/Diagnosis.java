package io.github.sddtool.store;

import io.github.sddtool.fault.StoreFault;
import java.sql.SQLException;

/// Says in one sentence what is wrong with a database and what to do about it.
final class Diagnosis {
  private Diagnosis() {}

  static StoreFault of(Engine engine, Throwable failure) {
    String trouble =
        sqlCause(failure) instanceof SQLException sql
            ? engine.trouble(sql)
            : "could not be used; the log says more.";
    return new StoreFault(
        "The database " + engine.name() + " " + trouble + " [" + cause(failure) + "]", failure);
  }

  private static String cause(Throwable failure) {
    Throwable told = sqlCause(failure);
    String message = told.getMessage();
    return message == null ? told.getClass().getSimpleName() : message;
  }

  /// The SQL failure at the bottom, or the failure itself where there is none.
  static Throwable sqlCause(Throwable failure) {
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
