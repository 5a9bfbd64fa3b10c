package io.github.sddtool.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

// @spec app/api#REQ-API-005
/// Why a request was not served, as RFC 9457 has it: a status, a stable type that programs compare,
/// and a sentence for people that names value, rule and choices.
///
/// @param more what is particular to it, for example `choices`; lists, texts and numbers
/// @param headers that belong to it, for example `Retry-After`
public record Problem(
    Kind kind, String detail, Map<String, Object> more, Map<String, String> headers) {
  /// Its media type.
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final ObjectMapper JSON = new ObjectMapper();

  public Problem {
    more = Map.copyOf(more);
    headers = Map.copyOf(headers);
  }

  /// Every type of problem there is. Names are for ever; sentences may change.
  public enum Kind {
    MALFORMED(400, "malformed", "The request cannot be read"),
    UNAUTHENTICATED(401, "unauthenticated", "A key is needed"),
    FORBIDDEN(403, "forbidden", "This key may not do that"),
    NOT_FOUND(404, "not-found", "There is nothing of that name"),
    METHOD(405, "method-not-allowed", "This method is not served here"),
    NOT_ACCEPTABLE(406, "not-acceptable", "No answer of an accepted type"),
    TAKEN(409, "taken", "Somebody has that already"),
    CONFLICT(409, "conflict", "Its state does not allow that"),
    STALE(412, "stale", "Somebody else was faster"),
    TOO_LARGE(413, "too-large", "The body is too large"),
    MEDIA_TYPE_UNKNOWN(415, "unsupported-media-type", "The body has another type"),
    INVALID(422, "invalid", "The request cannot be carried out"),
    PRECONDITION(428, "precondition-required", "Say which revision was edited"),
    TOO_MANY(429, "too-many-requests", "Too many requests"),
    FAILED(500, "failed", "Something went wrong here"),
    UNAVAILABLE(503, "unavailable", "Nothing can be kept at the moment");

    private final int status;
    private final String slug;
    private final String title;

    Kind(int status, String slug, String title) {
      this.status = status;
      this.slug = slug;
      this.title = title;
    }

    /// The status it is answered with.
    public int status() {
      return status;
    }

    /// As programs compare it.
    public String type() {
      return "urn:sdd:problem:" + slug;
    }
  }

  /// A problem of which there is no more to say.
  public static Problem of(Kind kind, String detail) {
    return new Problem(kind, detail, Map.of(), Map.of());
  }

  /// The same, with what may be said instead.
  public Problem choices(List<String> choices) {
    return with("choices", List.copyOf(choices));
  }

  /// The same, with one thing more.
  public Problem with(String key, Object value) {
    var all = new LinkedHashMap<>(more);
    all.put(key, value);
    return new Problem(kind, detail, all, headers);
  }

  /// The same, with one header more.
  public Problem header(String name, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Problem(kind, detail, more, all);
  }

  /// Throws it up to whoever answers.
  public Refusal refusal() {
    return new Refusal(this);
  }

  /// Whether who asks there understands problems; older addresses answer in their own way.
  static boolean isSpokenAt(String path) {
    return path.startsWith("/api/")
        && !path.startsWith("/api/deliveries")
        && !path.startsWith("/api/story")
        && !path.startsWith("/api/reports");
  }

  /// The document.
  ///
  /// @param request names the request, so that the log can be searched for it; may be empty
  public byte[] bytes(String request) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("type", kind.type());
    fields.put("title", kind.title);
    fields.put("status", kind.status);
    fields.put("detail", detail);
    if (!request.isEmpty()) {
      fields.put("instance", "urn:sdd:request:" + request);
    }
    more.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> fields.put(one.getKey(), one.getValue()));
    try {
      return JSON.writeValueAsBytes(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts, lists and numbers can always be written as JSON", e);
    }
  }

  /// A problem on its way to whoever answers.
  public static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Refusal(Problem problem) {
      super(problem.detail());
      this.problem = problem;
    }

    /// What to answer.
    public Problem problem() {
      return problem;
    }
  }
}
