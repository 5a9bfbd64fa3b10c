package io.github.sddtool.server.api;

import io.github.sddtool.server.Problem;
import io.github.sddtool.store.spec.StoredSpec;
import io.helidon.http.HeaderNames;
import java.util.Arrays;

// @spec app/api#REQ-API-009
/// Which revision of a spec somebody has in hand: `"12-3"` for revision 3 of spec 12.
record EntityTag(String text) {
  static EntityTag of(StoredSpec spec) {
    return of(spec, spec.revision());
  }

  static EntityTag of(StoredSpec spec, int revision) {
    return new EntityTag("\"" + spec.ref().number() + "-" + revision + "\"");
  }

  /// Whether whoever asks has it already.
  boolean isKnownTo(Call call) {
    return call.header(HeaderNames.IF_NONE_MATCH).map(this::isAmong).orElse(false);
  }

  private boolean isAmong(String tags) {
    return Arrays.stream(tags.split(",", -1))
        .map(String::strip)
        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
        .anyMatch(tag -> tag.equals("*") || tag.equals(text));
  }

  /// Refuses an edit of another revision, and one that does not say of which it is.
  void require(Call call) {
    String given =
        call.header(HeaderNames.IF_MATCH)
            .orElseThrow(() ->
                Problem.of(
                        Problem.Kind.PRECONDITION,
                        "Send the ETag of the spec as you read it in the header If-Match, so that"
                            + " nobody's edit is lost; now it is %s.".formatted(text))
                    .with("etag", text)
                    .refusal());
    boolean same =
        Arrays.stream(given.split(",", -1))
            .map(String::strip)
            .anyMatch(tag -> tag.equals("*") || tag.equals(text));
    if (!same) {
      throw stale(Body.shown(given)).refusal();
    }
  }

  /// Somebody else was faster.
  Problem stale(String given) {
    return Problem.of(
            Problem.Kind.STALE,
            "The edit is of %s, and the spec is at %s by now; read it again."
                .formatted(given, text))
        .with("etag", text)
        .header("ETag", text);
  }
}
