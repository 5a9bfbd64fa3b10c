package io.github.sddtool.analysis;

import io.github.sddtool.analysis.baseline.Attestations;
import io.github.sddtool.analysis.delta.Delta;
import io.github.sddtool.analysis.delta.DeltaAnalysis;
import io.github.sddtool.analysis.drift.Drift;
import io.github.sddtool.analysis.drift.DriftAnalysis;
import io.github.sddtool.analysis.drift.Hindsight;
import io.github.sddtool.analysis.drift.Origins;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Policy;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.analysis.impact.Impact;
import io.github.sddtool.analysis.impact.ImpactAnalysis;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.facts.FactsReader;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.FileDelta;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.spec.Proposal;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.SpecFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

// @spec engine/gates#REQ-GATE-001, engine/gates#REQ-GATE-004
/// What we find out about a change, in order; without network, clock or state.
///
/// Rules come from the base, never from the change under judgement.
public final class Assessor {
  private final List<SpecFormat> formats;

  public Assessor(List<SpecFormat> formats) {
    this.formats = List.copyOf(formats);
  }

  /// Everything about a change.
  public Report assess(Change change) {
    return assess(change, Request.of(Question.CHECK));
  }

  /// Answers one question.
  ///
  /// @throws io.github.sddtool.fault.UserFault when the configuration is wrong or a name in the
  ///   request is no spec
  public Report assess(Change change, Request request) {
    HouseRules rules = HouseRules.read(change.rules(), formats);
    List<Finding> ofConfig =
        change.base().isPresent() ? HouseRules.broken(change.head(), formats) : List.<Finding>of();
    Policy policy = request.adjust().apply(rules.config().policy());
    var facts = new FactsReader(compared(change, request.question())::contains);
    var surveyor = new Surveyor(formats, rules.config(), facts, request.progress());
    Optional<Survey> base = change.base().map(surveyor::survey);
    Survey head = surveyor.survey(change.head());
    surveyor.checkRoots();
    Scope scope = Scope.of(request.names(), head);

    Delta delta = base.map(b -> DeltaAnalysis.between(b, head)).orElse(Delta.NONE);
    DriftAnalysis.Result drift =
        request.question().asksForDrift()
            ? drift(change, base, head, delta, facts)
            : new DriftAnalysis.Result(List.of(), Set.of());
    List<Drift> drifts =
        attestations(change, ofConfig).silence(drift.drifts(), head.paths(), request.today());
    Report.Parts parts = parts(request.question(), scope, base, head, delta, drifts);
    List<Finding> findings =
        Stream.concat(
                ofConfig.stream().map(policy::apply),
                new Judgement(request, policy, rules, base, head)
                    .findings(parts, delta).stream().filter(scope::includes))
            .sorted(Finding.ORDER)
            .toList();
    return new Report(
        request.question(),
        nothingToCover(request, parts) ? Verdict.SKIPPED : verdict(head, base, policy, findings),
        new Report.Sides(
            change.base().isPresent(),
            change.base().flatMap(Snapshot::commit),
            change.head().commit()),
        scope.specs(head),
        head,
        parts,
        findings,
        findings.stream().filter(policy::fails).toList(),
        notes(drift));
  }

  /// The files whose regions are compared: those that differ, where drift is asked for.
  private static Set<RepoPath> compared(Change change, Question question) {
    if (!question.asksForDrift()) {
      return Set.of();
    }
    return change.files().stream().map(FileDelta::path).collect(Collectors.toSet());
  }

  /// A broken file is told of already where there is a base, and ends the assessment where not.
  private static Attestations attestations(Change change, List<Finding> broken) {
    boolean unreadable =
        broken.stream()
            .flatMap(finding -> finding.subject().at().stream())
            .anyMatch(at -> at.path().equals(Attestations.PATH));
    return unreadable ? Attestations.NONE : HouseRules.attestations(change.head());
  }

  private static List<String> notes(DriftAnalysis.Result drift) {
    int unknown = drift.unknown().size();
    return unknown == 0
        ? List.of()
        : List.of(
            "Whether "
                + (unknown == 1
                    ? drift.unknown().iterator().next() + " is"
                    : unknown + " requirements are")
                + " suspect is unknown: the history at hand is too short to tell.");
  }

  private static Report.Parts parts(
      Question question,
      Scope scope,
      Optional<Survey> base,
      Survey head,
      Delta delta,
      List<Drift> drifts) {
    return new Report.Parts(
        question.asksForCoverage() ? Optional.of(scope.coverage(head)) : Optional.empty(),
        question.asksForCoverage() ? base.map(scope::coverage) : Optional.empty(),
        question.asksForDrift() ? Optional.of(drifts) : Optional.empty(),
        question.asksForImpact() ? Optional.of(impact(scope, base, head, delta)) : Optional.empty(),
        question.asksForDelta() ? Optional.of(delta) : Optional.empty(),
        question.asksForQuality() ? quality(scope, base, head) : Optional.empty());
  }

  private static Optional<Report.Graded> quality(Scope scope, Optional<Survey> base, Survey head) {
    return scope.quality(head).map(now -> new Report.Graded(now, base.flatMap(scope::quality)));
  }

  private DriftAnalysis.Result drift(
      Change change, Optional<Survey> base, Survey head, Delta delta, FactsReader facts) {
    Survey from = base.orElse(head);
    Snapshot files = change.base().orElse(change.head());
    Optional<Hindsight> hindsight =
        change
            .history()
            .map(past ->
                new Hindsight(
                    from, files, past, new PastReader(formats, facts, from, files, past)));
    if (base.isEmpty()) {
      return DriftAnalysis.within(head, hindsight);
    }
    Map<RequirementKey, RequirementKey> former = new HashMap<>();
    Set<RequirementKey> added = new HashSet<>();
    for (Delta.RequirementChange one : delta.requirements()) {
      one.from().ifPresent(key -> former.put(one.key(), key));
      if (one.type() == Delta.Type.ADDED) {
        added.add(one.key());
      }
    }
    return DriftAnalysis.between(base.get(), head, new Origins(former, added), hindsight);
  }

  private static Impact impact(Scope scope, Optional<Survey> base, Survey head, Delta delta) {
    if (scope.isLimited()) {
      return scope.impact(head);
    }
    var changed = new LinkedHashSet<RequirementKey>();
    delta.requirements().forEach(change -> changed.add(change.key()));
    delta.scenarios().forEach(change -> change.requirement().ifPresent(changed::add));
    var surveys = new ArrayList<>(List.of(head));
    base.ifPresent(surveys::add);
    int breaking =
        (int) delta.requirements().stream().filter(Delta.RequirementChange::breaking).count();
    return ImpactAnalysis.of(changed, surveys, breaking);
  }

  /// A coverage of no requirements is no coverage.
  private static boolean nothingToCover(Request request, Report.Parts parts) {
    return request.question() == Question.SYNC
        && parts.coverage().filter(coverage -> coverage.requirements() == 0).isPresent();
  }

  /// A repository whose first spec is still a proposal has something to assess.
  private static boolean saysNothing(Survey survey) {
    return survey.specs().isEmpty()
        && survey.companions().proposals().stream().allMatch(Proposal::archived);
  }

  private static Verdict verdict(
      Survey head, Optional<Survey> base, Policy policy, List<Finding> findings) {
    if (saysNothing(head) && base.map(Assessor::saysNothing).orElse(true)) {
      return Verdict.SKIPPED;
    }
    if (findings.stream().anyMatch(policy::fails)) {
      return Verdict.FAIL;
    }
    return findings.stream().anyMatch(policy::warns) ? Verdict.WARN : Verdict.PASS;
  }
}
