package io.github.sddtool.store.catalog;

import io.github.sddtool.store.Reading;
import io.github.sddtool.store.query.QuerySubject;
import io.github.sddtool.store.query.SpecQuery;
import io.github.sddtool.store.search.SqlSearch;
import io.github.sddtool.store.spec.Project;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

// @spec app/store#REQ-STORE-008
/// Answers queries from what was kept with each edit. Texts are found by the index and not read;
/// all else is decided row by row, which for thousands of specs takes less than their texts would.
public final class SpecQueries {
  private final Reading database;

  public SpecQueries(Reading database) {
    this.database = database;
  }

  /// The specs of a project that a query asks for, by id.
  ///
  /// @throws io.github.sddtool.fault.UserFault when the cursor is none that a page gave
  public Page<SpecSummary> run(Project project, SpecQuery query, Page.Ask ask) {
    Optional<String> after = ask.after();
    List<SpecSummary> found = database.read(handle -> found(handle, project, query, after));
    return Page.of(found.subList(0, Math.min(found.size(), ask.limit() + 1)), ask, SpecSummary::id);
  }

  private static List<SpecSummary> found(
      Handle handle, Project project, SpecQuery query, Optional<String> after) {
    Map<SpecQuery.Text, Set<Long>> texts = new HashMap<>();
    for (SpecQuery.Text text : query.texts()) {
      texts.put(text, SqlSearch.specs(handle, project.number(), text.terms()));
    }
    List<SpecSummary> all =
        handle
            .createQuery(SpecCatalog.COLUMNS + " AND id > :after ORDER BY id")
            .bind("project", project.number())
            .bind("after", after.orElse(""))
            .map((row, _) -> SpecCatalog.summary(row))
            .list();
    Known known = Known.of(handle, project.number(), query.names());
    return all.stream()
        .filter(spec -> {
          long number = spec.ref().number();
          return query.matches(
              subject(spec, known),
              (text, _) -> texts.getOrDefault(text, Set.of()).contains(number));
        })
        .toList();
  }

  private static QuerySubject subject(SpecSummary spec, Known known) {
    long number = spec.ref().number();
    SpecSummary.Kind kind = spec.kind();
    return new QuerySubject(
        spec.id(),
        kind.format(),
        new QuerySubject.Said(
            kind.title(),
            "",
            kind.domain(),
            known.dependencies().getOrDefault(number, List.of()),
            known.requirements().getOrDefault(number, List.of())),
        known.fields().getOrDefault(number, Map.of()),
        new QuerySubject.Edited(
            Optional.of(spec.edited().created()),
            Optional.of(spec.edited().updated()),
            spec.edited().by().toString()),
        known.reviewers().getOrDefault(number, Map.of()));
  }

  /// What the specs of a project have several of, by their numbers.
  private record Known(
      Map<Long, List<String>> dependencies,
      Map<Long, List<String>> requirements,
      Map<Long, Map<String, String>> fields,
      Map<Long, Map<String, String>> reviewers) {

    /// What the rows of specs themselves tell.
    private static final Set<String> OF_ROWS =
        Set.of("id", "format", "title", "domain", "depends_on", "requirement");

    /// Reads what is asked for only.
    static Known of(Handle handle, long project, Set<String> names) {
      boolean fields = !OF_ROWS.containsAll(names);
      return new Known(
          names.contains("depends_on")
              ? lists(
                  handle,
                  "SELECT part.spec AS spec, part.target AS value"
                      + FROM.formatted("spec_dependency"),
                  project)
              : Map.of(),
          names.contains("requirement")
              ? lists(
                  handle,
                  "SELECT part.spec AS spec, part.local AS value"
                      + FROM.formatted("spec_requirement"),
                  project)
              : Map.of(),
          fields
              ? maps(
                  handle,
                  "SELECT part.spec AS spec, part.name AS name, part.value AS value"
                      + FROM.formatted("spec_field"),
                  project)
              : Map.of(),
          names.contains("reviewer")
              ? maps(
                  handle,
                  "SELECT spec, reviewer AS name, LOWER(state) AS value FROM review"
                      + " WHERE project = :project ORDER BY number",
                  project)
              : Map.of());
    }

    private static final String FROM =
        " FROM %s AS part JOIN spec ON spec.number = part.spec WHERE spec.project = :project";

    private static Map<Long, List<String>> lists(Handle handle, String sql, long project) {
      Map<Long, List<String>> lists = new HashMap<>();
      handle
          .createQuery(sql)
          .bind("project", project)
          .map((row, _) ->
              lists
                  .computeIfAbsent(row.getLong("spec"), _ -> new ArrayList<>())
                  .add(row.getString("value")))
          .list();
      return lists;
    }

    private static Map<Long, Map<String, String>> maps(Handle handle, String sql, long project) {
      Map<Long, Map<String, String>> maps = new HashMap<>();
      handle
          .createQuery(sql)
          .bind("project", project)
          .map((row, _) -> {
            maps.computeIfAbsent(row.getLong("spec"), _ -> new HashMap<>())
                .put(row.getString("name"), row.getString("value"));
            return true;
          })
          .list();
      return maps;
    }
  }
}
