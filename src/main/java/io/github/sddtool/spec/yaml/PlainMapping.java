package io.github.sddtool.spec.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a mapping of plain lines: `key: value`, `key: "value"`, `key: [a, b]`, `key:`. Most front
/// matter is nothing else; whatever is not plainly that is left to the library, with the whole
/// text.
final class PlainMapping {
  private static final int LONGEST = 10_000;
  private static final int LONGEST_KEY = 100;

  private PlainMapping() {}

  /// The mapping; empty where the text is not plain.
  static Optional<YamlValue.Mapping> read(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.empty();
    }
    Map<String, YamlValue> entries = new LinkedHashMap<>();
    int number = 1;
    int start = 0;
    while (start < text.length()) {
      int lineEnd = text.indexOf('\n', start);
      int end = lineEnd < 0 ? text.length() : lineEnd;
      int colon = keyEnd(text, start, end);
      if (colon < 0) {
        return Optional.empty();
      }
      Optional<YamlValue> value = value(text.substring(colon + 1, end), number++);
      if (value.isEmpty() || entries.put(text.substring(start, colon), value.get()) != null) {
        return Optional.empty();
      }
      start = end + 1;
    }
    return Optional.of(new YamlValue.Mapping(1, entries));
  }

  /// The index of the colon behind a key, with a space or nothing behind it; -1 without.
  private static int keyEnd(String text, int start, int end) {
    int i = start;
    while (i < end && isKey(text.charAt(i), i > start)) {
      i++;
    }
    boolean key = i > start && i - start <= LONGEST_KEY && i < end && text.charAt(i) == ':';
    return key && (i + 1 == end || text.charAt(i + 1) == ' ') ? i : -1;
  }

  private static boolean isKey(char c, boolean later) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (later && (c == '-' || (c >= '0' && c <= '9')));
  }

  private static Optional<YamlValue> value(String written, int line) {
    String value = withoutSpaces(written);
    if (value.isEmpty()) {
      return Optional.of(new YamlValue.Empty(line));
    }
    int last = value.length() - 1;
    char end = value.charAt(last);
    return switch (value.charAt(0)) {
      case '"' ->
          last > 0 && end == '"' && isQuotable(value, last)
              ? Optional.of(new YamlValue.Text(line, value.substring(1, last)))
              : Optional.empty();
      case '[' -> end == ']' ? list(value.substring(1, last), line) : Optional.empty();
      default -> isPlain(value) ? Optional.of(new YamlValue.Text(line, value)) : Optional.empty();
    };
  }

  private static String withoutSpaces(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) == ' ') {
      start++;
    }
    while (end > start && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(start, end);
  }

  private static Optional<YamlValue> list(String inside, int line) {
    List<YamlValue> items = new ArrayList<>();
    for (String part : inside.isEmpty() ? new String[0] : inside.split(", ", -1)) {
      if (part.isEmpty() || !isPlain(part) || part.indexOf(',') >= 0) {
        return Optional.empty();
      }
      items.add(new YamlValue.Text(line, part));
    }
    return Optional.of(new YamlValue.Sequence(line, items));
  }

  private static boolean isQuotable(String value, int last) {
    for (int i = 1; i < last; i++) {
      char c = value.charAt(i);
      boolean ascii = c >= ' ' && c < 127 && c != '"' && c != '\\';
      if (!ascii && (c < 128 || !Character.isLetter(c))) {
        return false;
      }
    }
    return true;
  }

  /// Whether a value needs no quotes and is no `null`.
  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean inside = i > 0 && " -_./+(),".indexOf(c) >= 0;
      if (!inside && !Character.isLetter(c) && (c < '0' || c > '9')) {
        return false;
      }
    }
    return !value.endsWith(" ") && !value.equalsIgnoreCase("null");
  }
}
