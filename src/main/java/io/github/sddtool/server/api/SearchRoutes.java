package io.github.sddtool.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.access.Permission;
import io.github.sddtool.server.Problem;
import io.github.sddtool.store.catalog.Page;
import io.github.sddtool.store.catalog.SpecQueries;
import io.github.sddtool.store.catalog.SpecSummary;
import io.github.sddtool.store.query.SpecQuery;
import io.github.sddtool.store.search.SearchHit;
import io.github.sddtool.store.search.SearchIndex;
import io.github.sddtool.store.search.SearchKind;
import io.github.sddtool.store.search.SearchPage;
import io.github.sddtool.store.search.SearchRequest;
import java.util.Arrays;
import java.util.List;

// @spec app/api#REQ-API-013
/// Finding specs by their words, and by what is known of them.
final class SearchRoutes {
  private static final int USUAL = 20;
  private static final int MOST = 200;
  private static final int FARTHEST = 10_000;
  private static final List<String> KINDS =
      Arrays.stream(SearchKind.values()).map(SearchKind::word).toList();

  private final SearchIndex index;
  private final SpecQueries queries;

  SearchRoutes(SearchIndex index, SpecQueries queries) {
    this.index = index;
    this.queries = queries;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/search",
            Permission.SEARCH_USE,
            Route.Takes.query("q", "type", "domain", "status", "limit", "cursor"),
            this::search),
        Route.post(
            "/api/search/advanced",
            Permission.SEARCH_USE,
            Route.Takes.body("query", "limit", "cursor"),
            this::query));
  }

  private Answer search(Call call) {
    String text =
        call.query("q")
            .orElseThrow(() ->
                Problem.of(
                        Problem.Kind.MALFORMED, "The address must have 'q', the words to look for.")
                    .with("parameter", "q")
                    .refusal());
    int limit = call.number("limit", USUAL, 1, MOST);
    int offset = call.number("cursor", 0, 0, FARTHEST);
    var within =
        new SearchRequest.Within(
            call.choice("type", KINDS).map(SearchKind::of),
            call.query("domain"),
            call.query("status"));
    SearchPage page =
        index.search(call.project().number(), new SearchRequest(text, within, limit, offset));
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    page.hits().forEach(hit -> items.add(json(hit)));
    boolean more = page.more() && offset + limit <= FARTHEST;
    json.put("next", more ? Integer.toString(offset + limit) : null);
    return Answer.ok(json);
  }

  private static ObjectNode json(SearchHit hit) {
    ObjectNode json =
        Json.object()
            .put("type", hit.kind().word())
            .put("spec", hit.spec())
            .put("key", hit.key())
            .put("title", hit.title())
            .put("path", hit.shown().at().path().value())
            .put("line", hit.shown().at().line())
            .put("snippet", hit.shown().snippet().text())
            .put("score", hit.score());
    ArrayNode marks = json.putArray("marks");
    hit.shown()
        .snippet()
        .marks()
        .forEach(mark -> marks.addObject().put("start", mark.start()).put("end", mark.end()));
    return json;
  }

  private Answer query(Call call) {
    Body body = call.body();
    SpecQuery query = SpecQuery.of(body.require("query", body.text("query")));
    var ask = new Page.Ask(body.text("cursor"), body.number("limit", 1, MOST).orElse(USUAL));
    Page<SpecSummary> page = queries.run(call.project(), query, ask);
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    page.items().forEach(spec -> items.add(CatalogRoutes.json(call, spec)));
    json.put("next", page.next().orElse(null));
    return Answer.ok(json);
  }
}
