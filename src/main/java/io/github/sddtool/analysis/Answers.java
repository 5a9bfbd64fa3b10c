package io.github.sddtool.analysis;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.rules.Check;
import io.github.sddtool.analysis.rules.SpecCheck;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.analysis.trace.Touched;
import io.github.sddtool.source.Crew;
import io.github.sddtool.spec.Spec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

// @spec engine/incremental#REQ-INC-001
/// What checks found in a survey, kept so that of a survey that differs in a few specs only these
/// are asked about.
///
/// @param each what one check found, in the order of the checks
record Answers(List<Answer> each) {

  /// What one check found.
  ///
  /// @param bySpec what a check of single specs found, where it found something
  /// @param whole what any other check found
  record Answer(Map<String, List<Finding>> bySpec, List<Finding> whole) {}

  /// What checks find in a survey.
  static Answers of(List<Check> checks, Survey survey, Crew crew) {
    return new Answers(
        crew.map(
            checks,
            check ->
                check instanceof SpecCheck local
                    ? new Answer(ask(local, survey.specs().specs().stream(), survey), List.of())
                    : new Answer(Map.of(), check.ask(survey))));
  }

  /// What the same checks find in a survey that differs in some specs, and in nothing that
  /// accompanies them.
  Answers after(List<Check> checks, Survey survey, Touched touched, Crew crew) {
    List<Integer> places = Stream.iterate(0, i -> i < checks.size(), i -> i + 1).toList();
    return new Answers(
        crew.map(
            places,
            i ->
                checks.get(i) instanceof SpecCheck local
                    ? new Answer(renewed(local, each.get(i).bySpec(), survey, touched), List.of())
                    : new Answer(Map.of(), checks.get(i).ask(survey))));
  }

  private static Map<String, List<Finding>> renewed(
      SpecCheck check, Map<String, List<Finding>> before, Survey survey, Touched touched) {
    Set<String> specs = touched.specs();
    var found = new HashMap<>(before);
    found.keySet().removeAll(specs);
    found.putAll(
        ask(check, specs.stream().flatMap(id -> survey.specs().spec(id).stream()), survey));
    return found;
  }

  private static Map<String, List<Finding>> ask(
      SpecCheck check, Stream<Spec> specs, Survey survey) {
    var found = new HashMap<String, List<Finding>>();
    Function<Spec, List<Finding>> ask = check.in(survey);
    specs.forEach(spec -> {
      List<Finding> findings = ask.apply(spec);
      if (!findings.isEmpty()) {
        found.put(spec.id(), findings);
      }
    });
    return found;
  }

  /// All that was found, in the order of reports.
  List<Finding> findings() {
    return each.stream()
        .flatMap(one ->
            Stream.concat(
                one.bySpec().values().stream().flatMap(List::stream), one.whole().stream()))
        .sorted(Finding.ORDER)
        .toList();
  }
}
