package io.github.sddtool.store.trail;

import io.github.sddtool.audit.Deed;
import io.github.sddtool.store.Reading;
import io.github.sddtool.store.spec.Project;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

// @spec app/api#REQ-API-006
/// What was done to the store, in the database, which refuses to change or delete a line.
public final class Trail {
  private final Reading database;

  public Trail(Reading database) {
    this.database = database;
  }

  /// A line of it.
  ///
  /// @param seq from 1, larger for what was done later
  public record Line(long seq, Deed deed) {}

  /// Which lines are wanted; what is empty asks for nothing.
  ///
  /// @param actor the whole name or email
  /// @param since not before
  /// @param until before
  /// @param before only lines with a smaller [Line#seq()]
  public record Filter(
      Optional<String> actor,
      Optional<String> action,
      Optional<String> resource,
      Optional<Instant> since,
      Optional<Instant> until,
      Optional<Long> before) {}

  /// Appends as part of a greater unit of work.
  public static void append(Handle handle, Project project, Deed deed) {
    handle
        .createUpdate(
            "INSERT INTO deed (project, at, actor, email, key, action, resource, source, request,"
                + " revision_before, revision_after)"
                + " VALUES (:project, :at, :actor, :email, :key, :action, :resource, :source,"
                + " :request, :before, :after)")
        .bind("project", project.number())
        .bind("at", deed.at().toEpochMilli())
        .bind("actor", deed.by().name())
        .bind("email", deed.by().email())
        .bind("key", deed.by().key())
        .bind("action", deed.action())
        .bind("resource", deed.resource())
        .bind("source", deed.by().source())
        .bind("request", deed.by().request())
        .bindByType("before", boxed(deed.before()), Long.class)
        .bindByType("after", boxed(deed.after()), Long.class)
        .execute();
  }

  /// The lines of a project, the latest first.
  ///
  /// @param most of them
  public List<Line> lines(Project project, Filter filter, int most) {
    return database.read(handle -> lines(handle, project, filter, most));
  }

  private static List<Line> lines(Handle handle, Project project, Filter filter, int most) {
    var where = new ArrayList<>(List.of("project = :project"));
    filter.actor().ifPresent(_ -> where.add("(actor = :actor OR email = :actor)"));
    filter.action().ifPresent(_ -> where.add("action = :action"));
    filter.resource().ifPresent(_ -> where.add("resource = :resource"));
    filter.since().ifPresent(_ -> where.add("at >= :since"));
    filter.until().ifPresent(_ -> where.add("at < :until"));
    filter.before().ifPresent(_ -> where.add("seq < :before"));
    Query query =
        handle
            .createQuery(
                "SELECT * FROM deed WHERE "
                    + String.join(" AND ", where)
                    + " ORDER BY seq DESC LIMIT :most")
            .bind("project", project.number())
            .bind("most", most);
    filter.actor().ifPresent(actor -> query.bind("actor", actor));
    filter.action().ifPresent(action -> query.bind("action", action));
    filter.resource().ifPresent(resource -> query.bind("resource", resource));
    filter.since().ifPresent(since -> query.bind("since", since.toEpochMilli()));
    filter.until().ifPresent(until -> query.bind("until", until.toEpochMilli()));
    filter.before().ifPresent(before -> query.bind("before", before));
    return query.map((row, _) -> line(row)).list();
  }

  private static Line line(ResultSet row) throws SQLException {
    var by =
        new Deed.Doer(
            row.getString("actor"),
            row.getString("email"),
            row.getString("key"),
            row.getString("source"),
            row.getString("request"));
    return new Line(
        row.getLong("seq"),
        new Deed(
            by,
            row.getString("action"),
            row.getString("resource"),
            Instant.ofEpochMilli(row.getLong("at")),
            revision(row, "revision_before"),
            revision(row, "revision_after")));
  }

  private static OptionalInt revision(ResultSet row, String column) throws SQLException {
    int number = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private static @org.jspecify.annotations.Nullable Long boxed(OptionalInt number) {
    return number.isPresent() ? Long.valueOf(number.getAsInt()) : null;
  }
}
