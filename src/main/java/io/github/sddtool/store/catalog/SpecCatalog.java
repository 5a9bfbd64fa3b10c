package io.github.sddtool.store.catalog;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Level;
import io.github.sddtool.store.Reading;
import io.github.sddtool.store.StorableText;
import io.github.sddtool.store.spec.Person;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.SpecRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

// @spec app/store#REQ-STORE-005
/// Lists of specs and what they demand, from what was kept with each edit: no text is read.
public final class SpecCatalog {
  static final String COLUMNS =
      "SELECT number, project, id, format, path, title, status, domain, revision, created, updated,"
          + " author, email FROM spec WHERE project = :project AND deleted = 0";

  private final Reading database;

  public SpecCatalog(Reading database) {
    this.database = database;
  }

  /// Specs of a project that are not deleted, by id.
  ///
  /// @throws io.github.sddtool.fault.UserFault when the cursor is none that a page gave
  public Page<SpecSummary> list(Project project, SpecFilter filter, Page.Ask ask) {
    Map<String, Object> values = new HashMap<>();
    values.put("project", project.number());
    values.put("most", ask.limit() + 1);
    var sql = new StringBuilder(COLUMNS);
    filter
        .status()
        .ifPresent(status -> {
          sql.append(" AND LOWER(status) = :status");
          values.put("status", lower(status));
        });
    filter
        .domain()
        .ifPresent(domain -> {
          sql.append(" AND LOWER(domain) = :domain");
          values.put("domain", lower(domain));
        });
    filter
        .format()
        .ifPresent(format -> {
          sql.append(" AND format = :format");
          values.put("format", StorableText.of(format));
        });
    filter
        .text()
        .ifPresent(text -> {
          sql.append(" AND (LOWER(id) LIKE :id ESCAPE '!' OR LOWER(title) LIKE :title ESCAPE '!')");
          values.put("id", pattern(text) + "%");
          values.put("title", "%" + pattern(text) + "%");
        });
    filter
        .updatedSince()
        .ifPresent(moment -> {
          sql.append(" AND updated >= :since");
          values.put("since", moment.toEpochMilli());
        });
    ask.after()
        .ifPresent(id -> {
          sql.append(" AND id > :after");
          values.put("after", StorableText.of(id));
        });
    sql.append(" ORDER BY id LIMIT :most");
    List<SpecSummary> read =
        database.read(handle -> {
          Query query = handle.createQuery(sql.toString());
          values.forEach(query::bind);
          return query.map((row, _) -> summary(row)).list();
        });
    return Page.of(read, ask, SpecSummary::id);
  }

  private static String lower(String value) {
    return StorableText.of(value.toLowerCase(Locale.ROOT));
  }

  private static String pattern(String text) {
    String cut = text.substring(0, Math.min(200, text.length()));
    return lower(cut).replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  static SpecSummary summary(ResultSet row) throws SQLException {
    return new SpecSummary(
        new SpecRef(row.getLong("project"), row.getLong("number")),
        row.getString("id"),
        new SpecSummary.Kind(
            row.getString("format"),
            new RepoPath(row.getString("path")),
            row.getString("title"),
            row.getString("status"),
            row.getString("domain")),
        row.getInt("revision"),
        new SpecSummary.Edited(
            Instant.ofEpochMilli(row.getLong("created")),
            Instant.ofEpochMilli(row.getLong("updated")),
            new Person(row.getString("author"), row.getString("email"))));
  }

  /// One spec that is not deleted.
  public Optional<SpecSummary> find(Project project, String id) {
    return database.read(handle ->
        handle
            .createQuery(COLUMNS + " AND id = :id")
            .bind("project", project.number())
            .bind("id", StorableText.of(id))
            .map((row, _) -> summary(row))
            .findOne());
  }

  /// The requirements and scenarios of a spec; none of one that is deleted.
  public SpecParts parts(SpecRef spec) {
    return database.read(handle -> parts(handle, spec));
  }

  private static SpecParts parts(Handle handle, SpecRef spec) {
    Map<Integer, List<SpecParts.Example>> scenarios = new HashMap<>();
    handle
        .createQuery(
            "SELECT requirement, name, line, text FROM spec_scenario WHERE spec = :spec"
                + " ORDER BY position")
        .bind("spec", spec.number())
        .map((row, _) ->
            scenarios
                .computeIfAbsent(row.getInt("requirement"), _ -> new ArrayList<>())
                .add(
                    new SpecParts.Example(
                        row.getString("name"), row.getInt("line"), row.getString("text"))))
        .list();
    List<SpecParts.Demand> requirements =
        handle
            .createQuery(
                "SELECT position, local, title, level, line, statement FROM spec_requirement"
                    + " WHERE spec = :spec ORDER BY position")
            .bind("spec", spec.number())
            .map((row, _) ->
                new SpecParts.Demand(
                    row.getString("local"),
                    row.getString("title"),
                    Level.valueOf(row.getString("level")),
                    row.getInt("line"),
                    row.getString("statement"),
                    scenarios.getOrDefault(row.getInt("position"), List.of())))
            .list();
    return new SpecParts(requirements, scenarios.getOrDefault(0, List.of()));
  }
}
