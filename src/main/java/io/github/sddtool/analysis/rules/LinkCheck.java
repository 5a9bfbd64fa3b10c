package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.spec.RequirementKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Markers that name nothing, or that could name several requirements.
final class LinkCheck implements Check {
  private static final int SHOWN = 6;

  @Override
  public List<Finding> ask(Survey survey) {
    var findings = new ArrayList<Finding>();
    for (var dangling : survey.trace().dangling()) {
      findings.add(
          Finding.of(
              Rule.LINK_DANGLING,
              Finding.Subject.of(dangling.at()),
              dangling.at().path() + "|" + dangling.text(),
              dangling.text() + " names nothing. " + dangling.hint()));
    }
    for (var ambiguous : survey.trace().ambiguous()) {
      findings.add(
          Finding.of(
              Rule.LINK_AMBIGUOUS,
              Finding.Subject.of(ambiguous.at()),
              ambiguous.at().path() + "|" + ambiguous.text(),
              ambiguous.text() + " could mean " + list(ambiguous.candidates()) + "."));
    }
    return findings;
  }

  private static String list(List<RequirementKey> keys) {
    String shown =
        keys.stream().limit(SHOWN).map(RequirementKey::toString).collect(Collectors.joining(", "));
    return keys.size() > SHOWN ? shown + " and " + (keys.size() - SHOWN) + " more" : shown;
  }
}
