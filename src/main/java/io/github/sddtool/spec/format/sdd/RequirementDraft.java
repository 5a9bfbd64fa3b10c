package io.github.sddtool.spec.format.sdd;

import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.Scenario;
import java.util.ArrayList;
import java.util.List;

/// A requirement while it is being read.
final class RequirementDraft {
  private static final int BULLET = 7;

  private final RequirementId id;
  private final int line;
  private final int level;
  private final int depth;
  private final StringBuilder statement = new StringBuilder();
  private final List<Scenario> scenarios = new ArrayList<>();

  private RequirementDraft(RequirementId id, int line, int level, int depth) {
    this.id = id;
    this.line = line;
    this.level = level;
    this.depth = depth;
    statement.append(id.rest()).append('\n');
  }

  static RequirementDraft heading(RequirementId id, int line, int level) {
    return new RequirementDraft(id, line, level, 0);
  }

  static RequirementDraft bullet(RequirementId id, int line, int depth) {
    return new RequirementDraft(id, line, BULLET, depth);
  }

  boolean isBullet() {
    return level == BULLET;
  }

  int level() {
    return level;
  }

  /// How many lists a bullet stands in.
  int depth() {
    return depth;
  }

  void add(String text) {
    statement.append(text).append('\n');
  }

  void add(Scenario scenario) {
    scenarios.add(scenario);
  }

  Requirement finish() {
    String text = statement.toString();
    String rest = id.rest();
    boolean oneLine = rest.indexOf('\n') < 0 && rest.indexOf('\r') < 0;
    String firstLine = (oneLine ? rest : rest.lines().findFirst().orElse("")).strip();
    return new Requirement(
        id.id(), firstLine, Level.of(text), line, text.strip(), List.copyOf(scenarios));
  }
}
