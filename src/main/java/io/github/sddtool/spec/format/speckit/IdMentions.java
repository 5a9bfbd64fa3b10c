package io.github.sddtool.spec.format.speckit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the requirements a text names: ids, lists such as `FR-025/026` and ranges such as
/// `FR-001..FR-005`, of 50 at most.
final class IdMentions {
  private static final int LONGEST_RANGE = 50;
  private static final Pattern ID =
      Pattern.compile(
          "(?<![A-Za-z0-9_-])((?:FR|NFR|SC|REQ)(?:-[A-Z]{1,12}){0,2}-)(\\d{1,6})([a-z]?)(?![A-Za-z0-9_])");
  private static final Pattern MORE =
      Pattern.compile(
          "^(\\s?/\\s?|\\s?(?:\\.\\.+|–|—|-)\\s?|\\s(?:to|through)\\s)(?:[A-Z]{1,5}-)?(\\d{1,6})(?![A-Za-z0-9_])");

  private IdMentions() {}

  static List<String> in(String text) {
    Set<String> ids = new LinkedHashSet<>();
    Matcher id = ID.matcher(text);
    while (id.find()) {
      ids.add(id.group());
      String prefix = id.group(1);
      String last = id.group(2);
      String rest = text.substring(id.end(), Math.min(text.length(), id.end() + 200));
      Matcher more = MORE.matcher(rest);
      while (more.find()) {
        spread(prefix, last, more.group(2), more.group(1).contains("/"), ids);
        last = more.group(2);
        rest = rest.substring(more.end());
        more = MORE.matcher(rest);
      }
    }
    return new ArrayList<>(ids);
  }

  private static void spread(
      String prefix, String from, String to, boolean single, Set<String> ids) {
    int first = single ? Integer.parseInt(to) : Integer.parseInt(from) + 1;
    int last = Integer.parseInt(to);
    if (last - first >= LONGEST_RANGE) {
      return;
    }
    for (int n = first; n <= last; n++) {
      String digits = Integer.toString(n);
      ids.add(prefix + "0".repeat(Math.max(0, from.length() - digits.length())) + digits);
    }
  }
}
