package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

// @spec engine/checks#REQ-CHECK-009
/// What single requirements lack, where their format does not say so itself.
final class RequirementCheck implements SpecCheck {
  private static final String NATIVE = "sdd";

  @Override
  public Function<Spec, List<Finding>> in(Survey survey) {
    return RequirementCheck::ask;
  }

  private static List<Finding> ask(Spec spec) {
    var findings = new ArrayList<Finding>();
    boolean saysItself =
        spec.body().problems().stream()
            .anyMatch(problem -> problem.rule().equals(Rule.SPEC_NORMATIVE_MISSING.id()));
    boolean scenariosBeside =
        spec.format().equals(NATIVE) && spec.body().loose().scenarios().isEmpty();
    for (Requirement requirement : spec.body().requirements()) {
      if (!saysItself && lacksWord(requirement)) {
        findings.add(
            finding(
                Rule.SPEC_NORMATIVE_MISSING,
                spec,
                requirement,
                " says neither MUST nor SHOULD nor MAY."));
      }
      if (scenariosBeside && requirement.scenarios().isEmpty()) {
        findings.add(finding(Rule.SPEC_SCENARIO_ABSENT, spec, requirement, " has no scenario."));
      }
    }
    return findings;
  }

  /// Success criteria measure, they do not demand; items with revisions have types instead.
  private static boolean lacksWord(Requirement requirement) {
    return requirement.level() == Level.NONE
        && requirement.nature().item().isEmpty()
        && !requirement.id().startsWith("SC-")
        && Level.isAskedOf(requirement.statement());
  }

  private static Finding finding(Rule rule, Spec spec, Requirement requirement, String lack) {
    RequirementKey key = spec.key(requirement);
    return Finding.of(
        rule, Finding.Subject.of(spec.at(requirement.line()), key), key.toString(), key + lack);
  }
}
