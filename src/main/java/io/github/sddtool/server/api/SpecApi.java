package io.github.sddtool.server.api;

import io.github.sddtool.access.AccessPolicy;
import io.github.sddtool.access.Permission;
import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.server.Door;
import io.github.sddtool.server.Problem;
import io.github.sddtool.server.Reply;
import io.github.sddtool.store.desk.SpecDesk;
import io.github.sddtool.store.spec.EditRefused;
import io.github.sddtool.store.spec.Project;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec app/api#REQ-API-001, app/api#REQ-API-005
/// The door of the store of specs. Every request goes the same way: which route, who asks, how
/// often, may they, what do they bring; then the route alone decides. Whatever goes wrong comes out
/// as a [Problem].
public final class SpecApi implements Door {
  private static final System.Logger LOG = System.getLogger(SpecApi.class.getName());
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final Pattern PROJECT = Pattern.compile("[a-z0-9._-]{1,100}");
  private static final Pattern COLUMN = Pattern.compile("column (\\d{1,6})");
  private static final String PARAMETER = "project";

  private final List<Placed> routes;
  private final Admission admission;
  private final SpecDesk desk;
  private final RateLimit limit;
  private final Clock clock;

  SpecApi(List<Route> routes, Admission admission, SpecDesk desk, RateLimit limit, Clock clock) {
    this.routes =
        routes.stream()
            .map(route -> new Placed(route, Template.of(route.template())))
            .sorted(Comparator.comparingInt(one -> -one.template().fixed()))
            .toList();
    this.admission = admission;
    this.desk = desk;
    this.limit = limit;
    this.clock = clock;
  }

  private record Placed(Route route, Template template) {}

  private record Found(Route route, Map<String, String> path) {}

  /// What is served, for example `GET /api/specs/{id}`.
  public List<String> operations() {
    return routes.stream()
        .map(one -> one.route().method() + " " + one.route().template())
        .sorted()
        .toList();
  }

  @Override
  public void routing(HttpRules rules) {
    rules.any("/api/*", this::serve);
  }

