package io.github.sddtool.spec.format.openspec;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

// @spec formats/openspec#REQ-OSP-005
/// Makes keys of titles, each once in a spec.
final class TitleKeys {
  private static final String NAMELESS = "untitled";

  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> times = new HashMap<>();

  /// The title in lower case, with a hyphen for every run of what is neither letter nor digit of
  /// any script.
  static String of(String title) {
    var key = new StringBuilder(title.length());
    title
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(c -> {
          if (Character.isLetterOrDigit(c)) {
            key.appendCodePoint(c);
          } else if (!key.isEmpty() && key.charAt(key.length() - 1) != '-') {
            key.append('-');
          }
        });
    if (!key.isEmpty() && key.charAt(key.length() - 1) == '-') {
      key.setLength(key.length() - 1);
    }
    return key.isEmpty() ? NAMELESS : key.toString();
  }

  /// The key of the next title of a spec: a repeated one gets `-2`, `-3` and so on.
  String next(String title) {
    String key = of(title);
    String free = key;
    while (!taken.add(free)) {
      free = key + "-" + times.merge(key, 2, (n, _) -> n + 1);
    }
    return free;
  }
}
