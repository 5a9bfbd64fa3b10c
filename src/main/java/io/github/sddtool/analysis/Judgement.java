package io.github.sddtool.analysis;

import io.github.sddtool.analysis.baseline.Baseline;
import io.github.sddtool.analysis.baseline.Waivers;
import io.github.sddtool.analysis.delta.Delta;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Policy;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.rules.Check;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.Crew;
import io.github.sddtool.spec.Fingerprint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

// @spec engine/gates#REQ-GATE-002, engine/drift#REQ-DRIFT-005
/// Gathers the findings of a question, tells the new from the old, and gives each the severity that
/// the policy wants.
final class Judgement {
  private final Request request;
  private final Question question;
  private final Policy policy;
  private final HouseRules rules;
  private final Optional<Beside> beside;
  private final Survey head;
  private final Crew crew;

  Judgement(
      Request request,
      Policy policy,
      HouseRules rules,
      Optional<Beside> beside,
      Survey head,
      Crew crew) {
    this.request = request;
    this.question = request.question();
    this.policy = policy;
    this.rules = rules;
    this.beside = beside;
    this.head = head;
    this.crew = crew;
  }

  List<Finding> findings(Report.Parts parts, Delta delta) {
    var findings = new ArrayList<>(ofChecks(delta));
    if (question.asksForDelta() && beside.isPresent()) {
      findings.addAll(settled(ChangeFindings.ofDelta(delta, beside.get().base().survey(), head)));
    }
    parts.drift().ifPresent(drift -> findings.addAll(settled(ChangeFindings.ofDrift(drift))));
    parts
        .coverage()
        .filter(now -> now.requirements() > 0)
        .ifPresent(now ->
            findings.addAll(ChangeFindings.ofGates(policy.gates(), now, parts.coverageBefore())));
    parts
        .quality()
        .ifPresent(
            graded -> findings.addAll(ChangeFindings.ofQuality(policy.gates().quality(), graded)));
    Set<Fingerprint> broad = broad(parts);
    return excused(findings).stream()
        .map(finding -> broad.contains(finding.place()) ? finding : policy.apply(finding))
        .sorted(Finding.ORDER)
        .toList();
  }

  /// What the baseline lists is old, what is waived is let pass.
  private List<Finding> excused(List<Finding> findings) {
    boolean all = question == Question.CHECK && request.names().isEmpty();
    int before = findings.size();
    List<Finding> excused = rules.waivers().apply(granted(findings), request.today(), all);
    List<Finding> remarks = excused.subList(before, excused.size());
    return Stream.concat(
            excused.subList(0, before).stream(),
            settled(remarks).stream().map(f -> beside.isPresent() ? f.asOld() : f))
        .toList();
  }

  private List<Finding> granted(List<Finding> findings) {
    return new Waivers(request.granted().waivers())
        .silence(rules.baseline().mark(findings, head.paths()), request.today());
  }

  /// Of a file that names many requirements little is said about each: that stays at info, whatever
  /// the policy makes of code that is ahead.
  private static Set<Fingerprint> broad(Report.Parts parts) {
    return ChangeFindings.ofDrift(
            parts.drift().orElse(List.of()).stream()
                .filter(drift -> drift.state().broad())
                .toList())
        .stream()
        .map(Finding::place)
        .collect(Collectors.toSet());
  }

  private List<Finding> settled(List<Finding> findings) {
    return Kinship.settle(findings, head);
  }

  private List<Finding> ofChecks(Delta delta) {
    Optional<Memo.Judged> known =
        beside.map(b -> b.base().memo().findings(question, () -> judged(b.base().survey())));
    Baseline before = known.map(Memo.Judged::baseline).orElse(Baseline.NONE);
    List<Finding> now = Kinship.settle(answers(known).findings(), head);
    Set<String> added = new HashSet<>();
    delta.requirements().stream()
        .filter(change -> change.type() == Delta.Type.ADDED)
        .forEach(change -> added.add(change.key().toString()));
    return before.mark(now, head.paths()).stream().map(finding -> weigh(finding, added)).toList();
  }

  /// An uncovered requirement is worth a warning where the change adds it, and only there.
  private static Finding weigh(Finding finding, Set<String> added) {
    boolean old =
        (finding.rule() == Rule.COVERAGE_UNCOVERED || finding.rule() == Rule.COVERAGE_NEEDS)
            && finding.subject().requirement().filter(added::contains).isEmpty();
    return old ? finding.withSeverity(Severity.INFO) : finding;
  }

  private Memo.Judged judged(Survey survey) {
    var answers = Answers.of(checks(), survey, crew);
    return new Memo.Judged(answers, Baseline.of(Kinship.settle(answers.findings(), survey)));
  }

  /// What is found at the head; built on what was found at the base where single specs differ.
  private Answers answers(Optional<Memo.Judged> known) {
    return beside
        .filter(b ->
            b.touched().samePlaces() && b.base().survey().companions().equals(head.companions()))
        .flatMap(b -> known.map(k -> k.answers().after(checks(), head, b.touched(), crew)))
        .orElseGet(() -> Answers.of(checks(), head, crew));
  }

  private List<Check> checks() {
    var checks = new ArrayList<Check>();
    if (question.asksForSpecs()) {
      checks.addAll(Check.ofSpecs());
    }
    if (question.asksForCoverage() || question.asksForDrift()) {
      checks.addAll(Check.ofLinks());
    }
    if (question.asksForCoverage()) {
      checks.addAll(Check.ofCoverage());
    }
    return checks;
  }
}
