package io.github.sddtool.fake.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// Pull requests that are opened and changed through the API.
final class ProposalRoutes {
  private static final String RESOURCE = "PullRequest";
  private static final int LONGEST_TITLE = 256;
  private static final int LONGEST_BODY = 65_536;

  private final World world;
  private final GitHubStandIn.App app;
  private final PullRequests pullRequests;
  private final PullRoutes pulls;

  ProposalRoutes(World world, GitHubStandIn.App app, PullRequests pullRequests, PullRoutes pulls) {
    this.world = world;
    this.app = app;
    this.pullRequests = pullRequests;
    this.pulls = pulls;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "POST", "/repos/{owner}/{repo}/pulls", Route.writing("pull_requests"), this::create),
        new Route(
            "PATCH",
            "/repos/{owner}/{repo}/pulls/{number}",
            Route.writing("pull_requests"),
            this::change));
  }

  private Answer create(Request request) {
    var repository = request.repository();
    var body = request.body();
    var title = title(body);
    var text = text(body);
    // Branches of forks are none that an app could have pushed.
    var head = required(body, "head").replaceFirst("^" + repository.owner + ":", "");
    var base = required(body, "base");
    branch(repository, "head", head);
    branch(repository, "base", base);
    var range = "refs/heads/" + base + "..refs/heads/" + head;
    if (GitProcess.run(repository.bare, "rev-list", "--count", range).equals("0")) {
      throw Refusal.custom(RESOURCE, "No commits between " + base + " and " + head);
    }
    boolean taken =
        repository.pulls.values().stream()
            .anyMatch(pull ->
                pull.closed.isEmpty()
                    && pull.head.fullName().equals(repository.fullName())
                    && pull.headRef.equals(head)
                    && pull.baseRef.equals(base));
    if (taken) {
      throw Refusal.custom(
          RESOURCE, "A pull request already exists for " + repository.owner + ":" + head + ".");
    }
    boolean draft = body.path("draft").asBoolean();
    if (draft && !repository.hasDrafts) {
      throw Refusal.custom(RESOURCE, "Draft pull requests are not supported in this repository.");
    }
    var pull = repository.pull(pullRequests.open(repository, head, base));
    pull.author = request.token().flatMap(Tokens.Token::author).orElseGet(app::botLogin);
    pull.title = title;
    pull.body = text;
    pull.draft = draft;
    return Json.answer(201, pulls.shape(repository, pull));
  }

  private Answer change(Request request) {
    var pull = PullRoutes.found(request);
    var body = request.body();
    if (body.has("title")) {
      pull.title = title(body);
    }
    if (body.has("body")) {
      pull.body = text(body);
    }
    if (body.path("state").asText().equals("closed")) {
      pull.closed = Optional.of(world.clock.instant());
    }
    pull.edits++;
    pull.updated = world.clock.instant();
    return Json.answer(200, pulls.shape(request.repository(), pull));
  }

  private static void branch(World.Hosted repository, String field, String name) {
    if (GitProcess.commit(repository.bare, "refs/heads/" + name).isEmpty()) {
      throw Refusal.validationFailed(RESOURCE, field, "invalid", "");
    }
  }

  private static String title(JsonNode request) {
    var title = required(request, "title");
    if (title.isBlank()) {
      throw Refusal.custom(RESOURCE, "title can't be blank");
    }
    return within(title, "title", LONGEST_TITLE);
  }

  private static String text(JsonNode request) {
    return within(request.path("body").asText(""), "body", LONGEST_BODY);
  }

  private static String within(String text, String field, int longest) {
    if (text.codePointCount(0, text.length()) > longest) {
      throw Refusal.custom(
          RESOURCE, field + " is too long (maximum is " + longest + " characters)");
    }
    return text;
  }

  private static String required(JsonNode request, String field) {
    if (!request.has(field)) {
      throw Refusal.invalidRequest(List.of("\"" + field + "\" wasn't supplied."));
    }
    if (!request.get(field).isTextual()) {
      throw Refusal.invalidRequest(
          List.of("For 'properties/" + field + "', " + request.get(field) + " is not a string."));
    }
    return request.get(field).asText();
  }
}
