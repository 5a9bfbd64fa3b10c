package io.github.sddtool.analysis;

import io.github.sddtool.analysis.baseline.Attestations;
import io.github.sddtool.analysis.config.GuardRules;
import io.github.sddtool.analysis.config.HarvestRules;
import io.github.sddtool.analysis.config.RepositoryConfig;
import io.github.sddtool.analysis.coverage.Coverage;
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
import io.github.sddtool.analysis.impact.SpecGraph;
import io.github.sddtool.analysis.quality.Quality;
import io.github.sddtool.analysis.quality.QualityAnalysis;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.analysis.trace.Touched;
import io.github.sddtool.facts.FactsCache;
import io.github.sddtool.facts.FactsMemory;
import io.github.sddtool.facts.FactsReader;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.Crew;
import io.github.sddtool.source.FileDelta;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.TreeDelta;
import io.github.sddtool.spec.Proposal;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.SpecFormat;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

// @spec engine/gates#REQ-GATE-001, engine/gates#REQ-GATE-004
/// What we find out about a change, in order; without network, clock or state.
///
/// Rules come from the base, never from the change under judgement.
public final class Assessor {
  private final List<SpecFormat> formats;
  private final Function<Change, FactsMemory> memory;
  private final SurveyMemory surveys;
  private final Crew crew;

  /// An assessor that remembers nothing from one change to the next.
  public Assessor(List<SpecFormat> formats) {
    this(formats, _ -> FactsCache.ofOneRun(FactsMemory.NONE), new SurveyMemory(0), Crew.ALONE);
  }

  /// An assessor.
  ///
  /// @param memory of what was read before, for a change
  /// @param surveys of what changes were compared with before
  /// @param crew reads files side by side
  public Assessor(
      List<SpecFormat> formats,
      Function<Change, FactsMemory> memory,
      SurveyMemory surveys,
      Crew crew) {
    this.formats = List.copyOf(formats);
    this.memory = memory;
    this.surveys = surveys;
    this.crew = crew;
  }

  /// The files by whose rules a change is judged.
  public static Report.Sides.Rules rules(Change change) {
    return HouseRules.said(change.rules(), change.head());
  }

  /// What a repository wants to be done when quality drops.
  ///
  /// @throws io.github.sddtool.fault.UserFault where its configuration is wrong
  public static GuardRules guard(Snapshot rules, List<SpecFormat> formats) {
    return HouseRules.read(rules, formats).config().guard();
  }

  /// What of a repository may be refreshed.
  ///
  /// @throws io.github.sddtool.fault.UserFault where its configuration is wrong
  public static HarvestRules harvest(Snapshot rules, List<SpecFormat> formats) {
    return HouseRules.read(rules, formats).config().harvest();
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
    var reader = new FactsReader(memory.apply(change), _ -> false);
    var surveyor = new Surveyor(formats, rules.config(), reader, request.progress(), crew);
    Set<RepoPath> compared = compared(change, request.question());
    Optional<Surveyed> before =
        change.base().map(snapshot -> base(snapshot, rules.config(), surveyor, compared));
    Surveyed after =
        before
            .map(from -> surveyor.survey(change.head(), from, change.difference(), compared))
            .orElseGet(() -> surveyor.survey(change.head()));
    surveyor.checkRoots();
    Optional<Survey> base = before.map(Surveyed::survey);
    Survey head = after.survey();
    Scope scope = Scope.of(request.names(), head);

    Optional<Beside> beside =
        before.map(from -> new Beside(from, Touched.between(from.survey(), head)));
    Delta delta =
        beside
            .map(b -> DeltaAnalysis.between(b.base().survey(), head, b.touched()))
            .orElse(Delta.NONE);
    DriftAnalysis.Result drift =
        request.question().asksForDrift()
            ? drift(change, beside, after, delta, new Closer(reader, compared))
            : new DriftAnalysis.Result(List.of(), Set.of());
    Attestations attested = attestations(change, ofConfig);
    List<Drift> drifts =
        request
            .granted()
            .attestations()
            .silence(
                attested.silence(drift.drifts(), head.paths(), request.today()),
                head.paths(),
                request.today());
    Report.Parts parts = parts(request.question(), scope, beside, head, delta, drifts);
    List<Finding> findings =
        Stream.concat(
                ofConfig.stream().map(policy::apply),
                new Judgement(request, policy, rules, beside, head, crew)
                    .findings(parts, delta).stream().filter(scope::includes))
            .sorted(Finding.ORDER)
            .toList();
    boolean dated = request.granted().expires() || rules.waivers().expires() || attested.expires();
    return new Report(
        dated ? request : request.undated(),
        nothingToCover(request, parts) ? Verdict.SKIPPED : verdict(head, base, policy, findings),
        new Report.Sides(
            change.base().isPresent(),
            change.base().flatMap(Snapshot::commit),
            change.head().commit(),
            rules(change)),
        scope.specs(head),
        head,
        parts,
        findings,
        findings.stream().filter(policy::fails).toList(),
        notes(drift),
        beside
            .map(b -> SpecChanges.between(b.base().survey(), head, b.touched().texts()))
            .orElse(SpecChanges.NONE),
        rules.config().publishing());
  }