  private void serve(ServerRequest request, ServerResponse response) {
    List<Found> here = at(request.prologue().uriPath().rawPath());
    if (here.isEmpty()) {
      response.next();
      return;
    }
    String id =
        request
            .headers()
            .first(HeaderNames.create("X-Request-Id"))
            .filter(given -> REQUEST_ID.matcher(given).matches())
            .orElseGet(() -> UUID.randomUUID().toString());
    response.header("X-Request-Id", id);
    try {
      send(response, answer(here, request, response, id));
    } catch (Problem.Refusal refused) {
      Reply.problem(response, refused.problem(), id);
    } catch (EditRefused refused) {
      Reply.problem(response, problem(refused), id);
    } catch (UserFault fault) {
      Reply.problem(response, problem(fault), id);
    } catch (StoreFault fault) {
      LOG.log(System.Logger.Level.ERROR, "event=request-failed request=" + id, fault);
      Reply.problem(
          response,
          Problem.of(
                  Problem.Kind.UNAVAILABLE,
                  "The database does not answer; ask again in 30 seconds.")
              .header("Retry-After", "30"),
          id);
    } catch (HttpException refused) {
      throw refused;
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.ERROR, "event=request-failed request=" + id, failure);
      Reply.problem(
          response,
          Problem.of(Problem.Kind.FAILED, "The server's log says what, under this instance."),
          id);
    }
  }

  /// The routes at an address, by any method. Of several addresses the one wins of which most is
  /// fixed.
  private List<Found> at(String path) {
    var found = new ArrayList<Found>();
    String template = "";
    for (Placed one : routes) {
      Optional<Map<String, String>> values = one.template().match(path);
      if (values.isPresent() && (template.isEmpty() || template.equals(one.route().template()))) {
        template = one.route().template();
        found.add(new Found(one.route(), values.get()));
      }
    }
    return found;
  }

  private Answer answer(
      List<Found> here, ServerRequest request, ServerResponse response, String id) {
    Found found = byMethod(here, request.prologue().method().text());
    Route route = found.route();
    Caller caller = admission.admit(request);
    meter(caller, response);
    requireKnownQuery(request, route);
    requireAccepted(request, route);
    Project project = project(caller, request, route);
    route
        .needs()
        .ifPresent(
            needed -> Call.require(AccessPolicy.decide(caller.who(), needed, project.name())));
    return route
        .handler()
        .apply(new Call(request, caller, project, found.path(), route.takes(), id, clock));
  }

  private static Found byMethod(List<Found> here, String method) {
    List<String> methods = here.stream().map(one -> one.route().method()).sorted().toList();
    return here.stream()
        .filter(one -> one.route().method().equals(method))
        .findFirst()
        .orElseThrow(() ->
            Problem.of(
                    Problem.Kind.METHOD,
                    "'%s' is not served at %s; served are %s."
                        .formatted(
                            Body.shown(method),
                            here.getFirst().route().template(),
                            String.join(", ", methods)))
                .choices(methods)
                .header("Allow", String.join(", ", methods))
                .refusal());
  }

  private void meter(Caller caller, ServerResponse response) {
    RateLimit.Standing standing = limit.take(caller.key(), caller.perMinute());
    response.header("RateLimit-Limit", Integer.toString(standing.limit()));
    response.header("RateLimit-Remaining", Integer.toString(standing.remaining()));
    response.header("RateLimit-Reset", Long.toString(standing.resetSeconds()));
    if (!standing.admitted()) {
      String wait = Long.toString(standing.waitSeconds());
      throw Problem.of(
              Problem.Kind.TOO_MANY,
              "This key may send %d requests a minute; ask again in %s s."
                  .formatted(standing.limit(), wait))
          .header("Retry-After", wait)
          .refusal();
    }
  }

  private static void requireKnownQuery(ServerRequest request, Route route) {
    var allowed = new ArrayList<>(route.takes().query());
    allowed.add(PARAMETER);
    for (String name : request.query().names()) {
      if (!allowed.contains(name)) {
        throw Problem.of(
                Problem.Kind.MALFORMED,
                "The address has the parameter '%s'; it may have %s."
                    .formatted(Body.shown(name), String.join(", ", allowed)))
            .choices(allowed)
            .refusal();
      }
      List<String> values = request.query().all(name);
      if (values.size() > 1 || values.stream().anyMatch(SpecApi::isNoLine)) {
        throw Call.malformed(name, "said once, in one line of text", String.join(", ", values));
      }
    }
  }

  private static boolean isNoLine(String value) {
    return value.chars().anyMatch(Character::isISOControl) || !Body.isStorable(value);
  }

  private static void requireAccepted(ServerRequest request, Route route) {
    List<String> types = route.takes().answers();
    if (types.stream().noneMatch(type -> Call.accepts(request, type))) {
      throw Problem.of(
              Problem.Kind.NOT_ACCEPTABLE,
              "'%s' accepts nothing that is answered here: %s."
                  .formatted(
                      Body.shown(request.headers().first(HeaderNames.ACCEPT).orElse("")),
                      String.join(", ", types)))
          .choices(types)
          .refusal();
    }
  }

  /// A key has its project; the operator names one, which is made when something is written to it.
  private Project project(Caller caller, ServerRequest request, Route route) {
    Optional<String> named =
        request.query().first(PARAMETER).asOptional().filter(value -> !value.isEmpty());
    if (caller.project().isPresent()) {
      Project own = caller.project().get();
      if (named.filter(other -> !other.equals(own.name())).isPresent()) {
        throw Problem.of(
                Problem.Kind.FORBIDDEN,
                "This key has to do with the project '%s' only.".formatted(own.name()))
            .refusal();
      }
      return own;
    }
    if (route.needs().isEmpty()) {
      return new Project(0, "");
    }
    String name =
        named
            .filter(one -> PROJECT.matcher(one).matches())
            .orElseThrow(() ->
                Call.malformed(
                    PARAMETER,
                    "named, in at most 100 lower-case letters, digits, '-', '_' and '.', since the"
                        + " server's token belongs to no project",
                    named.orElse("")));
    if (!opens(route)) {
      return desk.project(name)
          .orElseThrow(() ->
              Problem.of(
                      Problem.Kind.NOT_FOUND,
                      "There is no project '%s'; it is made when something is written to it."
                          .formatted(name))
                  .refusal());
    }
    return desk.opened(name);
  }

  /// What may be the first thing that is written to a project.
  private static boolean opens(Route route) {
    return route.method().equals("POST")
        && route
            .needs()
            .filter(one -> one == Permission.SPECS_CREATE || one == Permission.MEMBERS_MANAGE)
            .isPresent();
  }

  /// What the store's own readers refuse: a cursor, a query, whose column they name.
  private static Problem problem(UserFault fault) {
    Problem problem = Problem.of(Problem.Kind.MALFORMED, Body.shown(fault.message()));
    Matcher column = COLUMN.matcher(fault.message());
    return column.find() ? problem.with("column", Integer.valueOf(column.group(1))) : problem;
  }

  private static Problem problem(EditRefused refused) {
    Problem.Kind kind =
        switch (refused.reason()) {
          case STALE -> Problem.Kind.STALE;
          case TAKEN -> Problem.Kind.TAKEN;
          case GONE -> Problem.Kind.NOT_FOUND;
        };
    return Problem.of(kind, String.valueOf(refused.getMessage()));
  }

  private static void send(ServerResponse response, Answer answer) {
    byte[] body = answer.body().bytes();
    response.status(Status.create(answer.status()));
    response.header("Cache-Control", "no-cache");
    answer.headers().forEach(response::header);
    response.header("X-Content-Type-Options", "nosniff");
    if (answer.mediaType().isEmpty()) {
      response.send();
    } else {
      response.header(HeaderNames.CONTENT_TYPE, answer.mediaType());
      response.send(body);
    }
  }
}
