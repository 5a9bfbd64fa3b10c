package io.github.sddtool.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.access.Permission;
import io.github.sddtool.audit.Deed;
import io.github.sddtool.store.desk.SpecDesk;
import io.github.sddtool.store.spec.Revision;
import io.github.sddtool.store.trail.Trail;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

// @spec app/api#REQ-API-006
/// What happened: who did what, and every edit with all that it left.
final class TrailRoutes {
  private static final int USUAL = 50;
  private static final int MOST = 200;

  /// Of the edits of one answer together; one spec alone may have more.
  private static final int MOST_CHARACTERS = 4 << 20;

  private final Trail trail;
  private final SpecDesk desk;

  TrailRoutes(Trail trail, SpecDesk desk) {
    this.trail = trail;
    this.desk = desk;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/audit/logs",
            Permission.AUDIT_READ,
            Route.Takes.query("actor", "action", "resource", "since", "until", "limit", "cursor"),
            this::logs),
        Route.get(
            "/api/changes",
            Permission.SPECS_READ,
            Route.Takes.query("after", "limit"),
            this::changes));
  }

  private Answer logs(Call call) {
    int limit = call.number("limit", USUAL, 1, MOST);
    long before = call.number("cursor", Long.MAX_VALUE, 1, Long.MAX_VALUE);
    var filter =
        new Trail.Filter(
            call.query("actor"),
            call.query("action"),
            call.query("resource"),
            call.moment("since"),
            call.moment("until"),
            Optional.of(before));
    List<Trail.Line> lines = trail.lines(call.project(), filter, limit + 1);
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    lines.stream().limit(limit).forEach(line -> items.add(json(call, line)));
    json.put("next", lines.size() > limit ? Long.toString(lines.get(limit - 1).seq()) : null);
    return Answer.ok(json);
  }

  private static ObjectNode json(Call call, Trail.Line line) {
    Deed deed = line.deed();
    ObjectNode json = Json.object();
    json.put("seq", line.seq());
    json.put("at", deed.at().toString());
    json.putObject("actor")
        .put("name", deed.by().name())
        .put("email", deed.by().email())
        .put("key", deed.by().key().isEmpty() ? null : deed.by().key());
    json.put("action", deed.action());
    json.put("resource", deed.resource());
    json.put("project", call.project().name());
    json.put("request", deed.by().request());
    json.put("source", deed.by().source().toLowerCase(Locale.ROOT));
    json.set("before", number(deed.before()));
    json.set("after", number(deed.after()));
    return json;
  }

  private static com.fasterxml.jackson.databind.JsonNode number(java.util.OptionalInt number) {
    return number.isPresent()
        ? com.fasterxml.jackson.databind.node.IntNode.valueOf(number.getAsInt())
        : com.fasterxml.jackson.databind.node.NullNode.getInstance();
  }

  private Answer changes(Call call) {
    long after = call.number("after", 0, 0, Long.MAX_VALUE);
    int limit = call.number("limit", 100, 1, MOST);
    SpecDesk.Edits edits = desk.since(call.project(), after, limit, MOST_CHARACTERS);
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    edits.revisions().forEach(revision -> items.add(json(revision)));
    json.put("last", edits.revisions().isEmpty() ? after : edits.revisions().getLast().seq());
    json.put("more", edits.more());
    return Answer.ok(json);
  }

  private static ObjectNode json(Revision revision) {
    ObjectNode json = Json.object();
    json.put("seq", revision.seq());
    json.put("spec", revision.spec().number());
    json.put("id", revision.file().id());
    json.put("path", revision.file().path().value());
    json.put("format", revision.file().format());
    json.put("action", revision.action().name().toLowerCase(Locale.ROOT));
    json.put("revision", revision.number());
    json.put("content", revision.file().text());
    json.set("author", SpecJson.person(revision.by().author()));
    json.put("at", revision.by().at().toString());
    json.put("source", SpecJson.source(revision.by()));
    json.put("message", revision.by().note());
    return json;
  }
}
