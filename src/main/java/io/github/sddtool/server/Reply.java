package io.github.sddtool.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// Small JSON answers. Whatever text goes in comes out escaped.
public final class Reply {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Reply() {}

  /// Answers with one JSON object, keys in order.
  public static void json(ServerResponse response, Status status, Map<String, String> fields) {
    send(response, status, bytes(fields));
  }

  /// Answers with JSON that was made elsewhere.
  public static void raw(ServerResponse response, Status status, String json) {
    send(response, status, json.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(ServerResponse response, Status status, byte[] json) {
    response.status(status);
    response.header(HeaderValues.CONTENT_TYPE_JSON);
    response.header(HeaderNames.CACHE_CONTROL.defaultCase(), "no-store");
    response.send(json);
  }

  /// Answers `{"error": "…"}`.
  public static void error(ServerResponse response, Status status, String message) {
    json(response, status, Map.of("error", message));
  }

  /// Answers with a problem.
  ///
  /// @param request names the request; may be empty
  public static void problem(ServerResponse response, Problem problem, String request) {
    response.status(Status.create(problem.kind().status()));
    problem.headers().forEach(response::header);
    response.header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    response.send(problem.bytes(request));
  }

  /// Answers 503 and says when to come again.
  public static void unavailable(ServerResponse response, Duration pause, String message) {
    response.header(HeaderNames.RETRY_AFTER.defaultCase(), Long.toString(pause.toSeconds()));
    error(response, Status.SERVICE_UNAVAILABLE_503, message);
  }

  static byte[] bytes(Map<String, String> fields) {
    try {
      return JSON.writeValueAsBytes(new TreeMap<>(fields));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings can always be written as JSON", e);
    }
  }
}
