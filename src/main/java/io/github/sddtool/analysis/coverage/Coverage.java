package io.github.sddtool.analysis.coverage;

import io.github.sddtool.analysis.trace.Dangling;
import io.github.sddtool.analysis.trace.Link;
import io.github.sddtool.analysis.trace.LinkStatus;
import io.github.sddtool.analysis.trace.Role;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.analysis.trace.Touched;
import io.github.sddtool.analysis.trace.Trace;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

// @spec engine/coverage#REQ-COV-001, engine/coverage#REQ-COV-002
/// How far code and tests cover the requirements.
///
/// @param covered requirements with at least one exact or scoped link from code or tests
/// @param tested requirements with such a link from a test
/// @param ambiguous markers that could mean several requirements
public record Coverage(
    int requirements, int covered, int tested, int ambiguous, List<Dangling> dangling) {

  /// What a single requirement is.
  public enum State {
    COVERED,
    UNCOVERED,
    /// Only markers that could also mean another one point to it.
    AMBIGUOUS;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public Coverage {
    dangling = List.copyOf(dangling);
  }

  /// The coverage of the specs that a filter lets through, by id.
  public static Coverage of(Survey survey, Predicate<String> specs) {
    return of(survey, survey.specs().specs().stream().filter(spec -> specs.test(spec.id())), specs);
  }

  private static Coverage of(Survey survey, Stream<Spec> counted, Predicate<String> specs) {
    Trace trace = survey.trace();
    List<RequirementKey> keys =
        counted.flatMap(spec -> spec.body().requirements().stream().map(spec::key)).toList();
    long covered = keys.stream().filter(key -> state(trace, key) == State.COVERED).count();
    long tested = keys.stream().filter(key -> !trace.covering(key, Role.TEST).isEmpty()).count();
    long ambiguous =
        trace.ambiguous().stream()
            .filter(marker -> marker.candidates().stream().anyMatch(k -> specs.test(k.spec())))
            .count();
    return new Coverage(
        keys.size(), (int) covered, (int) tested, (int) ambiguous, trace.dangling());
  }

  // @spec engine/incremental#REQ-INC-001
  /// The coverage of all specs, where that of another survey is known: only specs that differ are
  /// counted.
  public static Coverage after(Coverage known, Survey base, Survey head, Touched touched) {
    Coverage gone = of(base, touched.specs());
    Coverage come = of(head, touched.specs());
    return new Coverage(
        known.requirements - gone.requirements + come.requirements,
        known.covered - gone.covered + come.covered,
        known.tested - gone.tested + come.tested,
        head.trace().ambiguous().size(),
        head.trace().dangling());
  }

  private static Coverage of(Survey survey, Set<String> specs) {
    return of(
        survey, specs.stream().flatMap(id -> survey.specs().spec(id).stream()), specs::contains);
  }

  public static State state(Trace trace, RequirementKey key) {
    if (!trace.covering(key).isEmpty()) {
      return State.COVERED;
    }
    List<Link> links = trace.links(key);
    boolean doubtful = links.stream().allMatch(link -> link.status() == LinkStatus.AMBIGUOUS);
    return doubtful && !links.isEmpty() ? State.AMBIGUOUS : State.UNCOVERED;
  }

  /// Covered of all, in percent to one decimal; 0 where there is nothing to cover.
  public double percent() {
    return share(covered);
  }

  /// Tested of all, in percent to one decimal.
  public double testedPercent() {
    return share(tested);
  }

  private double share(int part) {
    return requirements == 0 ? 0.0 : Math.round(part * 1000.0 / requirements) / 10.0;
  }
}
