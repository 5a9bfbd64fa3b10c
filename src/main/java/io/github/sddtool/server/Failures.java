package io.github.sddtool.server;

import io.github.sddtool.fault.StoreFault;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Map;

/// What the server says when a request cannot be served: a status and one sentence of ours. What
/// happened inside goes to the log only.
final class Failures {
  private static final System.Logger LOG = System.getLogger(Failures.class.getName());

  private Failures() {}

  /// For requests that reach a route.
  static void register(HttpRouting.Builder routing) {
    routing.error(
        Throwable.class,
        (request, response, failure) -> {
          if (Problem.isSpokenAt(request.prologue().uriPath().rawPath())) {
            explain(response, failure);
          } else {
            answer(response, failure);
          }
        });
  }

  /// For requests that reach none: unreadable, too large, without a route.
  static DirectHandlers direct() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    DirectHandler handler = Failures::direct;
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, handler);
    }
    return handlers.build();
  }

  private static DirectHandler.TransportResponse direct(
      DirectHandler.TransportRequest request,
      DirectHandler.EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    if (Problem.isSpokenAt(request.path())) {
      return DirectHandler.TransportResponse.builder()
          .status(status)
          .headers(headers)
          .header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
          .keepAlive(false)
          .entity(problem(status).bytes(""))
          .build();
    }
    return DirectHandler.TransportResponse.builder()
        .status(status)
        .headers(headers)
        .header(HeaderValues.CONTENT_TYPE_JSON)
        .keepAlive(false)
        .entity(Reply.bytes(Map.of("error", sentence(status))))
        .build();
  }

  private static void answer(ServerResponse response, Throwable failure) {
    switch (failure) {
      case RequestException refused -> {
        // The rest of the request may still be on its way: this connection is of no more use.
        response.header(HeaderValues.CONNECTION_CLOSE);
        Reply.error(response, refused.status(), sentence(refused.status()));
      }
      case HttpException refused ->
          Reply.error(response, refused.status(), sentence(refused.status()));
      case StoreFault fault -> {
        LOG.log(System.Logger.Level.ERROR, "event=request-failed", fault);
        Reply.unavailable(response, Duration.ofSeconds(30), "nothing can be kept at the moment");
      }
      default -> {
        LOG.log(System.Logger.Level.ERROR, "event=request-failed", failure);
        Reply.error(
            response, Status.INTERNAL_SERVER_ERROR_500, sentence(Status.INTERNAL_SERVER_ERROR_500));
      }
    }
  }

  /// The same where problems are understood.
  private static void explain(ServerResponse response, Throwable failure) {
    switch (failure) {
      case RequestException refused -> {
        response.header(HeaderValues.CONNECTION_CLOSE);
        Reply.problem(response, problem(refused.status()), "");
      }
      case HttpException refused -> Reply.problem(response, problem(refused.status()), "");
      case Problem.Refusal refused -> Reply.problem(response, refused.problem(), "");
      case StoreFault fault -> {
        LOG.log(System.Logger.Level.ERROR, "event=request-failed", fault);
        Reply.problem(response, unavailable(), "");
      }
      default -> {
        LOG.log(System.Logger.Level.ERROR, "event=request-failed", failure);
        Reply.problem(response, problem(Status.INTERNAL_SERVER_ERROR_500), "");
      }
    }
  }

  private static Problem unavailable() {
    return Problem.of(
            Problem.Kind.UNAVAILABLE, "The database does not answer; ask again in 30 seconds.")
        .header("Retry-After", "30");
  }

  private static Problem problem(Status status) {
    Problem.Kind kind =
        switch (status.code()) {
          case 404 -> Problem.Kind.NOT_FOUND;
          case 405 -> Problem.Kind.METHOD;
          case 413 -> Problem.Kind.TOO_LARGE;
          case 500 -> Problem.Kind.FAILED;
          case 503 -> Problem.Kind.UNAVAILABLE;
          default -> Problem.Kind.MALFORMED;
        };
    return Problem.of(kind, sentence(status));
  }

  /// Of the status alone: the library's messages may repeat what came in.
  private static String sentence(Status status) {
    return switch (status.code()) {
      case 400 -> "the request cannot be read";
      case 404 -> "there is nothing here";
      case 405 -> "this method is not served here";
      case 413 -> "the body is larger than " + HttpServer.LARGEST_BODY_BYTES + " bytes";
      case 414 -> "the address is too long";
      case 431 -> "the headers are too large";
      case 500 -> "something went wrong here; the log says what";
      default -> "the request cannot be served";
    };
  }
}
