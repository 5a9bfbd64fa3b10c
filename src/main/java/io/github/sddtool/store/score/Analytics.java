package io.github.sddtool.store.score;

import io.github.sddtool.analysis.Measured;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.PlainSql;
import io.github.sddtool.store.Reading;
import io.github.sddtool.store.catalog.SpecEdges;
import io.github.sddtool.store.spec.Project;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

// @spec app/store#REQ-STORE-011
/// What all that is kept of a project says about it.
public final class Analytics {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final double MILLIS_A_DAY = 86_400_000.0;
  private static final double MILLIS_AN_HOUR = 3_600_000.0;

  private final Reading database;
  private final SpecEdges edges;

  public Analytics(Reading database) {
    this.database = database;
    this.edges = new SpecEdges(database);
  }

  /// A project at a glance.
  ///
  /// @param repo whose commits were judged
  /// @param now the end of "this week"
  public Overview overview(Project project, Optional<RepoId> repo, Instant now) {
    SpecEdges.Graph graph = edges.graph(project);
    return database.read(handle -> {
      Optional<CommitScore> last = repo.flatMap(one -> ScoreBook.last(handle, one));
      return new Overview(
          specs(handle, project.number(), now.minus(WEEK)),
          last.flatMap(score -> score.measures().quality()),
          last.map(score -> score.measures().coverage()),
          count(
              handle,
              "SELECT COUNT(*) FROM review JOIN spec ON spec.number = review.spec"
                  + " WHERE review.project = ? AND state = 'PENDING' AND spec.deleted = 0",
              project.number()),
          dependencies(graph),
          daysToApproval(handle, project.number()));
    });
  }

  private static Overview.Specs specs(Handle handle, long project, Instant week) {
    return new Overview.Specs(
        count(handle, "SELECT COUNT(*) FROM spec WHERE project = ? AND deleted = 0", project),
        groups(handle, "status", project),
        groups(handle, "domain", project),
        new Overview.Parts(
            count(handle, parts("spec_requirement"), project),
            count(handle, parts("spec_scenario"), project)),
        count(
            handle,
            "SELECT COUNT(*) FROM spec WHERE project = ? AND deleted = 0 AND created >= ?",
            project,
            week.toEpochMilli()),
        count(
            handle,
            "SELECT COUNT(*) FROM spec WHERE project = ? AND deleted = 0 AND updated >= ?",
            project,
            week.toEpochMilli()));
  }

  private static String parts(String table) {
    return "SELECT COUNT(*) FROM "
        + table
        + " AS part JOIN spec ON spec.number = part.spec WHERE spec.project = ?";
  }

  private static int count(Handle handle, String sql, Object... values) {
    return Math.toIntExact(PlainSql.number(handle, sql, values).orElse(0L));
  }

  private static Map<String, Integer> groups(Handle handle, String column, long project) {
    var groups = new TreeMap<String, Integer>();
    handle
        .createQuery(
            "SELECT "
                + column
                + " AS value, COUNT(*) AS specs FROM spec WHERE project = :project"
                + " AND deleted = 0 GROUP BY "
                + column)
        .bind("project", project)
        .map((row, _) ->
            groups.merge(
                row.getString("value").toLowerCase(Locale.ROOT), row.getInt("specs"), Integer::sum))
        .list();
    return groups;
  }

  private static Overview.Dependencies dependencies(SpecEdges.Graph graph) {
    Map<String, Integer> counts = new HashMap<>();
    graph.edges().forEach(edge -> counts.merge(edge.dependent(), 1, Integer::sum));
    int specs = graph.nodes().size();
    return new Overview.Dependencies(
        specs == 0 ? 0 : Math.round(graph.edges().size() * 100.0 / specs) / 100.0,
        counts.values().stream().mapToInt(Integer::intValue).max().orElse(0),
        graph.cycles().size());
  }

  private static Optional<Double> daysToApproval(Handle handle, long project) {
    Map<Long, Long> drafts = new HashMap<>();
    Map<Long, Long> approved = new HashMap<>();
    handle
        .createQuery(
            "SELECT moved.spec AS spec, LOWER(moved.status) AS status, moved.at AS at"
                + " FROM spec_status AS moved JOIN spec ON spec.number = moved.spec"
                + " WHERE spec.project = :project ORDER BY moved.spec, moved.number")
        .bind("project", project)
        .map((row, _) -> {
          long spec = row.getLong("spec");
          long at = row.getLong("at");
          String status = row.getString("status");
          if (status.equals("draft")) {
            drafts.putIfAbsent(spec, at);
          } else if (status.equals("approved") && drafts.containsKey(spec)) {
            approved.putIfAbsent(spec, at);
          }
          return true;
        })
        .list();
    return approved.isEmpty()
        ? Optional.empty()
        : Optional.of(
            rounded(
                approved.entrySet().stream()
                        .mapToLong(one ->
                            Math.max(0, one.getValue() - drafts.getOrDefault(one.getKey(), 0L)))
                        .sum()
                    / MILLIS_A_DAY
                    / approved.size()));
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }

  /// The last score of each day of a repository, the oldest first; days without one are left out.
  ///
  /// @param since the first moment that is told of
  public Map<LocalDate, CommitScore> byDay(RepoId repo, Instant since) {
    var days = new TreeMap<LocalDate, CommitScore>();
    new ScoreBook(database)
        .since(repo, since)
        .forEach(score -> days.put(score.at().atZone(ZoneOffset.UTC).toLocalDate(), score));
    return days;
  }

