package io.github.sddtool.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.access.Permission;
import io.github.sddtool.server.Problem;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.score.Analytics;
import io.github.sddtool.store.score.CommitScore;
import io.github.sddtool.store.score.Overview;
import io.github.sddtool.store.score.ScoreBook;
import io.github.sddtool.store.score.SpecScore;
import io.github.sddtool.store.score.TeamMember;
import io.github.sddtool.store.spec.Project;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

// @spec app/api#REQ-API-014
/// Figures about a project, now and over time.
final class AnalyticsRoutes {
  private static final int MOST_DAYS = 3_650;

  private final Analytics analytics;
  private final ScoreBook scores;
  private final Function<Project, Optional<RepoId>> repos;

  /// @param repos the repository whose specs a project has
  AnalyticsRoutes(
      Analytics analytics, ScoreBook scores, Function<Project, Optional<RepoId>> repos) {
    this.analytics = analytics;
    this.scores = scores;
    this.repos = repos;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/analytics/overview",
            Permission.REPORTS_VIEW,
            Route.Takes.NOTHING,
            this::overview),
        Route.get(
            "/api/analytics/trends",
            Permission.REPORTS_VIEW,
            Route.Takes.query("days", "by"),
            this::trends),
        Route.get(
            "/api/analytics/team/{team}",
            Permission.REPORTS_VIEW,
            Route.Takes.NOTHING,
            this::team));
  }

  private Answer overview(Call call) {
    Overview now =
        analytics.overview(call.project(), repos.apply(call.project()), call.clock().instant());
    ObjectNode json = Json.object();
    json.put("project", call.project().name());
    ObjectNode specs = json.putObject("specs");
    specs.put("total", now.specs().total());
    specs.set("byStatus", counts(now.specs().byStatus()));
    specs.set("byDomain", counts(now.specs().byDomain()));
    specs.put("createdThisWeek", now.specs().created());
    specs.put("updatedThisWeek", now.specs().updated());
    json.put("requirements", now.specs().parts().requirements());
    json.put("scenarios", now.specs().parts().scenarios());
    json.put("quality", now.quality().orElse(null));
    json.put("coverage", now.coverage().orElse(null));
    json.put("pendingReviews", now.pendingReviews());
    json.putObject("dependencies")
        .put("average", now.dependencies().average())
        .put("most", now.dependencies().most())
        .put("cycles", now.dependencies().cycles());
    json.put("daysToApproval", now.daysToApproval().orElse(null));
    return Answer.ok(json);
  }

  private static ObjectNode counts(Map<String, Integer> counts) {
    ObjectNode json = Json.object();
    counts.forEach(json::put);
    return json;
  }

  /// The last entry's rules hold; what was measured by others cannot be compared with it.
  private Answer trends(Call call) {
    Instant since =
        call.clock().instant().minus(Duration.ofDays(call.number("days", 30, 1, MOST_DAYS)));
    String by = call.choice("by", List.of("day", "commit", "domain", "spec")).orElse("day");
    Optional<RepoId> repo = repos.apply(call.project());
    ObjectNode json = Json.object();
    json.put("by", by);
    json.put("since", since.toString());
    ArrayNode items = json.putArray("items");
    if (by.equals("day")) {
      repo.map(one -> analytics.byDay(one, since))
          .orElse(Map.of())
          .forEach((day, score) -> items.add(json(score).put("day", day.toString())));
    } else if (by.equals("domain")) {
      repo.map(one -> analytics.byDomain(one, since))
          .orElse(List.of())
          .forEach(step -> items.add(json(step)));
    } else if (by.equals("spec")) {
      repo.map(scores::steps).orElse(List.of()).stream()
          .filter(step -> !step.score().at().isBefore(since))
          .forEach(step -> items.add(json(step)));
    } else {
      repo.map(one -> scores.since(one, since))
          .orElse(List.of())
          .forEach(score -> items.add(json(score)));
    }
    return Answer.ok(json);
  }

  private static ObjectNode json(CommitScore score) {
    CommitScore.Measures measures = score.measures();
    ObjectNode json =
        Json.object()
            .put("at", score.at().toString())
            .put("commit", score.place().commit().hex())
            .put("rules", score.made().rules())
            .put("verdict", score.verdict().name().toLowerCase(Locale.ROOT))
            .put("specs", measures.specs())
            .put("requirements", measures.requirements())
            .put("covered", measures.covered())
            .put("tested", measures.tested())
            .put("coverage", measures.coverage())
            .put("quality", measures.quality().orElse(null))
            .put("drift", measures.drift());
    json.putObject("findings")
        .put("errors", score.findings().errors())
        .put("warnings", score.findings().warnings())
        .put("infos", score.findings().infos());
    return json;
  }

  private static ObjectNode json(ScoreBook.SpecStep step) {
    SpecScore score = step.score();
    ObjectNode json =
        Json.object()
            .put("at", score.at().toString())
            .put("commit", score.commit().hex())
            .put("rules", score.rules())
            .put("spec", score.spec())
            .put("domain", score.measured().domain())
            .put("removed", step.gone())
            .put("requirements", score.measured().requirements())
            .put("covered", score.measured().covered())
            .put("coverage", score.coverage())
            .put("quality", score.quality().orElse(null))
            .put("drift", score.measured().counts().drift());
    return findings(json, score.measured().counts().errors(), score.measured().counts().warnings());
  }

  private static ObjectNode json(Analytics.DomainStep step) {
    ObjectNode json =
        Json.object()
            .put("at", step.at().toString())
            .put("commit", step.commit().hex())
            .put("rules", step.rules())
            .put("domain", step.domain())
            .put("specs", step.specs())
            .put("requirements", step.requirements())
            .put("covered", step.covered())
            .put("coverage", step.coverage())
            .put("quality", step.quality().orElse(null))
            .put("drift", step.counts().drift());
    return findings(json, step.counts().errors(), step.counts().warnings());
  }

  private static ObjectNode findings(ObjectNode json, int errors, int warnings) {
    json.putObject("findings").put("errors", errors).put("warnings", warnings);
    return json;
  }

  private Answer team(Call call) {
    String name = call.path("team");
    TeamMember member =
        analytics.team(call.project()).stream()
            .filter(one -> one.name().equalsIgnoreCase(name))
            .findFirst()
            .orElseThrow(() ->
                Problem.of(
                        Problem.Kind.NOT_FOUND,
                        "No spec of '%s' names '%s' as its owner or team, and no review was asked of"
                                .formatted(call.project().name(), Body.shown(name))
                            + " them.")
                    .refusal());
    return Answer.ok(
        Json.object()
            .put("name", member.name())
            .put("owned", member.owned())
            .put("pendingReviews", member.pendingReviews())
            .put("hoursToAnswer", member.hoursToAnswer().orElse(null))
            .put("completion", member.completion().orElse(null)));
  }
}
