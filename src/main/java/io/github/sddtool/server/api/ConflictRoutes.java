package io.github.sddtool.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.access.Permission;
import io.github.sddtool.audit.Deed;
import io.github.sddtool.server.Problem;
import io.github.sddtool.store.desk.SpecDesk;
import io.github.sddtool.store.spec.EditRefused;
import io.github.sddtool.store.spec.Provenance;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Edits in git and here that contradict each other.
final class ConflictRoutes {
  private static final List<String> CHOICES = List.of("git", "store", "base", "proceed", "text");
  private static final List<String> STATES = List.of("open", "resolved", "all");

  private final Conflicts conflicts;

  private final SpecDesk desk;

  ConflictRoutes(Conflicts conflicts, SpecDesk desk) {
    this.desk = desk;
    this.conflicts = conflicts;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/conflicts", Permission.SPECS_READ, Route.Takes.query("state"), this::list),
        Route.post(
            "/api/conflicts/{number}/resolve",
            Permission.CONFLICTS_RESOLVE,
            Route.Takes.body("choice", "text", "message"),
            this::resolve));
  }

  private Answer list(Call call) {
    String state = call.choice("state", STATES).orElse("open");
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    conflicts
        .all(call.project(), Conflicts.Asked.valueOf(state.toUpperCase(Locale.ROOT)))
        .forEach(conflict -> items.add(json(conflict)));
    return Answer.ok(json);
  }

  private Answer resolve(Call call) {
    Body body = call.body();
    Conflicts.Choice choice = choice(body);
    Conflicts.Conflict conflict =
        resolved(call, choice, call.by(body))
            .orElseThrow(() ->
                Problem.of(
                        Problem.Kind.NOT_FOUND,
                        "The project '%s' has no conflict %d."
                            .formatted(call.project().name(), call.number()))
                    .refusal());
    desk.note(
        call.project(),
        Deed.of(
            call.doer(),
            "conflict.resolve",
            "conflict:" + conflict.number(),
            call.clock().instant()));
    return Answer.ok(json(conflict));
  }

  private Optional<Conflicts.Conflict> resolved(Call call, Conflicts.Choice choice, Provenance by) {
    try {
      return conflicts.resolve(call.project(), call.number(), choice, by);
    } catch (EditRefused refused) {
      throw Problem.of(Problem.Kind.CONFLICT, String.valueOf(refused.getMessage())).refusal();
    }
  }

  private static Conflicts.Choice choice(Body body) {
    String choice = body.require("choice", body.text("choice"));
    if (!choice.equals("text") && body.has("text")) {
      throw Problem.of(
              Problem.Kind.INVALID,
              "'text' belongs to the choice 'text', not to '%s'.".formatted(Body.shown(choice)))
          .with("key", "text")
          .refusal();
    }
    return switch (choice) {
      case "git" -> new Conflicts.Choice.Git();
      case "store" -> new Conflicts.Choice.Store();
      case "base" -> new Conflicts.Choice.Base();
      case "proceed" -> new Conflicts.Choice.Proceed();
      case "text" ->
          new Conflicts.Choice.Text(SpecRules.content(body.require("text", body.text("text"))));
      default ->
          throw Problem.of(
                  Problem.Kind.INVALID,
                  "'choice' is '%s'; it must be one of %s."
                      .formatted(Body.shown(choice), String.join(", ", CHOICES)))
              .choices(CHOICES)
              .with("key", "choice")
              .refusal();
    };
  }

  private static ObjectNode json(Conflicts.Conflict conflict) {
    String choice = conflict.standing().choice();
    return Json.object()
        .put("number", conflict.number())
        .put("spec", conflict.spec().orElse(null))
        .put("part", conflict.part())
        .put("base", conflict.sides().base().orElse(null))
        .put("git", conflict.sides().git().orElse(null))
        .put("store", conflict.sides().store().orElse(null))
        .put("state", conflict.standing().state().name().toLowerCase(Locale.ROOT))
        .put("choice", choice.isEmpty() ? null : choice)
        .put("proposal", conflict.proposal().map(URI::toString).orElse(null))
        .put("foundAt", conflict.found().toString())
        .put("changedAt", conflict.changed().toString());
  }
}
