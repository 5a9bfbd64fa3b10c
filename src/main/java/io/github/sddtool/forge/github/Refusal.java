package io.github.sddtool.forge.github;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sddtool.forge.ForgeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// An answer of GitHub that is no success, with what of it matters for telling people and for
/// trying again. It is an [IOException] so that it passes through the library unread.
final class Refusal extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_EXPLANATION = 400;
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).build())
              .build());

  private final int status;
  private final String explanation;
  private final transient Function<String, Optional<String>> headers;

  private Refusal(int status, String explanation, Function<String, Optional<String>> headers) {
    super("GitHub answered " + status);
    this.status = status;
    this.explanation = explanation;
    this.headers = headers;
  }

  static Refusal read(int status, Function<String, Optional<String>> headers, byte[] body) {
    return new Refusal(status, ForgeText.clip(explain(body), LONGEST_EXPLANATION), headers);
  }

  int status() {
    return status;
  }

  /// What GitHub says about it, on one line; empty when it says nothing we can read.
  String explanation() {
    return explanation;
  }

  Optional<String> header(String name) {
    return headers.apply(name);
  }

  /// Whether the words alone tell of a secondary rate limit, as some answers without headers do.
  boolean speaksOfSecondaryLimit() {
    String words = explanation.toLowerCase(Locale.ROOT);
    return words.contains("secondary rate limit") || words.contains("abuse detection");
  }

  private static String explain(byte[] body) {
    try {
      JsonNode answer = JSON.readTree(body);
      var parts = new ArrayList<String>();
      parts.add(answer.path("message").asText(""));
      for (JsonNode error : answer.path("errors")) {
        parts.add(error.isTextual() ? error.textValue() : describe(error));
      }
      return onOneLine(parts);
    } catch (IOException _) {
      // Proxies answer with pages of HTML or plain text, of which the beginning tells enough.
      int some = Math.min(body.length, LONGEST_EXPLANATION);
      return onOneLine(List.of(new String(body, 0, some, StandardCharsets.UTF_8)));
    }
  }

  private static String describe(JsonNode error) {
    String message = error.path("message").asText("");
    return message.isEmpty()
        ? error.path("field").asText("") + " " + error.path("code").asText("")
        : message;
  }

  private static String onOneLine(List<String> parts) {
    String joined = String.join("; ", parts.stream().filter(part -> !part.isBlank()).toList());
    return ForgeText.clean(joined).replace('\n', ' ').replace('\t', ' ').strip();
  }
}
