package io.github.sddtool.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.access.AccessPolicy;
import io.github.sddtool.access.Permission;
import io.github.sddtool.access.Principal;
import io.github.sddtool.access.Role;
import io.github.sddtool.access.Scope;
import io.github.sddtool.server.Problem;
import io.github.sddtool.store.key.Key;
import io.github.sddtool.store.key.KeyStore;
import io.github.sddtool.store.spec.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

// @spec app/api#REQ-API-003
/// Keys: made, listed, taken back; and whose the one is that is shown.
final class KeyRoutes {
  private static final int LONGEST = 200;
  private static final int MOST_DAYS = 3_650;
  private static final int MOST_PER_MINUTE = 100_000;

  private final KeyStore keys;

  KeyRoutes(KeyStore keys) {
    this.keys = keys;
  }

  List<Route> routes() {
    return List.of(
        Route.post(
            "/api/keys",
            Permission.MEMBERS_MANAGE,
            Route.Takes.body("name", "email", "role", "expires_days", "per_minute"),
            this::make),
        Route.get("/api/keys", Permission.MEMBERS_MANAGE, Route.Takes.NOTHING, this::list),
        Route.delete(
            "/api/keys/{number}", Permission.MEMBERS_MANAGE, Route.Takes.NOTHING, this::revoke),
        new Route("GET", "/api/me", Optional.empty(), Route.Takes.NOTHING, KeyRoutes::me));
  }

  private Answer make(Call call) {
    Body body = call.body();
    String name = body.require("name", body.line("name", LONGEST).filter(one -> !one.isEmpty()));
    String email =
        body.require("email", body.line("email", LONGEST).filter(one -> one.contains("@")));
    String text = body.require("role", body.text("role"));
    Role role =
        Role.of(text)
            .orElseThrow(() ->
                Problem.of(
                        Problem.Kind.INVALID,
                        "There is no role '%s'; there are %s."
                            .formatted(Body.shown(text), String.join(", ", Role.names())))
                    .choices(Role.names())
                    .with("key", "role")
                    .refusal());
    Call.require(AccessPolicy.decideGrant(call.caller().who(), role, call.project().name()));
    Optional<Instant> expires =
        body.number("expires_days", 1, MOST_DAYS)
            .map(days -> call.clock().instant().plus(Duration.ofDays(days)));
    int perMinute = body.number("per_minute", 1, MOST_PER_MINUTE).orElse(KeyStore.USUAL_PER_MINUTE);
    KeyStore.Made made =
        keys.make(
            new KeyStore.Order(
                call.project().name(), new Person(name, email), role, perMinute, expires),
            call.doer());
    ObjectNode json = json(made.key());
    json.put("secret", made.secret().reveal());
    return Answer.created(call.address("keys", Long.toString(made.key().number())), json)
        .header("Cache-Control", "no-store");
  }

  private Answer list(Call call) {
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    keys.all(call.project()).forEach(key -> items.add(json(key)));
    return Answer.ok(json);
  }

  private Answer revoke(Call call) {
    Key key =
        keys.find(call.project(), call.number())
            .orElseThrow(() ->
                Problem.of(
                        Problem.Kind.NOT_FOUND,
                        "The project '%s' has no key %d."
                            .formatted(call.project().name(), call.number()))
                    .refusal());
    Call.require(AccessPolicy.decideGrant(call.caller().who(), key.role(), call.project().name()));
    keys.revoke(key, call.doer());
    return Answer.silent(204);
  }

  private static ObjectNode json(Key key) {
    return Json.object()
        .put("number", key.number())
        .put("prefix", key.prefix())
        .put("name", key.person().name())
        .put("email", key.person().email())
        .put("role", key.role().text())
        .put("perMinute", key.perMinute())
        .put("createdAt", key.span().created().toString())
        .put("expiresAt", key.span().expires().map(Instant::toString).orElse(null))
        .put("usedAt", key.span().used().map(Instant::toString).orElse(null))
        .put("revokedAt", key.span().revoked().map(Instant::toString).orElse(null));
  }

  private static Answer me(Call call) {
    Principal who = call.caller().who();
    ObjectNode json =
        Json.object()
            .put("name", who.name())
            .put("email", who.email())
            .put("role", who.role().text())
            .put("project", who.project().orElse(null))
            .put("perMinute", call.caller().perMinute());
    json.set(
        "scopes",
        Json.texts(
            Arrays.stream(Scope.values())
                .filter(who.role().scope()::holds)
                .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                .toList()));
    json.set(
        "permissions",
        Json.texts(who.role().permissions().stream().map(Permission::text).toList()));
    return Answer.ok(json);
  }
}
