package io.github.sddtool.spec.steps;

import io.github.sddtool.spec.Fingerprint;
import io.github.sddtool.spec.Scenario;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// A scenario while it is being read.
public final class ScenarioDraft {
  private final String name;
  private final int line;
  private final int level;
  private final EnumSet<Step> seen = EnumSet.noneOf(Step.class);
  private final StringBuilder text = new StringBuilder();

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

  public void add(String line, Set<Step> steps) {
    seen.addAll(steps);
    text.append(line).append('\n');
  }

  public Scenario finish() {
    String missing =
        EnumSet.complementOf(seen).stream().map(Step::name).collect(Collectors.joining(", "));
    return new Scenario(name, line, missing, Fingerprint.of(text.toString()));
  }
}
