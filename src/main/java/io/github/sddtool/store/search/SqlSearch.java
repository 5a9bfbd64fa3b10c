package io.github.sddtool.store.search;

import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.store.PlainSql;
import io.github.sddtool.store.Reading;
import io.github.sddtool.store.StorableText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The index that the database itself has. What an edit says can be found as soon as the edit is
/// made, since both are one unit of work.
public final class SqlSearch implements SearchIndex {
  private final Reading database;

  public SqlSearch(Reading database) {
    this.database = database;
  }

  private record Match(long entry, double score) {
    long spec() {
      return spec(entry);
    }

    SearchKind kind() {
      long bits = entry & SearchTables.KIND_BITS;
      return Arrays.stream(SearchKind.values())
          .filter(kind -> SearchTables.bits(kind) == bits)
          .findFirst()
          .orElse(SearchKind.SPEC);
    }

    static long spec(long entry) {
      return (entry >> SearchTables.SPEC_SHIFT) & SearchTables.SPEC_BITS;
    }

    long position() {
      return entry & ((1L << SearchTables.KIND_SHIFT) - 1);
    }
  }

  @Override
  public SearchPage search(long project, SearchRequest request) {
    SearchTerms terms = SearchTerms.of(request.text());
    if (terms.isEmpty()) {
      return SearchPage.NOTHING;
    }
    return database.read(handle -> {
      List<Match> matches = matches(handle, project, terms, request);
      var hits = new ArrayList<SearchHit>();
      matches.stream()
          .limit(request.limit())
          .forEach(match -> hit(handle, match, terms).ifPresent(hits::add));
      return new SearchPage(hits, matches.size() > request.limit());
    });
  }

  private static List<Match> matches(
      Handle handle, long project, SearchTerms terms, SearchRequest request) {
    var more = new StringBuilder();
    SearchRequest.Within within = request.within();
    SearchTables tables = SearchTables.of(handle);
    within
        .kind()
        .ifPresent(_ ->
            more.append(" AND (" + tables.number() + " & " + SearchTables.KIND_BITS + ") = :kind"));
    if (within.domain().isPresent() || within.status().isPresent()) {
      more.append(
          " AND ((%s >> %d) & %d) IN (SELECT number FROM spec WHERE project = :project"
              .formatted(tables.number(), SearchTables.SPEC_SHIFT, SearchTables.SPEC_BITS));
      within.domain().ifPresent(_ -> more.append(" AND LOWER(domain) = :domain"));
      within.status().ifPresent(_ -> more.append(" AND LOWER(status) = :status"));
      more.append(')');
    }
    more.append(" ORDER BY score DESC, entry LIMIT :limit OFFSET :offset");
    Query query =
        tables
            .matching(handle, project, terms, more.toString())
            .bind("limit", request.limit() + 1)
            .bind("offset", request.offset());
    within.kind().ifPresent(kind -> query.bind("kind", SearchTables.bits(kind)));
    if (within.domain().isPresent() || within.status().isPresent()) {
      query.bind("project", project);
    }
    within.domain().ifPresent(domain -> query.bind("domain", key(domain)));
    within.status().ifPresent(status -> query.bind("status", key(status)));
    return query.map((row, _) -> new Match(row.getLong("entry"), row.getDouble("score"))).list();
  }

  private static String key(String value) {
    return StorableText.of(value.toLowerCase(Locale.ROOT));
  }

  /// The numbers of all specs of a project whose text matches. Part of a reading.
  public static Set<Long> specs(Handle handle, long project, SearchTerms terms) {
    if (terms.isEmpty()) {
      return Set.of();
    }
    SearchTables tables = SearchTables.of(handle);
    return new HashSet<>(
        tables
            .matching(
                handle,
                project,
                terms,
                " AND (" + tables.number() + " & " + SearchTables.KIND_BITS + ") = 0")
            .map((row, _) -> Match.spec(row.getLong("entry")))
            .list());
  }

  private static Optional<SearchHit> hit(Handle handle, Match match, SearchTerms terms) {
    String select =
        switch (match.kind()) {
          case SPEC ->
              "SELECT spec.id AS id, spec.path AS path, '' AS local, spec.title AS title,"
                  + " 1 AS line, revision.text AS text FROM spec JOIN spec_revision AS revision"
                  + " ON revision.spec = spec.number AND revision.number = spec.revision"
                  + " WHERE spec.number = :spec AND :position = 0";
          case REQUIREMENT ->
              "SELECT spec.id AS id, spec.path AS path, part.local AS local, part.title AS title,"
                  + " part.line AS line, part.statement AS text FROM spec JOIN spec_requirement AS"
                  + " part ON part.spec = spec.number WHERE spec.number = :spec"
                  + " AND part.position = :position";
          case SCENARIO ->
              "SELECT spec.id AS id, spec.path AS path, COALESCE(owner.local, '') AS local,"
                  + " part.name AS title, part.line AS line, part.text AS text FROM spec"
                  + " JOIN spec_scenario AS part ON part.spec = spec.number"
                  + " LEFT JOIN spec_requirement AS owner ON owner.spec = part.spec"
                  + " AND owner.position = part.requirement WHERE spec.number = :spec"
                  + " AND part.position = :position";
        };
    return handle
        .createQuery(select)
        .bind("spec", match.spec())
        .bind("position", match.position())
        .map((row, _) -> hit(row, match, terms))
        .findOne();
  }

  private static SearchHit hit(ResultSet row, Match match, SearchTerms terms) throws SQLException {
    String id = row.getString("id");
    String local = row.getString("local");
    String text = row.getString("text");
    int line = match.kind() == SearchKind.SPEC ? Snippet.line(text, terms) : row.getInt("line");
    return new SearchHit(
        match.kind(),
        id,
        local.isEmpty() ? id : id + "#" + local,
        row.getString("title"),
        new SearchHit.Shown(
            Location.of(new RepoPath(row.getString("path")), line), Snippet.of(text, terms)),
        match.score());
  }

  /// All of them: an edit and its entries are one unit of work.
  @Override
  public long fedUpTo(long project) {
    return database.read(handle ->
        PlainSql.number(handle, "SELECT seq FROM project WHERE number = ?", project).orElse(0L));
  }

  /// Nothing is left to do.
  @Override
  public void feed(long project, List<SearchChange> changes) {
    // The edits themselves brought their entries along.
  }
}