  /// What a domain was after a commit that changed it.
  ///
  /// @param domain `""` of specs that have none
  /// @param quality the mean of its specs' scores, to one decimal
  public record DomainStep(
      String domain,
      CommitId commit,
      Instant at,
      String rules,
      int specs,
      int requirements,
      int covered,
      Optional<Double> quality,
      Measured.Counts counts) {
    /// Covered of all requirements, in percent to one decimal; 0 where there is none.
    public double coverage() {
      return CommitScore.percent(covered, requirements);
    }
  }

  /// How the domains of a repository changed, commit by commit, the oldest first.
  ///
  /// @param since the first moment that is told of
  public List<DomainStep> byDomain(RepoId repo, Instant since) {
    var now = new TreeMap<String, SpecScore>();
    var steps = new ArrayList<DomainStep>();
    List<ScoreBook.SpecStep> all = new ScoreBook(database).steps(repo);
    for (int from = 0; from < all.size(); ) {
      CommitId commit = all.get(from).score().commit();
      var touched = new TreeSet<String>();
      int to = from;
      while (to < all.size() && all.get(to).score().commit().equals(commit)) {
        ScoreBook.SpecStep step = all.get(to);
        Optional.ofNullable(now.get(step.score().spec()))
            .ifPresent(was -> touched.add(was.measured().domain()));
        touched.add(step.score().measured().domain());
        if (step.gone()) {
          now.remove(step.score().spec());
        } else {
          now.put(step.score().spec(), step.score());
        }
        to++;
      }
      SpecScore last = all.get(to - 1).score();
      if (!last.at().isBefore(since)) {
        touched.forEach(domain -> steps.add(domain(domain, last, now.values())));
      }
      from = to;
    }
    return steps;
  }

  private static DomainStep domain(String domain, SpecScore at, Collection<SpecScore> all) {
    List<Measured.OfSpec> specs =
        all.stream().map(SpecScore::measured).filter(one -> one.domain().equals(domain)).toList();
    OptionalDouble quality =
        specs.stream()
            .flatMap(one -> one.score().stream())
            .mapToDouble(Double::doubleValue)
            .average();
    return new DomainStep(
        domain,
        at.commit(),
        at.at(),
        at.rules(),
        specs.size(),
        specs.stream().mapToInt(Measured.OfSpec::requirements).sum(),
        specs.stream().mapToInt(Measured.OfSpec::covered).sum(),
        quality.isPresent() ? Optional.of(rounded(quality.getAsDouble())) : Optional.empty(),
        new Measured.Counts(
            specs.stream().mapToInt(one -> one.counts().errors()).sum(),
            specs.stream().mapToInt(one -> one.counts().warnings()).sum(),
            specs.stream().mapToInt(one -> one.counts().drift()).sum()));
  }

  /// Everybody whom specs name as `owner` or `team`, and every reviewer, by name.
  public List<TeamMember> team(Project project) {
    return database.read(handle -> {
      Map<String, Integer> owned = owned(handle, project.number());
      Map<String, Answers> answers = answers(handle, project.number());
      var names = new TreeSet<>(owned.keySet());
      names.addAll(answers.keySet());
      return names.stream()
          .map(name ->
              answers.getOrDefault(name, Answers.NONE).member(name, owned.getOrDefault(name, 0)))
          .toList();
    });
  }

  private static Map<String, Integer> owned(Handle handle, long project) {
    Map<String, Integer> owned = new HashMap<>();
    handle
        .createQuery(
            "SELECT part.value AS name, COUNT(DISTINCT part.spec) AS specs FROM spec_field AS part"
                + " JOIN spec ON spec.number = part.spec WHERE spec.project = :project"
                + " AND LOWER(part.name) IN ('owner', 'team') AND part.value <> ''"
                + " GROUP BY part.value")
        .bind("project", project)
        .map((row, _) ->
            owned.merge(row.getString("name").strip(), row.getInt("specs"), Integer::sum))
        .list();
    return owned;
  }

  /// What somebody did of what was asked of them.
  private record Answers(int pending, int answered, long millis) {
    static final Answers NONE = new Answers(0, 0, 0);

    TeamMember member(String name, int owned) {
      int asked = pending + answered;
      return new TeamMember(
          name,
          owned,
          pending,
          answered == 0
              ? Optional.empty()
              : Optional.of(rounded(millis / MILLIS_AN_HOUR / answered)),
          asked == 0 ? Optional.empty() : Optional.of(CommitScore.percent(answered, asked)));
    }
  }

  private static Map<String, Answers> answers(Handle handle, long project) {
    Map<String, Answers> answers = new HashMap<>();
    handle
        .createQuery(
            "SELECT reviewer, SUM(CASE WHEN state = 'PENDING' THEN 1 ELSE 0 END) AS pending,"
                + " SUM(CASE WHEN state = 'PENDING' THEN 0 ELSE 1 END) AS answered,"
                + " SUM(CASE WHEN state = 'PENDING' THEN 0 ELSE decided - requested END) AS millis"
                + " FROM review JOIN spec ON spec.number = review.spec"
                + " WHERE review.project = :project AND state <> 'CANCELLED' AND spec.deleted = 0"
                + " GROUP BY reviewer")
        .bind("project", project)
        .map((row, _) -> {
          answers.put(
              row.getString("reviewer"),
              new Answers(row.getInt("pending"), row.getInt("answered"), row.getLong("millis")));
          return true;
        })
        .list();
    return answers;
  }
}
