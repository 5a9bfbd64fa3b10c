package io.github.sddtool.report;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.coverage.Coverage;
import io.github.sddtool.analysis.delta.Delta;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.trace.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The report in one sentence: what is wrong, or what went well.
public final class Headline {
  private static final int PHRASES = 3;

  private Headline() {}

  /// The sentence as plain text.
  public static String text(Report report) {
    return of(report, UnaryOperator.identity());
  }

  /// The sentence, with every foreign name passed through `quote`.
  static String of(Report report, UnaryOperator<String> quote) {
    return switch (report.verdict()) {
      case SKIPPED -> "the repository has no specs";
      case ERROR -> "could not evaluate";
      case PASS -> good(report, quote);
      case WARN, FAIL -> bad(report, quote);
    };
  }

  private static String bad(Report report, UnaryOperator<String> quote) {
    Map<Rule, List<Finding>> byRule = new LinkedHashMap<>();
    ToDo.of(report).forEach(f -> byRule.computeIfAbsent(f.rule(), _ -> new ArrayList<>()).add(f));
    var phrases = new ArrayList<String>();
    byRule.forEach((rule, findings) -> phrases.add(phrase(rule, findings, quote)));
    if (phrases.isEmpty()) {
      return report.count(Severity.ERROR) + " errors that were there before";
    }
    if (phrases.size() > PHRASES) {
      int more = byRule.values().stream().skip(PHRASES - 1).mapToInt(List::size).sum();
      return String.join(", ", phrases.subList(0, PHRASES - 1)) + " and " + more + " more findings";
    }
    return join(phrases);
  }

  private static String phrase(Rule rule, List<Finding> findings, UnaryOperator<String> quote) {
    int n = findings.size();
    String one = findings.getFirst().subject().requirement().map(quote).orElse("a requirement");
    return switch (rule) {
      case DELTA_WEAKENED -> n == 1 ? one + " was weakened" : n + " requirements were weakened";
      case DELTA_REMOVED -> n == 1 ? one + " was removed" : n + " requirements were removed";
      case DELTA_RENAMED -> n == 1 ? one + " was renamed" : n + " requirements were renamed";
      case COVERAGE_UNCOVERED ->
          n == 1 ? one + " has no code or test" : n + " requirements have no code or test";
      case DRIFT_UNIMPLEMENTED ->
          n == 1 ? one + " lost its last marker" : n + " requirements lost their last marker";
      case DRIFT_CODE_AHEAD ->
          n == 1 ? "code of " + one + " changed" : "code of " + n + " requirements changed";
      case DRIFT_SPEC_AHEAD ->
          n == 1
              ? one + " changed without its code"
              : n + " requirements changed without their code";
      case LINK_DANGLING -> n == 1 ? "a marker names nothing" : n + " markers name nothing";
      case LINK_AMBIGUOUS -> n == 1 ? "a marker is ambiguous" : n + " markers are ambiguous";
      case COVERAGE_THRESHOLD -> "coverage is below its threshold";
      case COVERAGE_DROP -> "coverage drops too far";
      case QUALITY_SCORE -> "quality is below its gate";
      case QUALITY_DROP -> "quality drops too far";
      case LINK_BROKEN -> n == 1 ? "a link leads nowhere" : n + " links lead nowhere";
      case SPEC_PLACEHOLDER -> n == 1 ? "a point is open" : n + " points are open";
      case DEPENDENCY_CYCLE -> n == 1 ? "specs depend in a circle" : n + " circles of dependencies";
      default -> n + " × " + rule.id();
    };
  }

  private static String good(Report report, UnaryOperator<String> quote) {
    var delta = report.parts().delta().orElse(Delta.NONE);
    if (!report.sides().compared()) {
      return report.specs().size()
          + (report.specs().size() == 1 ? " spec, " : " specs, ")
          + report.parts().coverage().map(Headline::covered).orElse("no errors");
    }
    if (delta.isEmpty()) {
      boolean drifted =
          report.parts().drift().stream().flatMap(List::stream).anyMatch(drift -> drift.isNew());
      return drifted ? "no spec changed; see what drifted" : "nothing to assess";
    }
    var phrases = new ArrayList<String>();
    for (Delta.Type type : Delta.Type.values()) {
      var keys =
          delta.requirements().stream().filter(c -> c.type() == type).map(c -> c.key()).toList();
      if (keys.size() == 1) {
        phrases.add(quote.apply(keys.getFirst().toString()) + " was " + type.word());
      } else if (!keys.isEmpty()) {
        phrases.add(keys.size() + " requirements " + type.word());
      }
    }
    if (phrases.isEmpty()) {
      int n = delta.scenarios().size();
      return n + (n == 1 ? " scenario changed" : " scenarios changed");
    }
    return join(phrases) + addedState(report, delta);
  }

  private static String addedState(Report report, Delta delta) {
    var added =
        delta.requirements().stream()
            .filter(change -> change.type() == Delta.Type.ADDED)
            .map(Delta.RequirementChange::key)
            .toList();
    if (added.isEmpty()) {
      return "";
    }
    var trace = report.survey().trace();
    boolean covered =
        added.stream().allMatch(key -> Coverage.state(trace, key) == Coverage.State.COVERED);
    boolean tested = added.stream().noneMatch(key -> trace.covering(key, Role.TEST).isEmpty());
    return tested ? ", covered and tested" : covered ? ", covered" : "";
  }

  private static String covered(Coverage coverage) {
    return coverage.covered() + " of " + coverage.requirements() + " requirements covered";
  }

  private static String join(List<String> phrases) {
    return phrases.size() == 1
        ? phrases.getFirst()
        : String.join(", ", phrases.subList(0, phrases.size() - 1)) + " and " + phrases.getLast();
  }
}
