package io.github.sddtool.spec.steps;

import io.github.sddtool.spec.Words;
import io.github.sddtool.spec.markdown.TextLine;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// A step word of a scenario.
public enum Step {
  GIVEN,
  WHEN,
  THEN;

  private static final Step[] ALL = values();

  private final String upper = name();
  private final String lower = name().toLowerCase(Locale.ROOT);
  private final String title = name().charAt(0) + lower.substring(1);

  /// The steps a line begins or holds. Outside a scenario only a clearly marked word counts, so
  /// that prose such as "Given the constraints, …" is none.
  public static Set<Step> of(TextLine line, boolean inScenario) {
    String text = line.text();
    if (text.isEmpty() || "gwtGWT".indexOf(text.charAt(0)) < 0) {
      return Set.of();
    }
    for (Step step : ALL) {
      if (Words.isAt(text, 0, step.lower) && isStart(text, step.lower.length())) {
        boolean marked = line.strongStart() || text.startsWith(step.upper);
        return inScenario || marked ? with(step, text) : Set.of();
      }
    }
    return Set.of();
  }

  /// Whether what follows the word lets it be a step: a colon, other words, or nothing.
  private static boolean isStart(String text, int end) {
    int next = Words.skipSpace(text, end);
    return next == text.length()
        ? next == end || isLineEnd(text.substring(end))
        : next > end
            || text.charAt(next) == ':'
            || text.charAt(next) == '：'
            || isLineEnd(text.substring(end));
  }

  private static boolean isLineEnd(String rest) {
    return switch (rest) {
      case "\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029" -> true;
      default -> false;
    };
  }

  private static Set<Step> with(Step first, String text) {
    var steps = EnumSet.of(first);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 'G') {
        GIVEN.addTo(steps, text, i);
      } else if (c == 'W') {
        WHEN.addTo(steps, text, i);
      } else if (c == 'T') {
        THEN.addTo(steps, text, i);
      }
    }
    return steps;
  }

  private void addTo(Set<Step> steps, String text, int at) {
    if ((text.startsWith(upper, at) || text.startsWith(title, at))
        && Words.stands(text, at, at + upper.length())) {
      steps.add(this);
    }
  }
}
