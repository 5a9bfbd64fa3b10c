package io.github.sddtool.server.api;

import io.github.sddtool.server.Problem;
import io.github.sddtool.source.RepoPath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

// @spec app/api#REQ-API-008
/// What an id, a path and a text may be, so that every git client can have them as a file.
final class SpecRules {
  /// In bytes of UTF-8.
  static final int LARGEST_CONTENT_BYTES = 1 << 20;

  private static final int LONGEST_ID = 200;
  private static final int LONGEST_PATH = 500;
  private static final Pattern SEGMENT = Pattern.compile("[\\p{L}\\p{M}\\p{N}._-]+");

  /// Where a spec of a format stands, where nobody says otherwise.
  private static final Map<String, String> PLACES =
      Map.of(
          "sdd", ".sdd/specs/%s/spec.md",
          "openspec", "openspec/specs/%s/spec.md",
          "speckit", "specs/%s/spec.md",
          "kiro", ".kiro/specs/%s/requirements.md");

  private SpecRules() {}

  static String id(String id) {
    boolean plain =
        id.length() <= LONGEST_ID
            && Arrays.stream(id.split("/", -1))
                .allMatch(part -> SEGMENT.matcher(part).matches() && !isStep(part));
    if (!plain) {
      throw invalid(
          "id",
          "The id '%s' must be segments of letters, digits, '.', '_' and '-' between single"
              + " slashes, at most %d characters together.",
          id,
          LONGEST_ID);
    }
    return id;
  }

  private static boolean isStep(String part) {
    return part.equals(".") || part.equals("..");
  }

  static RepoPath path(String path) {
    boolean plain =
        path.length() <= LONGEST_PATH
            && path.codePoints().allMatch(SpecRules::fits)
            && Arrays.stream(path.split("/", -1)).allMatch(SpecRules::isName);
    if (!plain) {
      throw invalid(
          "path",
          "The path '%s' must lie inside the repository: names between single slashes, without '..',"
              + " '.git', '\\', ':' and control characters, at most %d characters together.",
          path,
          LONGEST_PATH);
    }
    return new RepoPath(path);
  }

  private static boolean fits(int c) {
    return !Character.isISOControl(c)
        && Character.getType(c) != Character.FORMAT
        && Character.getType(c) != Character.SURROGATE
        && "\\:*?\"<>|".indexOf(c) < 0;
  }

  /// Some systems take `.GIT`, `.git.` and `git~1` for `.git`.
  private static boolean isName(String part) {
    String lower = part.toLowerCase(Locale.ROOT);
    return !part.isBlank()
        && !part.endsWith(".")
        && !part.endsWith(" ")
        && !lower.equals(".git")
        && !lower.equals("git~1");
  }

  /// Where a spec stands of which only the id is known.
  static RepoPath placed(String format, String id) {
    return Optional.ofNullable(PLACES.get(format))
        .map(place -> path(place.formatted(id)))
        .orElseThrow(() ->
            Problem.of(
                    Problem.Kind.INVALID,
                    "A spec of the format '%s' needs a 'path': it has no usual place; %s have."
                        .formatted(
                            format, String.join(", ", PLACES.keySet().stream().sorted().toList())))
                .with("key", "path")
                .refusal());
  }

  static String format(String format, List<String> known) {
    if (!known.contains(format)) {
      throw Problem.of(
              Problem.Kind.INVALID,
              "There is no format '%s'; there are %s."
                  .formatted(Body.shown(format), String.join(", ", known)))
          .choices(known)
          .with("key", "format")
          .refusal();
    }
    return format;
  }

  static String content(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LARGEST_CONTENT_BYTES) {
      throw Problem.of(
              Problem.Kind.TOO_LARGE,
              "The content has %d bytes; it may have %d.".formatted(bytes, LARGEST_CONTENT_BYTES))
          .with("key", "content")
          .refusal();
    }
    return text;
  }

  private static Problem.Refusal invalid(String key, String rule, String value, int most) {
    return Problem.of(Problem.Kind.INVALID, rule.formatted(Body.shown(value), most))
        .with("key", key)
        .refusal();
  }
}
