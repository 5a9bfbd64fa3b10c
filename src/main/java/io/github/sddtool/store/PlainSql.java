package io.github.sddtool.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementBuilder;

/// Statements of a unit of work that are run for every delivery, without the mapper in between: it
/// takes several times as long as such a statement itself, and all writers wait for one another.
/// Values are texts, numbers and bytes, in the order of their question marks.
public final class PlainSql {
  private PlainSql() {}

  /// Runs a statement that changes rows; returns how many.
  public static int update(Handle handle, String sql, Object... values) {
    return run(handle, sql, values, PreparedStatement::executeUpdate);
  }

  /// Runs a statement that changes rows once for each list of values, in one go.
  public static void each(Handle handle, String sql, List<List<Object>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    run(
        handle,
        sql,
        new Object[0],
        statement -> {
          for (List<Object> row : rows) {
            for (int i = 0; i < row.size(); i++) {
              statement.setObject(i + 1, row.get(i));
            }
            statement.addBatch();
          }
          return statement.executeBatch().length;
        });
  }

  /// Runs a statement that gives at most one row; returns the number in its first column.
  public static Optional<Long> number(Handle handle, String sql, Object... values) {
    return run(
        handle,
        sql,
        values,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(rows.getLong(1)) : Optional.<Long>empty();
          }
        });
  }

  @FunctionalInterface
  private interface Running<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  private static <T> T run(Handle handle, String sql, Object[] values, Running<T> running) {
    StatementBuilder statements = handle.getStatementBuilder();
    try {
      var kept = (KeptStatements) statements;
      PreparedStatement statement = kept.prepared(handle.getConnection(), sql);
      try {
        for (int i = 0; i < values.length; i++) {
          statement.setObject(i + 1, values[i]);
        }
        return running.of(statement);
      } finally {
        kept.close(handle.getConnection(), sql, statement);
      }
    } catch (SQLException e) {
      throw new Refused(sql, e);
    }
  }

  /// What the mapper would say of it.
  private static final class Refused extends JdbiException {
    private static final long serialVersionUID = 1L;

    Refused(String sql, SQLException cause) {
      super("refused: " + sql, cause);
    }
  }
}
