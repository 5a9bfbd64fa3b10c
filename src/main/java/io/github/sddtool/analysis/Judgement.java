package io.github.sddtool.analysis;

import io.github.sddtool.analysis.delta.Delta;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Policy;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.rules.Check;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.spec.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

// @spec engine/gates#REQ-GATE-002, engine/drift#REQ-DRIFT-005
/// Gathers the findings of a question, tells the new from the old, and gives each the severity that
/// the policy wants.
final class Judgement {
  private final Question question;
  private final Policy policy;
  private final Optional<Survey> base;
  private final Survey head;

  Judgement(Question question, Policy policy, Optional<Survey> base, Survey head) {
    this.question = question;
    this.policy = policy;
    this.base = base;
    this.head = head;
  }

  List<Finding> findings(Report.Parts parts, Delta delta) {
    var findings = new ArrayList<>(ofChecks(delta));
    if (question.asksForDelta() && base.isPresent()) {
      findings.addAll(ChangeFindings.ofDelta(delta, base.get(), head));
    }
    parts.drift().ifPresent(drift -> findings.addAll(ChangeFindings.ofDrift(drift)));
    parts
        .coverage()
        .filter(now -> now.requirements() > 0)
        .ifPresent(now ->
            findings.addAll(ChangeFindings.ofGates(policy.gates(), now, parts.coverageBefore())));
    parts
        .quality()
        .ifPresent(
            graded -> findings.addAll(ChangeFindings.ofQuality(policy.gates().quality(), graded)));
    return findings.stream().map(policy::apply).sorted(Finding.ORDER).toList();
  }

  private List<Finding> ofChecks(Delta delta) {
    List<Finding> now = ask(head);
    Set<Fingerprint> before = new HashSet<>();
    base.ifPresent(survey -> ask(survey).forEach(finding -> before.add(finding.fingerprint())));
    Set<String> added = new HashSet<>();
    delta.requirements().stream()
        .filter(change -> change.type() == Delta.Type.ADDED)
        .forEach(change -> added.add(change.key().toString()));
    return now.stream()
        .map(finding -> before.contains(finding.fingerprint()) ? finding.asOld() : finding)
        .map(finding -> weigh(finding, added))
        .toList();
  }

  /// An uncovered requirement is worth a warning where the change adds it, and only there.
  private static Finding weigh(Finding finding, Set<String> added) {
    boolean old =
        (finding.rule() == Rule.COVERAGE_UNCOVERED || finding.rule() == Rule.COVERAGE_NEEDS)
            && finding.subject().requirement().filter(added::contains).isEmpty();
    return old ? finding.withSeverity(Severity.INFO) : finding;
  }

  private List<Finding> ask(Survey survey) {
    var findings = new ArrayList<Finding>();
    if (question.asksForSpecs()) {
      Check.ofSpecs().forEach(check -> findings.addAll(check.ask(survey)));
    }
    if (question.asksForCoverage() || question.asksForDrift()) {
      Check.ofLinks().forEach(check -> findings.addAll(check.ask(survey)));
    }
    if (question.asksForCoverage()) {
      Check.ofCoverage().forEach(check -> findings.addAll(check.ask(survey)));
    }
    findings.sort(Finding.ORDER);
    return numbered(findings);
  }

  /// Findings that are alike get different fingerprints, in their order.
  private static List<Finding> numbered(List<Finding> findings) {
    Map<Fingerprint, Integer> times = new HashMap<>();
    return findings.stream()
        .map(finding -> {
          int n = times.merge(finding.fingerprint(), 1, Integer::sum);
          return n == 1
              ? finding
              : finding.withFingerprint(Fingerprint.of(finding.fingerprint() + "|" + n));
        })
        .toList();
  }
}
