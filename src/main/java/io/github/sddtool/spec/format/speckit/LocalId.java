package io.github.sddtool.spec.format.speckit;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec formats/speckit#REQ-KIT-003
/// An id that begins a line, such as `FR-004`, and what follows it.
///
/// @param id in upper case, a letter behind the number in lower case
/// @param rest the text behind the id and its separator
/// @param separated whether a colon, dash or the end of bold type stands behind the id
record LocalId(String id, String rest, boolean separated) {
  private static final Pattern START =
      Pattern.compile(
          "^(?:\\[[ xX]\\]\\s+)?[\\[(`]?([A-Z][A-Z0-9]{0,11}(?:-[A-Z][A-Z0-9]{0,15}){0,3}-\\d{1,6}[a-z]?)[\\])`]?(?![\\w-])");

  /// Behind an id of a list or a range: such a line speaks about requirements and is none.
  private static final Pattern SEVERAL =
      Pattern.compile(
          "^\\s*(?:[,/&+、]|\\.\\.|(?:through|and|to|or|und)\\b|[–—-]\\s*(?:[A-Z]{1,12}-)?\\d).*",
          Pattern.DOTALL);

  private static final Pattern SEPARATOR =
      Pattern.compile("^\\s*(?:\\([^)]{0,80}\\)\\s*)?(?:[:：]|[–—-]+(?=\\s)|\\.(?=\\s))\\s*");

  /// Kinds of requirements that need no separator behind them.
  private static final Set<String> USUAL = Set.of("FR", "NFR", "SC", "REQ");

  /// What looks like an id and is none: stories, tasks, standards.
  private static final Set<String> OTHERS =
      Set.of(
          "US",
          "STORY",
          "T",
          "TASK",
          "PHASE",
          "STEP",
          "ADR",
          "RFC",
          "CVE",
          "CWE",
          "ISO",
          "IEC",
          "IEEE",
          "ECMA",
          "PEP",
          "UTF",
          "UCS",
          "SHA",
          "MD",
          "AES",
          "RSA",
          "HTTP",
          "HTTPS",
          "TLS",
          "SSL",
          "WCAG",
          "GPT",
          "UTC",
          "GMT",
          "PR",
          "GH",
          "ES",
          "H",
          "P",
          "COVID",
          "CP",
          "HMAC-SHA",
          "ED",
          "X",
          "V");

  /// The id that begins a heading or a list item.
  ///
  /// @param bold whether the line begins in bold type, as the template writes ids
  static Optional<LocalId> read(String text, boolean bold) {
    Matcher start = START.matcher(text);
    if (!start.find()) {
      return Optional.empty();
    }
    String id = start.group(1);
    String prefix = id.substring(0, id.lastIndexOf('-'));
    String rest = text.substring(start.end());
    if (OTHERS.contains(prefix) || SEVERAL.matcher(rest).matches()) {
      return Optional.empty();
    }
    Matcher separator = SEPARATOR.matcher(rest);
    boolean separated = separator.find() || bold;
    if (!separated && !USUAL.contains(prefix)) {
      return Optional.empty();
    }
    String body = SEPARATOR.matcher(rest).replaceFirst("");
    return Optional.of(new LocalId(withSuffix(id), body.strip(), separated));
  }

  /// The id that is all there is in the first cell of a row.
  static Optional<LocalId> ofCell(String cell, String rest) {
    Optional<LocalId> found = read(cell.strip() + ":", true);
    return found
        .filter(id -> id.rest().isEmpty() || id.rest().equals(":"))
        .map(id -> new LocalId(id.id(), rest, false));
  }

  private static String withSuffix(String id) {
    char last = id.charAt(id.length() - 1);
    return Character.isLetter(last)
        ? id.substring(0, id.length() - 1).toUpperCase(Locale.ROOT) + last
        : id.toUpperCase(Locale.ROOT);
  }
}