  /// The survey of a base; made of the last one where there is one.
  private Surveyed base(
      Snapshot snapshot, RepositoryConfig config, Surveyor surveyor, Set<RepoPath> compared) {
    Optional<SurveyMemory.Known> latest = surveys.latest(snapshot, config);
    Optional<Surveyed> known =
        latest.flatMap(last ->
            snapshot
                .since(last.tree())
                .map(delta ->
                    delta.isNothing()
                        ? surveyor.seen(last.surveyed())
                        : surveyor.survey(snapshot, last.surveyed(), delta, Set.of())));
    Surveyed base = known.orElseGet(() -> surveyor.survey(snapshot));
    snapshot.id().ifPresent(id -> surveys.remember(id, config, base));
    return compared.isEmpty() ? base : surveyor.survey(snapshot, base, TreeDelta.NOTHING, compared);
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
      Optional<Beside> beside,
      Survey head,
      Delta delta,
      List<Drift> drifts) {
    Optional<Coverage> before =
        question.asksForCoverage() ? beside.map(b -> scope.coverage(b.base())) : Optional.empty();
    return new Report.Parts(
        question.asksForCoverage()
            ? Optional.of(coverage(scope, beside, before, head))
            : Optional.empty(),
        before,
        question.asksForDrift() ? Optional.of(drifts) : Optional.empty(),
        question.asksForImpact()
            ? Optional.of(impact(scope, beside, head, delta))
            : Optional.empty(),
        question.asksForDelta() ? Optional.of(delta) : Optional.empty(),
        question.asksForQuality() ? quality(scope, beside, head) : Optional.empty());
  }

  private static Coverage coverage(
      Scope scope, Optional<Beside> beside, Optional<Coverage> before, Survey head) {
    return beside.isPresent() && before.isPresent() && !scope.isLimited()
        ? Coverage.after(before.get(), beside.get().base().survey(), head, beside.get().touched())
        : scope.coverage(head);
  }

  private static Optional<Report.Graded> quality(
      Scope scope, Optional<Beside> beside, Survey head) {
    Optional<Quality> before = beside.flatMap(b -> scope.quality(b.base()));
    Optional<Quality> now =
        beside.isPresent() && before.isPresent() && !scope.isLimited()
            ? QualityAnalysis.of(
                scope.specs(head),
                head,
                beside.get().base().survey(),
                beside.get().touched(),
                before.get())
            : scope.quality(head);
    return now.map(graded -> new Report.Graded(graded, before.map(Quality::mean)));
  }

  /// @param files that are read more closely, because they are compared
  private record Closer(FactsReader reader, Set<RepoPath> files) {}

  private DriftAnalysis.Result drift(
      Change change, Optional<Beside> beside, Surveyed head, Delta delta, Closer closer) {
    Surveyed from = beside.map(Beside::base).orElse(head);
    Snapshot files = change.base().orElse(change.head());
    FactsReader facts = closer.reader().comparing(closer.files()::contains);
    Optional<Hindsight> hindsight =
        change
            .history()
            .map(past ->
                new Hindsight(
                    from.survey(),
                    past,
                    new PastReader(formats, facts, from, files, past),
                    memory(files, from, closer.files())));
    if (beside.isEmpty()) {
      return DriftAnalysis.within(head.survey(), hindsight);
    }
    Map<RequirementKey, RequirementKey> former = new HashMap<>();
    Set<RequirementKey> added = new HashSet<>();
    for (Delta.RequirementChange one : delta.requirements()) {
      one.from().ifPresent(key -> former.put(one.key(), key));
      if (one.type() == Delta.Type.ADDED) {
        added.add(one.key());
      }
    }
    return DriftAnalysis.between(
        from.survey(),
        head.survey(),
        beside.get().touched(),
        new Origins(former, added),
        hindsight);
  }

  /// What the history was asked before; items may be covered from anywhere, so of them nothing is
  /// kept.
  private static Optional<Hindsight.Memory> memory(
      Snapshot files, Surveyed from, Set<RepoPath> compared) {
    if (!from.survey().trace().items().items().isEmpty()) {
      return Optional.empty();
    }
    var closely = new HashSet<RequirementKey>();
    compared.stream()
        .flatMap(path -> from.markers().get(path).stream())
        .forEach(file -> file.links().forEach(link -> closely.add(link.requirement())));
    return files.commit().map(commit -> new Hindsight.Memory(from.memo().past(), commit, closely));
  }

  private static Impact impact(Scope scope, Optional<Beside> beside, Survey head, Delta delta) {
    if (scope.isLimited()) {
      return scope.impact(head);
    }
    var changed = new LinkedHashSet<RequirementKey>();
    delta.requirements().forEach(change -> changed.add(change.key()));
    delta.scenarios().forEach(change -> change.requirement().ifPresent(changed::add));
    if (beside.isEmpty()) {
      return ImpactAnalysis.of(changed, List.of(head), SpecGraph.of(head), 0);
    }
    Surveyed base = beside.get().base();
    SpecGraph graph =
        base.memo().graph(() -> SpecGraph.of(base.survey())).with(head, beside.get().touched());
    int breaking =
        (int) delta.requirements().stream().filter(Delta.RequirementChange::breaking).count();
    return ImpactAnalysis.of(changed, List.of(head, base.survey()), graph, breaking);
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
