package io.github.sddtool.fake.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Cuts listings into pages and says in a `Link` header where the others are.
final class Paging {
  private final Links links;
  private final Faults faults;

  Paging(Links links, Faults faults) {
    this.links = links;
    this.faults = faults;
  }

  /// @param shape makes the answer's body of the elements of the page
  Answer page(Request request, List<ObjectNode> all, Function<ArrayNode, Answer> shape) {
    var query = request.query();
    int size = Math.clamp(number(query, "per_page", 30), 1, 100);
    int page = Math.max(1, number(query, "page", 1));
    int from = (int) Math.min(all.size(), (page - 1L) * size);
    var elements = Json.array();
    all.subList(from, Math.min(all.size(), from + size)).forEach(elements::add);
    var answer = shape.apply(elements);
    int last = Math.max(1, (all.size() + size - 1) / size);
    var headers = new HashMap<>(answer.headers());
    var header = linkHeader(request, page, last);
    if (!header.isEmpty()) {
      headers.put("link", header);
    }
    return new Answer(answer.status(), headers, answer.body());
  }

  private String linkHeader(Request request, int page, int last) {
    var rels = new ArrayList<String>();
    if (page > 1) {
      rels.add(link(request, Math.min(page - 1, last), "prev"));
    }
    if (page < last) {
      rels.add(link(request, page + 1, "next"));
      rels.add(link(request, last, "last"));
    }
    if (page > 1) {
      rels.add(link(request, 1, "first"));
    }
    return String.join(", ", rels);
  }

  private String link(Request request, int page, String rel) {
    var kept = new ArrayList<String>();
    for (var pair : request.call().query().split("&", -1)) {
      if (!pair.isEmpty() && !pair.startsWith("page=")) {
        kept.add(pair);
      }
    }
    kept.add("page=" + page);
    var base = faults.linkBase().orElse(links.web().toString());
    return "<"
        + base
        + request.call().pathOnly()
        + "?"
        + String.join("&", kept)
        + ">; rel=\""
        + rel
        + "\"";
  }

  private static int number(Map<String, String> query, String name, int otherwise) {
    try {
      return Integer.parseInt(query.getOrDefault(name, ""));
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
