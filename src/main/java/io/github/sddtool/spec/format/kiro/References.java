package io.github.sddtool.spec.format.kiro;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec formats/kiro#REQ-KIRO-008
/// Reads lists of numbers such as `1.1, 2.3-2.5`, with ranges of 50 at most spread out. Linear in
/// the text.
final class References {
  private static final int LONGEST_RANGE = 50;
  private static final Pattern REQUIREMENTS =
      Pattern.compile(
          "(?:(?<![A-Za-z])Requirements?\\b|(?<![A-Za-z])Reqs?\\b\\.?|需求|要件|要求|요구사항)\\s{0,9}[:：]?\\s{0,9}(?=\\d)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TASKS =
      Pattern.compile(
          "(?<![A-Za-z])(?:Depends(?: on)?|Dependencies|Blocked by)\\s{0,9}[:：]\\s{0,9}(?=\\d)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER =
      Pattern.compile("(\\d{1,4})(?:\\.(\\d{1,4}))?((?:\\.\\d{1,4}){0,4})(?!\\d)");
  private static final Pattern RANGE =
      Pattern.compile("\\s{0,9}(?:-|–|—|~|〜|～|\\.\\.+|to\\b)\\s{0,9}(?=\\d)");
  private static final Pattern COMMA =
      Pattern.compile(
          "\\s{0,9}(?:,|、|，|;|；|/|&|\\+|and\\b|和|と)\\s{0,9}(?:and\\s{1,9})?(?:Requirements?\\s{1,9}|需求\\s{0,9}|要件\\s{0,9})?(?=\\d)",
          Pattern.CASE_INSENSITIVE);

  private final String text;
  private final Set<String> ids = new LinkedHashSet<>();
  private int at;

  private References(String text) {
    this.text = text;
  }

  /// The requirements and criteria a text names behind `Requirements:` and its like.
  static List<String> requirements(String text) {
    return new References(text).in(REQUIREMENTS);
  }

  /// The tasks a text says come first.
  static List<String> tasks(String text) {
    return new References(text).in(TASKS);
  }

  private List<String> in(Pattern label) {
    Matcher start = label.matcher(text);
    while (start.find(at)) {
      at = start.end();
      list();
    }
    return new ArrayList<>(ids);
  }

  /// A number of a requirement, or of a criterion in it, `text` as written.
  ///
  /// @param minor -1 where the number is of a whole requirement
  private record Ordinal(int major, int minor, String text) {
    boolean isWhole() {
      return minor < 0;
    }
  }

  private void list() {
    Optional<Ordinal> from = ordinal();
    while (from.isPresent()) {
      ids.add(from.get().text());
      if (skip(RANGE)) {
        Ordinal first = from.get();
        ordinal().ifPresent(last -> spread(first, last));
      }
      from = skip(COMMA) ? ordinal() : Optional.empty();
    }
  }

  private boolean skip(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    boolean found = matcher.lookingAt();
    at = found ? matcher.end() : at;
    return found;
  }

  private Optional<Ordinal> ordinal() {
    Matcher matcher = NUMBER.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    at = matcher.end();
    String minor = matcher.group(2);
    return Optional.of(
        new Ordinal(
            Integer.parseInt(matcher.group(1)),
            minor == null ? -1 : Integer.parseInt(minor),
            matcher.group()));
  }

  /// `2.3-2.5`, `2.3-5` and `2-4`; a range over several requirements names only its ends.
  private void spread(Ordinal from, Ordinal to) {
    int first = from.isWhole() ? from.major() : from.minor();
    int last = from.isWhole() || to.isWhole() ? to.major() : to.minor();
    boolean together = from.isWhole() ? to.isWhole() : to.isWhole() || from.major() == to.major();
    if (!together || last < first || last - first >= LONGEST_RANGE) {
      ids.add(to.text());
      return;
    }
    for (int n = first + 1; n <= last; n++) {
      ids.add(from.isWhole() ? Integer.toString(n) : from.major() + "." + n);
    }
  }
}
