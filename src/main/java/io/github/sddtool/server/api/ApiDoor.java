package io.github.sddtool.server.api;

import io.github.sddtool.pipeline.Intake;
import io.github.sddtool.pipeline.publish.ReportShelf;
import io.github.sddtool.pipeline.story.Stories;
import io.github.sddtool.pipeline.story.Story;
import io.github.sddtool.pipeline.story.StoryJson;
import io.github.sddtool.pipeline.story.Subject;
import io.github.sddtool.server.Door;
import io.github.sddtool.server.Reply;
import io.github.sddtool.source.Secret;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

// @spec app/ledger#REQ-LED-004, app/ledger#REQ-LED-005
/// `GET /api/deliveries/{id}` and `GET /api/story?of=…`: what became of it; `POST
/// /api/deliveries/{id}/replay`: works on it again; `POST /api/reports`: keeps a page that a
/// pipeline made. For whoever shows the server's token.
public final class ApiDoor implements Door {
  private static final String SCHEME = "Bearer ";

  /// In bytes; what our own renderer makes of a hundred thousand findings is less, page by page.
  private static final int LARGEST_PAGE = 16 << 20;

  private final Stories stories;
  private final Intake intake;
  private final ReportShelf shelf;
  private final Optional<Secret> token;

  /// @param token empty to let nobody in
  public ApiDoor(Stories stories, Intake intake, ReportShelf shelf, Optional<Secret> token) {
    this.stories = stories;
    this.intake = intake;
    this.shelf = shelf;
    this.token = token;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/api/deliveries/{id}", admitting(this::delivery))
        .post("/api/deliveries/{id}/replay", admitting(this::replay))
        .get("/api/story", admitting(this::story))
        .post("/api/reports", admitting(this::keep));
  }

  private io.helidon.webserver.http.Handler admitting(
      BiConsumer<ServerRequest, ServerResponse> route) {
    return (request, response) -> {
      if (token.isEmpty()) {
        Reply.error(
            response,
            Status.FORBIDDEN_403,
            "this server has no api_token_file in its settings, so nobody may ask");
      } else if (shows(request, token.get())) {
        route.accept(request, response);
      } else {
        response.header(HeaderNames.WWW_AUTHENTICATE.defaultCase(), "Bearer");
        Reply.error(response, Status.UNAUTHORIZED_401, "this needs the server's token");
      }
    };
  }

  private static boolean shows(ServerRequest request, Secret token) {
    String given = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
    return given.startsWith(SCHEME)
        && MessageDigest.isEqual(
            given.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8),
            token.reveal().getBytes(StandardCharsets.UTF_8));
  }

  private void delivery(ServerRequest request, ServerResponse response) {
    tell(new Subject.OfDelivery(request.path().pathParameters().get("id")), response);
  }

  private void story(ServerRequest request, ServerResponse response) {
    Subject.read(request.query().first("of").orElse(""))
        .ifPresentOrElse(
            subject -> tell(subject, response),
            () ->
                Reply.error(
                    response,
                    Status.BAD_REQUEST_400,
                    "of must be a delivery's id, owner/name#17, the address of a pull request or"
                        + " a comment, or a comment's number"));
  }

  private void tell(Subject subject, ServerResponse response) {
    Story story = stories.of(subject);
    if (story.isEmpty()) {
      Reply.error(response, Status.NOT_FOUND_404, "nothing of that is known here, or no longer");
    } else {
      Reply.raw(response, Status.OK_200, StoryJson.of(story));
    }
  }

  // @spec app/reports#REQ-REP-005
  private void keep(ServerRequest request, ServerResponse response) {
    String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    if (!type.equals("text/html") && !type.startsWith("text/html;")) {
      Reply.error(
          response,
          Status.UNSUPPORTED_MEDIA_TYPE_415,
          "a report is a page: its content type must be text/html");
      return;
    }
    byte[] page = request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0];
    if (page.length == 0 || page.length > LARGEST_PAGE) {
      Reply.error(
          response,
          Status.REQUEST_ENTITY_TOO_LARGE_413,
          "a report must have from 1 to %d bytes, not %d".formatted(LARGEST_PAGE, page.length));
      return;
    }
    shelf
        .keep(new String(page, StandardCharsets.UTF_8))
        .ifPresentOrElse(
            link -> Reply.json(response, Status.CREATED_201, Map.of("url", link.toASCIIString())),
            () ->
                Reply.error(
                    response,
                    Status.CONFLICT_409,
                    "this server has no public_url in its settings, so nobody could read it"));
  }

  private void replay(ServerRequest request, ServerResponse response) {
    String id = request.path().pathParameters().get("id");
    if (intake.replay(id)) {
      Reply.json(response, Status.ACCEPTED_202, Map.of("replayed", id));
    } else {
      Reply.error(
          response, Status.NOT_FOUND_404, "no such delivery is kept, or it waits to be planned");
    }
  }
}
