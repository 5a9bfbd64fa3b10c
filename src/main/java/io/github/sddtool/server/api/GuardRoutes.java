package io.github.sddtool.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.access.Permission;
import io.github.sddtool.analysis.condition.Observed.Sample;
import io.github.sddtool.audit.Deed;
import io.github.sddtool.guard.AlarmBook;
import io.github.sddtool.guard.CaseBook;
import io.github.sddtool.guard.GuardSwitch;
import io.github.sddtool.guard.MetricBook;
import io.github.sddtool.guard.MetricName;
import io.github.sddtool.server.Problem;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.Reading;
import io.github.sddtool.store.desk.SpecDesk;
import io.github.sddtool.store.spec.Project;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

// @spec guard/metrics#REQ-MET-001, guard/deeds#REQ-DEED-004, guard/deeds#REQ-DEED-006
/// What the guard did, its switch, and the door for what is measured at runtime.
public final class GuardRoutes {
  private static final int MOST_CASES = 100;
  private static final int MOST_VALUES = 1_000;
  private static final int LONGEST_REASON = 500;
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final Watched watched;
  private final SpecDesk desk;
  private final Function<Project, Optional<RepoId>> repos;
  private final Consumer<Project> posted;

  /// What the routes look at.
  public record Watched(
      Reading database, MetricBook metrics, GuardSwitch toggle, AlarmBook alarms) {
    /// What a database has of it.
    public static Watched of(Database database) {
      return new Watched(
          database, new MetricBook(database), new GuardSwitch(database), new AlarmBook(database));
    }
  }

  /// @param posted told of a project once what was measured is on the disk
  GuardRoutes(
      Watched watched,
      SpecDesk desk,
      Function<Project, Optional<RepoId>> repos,
      Consumer<Project> posted) {
    this.watched = watched;
    this.desk = desk;
    this.repos = repos;
    this.posted = posted;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/guard", Permission.REPORTS_VIEW, Route.Takes.query("limit"), this::show),
        Route.put(
            "/api/guard", Permission.GUARD_SWITCH, Route.Takes.body("on", "reason"), this::toggle),
        Route.get("/api/metrics", Permission.REPORTS_VIEW, Route.Takes.NOTHING, this::metrics),
        Route.post(
            "/api/metrics", Permission.METRICS_POST, Route.Takes.body("metrics"), this::post));
  }

  private Answer show(Call call) {
    Optional<RepoId> repo = repos.apply(call.project());
    int limit = call.number("limit", 20, 1, MOST_CASES);
    ObjectNode json = Json.object();
    json.put("repository", repo.map(RepoId::toString).orElse(null));
    toggle(json, repo);
    ArrayNode alarms = json.putArray("alarms");
    repo.map(watched.alarms()::standing)
        .orElse(Map.of())
        .forEach((trigger, since) ->
            alarms.addObject().put("trigger", trigger).put("since", since.toString()));
    ArrayNode cases = json.putArray("cases");
    repo.map(one -> CaseBook.list(watched.database(), one, limit))
        .orElse(List.of())
        .forEach(one -> cases.add(json(one)));
    return Answer.ok(json);
  }

  private void toggle(ObjectNode json, Optional<RepoId> repo) {
    Optional<GuardSwitch.Setting> off = watched.toggle().off(repo);
    ObjectNode toggle = json.putObject("switch").put("on", off.isEmpty());
    off.ifPresent(setting ->
        toggle
            .put("by", setting.by())
            .put("reason", setting.reason())
            .put("at", setting.at().toString()));
  }

  private static ObjectNode json(CaseBook.Case one) {
    ObjectNode json =
        Json.object()
            .put("number", one.number())
            .put("commit", one.commit().hex())
            .put("trigger", one.trigger())
            .put("deed", one.deed().word())
            .put("state", one.state().name().toLowerCase(Locale.ROOT))
            .put("page", one.page().map(URI::toString).orElse(null))
            .put("openedAt", one.opened().toString());
    ArrayNode reasons = json.putArray("reasons");
    one.reasons()
        .lines()
        .forEach(line ->
            reasons
                .addObject()
                .put("passed", line.startsWith("+"))
                .put("text", line.length() > 2 ? line.substring(2) : ""));
    return json;
  }

  private Answer toggle(Call call) {
    Body body = call.body();
    boolean on = body.require("on", body.flag("on"));
    String reason = body.require("reason", body.line("reason", LONGEST_REASON));
    Optional<RepoId> repo = repos.apply(call.project());
    if (repo.isEmpty()) {
      throw Problem.of(
              Problem.Kind.INVALID,
              "The project '%s' mirrors no repository, so there is nothing to guard."
                  .formatted(call.project().name()))
          .refusal();
    }
    watched
        .toggle()
        .set(
            repo.get(),
            new GuardSwitch.Setting(on, call.person().name(), reason, call.clock().instant()));
    desk.note(
        call.project(),
        Deed.of(
            call.doer(),
            on ? "guard.on" : "guard.off",
            "guard:" + repo.get(),
            call.clock().instant()));
    return show(call);
  }

  private Answer metrics(Call call) {
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    MetricBook.last(watched.database(), call.project())
        .forEach((name, sample) ->
            items
                .addObject()
                .put("name", name)
                .put("value", sample.value())
                .put("at", sample.at().toString()));
    return Answer.ok(json);
  }

  private Answer post(Call call) {
    Body body = call.body();
    List<Body> given = body.objects("metrics", MOST_VALUES, List.of("name", "value", "unit", "at"));
    if (given.isEmpty()) {
      throw Problem.of(Problem.Kind.INVALID, "'metrics' must have a value.")
          .with("key", "metrics")
          .refusal();
    }
    Instant now = call.clock().instant();
    List<MetricBook.Posted> values = given.stream().map(one -> value(one, now)).toList();
    if (!watched.metrics().keep(call.project(), values, now)) {
      throw Problem.of(
              Problem.Kind.INVALID,
              "The project would have more than %d names of metrics; none of these was kept."
                  .formatted(MetricBook.MOST_NAMES))
          .refusal();
    }
    posted.accept(call.project());
    return Answer.ok(Json.object().put("kept", values.size()));
  }

  private static MetricBook.Posted value(Body one, Instant now) {
    String given = one.require("name", one.text("name"));
    String unit = one.text("unit").orElse("");
    MetricName name =
        MetricName.read(given, unit)
            .orElseThrow(() ->
                Problem.of(
                        Problem.Kind.INVALID,
                        "'%s' with the unit '%s' cannot be taken: a name is like http.server.request.duration or http_requests_total, a unit one of %s."
                            .formatted(
                                Body.shown(given),
                                Body.shown(unit),
                                String.join(", ", MetricName.units())))
                    .with("key", "name")
                    .refusal());
    double value = one.require("value", one.decimal("value"));
    Instant at = one.moment("at").orElse(now);
    if (at.isAfter(now.plus(AHEAD)) || at.isBefore(now.minus(MetricBook.KEPT))) {
      throw Problem.of(
              Problem.Kind.INVALID,
              "'at' is %s; values of the last %d days are taken."
                  .formatted(at, MetricBook.KEPT.toDays()))
          .with("key", "at")
          .refusal();
    }
    return new MetricBook.Posted(name.canonical(), new Sample(at, value * name.factor()));
  }
}
