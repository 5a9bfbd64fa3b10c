package io.github.sddtool.spec.format.sdd;

import io.github.sddtool.spec.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An id at the beginning of a heading or bullet, and what follows it.
///
/// @param id in upper case
/// @param rest the text behind the id and its separator
/// @param separated whether a colon or dash stands between the two
record RequirementId(String id, String rest, boolean separated) {
  private static final List<String> KINDS = List.of("req-", "nfr-", "fr-", "sc-");

  private static final Pattern LEAD =
      Pattern.compile("^(?:requirement|요구사항)\\s*\\d*\\s*[:：]?\\s*", Pattern.CASE_INSENSITIVE);

  private static final Pattern KNOWN =
      Pattern.compile(
          "^[\\[(`]?((?:REQ|NFR|FR|SC)(?:-[A-Z0-9]{1,32}){0,4}-\\d{1,9}[a-z]?)[\\])`]?(?![\\w-])",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ANY =
      Pattern.compile(
          "^\\[?([A-Z][A-Z0-9]{0,31}(?:-[A-Z0-9]{1,32}){0,4}-\\d{1,9})\\]?(?=\\s*[:：]|\\s+[-–—]\\s)");

  private static final Pattern CHECKBOX = Pattern.compile("^\\[[ xX]\\]\\s+");

  /// The id that begins a heading: of a known kind, or of any kind when a separator follows it.
  static Optional<RequirementId> ofHeading(String text) {
    boolean led = Words.isAt(text, 0, "requirement") || text.startsWith("요구사항");
    String body = led ? LEAD.matcher(text).replaceFirst("") : text;
    return ofKnown(body).or(() -> mayBeAny(body) ? of(ANY, body) : Optional.empty());
  }

  /// The id that begins a bullet: of a known kind only, for `UTF-8: …` is no requirement.
  static Optional<RequirementId> ofBullet(String text) {
    boolean boxed = text.length() > 2 && text.charAt(0) == '[' && text.charAt(2) == ']';
    return ofKnown(boxed ? CHECKBOX.matcher(text).replaceFirst("") : text);
  }

  private static Optional<RequirementId> ofKnown(String text) {
    int start = text.isEmpty() || "[(`".indexOf(text.charAt(0)) < 0 ? 0 : 1;
    for (String kind : KINDS) {
      if (Words.isAt(text, start, kind)) {
        int end = start == 0 ? numberEnd(text, kind.length()) : -1;
        return end < 0 ? of(KNOWN, text) : Optional.of(of(text, end, text.substring(0, end)));
      }
    }
    return Optional.empty();
  }

  /// The end of a number of up to nine digits that ends an id for sure; -1 otherwise.
  private static int numberEnd(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    boolean plain = end == text.length() || " :：".indexOf(text.charAt(end)) >= 0;
    return plain && end > start && end - start <= 9 ? end : -1;
  }

  /// Whether a text begins with capitals and a dash, in brackets or not.
  private static boolean mayBeAny(String text) {
    int i = text.startsWith("[") ? 1 : 0;
    int start = i;
    while (i < text.length() && isCapitalOrDigit(text.charAt(i))) {
      i++;
    }
    return i > start && i < text.length() && text.charAt(i) == '-';
  }

  private static boolean isCapitalOrDigit(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static Optional<RequirementId> of(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find()
        ? Optional.of(of(text, matcher.end(), matcher.group(1)))
        : Optional.empty();
  }

  private static RequirementId of(String text, int end, String id) {
    String rest = text.substring(end);
    String body = rest.substring(separatorEnd(rest));
    boolean separated = !rest.stripLeading().equals(body);
    return new RequirementId(id.toUpperCase(Locale.ROOT), body.strip(), separated);
  }

  /// The end of the separator that begins a text: a colon, or dashes or a stop before a space.
  static int separatorEnd(String text) {
    int start = Words.skipSpace(text, 0);
    int end = start;
    char c = start < text.length() ? text.charAt(start) : ' ';
    if (c == ':' || c == '：') {
      return Words.skipSpace(text, start + 1);
    }
    while (end < text.length() && "-–—".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    end += c == '.' ? 1 : 0;
    boolean separates = end > start && end < text.length() && Words.isSpace(text.charAt(end));
    return separates ? Words.skipSpace(text, end) : start;
  }
}
