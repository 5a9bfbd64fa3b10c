package io.github.sddtool.guard;

import io.github.sddtool.analysis.Measured;
import io.github.sddtool.analysis.condition.Condition;
import io.github.sddtool.analysis.condition.Condition.Outcome;
import io.github.sddtool.analysis.condition.Observed;
import io.github.sddtool.analysis.condition.Observed.Sample;
import io.github.sddtool.analysis.condition.Term;
import io.github.sddtool.analysis.condition.Vocabulary;
import io.github.sddtool.analysis.config.GuardRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

// @spec guard/triggers#REQ-TRIG-005
/// Whether a condition comes true by a step. Pure.
///
/// @param past of values before the step
/// @param now the end of spans of time
public record Firing(Past past, Instant now) {
  private static final String SPEC = "spec.";

  /// What values were.
  public interface Past {
    /// Those of a name, the oldest first. Of what commits are measured by, only values by the same
    /// rules as the step's, and none of the step itself.
    List<Sample> of(String name);

    /// Nothing is known.
    Past NONE = _ -> List.of();
  }

  /// Whether a condition holds after a step and did not hold before it.
  public Outcome fires(Condition condition, Move move) {
    Outcome after = holds(condition, move);
    if (!after.holds()) {
      return after;
    }
    Outcome before = holds(condition, move.stayed());
    return before.holds()
        ? new Outcome(false, List.of("it was so before: " + before.text()))
        : after;
  }

  /// Whether a step alone is enough, whatever came before it: the last of many small ones is not to
  /// blame for what all of them did.
  public Outcome alone(Condition condition, Move move) {
    return fires(condition.unspanned(), move);
  }

  /// Whether a condition holds after a step: of one that speaks of specs, for any of them.
  public Outcome holds(Condition condition, Move move) {
    if (condition.terms().stream().noneMatch(term -> term.name().startsWith(SPEC))) {
      return condition.decide(term -> observed(term, move), now);
    }
    Outcome last = new Outcome(false, List.of("there is no spec"));
    for (var spec : new TreeMap<>(move.after().specs()).entrySet()) {
      Outcome outcome =
          condition.decide(term -> observed(term, move, spec.getKey(), spec.getValue()), now);
      if (outcome.holds()) {
        var why = new ArrayList<>(List.of("of the spec " + spec.getKey()));
        why.addAll(outcome.why());
        return new Outcome(true, why);
      }
      last = outcome;
    }
    return last;
  }

  private Optional<Observed> observed(Term term, Move move) {
    return switch (term.name()) {
      case "score" -> level(term, move.after().score());
      case "score_drop" -> step(term, move.before().score(), move.after().score());
      case "coverage" -> level(term, move.after().coverage());
      case "coverage_drop" -> step(term, move.before().coverage(), move.after().coverage());
      case "tested" -> level(term, move.after().tested());
      case "tested_drop" -> step(term, move.before().tested(), move.after().tested());
      case "drift.open" -> count(move.after().counts().drift());
      case "validate.errors" -> count(move.after().counts().errors());
      case "validate.warnings" -> count(move.after().counts().warnings());
      default -> measured(term);
    };
  }

  private Optional<Observed> observed(Term term, Move move, String id, Measured.OfSpec spec) {
    Optional<Measured.OfSpec> before = Optional.ofNullable(move.before().specs().get(id));
    return switch (term.name()) {
      case "spec.id" -> Optional.of(new Observed.Word(id));
      case "spec.domain" -> Optional.of(new Observed.Word(spec.domain()));
      case "spec.quality_score" -> spec.score().map(Observed.Level::new);
      case "spec.coverage" -> spec.coverage().map(Observed.Level::new);
      case "spec.score_drop" -> step(term, before.flatMap(Measured.OfSpec::score), spec.score());
      case "spec.coverage_drop" ->
          step(term, before.flatMap(Measured.OfSpec::coverage), spec.coverage());
      default -> observed(term, move);
    };
  }

  private static Optional<Observed> count(int number) {
    return Optional.of(new Observed.Level(number));
  }

  private Optional<Observed> measured(Term term) {
    List<Sample> samples = past.of(term.name());
    return samples.isEmpty() ? Optional.empty() : Optional.of(new Observed.Series(samples));
  }

  private Optional<Observed> level(Term term, Optional<Double> value) {
    return isSpanned(term)
        ? value.map(now -> series(term.name(), now))
        : value.map(Observed.Level::new);
  }

  private Optional<Observed> step(Term term, Optional<Double> before, Optional<Double> after) {
    if (isSpanned(term)) {
      return after.map(value -> series(term.name().replaceFirst("_drop$", ""), value));
    }
    // What was scored and cannot be any more has nothing to be compared.
    return before.flatMap(was -> after.map(is -> new Observed.Step(was, is)));
  }

  private Observed series(String name, double last) {
    var samples = new ArrayList<>(past.of(name));
    samples.add(new Sample(now, last));
    return new Observed.Series(samples);
  }

  private static boolean isSpanned(Term term) {
    return term instanceof Term.Compare compare && compare.span().isPresent();
  }

  /// Whether an alarm that stands has ended.
  public boolean isOver(GuardRules.Trigger trigger, Move move) {
    return trigger
        .until()
        .map(until -> holds(until, move).holds())
        .orElseGet(() -> !holds(trigger.when(), move).holds());
  }

  /// The names of what is posted that a trigger looks at.
  public static Set<String> measures(GuardRules.Trigger trigger) {
    return Stream.concat(Stream.of(trigger.when()), trigger.until().stream())
        .flatMap(condition -> condition.terms().stream())
        .filter(term ->
            term instanceof Term.Compare compare && compare.kind() == Vocabulary.Kind.MEASURE)
        .map(Term::name)
        .collect(Collectors.toSet());
  }
}
