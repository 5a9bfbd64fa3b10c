package io.github.sddtool.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.access.Permission;
import io.github.sddtool.server.Problem;
import io.github.sddtool.store.catalog.Page;
import io.github.sddtool.store.catalog.SpecCatalog;
import io.github.sddtool.store.catalog.SpecEdges;
import io.github.sddtool.store.catalog.SpecFilter;
import io.github.sddtool.store.catalog.SpecHistory;
import io.github.sddtool.store.catalog.SpecSummary;
import io.github.sddtool.store.spec.Revision;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Lists of specs, how each came about, and what depends on what.
final class CatalogRoutes {
  private static final int USUAL = 50;
  private static final int MOST = 200;
  private static final Route.Takes REACH = Route.Takes.query("transitive");
  private static final String MERMAID = "text/vnd.mermaid";
  private static final String DOT = "text/vnd.graphviz";

  private final SpecRoutes specs;
  private final SpecCatalog catalog;
  private final SpecHistory history;
  private final SpecEdges edges;

  CatalogRoutes(SpecRoutes specs, SpecCatalog catalog, SpecHistory history, SpecEdges edges) {
    this.specs = specs;
    this.catalog = catalog;
    this.history = history;
    this.edges = edges;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/specs",
            Permission.SPECS_READ,
            Route.Takes.query(
                "status", "domain", "format", "q", "updated_since", "limit", "cursor"),
            this::list),
        Route.get(
            "/api/specs/{id}/history",
            Permission.SPECS_READ,
            Route.Takes.query("limit", "cursor"),
            this::history),
        Route.get(
            "/api/specs/{id}/dependencies",
            Permission.SPECS_READ,
            REACH,
            call -> reach(edges.dependencies(call.project(), spec(call), call.flag("transitive")))),
        Route.get(
            "/api/specs/{id}/dependents",
            Permission.SPECS_READ,
            REACH,
            call -> reach(edges.dependents(call.project(), spec(call), call.flag("transitive")))),
        Route.get(
            "/api/graph",
            Permission.SPECS_READ,
            Route.Takes.query("format").answering(Answer.JSON, MERMAID, DOT),
            this::graph));
  }

  static Page.Ask page(Call call) {
    return new Page.Ask(call.query("cursor"), call.number("limit", USUAL, 1, MOST));
  }

  private Answer list(Call call) {
    var filter =
        new SpecFilter(
            call.query("status"),
            call.query("domain"),
            call.query("format"),
            call.query("q"),
            call.moment("updated_since"));
    Page<SpecSummary> page = catalog.list(call.project(), filter, page(call));
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    page.items().forEach(spec -> items.add(json(call, spec)));
    json.put("next", page.next().orElse(null));
    return Answer.ok(json);
  }

  static ObjectNode json(Call call, SpecSummary spec) {
    ObjectNode json =
        Json.object()
            .put("id", spec.id())
            .put("format", spec.kind().format())
            .put("path", spec.kind().path().value())
            .put("title", spec.kind().title())
            .put("status", present(spec.kind().status()).orElse(null))
            .put("domain", present(spec.kind().domain()).orElse(null))
            .put("revision", spec.revision())
            .put("createdAt", spec.edited().created().toString())
            .put("updatedAt", spec.edited().updated().toString());
    json.set("updatedBy", SpecJson.person(spec.edited().by()));
    json.set("links", SpecJson.links(call, spec.id()));
    return json;
  }

  private static Optional<String> present(String text) {
    return Optional.of(text).filter(one -> !one.isEmpty());
  }

  private Answer history(Call call) {
    Page<SpecHistory.Edit> page = history.edits(specs.spec(call).ref(), page(call));
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    page.items().forEach(edit -> items.add(json(edit)));
    json.put("next", page.next().orElse(null));
    return Answer.ok(json);
  }

  private static ObjectNode json(SpecHistory.Edit edit) {
    Revision revision = edit.revision();
    ObjectNode json =
        Json.object()
            .put("revision", revision.number())
            .put("seq", revision.seq())
            .put("action", revision.action().name().toLowerCase(Locale.ROOT))
            .put("id", revision.file().id())
            .put("path", revision.file().path().value())
            .put("at", revision.by().at().toString())
            .put("source", SpecJson.source(revision.by()))
            .put("message", revision.by().note())
            .put("origin", revision.by().origin())
            .put("diff", edit.diff());
    json.set("author", SpecJson.person(revision.by().author()));
    return json;
  }

  private String spec(Call call) {
    return specs.spec(call).file().id();
  }

  private static Answer reach(Optional<SpecEdges.Reach> reach) {
    SpecEdges.Reach found =
        reach.orElseThrow(
            () -> Problem.of(Problem.Kind.NOT_FOUND, "The spec was removed just now.").refusal());
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    found.specs().forEach(node -> items.add(json(node)));
    json.set("missing", Json.texts(found.missing()));
    return Answer.ok(json);
  }

  private static ObjectNode json(SpecEdges.Node node) {
    return Json.object()
        .put("id", node.id())
        .put("title", node.title())
        .put("status", present(node.status()).orElse(null))
        .put("domain", present(node.domain()).orElse(null));
  }

  private Answer graph(Call call) {
    return switch (call.choice("format", List.of("json", "mermaid", "dot")).orElse("json")) {
      case "mermaid" -> Answer.text(MERMAID, specs.drawn(call, "mermaid"));
      case "dot" -> Answer.text(DOT, specs.drawn(call, "dot"));
      default -> Answer.ok(json(edges.graph(call.project())));
    };
  }

  private static ObjectNode json(SpecEdges.Graph graph) {
    ObjectNode json = Json.object();
    ArrayNode nodes = json.putArray("nodes");
    graph.nodes().forEach(node -> nodes.add(json(node)));
    ArrayNode all = json.putArray("edges");
    graph
        .edges()
        .forEach(
            edge -> all.addObject().put("from", edge.dependent()).put("to", edge.dependency()));
    ArrayNode cycles = json.putArray("cycles");
    graph.cycles().forEach(cycle -> cycles.add(Json.texts(cycle)));
    json.set("missing", Json.texts(graph.missing()));
    return json;
  }
}
