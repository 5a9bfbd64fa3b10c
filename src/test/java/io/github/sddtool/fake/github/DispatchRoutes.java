package io.github.sddtool.fake.github;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Workflows that are started through the API.
public final class DispatchRoutes {
  private static final int MOST_INPUTS = 25;
  private static final int LONGEST_INPUTS = 65_535;

  /// A run of a workflow.
  public record Started(String workflow, String ref, Map<String, String> inputs) {}

  List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            "/repos/{owner}/{repo}/actions/workflows/{workflow}/dispatches",
            Route.writing("actions"),
            DispatchRoutes::start));
  }

  private static Answer start(Request request) {
    var repository = request.repository();
    var known = repository.workflows.get(request.text("workflow"));
    if (known == null) {
      throw Refusal.notFound();
    }
    var body = request.body();
    if (!body.path("ref").isTextual()) {
      throw Refusal.invalidRequest(List.of("\"ref\" wasn't supplied."));
    }
    var ref = body.path("ref").asText();
    if (GitProcess.commit(repository.bare, "refs/heads/" + ref).isEmpty()) {
      throw Refusal.of(422, "No ref found for: " + ref);
    }
    var inputs = new TreeMap<String, String>();
    body.path("inputs")
        .properties()
        .forEach(one -> inputs.put(one.getKey(), one.getValue().asText()));
    if (inputs.size() > MOST_INPUTS) {
      throw Refusal.invalidRequest(
          List.of("No more than " + MOST_INPUTS + " properties are allowed."));
    }
    if (body.path("inputs").toString().length() > LONGEST_INPUTS) {
      throw Refusal.of(422, "inputs are too large.");
    }
    var unexpected = new ArrayList<>(inputs.keySet());
    unexpected.removeAll(known);
    if (!unexpected.isEmpty()) {
      throw Refusal.of(
          422, "Unexpected inputs provided: [\"" + String.join("\", \"", unexpected) + "\"]");
    }
    repository.started.add(new Started(request.text("workflow"), ref, Map.copyOf(inputs)));
    return Json.empty(204);
  }
}
