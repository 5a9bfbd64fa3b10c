package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.spec.Spec;
import java.util.List;
import java.util.function.Function;

/// A check that looks at one spec after the other. What it finds in a spec hangs on nothing but the
/// spec's text, its links, what accompanies specs, which files and specs there are, and the domains
/// of these.
public interface SpecCheck extends Check {
  /// What it finds in one spec of a survey.
  Function<Spec, List<Finding>> in(Survey survey);

  @Override
  default List<Finding> ask(Survey survey) {
    Function<Spec, List<Finding>> ask = in(survey);
    return survey.specs().specs().stream().flatMap(spec -> ask.apply(spec).stream()).toList();
  }
}
