package io.github.sddtool.analysis;

import io.github.sddtool.analysis.config.ConfigReader;
import io.github.sddtool.analysis.config.RepositoryConfig;
import io.github.sddtool.analysis.delta.Delta;
import io.github.sddtool.analysis.delta.DeltaAnalysis;
import io.github.sddtool.analysis.drift.Drift;
import io.github.sddtool.analysis.drift.DriftAnalysis;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Policy;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.analysis.impact.Impact;
import io.github.sddtool.analysis.impact.ImpactAnalysis;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.facts.FactsReader;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.SpecFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    RepositoryConfig config = config(change.rules());
    List<Finding> ofConfig =
        change.base().isPresent() ? brokenConfig(change.head()) : List.<Finding>of();
    Policy policy = request.adjust().apply(config.policy());
    var facts = new FactsReader();
    var surveyor = new Surveyor(formats, config, facts, request.progress());
    Optional<Survey> base = change.base().map(surveyor::survey);
    Survey head = surveyor.survey(change.head());
    Scope scope = Scope.of(request.names(), head);

    Delta delta = base.map(b -> DeltaAnalysis.between(b, head)).orElse(Delta.NONE);
    Report.Parts parts = parts(request.question(), scope, base, head, delta);
    List<Finding> findings =
        Stream.concat(
                ofConfig.stream().map(policy::apply),
                new Judgement(request.question(), policy, base, head)
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
        findings);
  }

  /// A change is judged by its base's configuration; that its own is broken is still worth an
  /// error.
  private List<Finding> brokenConfig(Snapshot head) {
    try {
      config(head);
      return List.of();
    } catch (UserFault fault) {
      RepoPath path =
          ConfigReader.PATHS.stream()
              .filter(p -> find(head, p).isPresent())
              .findFirst()
              .orElseThrow();
      return List.of(
          Finding.of(
              Rule.CONFIG_INVALID,
              Finding.Subject.of(Location.of(path, 1)),
              fault.message(),
              fault.message()));
    }
  }

  private static Optional<FileEntry> find(Snapshot snapshot, RepoPath path) {
    return snapshot.files().stream().filter(entry -> entry.path().equals(path)).findFirst();
  }

  private RepositoryConfig config(Snapshot snapshot) {
    for (RepoPath path : ConfigReader.PATHS) {
      Optional<FileEntry> file = find(snapshot, path);
      Optional<String> text = file.flatMap(entry -> new FactsReader().text(snapshot, entry));
      if (text.isPresent()) {
        Set<String> names =
            formats.stream().map(SpecFormat::name).collect(Collectors.toCollection(TreeSet::new));
        return ConfigReader.read(path, text.get(), names);
      }
    }
    return RepositoryConfig.DEFAULT;
  }

  private static Report.Parts parts(
      Question question, Scope scope, Optional<Survey> base, Survey head, Delta delta) {
    return new Report.Parts(
        question.asksForCoverage() ? Optional.of(scope.coverage(head)) : Optional.empty(),
        question.asksForCoverage() ? base.map(scope::coverage) : Optional.empty(),
        question.asksForDrift() ? Optional.of(drift(base, head, delta)) : Optional.empty(),
        question.asksForImpact() ? Optional.of(impact(scope, base, head, delta)) : Optional.empty(),
        question.asksForDelta() ? Optional.of(delta) : Optional.empty(),
        question.asksForQuality() ? quality(scope, base, head) : Optional.empty());
  }

  private static Optional<Report.Graded> quality(Scope scope, Optional<Survey> base, Survey head) {
    return scope.quality(head).map(now -> new Report.Graded(now, base.flatMap(scope::quality)));
  }

  private static List<Drift> drift(Optional<Survey> base, Survey head, Delta delta) {
    if (base.isEmpty()) {
      return DriftAnalysis.within(head);
    }
    Map<RequirementKey, RequirementKey> formerKeys = new HashMap<>();
    delta
        .requirements()
        .forEach(change -> change.from().ifPresent(from -> formerKeys.put(change.key(), from)));
    return DriftAnalysis.between(base.get(), head, formerKeys);
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

  private static Verdict verdict(
      Survey head, Optional<Survey> base, Policy policy, List<Finding> findings) {
    if (head.specs().isEmpty() && base.map(b -> b.specs().isEmpty()).orElse(true)) {
      return Verdict.SKIPPED;
    }
    if (findings.stream().anyMatch(policy::fails)) {
      return Verdict.FAIL;
    }
    return findings.stream().anyMatch(policy::warns) ? Verdict.WARN : Verdict.PASS;
  }
}
