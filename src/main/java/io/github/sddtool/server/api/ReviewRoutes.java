package io.github.sddtool.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.access.AccessPolicy;
import io.github.sddtool.access.Permission;
import io.github.sddtool.server.Problem;
import io.github.sddtool.store.catalog.Page;
import io.github.sddtool.store.desk.ReviewDesk;
import io.github.sddtool.store.review.Review;
import io.github.sddtool.store.spec.EditRefused;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

// @spec app/api#REQ-API-012
/// Who is asked about a spec, and what they say.
final class ReviewRoutes {
  private static final int MOST_REVIEWERS = 20;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_COMMENT = 10_000;
  private static final List<String> SAID =
      Arrays.stream(Review.State.values())
          .filter(state -> state != Review.State.PENDING)
          .map(Review.State::word)
          .toList();

  private final SpecRoutes specs;
  private final ReviewDesk desk;

  ReviewRoutes(SpecRoutes specs, ReviewDesk desk) {
    this.specs = specs;
    this.desk = desk;
  }

  List<Route> routes() {
    return List.of(
        Route.post(
            "/api/specs/{id}/reviews",
            Permission.REVIEWS_REQUEST,
            Route.Takes.body("reviewers", "comment"),
            this::request),
        Route.get(
            "/api/specs/{id}/reviews",
            Permission.SPECS_READ,
            Route.Takes.NOTHING,
            call -> Answer.ok(list(desk.of(specs.spec(call))))),
        Route.put(
            "/api/reviews/{number}",
            // Who asked may say that nobody needs to answer.
            Permission.REVIEWS_REQUEST,
            Route.Takes.body("state", "comment"),
            this::say),
        Route.get(
            "/api/reviews/pending",
            Permission.SPECS_READ,
            Route.Takes.query("reviewer", "limit", "cursor"),
            this::pending));
  }

  private Answer request(Call call) {
    Body body = call.body();
    List<String> reviewers = body.texts("reviewers", MOST_REVIEWERS);
    boolean named =
        !reviewers.isEmpty()
            && reviewers.stream()
                .allMatch(one ->
                    !one.isEmpty()
                        && one.length() <= LONGEST_NAME
                        && one.chars().noneMatch(Character::isISOControl));
    if (!named) {
      throw Problem.of(
              Problem.Kind.INVALID,
              "'reviewers' must name from 1 to %d people, each in one line of at most %d characters."
                  .formatted(MOST_REVIEWERS, LONGEST_NAME))
          .with("key", "reviewers")
          .refusal();
    }
    List<Review> asked =
        desk.request(call.project(), specs.spec(call), reviewers, remark(call, body), call.doer());
    return Answer.created(call.address("specs", call.path("id"), "reviews"), list(asked));
  }

  private static ReviewDesk.Remark remark(Call call, Body body) {
    String comment = body.text("comment").orElse("");
    if (comment.length() > LONGEST_COMMENT) {
      throw Problem.of(
              Problem.Kind.INVALID,
              "'comment' has %d characters; it may have %d."
                  .formatted(comment.length(), LONGEST_COMMENT))
          .with("key", "comment")
          .refusal();
    }
    return new ReviewDesk.Remark(comment, call.clock().instant());
  }

  private Answer say(Call call) {
    Review review =
        desk.find(call.project(), call.number())
            .orElseThrow(() ->
                Problem.of(
                        Problem.Kind.NOT_FOUND,
                        "The project '%s' has no review %d."
                            .formatted(call.project().name(), call.number()))
                    .refusal());
    Body body = call.body();
    Review.State state = state(body.require("state", body.text("state")));
    boolean own =
        state == Review.State.CANCELLED && review.asked().by().equals(ReviewDesk.name(call.doer()));
    if (!own) {
      Call.require(
          AccessPolicy.decide(
              call.caller().who(), Permission.REVIEWS_DECIDE, call.project().name()));
    }
    try {
      return Answer.ok(
          json(desk.say(call.project(), review, state, remark(call, body), call.doer())));
    } catch (EditRefused refused) {
      throw Problem.of(Problem.Kind.CONFLICT, String.valueOf(refused.getMessage())).refusal();
    }
  }

  private static Review.State state(String word) {
    return Arrays.stream(Review.State.values())
        .filter(state -> SAID.contains(state.word()) && state.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            Problem.of(
                    Problem.Kind.INVALID,
                    "'state' is '%s'; it must be one of %s."
                        .formatted(Body.shown(word), String.join(", ", SAID)))
                .choices(SAID)
                .with("key", "state")
                .refusal());
  }

  private Answer pending(Call call) {
    Page<Review> page =
        desk.pending(call.project(), call.query("reviewer"), CatalogRoutes.page(call));
    ObjectNode json = list(page.items());
    json.put("next", page.next().orElse(null));
    return Answer.ok(json);
  }

  private static ObjectNode list(List<Review> reviews) {
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    reviews.forEach(review -> items.add(json(review)));
    return json;
  }

  private static ObjectNode json(Review review) {
    Optional<Instant> answered = review.said().at();
    return Json.object()
        .put("number", review.number())
        .put("spec", review.subject().id())
        .put("revision", review.subject().revision())
        .put("reviewer", review.reviewer())
        .put("state", review.state().word())
        .put("requestedBy", review.asked().by())
        .put("requestedAt", review.asked().at().toString())
        .put("comment", review.said().comment())
        .put("answeredAt", answered.map(Instant::toString).orElse(null));
  }
}
