package io.github.sddtool.analysis;

import io.github.sddtool.analysis.baseline.Baseline;
import io.github.sddtool.analysis.coverage.Coverage;
import io.github.sddtool.analysis.drift.PastVerdicts;
import io.github.sddtool.analysis.impact.SpecGraph;
import io.github.sddtool.analysis.quality.Quality;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What was worked out from a survey as a whole, for whoever compares with it next: of a base
/// branch much is asked by every pull request, and the answer is the same. May be asked by several
/// threads.
final class Memo {
  private final Map<Question, Judged> findings = new EnumMap<>(Question.class);
  private final PastVerdicts past = new PastVerdicts();
  private Optional<Coverage> coverage = Optional.empty();

  private Optional<SpecGraph> graph = Optional.empty();

  /// Once it is known; a repository without specs has none.
  private Optional<Optional<Quality>> quality = Optional.empty();

  /// What checks found.
  ///
  /// @param baseline the same as old debt
  record Judged(Answers answers, Baseline baseline) {}

  /// What the checks of a question find.
  synchronized Judged findings(Question question, Supplier<Judged> ask) {
    Judged known = findings.get(question);
    if (known == null) {
      known = ask.get();
      findings.put(question, known);
    }
    return known;
  }

  /// What the history told.
  PastVerdicts past() {
    return past;
  }

  /// The coverage of all specs.
  synchronized Coverage coverage(Supplier<Coverage> measure) {
    Coverage known = coverage.orElseGet(measure);
    coverage = Optional.of(known);
    return known;
  }

  /// Which specs depend on which.
  synchronized SpecGraph graph(Supplier<SpecGraph> find) {
    SpecGraph known = graph.orElseGet(find);
    graph = Optional.of(known);
    return known;
  }

  /// The quality of all specs.
  synchronized Optional<Quality> quality(Supplier<Optional<Quality>> measure) {
    Optional<Quality> known = quality.orElseGet(measure);
    quality = Optional.of(known);
    return known;
  }
}
