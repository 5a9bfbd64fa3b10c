package io.github.sddtool.guard;

import io.github.sddtool.analysis.condition.Observed.Sample;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.PlainSql;
import io.github.sddtool.store.Reading;
import io.github.sddtool.store.spec.Project;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

// @spec guard/metrics#REQ-MET-002, guard/metrics#REQ-MET-003
/// What was measured at runtime and posted. A value of a name and a moment counts once; the last
/// one posted holds.
public final class MetricBook {
  /// Older values are forgotten.
  public static final Duration KEPT = Duration.ofDays(8);

  /// More names than a project has; what is posted beyond them is refused.
  public static final int MOST_NAMES = 500;

  private final Database database;

  public MetricBook(Database database) {
    this.database = database;
  }

  /// A value, by its canonical name.
  public record Posted(String name, Sample sample) {}

  /// Keeps values.
  ///
  /// @return false where the project would have too many names; then nothing is kept
  public boolean keep(Project project, List<Posted> posted, Instant now) {
    return database.write(handle -> {
      PlainSql.update(
          handle,
          "DELETE FROM metric_sample WHERE project = ? AND at < ?",
          project.number(),
          now.minus(KEPT).toEpochMilli());
      Set<String> names = names(handle, project);
      posted.forEach(one -> names.add(one.name()));
      if (names.size() > MOST_NAMES) {
        return false;
      }
      PlainSql.each(
          handle,
          "INSERT INTO metric_sample (project, name, at, amount) VALUES (?, ?, ?, ?)"
              + " ON CONFLICT (project, name, at) DO UPDATE SET amount = excluded.amount",
          posted.stream()
              .<List<Object>>map(one ->
                  List.of(
                      project.number(),
                      one.name(),
                      one.sample().at().toEpochMilli(),
                      one.sample().value()))
              .toList());
      return true;
    });
  }

  private static Set<String> names(Handle handle, Project project) {
    return new HashSet<>(
        handle
            .createQuery("SELECT DISTINCT name FROM metric_sample WHERE project = :project")
            .bind("project", project.number())
            .mapTo(String.class)
            .list());
  }

  /// The values of a name since a moment, and the last one before it, the oldest first.
  public static List<Sample> since(Reading database, Project project, String name, Instant moment) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT at, amount FROM metric_sample WHERE project = :project AND name = :name"
                    + " AND at >= COALESCE((SELECT MAX(at) FROM metric_sample"
                    + " WHERE project = :project AND name = :name AND at < :moment), :moment)"
                    + " ORDER BY at")
            .bind("project", project.number())
            .bind("name", name)
            .bind("moment", moment.toEpochMilli())
            .map((row, _) ->
                new Sample(Instant.ofEpochMilli(row.getLong("at")), row.getDouble("amount")))
            .list());
  }

  /// The last value of each name.
  public static Map<String, Sample> last(Reading database, Project project) {
    var last = new TreeMap<String, Sample>();
    database.read(handle ->
        handle
            .createQuery(
                "SELECT name, at, amount FROM metric_sample AS one WHERE project = :project"
                    + " AND at = (SELECT MAX(at) FROM metric_sample WHERE project = one.project"
                    + " AND name = one.name)")
            .bind("project", project.number())
            .map((row, _) ->
                last.put(
                    row.getString("name"),
                    new Sample(Instant.ofEpochMilli(row.getLong("at")), row.getDouble("amount"))))
            .list());
    return last;
  }
}
