package io.github.sddtool.fake.github;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the route of a call, asks for credentials and permission, and lets the route answer.
final class Router {
  private final World world;
  private final AppKey key;
  private final Tokens tokens;
  private final List<Route> routes;

  Router(World world, AppKey key, Tokens tokens, List<Route> routes) {
    this.world = world;
    this.key = key;
    this.tokens = tokens;
    this.routes = List.copyOf(routes);
  }

  /// @param authorization the raw header, empty when there was none
  Answer answer(Call call, String authorization) {
    var path = call.pathOnly().substring(Links.API_PATH.length());
    for (var route : routes) {
      var vars =
          route.method().equals(call.method())
              ? route.match(path)
              : Optional.<Map<String, String>>empty();
      if (vars.isPresent()) {
        try {
          return answer(route, call, vars.get(), authorization);
        } catch (Refusal refusal) {
          return refusal.answer();
        }
      }
    }
    return Refusal.notFound().answer();
  }

  private Answer answer(Route route, Call call, Map<String, String> vars, String authorization) {
    synchronized (world) {
      return switch (route.access()) {
        case Route.Access.Anyone _ ->
            route.handler().handle(new Request(call, vars, Optional.empty(), Optional.empty()));
        case Route.Access.App _ -> {
          key.requireValidJwt(bearer(authorization));
          yield route.handler().handle(new Request(call, vars, Optional.empty(), Optional.empty()));
        }
        case Route.Access.Installation needed -> {
          var token = tokens.find(bearer(authorization)).orElseThrow(Refusal::badCredentials);
          var repository = accessible(vars, token);
          requirePermission(needed, token);
          yield route
              .handler()
              .handle(new Request(call, vars, Optional.of(token), Optional.of(repository)));
        }
      };
    }
  }

  private World.Hosted accessible(Map<String, String> vars, Tokens.Token token) {
    var fullName = vars.get("owner") + "/" + vars.get("repo");
    var repository = world.repositoryOfInstallation(fullName).orElseThrow(Refusal::notFound);
    var limited = token.repositories();
    boolean ofInstallation =
        Long.valueOf(token.installation()).equals(world.installations.get(repository.owner));
    if (!ofInstallation || (!limited.isEmpty() && !limited.contains(fullName))) {
      throw Refusal.notFound();
    }
    return repository;
  }

  private void requirePermission(Route.Access.Installation needed, Tokens.Token token) {
    boolean allowed = needed.oneOf().stream().anyMatch(name -> grants(name, needed.level(), token));
    if (!allowed) {
      throw Refusal.notAccessible();
    }
  }

  private boolean grants(String name, String level, Tokens.Token token) {
    var granted = world.permissions.get(name);
    var narrowed = token.permissions().isEmpty() ? granted : token.permissions().get(name);
    return covers(granted, level) && covers(narrowed, level);
  }

  private static boolean covers(@Nullable String granted, String level) {
    return "write".equals(granted) || level.equals(granted);
  }

  private static String bearer(String authorization) {
    if (authorization.isEmpty()) {
      throw Refusal.of(401, "Requires authentication");
    }
    var parts = authorization.split(" ", 2);
    boolean known = parts[0].equalsIgnoreCase("bearer") || parts[0].equalsIgnoreCase("token");
    if (!known || parts.length != 2) {
      throw Refusal.badCredentials();
    }
    return parts[1].strip();
  }
}
