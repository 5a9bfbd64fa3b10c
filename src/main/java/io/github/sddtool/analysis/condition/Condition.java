package io.github.sddtool.analysis.condition;

import io.github.sddtool.fault.WordingProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

// @spec guard/triggers#REQ-TRIG-001
/// What has to be so: all its terms.
///
/// @param text as it was written
/// @param terms at least one
public record Condition(String text, List<Term> terms) {
  public Condition {
    terms = List.copyOf(terms);
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("a condition has a term");
    }
  }

  /// Whether it is so, and why.
  ///
  /// @param why a line for each term, as far as they were looked at: the first that is not so ends
  ///   it
  public record Outcome(boolean holds, List<String> why) {
    public Outcome {
      why = List.copyOf(why);
    }

    /// All of it in one line.
    public String text() {
      return String.join("; ", why);
    }
  }

  /// Reads a condition: `name`, `name > number` or `name == word`, several with `AND`; behind a
  /// number, `for 5m` (all that time) or `over 7d` (as a whole).
  ///
  /// @throws WordingProblem where it cannot be read, naming the column
  public static Condition read(String text, Vocabulary vocabulary) {
    return ConditionReader.read(text, vocabulary);
  }

  /// The same of a single moment, whatever was before.
  public Condition unspanned() {
    return new Condition(
        text,
        terms.stream()
            .map(term ->
                term instanceof Term.Compare one
                    ? new Term.Compare(
                        one.name(), one.kind(), one.operator(), one.limit(), Optional.empty())
                    : term)
            .toList());
  }

  /// Decides.
  ///
  /// @param observed what is known for a term; what is not known is not so
  /// @param now the end of spans of time
  public Outcome decide(Function<Term, Optional<Observed>> observed, Instant now) {
    var why = new ArrayList<String>();
    for (Term term : terms) {
      Decided decided =
          observed
              .apply(term)
              .map(value -> TermDecision.of(term, value, now))
              .orElseGet(() -> new Decided(false, term.name() + " is not known"));
      why.add(decided.why());
      if (!decided.holds()) {
        return new Outcome(false, why);
      }
    }
    return new Outcome(true, why);
  }

  /// What became of one term.
  record Decided(boolean holds, String why) {}
}
