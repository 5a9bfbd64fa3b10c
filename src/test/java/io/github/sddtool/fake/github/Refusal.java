package io.github.sddtool.fake.github;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An answer that says no, in GitHub's words where they are known.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final String DOCS = "https://docs.github.com/rest";

  private static final String RATE_LIMIT_DOCS =
      "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api";

  private final transient Answer answer;

  private Refusal(Answer answer) {
    super(answer.body(), null, false, false);
    this.answer = answer;
  }

  static Refusal of(int status, String message) {
    return of(status, message, DOCS);
  }

  static Refusal of(int status, String message, String documentation) {
    var body = Json.object().put("message", message);
    body.put("documentation_url", documentation).put("status", Integer.toString(status));
    return new Refusal(Json.answer(status, body));
  }

  /// 422, the schema of the request is not kept.
  static Refusal invalidRequest(List<String> problems) {
    return of(422, "Invalid request.\n\n" + String.join("\n", problems));
  }

  /// 422, a rule of the resource is not kept.
  static Refusal validationFailed(String resource, String field, String code, String message) {
    var body = Json.object().put("message", "Validation Failed");
    body.putArray("errors")
        .addObject()
        .put("resource", resource)
        .put("code", code)
        .put("field", field)
        .put("message", message);
    body.put("documentation_url", DOCS).put("status", "422");
    return new Refusal(Json.answer(422, body));
  }

  /// 422, a rule that has no name of its own is not kept.
  static Refusal custom(String resource, String message) {
    var body = Json.object().put("message", "Validation Failed");
    body.putArray("errors")
        .addObject()
        .put("resource", resource)
        .put("code", "custom")
        .put("message", message);
    body.put("documentation_url", DOCS).put("status", "422");
    return new Refusal(Json.answer(422, body));
  }

  static Refusal notFound() {
    return of(404, "Not Found");
  }

  static Refusal badCredentials() {
    return of(401, "Bad credentials");
  }

  static Refusal notAccessible() {
    return of(403, "Resource not accessible by integration");
  }

  /// The hourly allowance is used up; the real API says so with 403 or 429.
  static Refusal primaryLimit(int status) {
    return of(status, "API rate limit exceeded for installation.", RATE_LIMIT_DOCS);
  }

  /// Too much at once.
  static Refusal secondaryLimit() {
    return of(
        403,
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
        RATE_LIMIT_DOCS);
  }

  Refusal with(Map<String, String> headers) {
    var all = new HashMap<>(answer.headers());
    all.putAll(headers);
    return new Refusal(new Answer(answer.status(), all, answer.body()));
  }

  Answer answer() {
    return answer;
  }
}
