package io.github.sddtool.spec.format.sdd;

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

  private static final Pattern SEPARATOR =
      Pattern.compile("^\\s*(?:[:：]|[-–—]+(?=\\s)|\\.(?=\\s))?\\s*");

  /// The id that begins a heading: of a known kind, or of any kind when a separator follows it.
  static Optional<RequirementId> ofHeading(String text) {
    String body = LEAD.matcher(text).replaceFirst("");
    return of(KNOWN, body).or(() -> of(ANY, body));
  }

  /// The id that begins a bullet: of a known kind only, for `UTF-8: …` is no requirement.
  static Optional<RequirementId> ofBullet(String text) {
    return of(KNOWN, CHECKBOX.matcher(text).replaceFirst(""));
  }

  private static Optional<RequirementId> of(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String rest = text.substring(matcher.end());
    String body = SEPARATOR.matcher(rest).replaceFirst("");
    boolean separated = !rest.stripLeading().equals(body);
    return Optional.of(
        new RequirementId(matcher.group(1).toUpperCase(Locale.ROOT), body.strip(), separated));
  }
}
