package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.spec.Spec;
import java.util.List;

/// A check that looks at one spec after the other. What it finds in a spec hangs on nothing but the
/// spec's text, its links, what accompanies specs, and which files and specs there are.
public interface SpecCheck extends Check {
  /// What it finds in one spec.
  List<Finding> ask(Spec spec, Survey survey);

  @Override
  default List<Finding> ask(Survey survey) {
    return survey.specs().specs().stream().flatMap(spec -> ask(spec, survey).stream()).toList();
  }
}
