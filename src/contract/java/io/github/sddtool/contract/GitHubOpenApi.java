package io.github.sddtool.contract;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.sddtool.fake.github.Answer;
import io.github.sddtool.fake.github.Call;
import io.github.sddtool.fake.github.Exchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Judges exchanges by GitHub's OpenAPI description of its REST API.
///
/// Requests may have no properties that the description lacks; answers may, since GitHub adds some
/// at any time.
public final class GitHubOpenApi {
  private static final String API_PATH = "/api/v3";

  /// Answers that every endpoint may give and few descriptions name: credentials, permissions,
  /// limits, trouble.
  private static final Set<Integer> ANYWHERE = Set.of(400, 401, 403, 404, 422, 429, 500);

  private final OpenApiInteractionValidator validator;

  private GitHubOpenApi(OpenApiInteractionValidator validator) {
    this.validator = validator;
  }

  /// Reads the description, which takes some seconds: load it once.
  ///
  /// @param npm the folder where `npm ci` was run
  public static GitHubOpenApi load(Path npm) {
    var description = Npm.file(npm, "@octokit/openapi/generated/api.github.com.json");
    var levels =
        LevelResolver.create()
            // Media types with a version in them are allowed and not listed.
            .withLevel("validation.request.accept.notAllowed", ValidationReport.Level.IGNORE)
            // A path parameter such as `octo` is no JSON.
            .withLevel(
                "validation.request.parameter.schema.invalidJson", ValidationReport.Level.IGNORE)
            // The stand-in asks for credentials itself, and exchanges do not keep them.
            .withLevel("validation.request.security.missing", ValidationReport.Level.IGNORE)
            .withLevel(
                "validation.response.body.schema.additionalProperties",
                ValidationReport.Level.IGNORE)
            .build();
    return new GitHubOpenApi(
        OpenApiInteractionValidator.createForSpecificationUrl(description.toUri().toString())
            .withLevelResolver(levels)
            .build());
  }

  /// What the description has against an exchange; empty when nothing.
  public List<String> violations(Exchange exchange) {
    var found = new ArrayList<>(requestViolations(exchange.call()));
    found.addAll(responseViolations(exchange.call(), exchange.answer()));
    return found;
  }

  /// What the description has against the request alone.
  public List<String> requestViolations(Call call) {
    var request = new SimpleRequest.Builder(method(call), path(call), false);
    for (var pair : call.query().split("&", -1)) {
      if (!pair.isEmpty()) {
        var parts = pair.split("=", 2);
        request.withQueryParam(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
      }
    }
    call.headers().forEach(request::withHeader);
    if (!call.body().isEmpty()) {
      request.withBody(call.body());
    }
    return messages(call, validator.validateRequest(request.build()));
  }

  private List<String> responseViolations(Call call, Answer answer) {
    if (answer.status() == 304) {
      return answer.body().isEmpty() ? List.of() : List.of("304 with a body: " + call.path());
    }
    var response = SimpleResponse.Builder.status(answer.status());
    answer.headers().forEach(response::withHeader);
    if (!answer.body().isEmpty()) {
      response.withBody(answer.body());
    }
    var report = validator.validateResponse(path(call), method(call), response.build());
    boolean undescribed =
        report.getMessages().stream()
            .anyMatch(message -> message.getKey().equals("validation.response.status.unknown"));
    if (undescribed && ANYWHERE.contains(answer.status())) {
      return basicErrorViolations(call, answer);
    }
    return messages(call, report);
  }

  /// GitHub's schema `basic-error`.
  private static List<String> basicErrorViolations(Call call, Answer answer) {
    try {
      var body = Npm.MAPPER.readTree(answer.body());
      boolean basic =
          body.path("message").isTextual()
              && body.path("documentation_url").isTextual()
              && body.path("status").asText().equals(Integer.toString(answer.status()));
      return basic ? List.of() : List.of(call.path() + ": no basic error: " + answer.body());
    } catch (JsonProcessingException e) {
      return List.of(call.path() + ": no JSON: " + answer.body());
    }
  }

  private static List<String> messages(Call call, ValidationReport report) {
    return report.getMessages().stream()
        .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
        .map(
            message ->
                call.method() + " " + call.path() + ": " + message.getKey() + " " + message.getMessage())
        .toList();
  }

  private static Request.Method method(Call call) {
    return Request.Method.valueOf(call.method());
  }

  /// The statuses of a commit are asked for by a route of old, of which the description says in
  /// words that it is the same.
  private static String path(Call call) {
    var whole = call.pathOnly();
    var path = whole.startsWith(API_PATH) ? whole.substring(API_PATH.length()) : whole;
    return call.method().equals("GET")
        ? path.replaceFirst("^(/repos/[^/]+/[^/]+)/statuses/([^/]+)$", "$1/commits/$2/statuses")
        : path;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
