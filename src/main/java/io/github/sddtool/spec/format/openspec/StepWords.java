package io.github.sddtool.spec.format.openspec;

import java.util.ArrayList;
import java.util.List;

/// The steps of a scenario, which are a habit of OpenSpec and no rule: a scenario in prose is
/// complete, one that has steps needs WHEN and THEN.
final class StepWords {
  private static final List<String> NEEDED = List.of("WHEN", "THEN");
  private static final List<String> ALL = List.of("GIVEN", "WHEN", "THEN");

  private StepWords() {}

  /// The step words a scenario lacks; all that are needed where it says nothing.
  static String missing(String text) {
    if (text.isBlank()) {
      return String.join(", ", NEEDED);
    }
    var found = new ArrayList<String>();
    for (String line : text.split("\n", -1)) {
      String said = line.strip();
      for (String word : ALL) {
        if (begins(said, word)) {
          found.add(word);
        }
      }
    }
    return found.isEmpty()
        ? ""
        : String.join(", ", NEEDED.stream().filter(word -> !found.contains(word)).toList());
  }

  private static boolean begins(String text, String word) {
    return text.regionMatches(true, 0, word, 0, word.length())
        && (text.length() == word.length()
            || !Character.isLetterOrDigit(text.charAt(word.length())));
  }
}
