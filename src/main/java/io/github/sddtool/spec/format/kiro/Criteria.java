package io.github.sddtool.spec.format.kiro;

import io.github.sddtool.spec.Level;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec formats/kiro#REQ-KIRO-004
/// What can be told from the sentence of a criterion. Kiro's sentences are EARS, whose words count
/// in any letter case: `WHEN … THE SYSTEM SHALL`, `While …, the system shall`.
final class Criteria {
  private static final Pattern EARS =
      Pattern.compile(
          "^(?:when|while|where|if|the|after|before|as|once|upon|given|for|each|all|on)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern BINDING =
      Pattern.compile("\\b(?:shall|must|should|may)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final Pattern NUMBERED =
      Pattern.compile("^(?:AC[- ]?)?(\\d{1,4}[A-Za-z]?)\\.(\\d{1,4})[.)]?\\s*[:：]?\\s+(?=\\S)");

  private Criteria() {}

  /// The strongest word decides.
  static Level level(String text) {
    Level strongest = Level.of(text);
    Matcher words = BINDING.matcher(CODE.matcher(text).replaceAll("``"));
    while (words.find()) {
      Level level =
          switch (words.group().toLowerCase(Locale.ROOT)) {
            case "shall", "must" -> Level.MUST;
            case "should" -> Level.SHOULD;
            default -> Level.MAY;
          };
      strongest = level.strongerThan(strongest) ? level : strongest;
    }
    return strongest;
  }

  /// Whether a sentence is written as EARS asks.
  static boolean isEars(String text) {
    return EARS.matcher(text).matches() && level(text) != Level.NONE;
  }

  /// A number such as `1.2` that stands in the sentence itself.
  ///
  /// @param requirement the number of the requirement it must begin with
  static Optional<Numbered> numbered(String text, String requirement) {
    Matcher matcher = NUMBERED.matcher(text);
    return matcher.find() && matcher.group(1).equals(requirement)
        ? Optional.of(
            new Numbered(Integer.parseInt(matcher.group(2)), text.substring(matcher.end())))
        : Optional.empty();
  }

  /// A sentence that says its number.
  record Numbered(int number, String rest) {}

  /// Whether a text is in a script whose words for obligation we do not know.
  static boolean isEastAsian(String text) {
    return text.codePoints()
        .anyMatch(c ->
            switch (Character.UnicodeScript.of(c)) {
              case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
              default -> false;
            });
  }
}
