package io.github.sddtool.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.access.Permission;
import io.github.sddtool.pipeline.notice.Inbox;
import io.github.sddtool.server.Problem;
import io.github.sddtool.store.catalog.Page;
import java.util.List;

// @spec app/notifications#REQ-NOTE-009
/// What somebody is told in the app, and the channels on which others are.
final class NoticeRoutes {
  private final Inbox inbox;

  NoticeRoutes(Inbox inbox) {
    this.inbox = inbox;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/notifications",
            Permission.SPECS_READ,
            Route.Takes.query("unread", "limit", "cursor"),
            this::list),
        Route.put(
            "/api/notifications/{number}",
            Permission.SPECS_READ,
            Route.Takes.body("read"),
            this::mark),
        Route.get(
            "/api/notifications/channels",
            Permission.ADMINS_MANAGE,
            Route.Takes.NOTHING,
            this::disabled),
        Route.post(
            "/api/notifications/channels/{name}/enable",
            Permission.ADMINS_MANAGE,
            Route.Takes.NOTHING,
            this::enable));
  }

  private Answer list(Call call) {
    Page<Inbox.Entry> page =
        inbox.list(call.project(), call.person(), call.flag("unread"), CatalogRoutes.page(call));
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    page.items().forEach(entry -> items.add(json(entry)));
    json.put("next", page.next().orElse(null));
    return Answer.ok(json);
  }

  private Answer mark(Call call) {
    Body body = call.body();
    boolean read = body.require("read", body.flag("read"));
    return inbox
        .mark(call.project(), call.person(), call.number(), read)
        .map(entry -> Answer.ok(json(entry)))
        .orElseThrow(() ->
            Problem.of(
                    Problem.Kind.NOT_FOUND,
                    "'%s' has no notification %d in the project '%s'."
                        .formatted(
                            call.caller().who().name(), call.number(), call.project().name()))
                .refusal());
  }

  private static ObjectNode json(Inbox.Entry entry) {
    return Json.object()
        .put("number", entry.number())
        .put("rule", entry.rule().isEmpty() ? null : entry.rule())
        .put("subject", entry.subject().isEmpty() ? null : entry.subject())
        .put("title", entry.said().title())
        .put("body", entry.said().body())
        .put("page", entry.said().page().orElse(null))
        .put("priority", entry.standing().urgent() ? "high" : "normal")
        .put("read", entry.standing().read())
        .put("at", entry.at().toString());
  }

  private Answer disabled(Call call) {
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("disabled");
    inbox
        .disabled()
        .forEach(one ->
            items
                .addObject()
                .put("endpoint", one.endpoint())
                .put("channel", one.channel())
                .put("since", one.since().toString())
                .put("reason", one.why()));
    return Answer.ok(json);
  }

  private Answer enable(Call call) {
    String channel = call.path("name");
    if (!inbox.enable(channel)) {
      throw Problem.of(
              Problem.Kind.NOT_FOUND,
              "No channel '%s' is disabled; GET /api/notifications/channels has those that are."
                  .formatted(Body.shown(channel)))
          .refusal();
    }
    return disabled(call);
  }
}
