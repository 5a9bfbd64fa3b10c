package io.github.sddtool.spec.steps;

import io.github.sddtool.spec.Scenario;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// A scenario while it is being read.
public final class ScenarioDraft {
  private static final int ALL_STEPS = Step.values().length;

  private final String name;
  private final int line;
  private final int level;
  private final EnumSet<Step> seen = EnumSet.noneOf(Step.class);
  private final StringBuilder text = new StringBuilder();
  private int said;

  /// Begins a scenario.
  ///
  /// @param level of its heading; 7 where steps began it without one
  public ScenarioDraft(String name, int line, int level) {
    this.name = name;
    this.line = line;
    this.level = level;
    text.append(name).append('\n');
  }

  boolean hasHeading() {
    return level < 7;
  }

  /// Whether these steps begin the next scenario instead of continuing this one.
  public boolean endsBefore(Set<Step> steps) {
    return !hasHeading() && steps.contains(Step.GIVEN) && seen.contains(Step.THEN);
  }

  /// Whether a step of this kind was there already.
  public boolean saw(Step step) {
    return seen.contains(step);
  }

  public void add(String line, Set<Step> steps) {
    int words = otherWords(line);
    said += words;
    // a single word may be followed by its list
    if (steps.size() < 2 || words >= steps.size()) {
      seen.addAll(steps);
    }
    text.append(line).append('\n');
  }

  // @spec engine/quality#REQ-QUAL-003
  /// How many words a line has beside its step words: `GIVEN WHEN THEN` alone shows nothing.
  private static int otherWords(String line) {
    int words = 0;
    int start = -1;
    for (int i = 0; i <= line.length(); i++) {
      boolean letter = i < line.length() && isLetter(line.charAt(i));
      if (letter && start < 0) {
        start = i;
      } else if (!letter && start >= 0) {
        words += isStep(line, start, i) ? 0 : 1;
        start = -1;
      }
    }
    return words;
  }

  private static boolean isLetter(char c) {
    return c < 128
        ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        : Character.isLetterOrDigit(c);
  }

  private static boolean isStep(String line, int start, int end) {
    return switch (end - start) {
      case 4 ->
          line.regionMatches(true, start, "when", 0, 4)
              || line.regionMatches(true, start, "then", 0, 4);
      case 5 -> line.regionMatches(true, start, "given", 0, 5);
      default -> false;
    };
  }

  public Scenario finish() {
    String missing =
        said > 0 && seen.size() == ALL_STEPS
            ? ""
            : EnumSet.complementOf(said == 0 ? EnumSet.noneOf(Step.class) : seen).stream()
                .map(Step::name)
                .collect(Collectors.joining(", "));
    return new Scenario(name, line, missing, text.toString());
  }
}
