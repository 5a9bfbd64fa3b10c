package io.github.sddtool.spec.steps;

import io.github.sddtool.spec.markdown.TextLine;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A step word of a scenario.
public enum Step {
  GIVEN,
  WHEN,
  THEN;

  private static final Pattern START =
      Pattern.compile("^(given|when|then)(?:\\s*[:：]|\\s+\\S|$)", Pattern.CASE_INSENSITIVE);
  private static final Pattern INNER = Pattern.compile("\\b(GIVEN|WHEN|THEN|Given|When|Then)\\b");

  /// The steps a line begins or holds. Outside a scenario only a clearly marked word counts, so
  /// that prose such as "Given the constraints, …" is none.
  public static Set<Step> of(TextLine line, boolean inScenario) {
    var steps = EnumSet.noneOf(Step.class);
    Matcher start = START.matcher(line.text());
    if (!start.find()) {
      return steps;
    }
    String word = start.group(1);
    boolean marked = line.strongStart() || word.equals(word.toUpperCase(java.util.Locale.ROOT));
    if (!inScenario && !marked) {
      return steps;
    }
    steps.add(valueOf(word.toUpperCase(java.util.Locale.ROOT)));
    Matcher inner = INNER.matcher(line.text());
    while (inner.find()) {
      steps.add(valueOf(inner.group(1).toUpperCase(java.util.Locale.ROOT)));
    }
    return steps;
  }
}
