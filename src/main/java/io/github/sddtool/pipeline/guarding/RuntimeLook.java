package io.github.sddtool.pipeline.guarding;

import io.github.sddtool.analysis.condition.Condition.Outcome;
import io.github.sddtool.analysis.config.GuardRules;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.forge.Branch;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.guard.AlarmBook;
import io.github.sddtool.guard.CaseBook;
import io.github.sddtool.guard.Decision;
import io.github.sddtool.guard.Evidence;
import io.github.sddtool.guard.EvidenceText;
import io.github.sddtool.guard.Firing;
import io.github.sddtool.guard.MetricBook;
import io.github.sddtool.guard.MetricName;
import io.github.sddtool.guard.Move;
import io.github.sddtool.guard.Suspect;
import io.github.sddtool.guard.Undoing;
import io.github.sddtool.report.Trend;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.spec.Project;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

// @spec guard/metrics#REQ-MET-004
/// Looks whether what was measured at runtime set off a trigger.
final class RuntimeLook {
  private static final String NO_COMMIT = "what is measured at runtime follows from no commit";

  private final Guarding.Means means;
  private final Database database;
  private final AlarmBook alarms;
  private final CaseBook cases;
  private final Brakes brakes;

  RuntimeLook(
      Guarding.Means means, Database database, AlarmBook alarms, CaseBook cases, Brakes brakes) {
    this.means = means;
    this.database = database;
    this.alarms = alarms;
    this.cases = cases;
    this.brakes = brakes;
  }

  /// What runs.
  ///
  /// @param move standing still: no push is looked at
  record Running(
      Forge forge, RepoId repo, Project project, Branch branch, GuardRules rules, Move move) {}

  List<Effect> look(Running one) {
    return one.rules().triggers().stream()
        .filter(GuardRules.Trigger::isMeasured)
        .flatMap(trigger -> look(one, trigger).stream())
        .toList();
  }

  private List<Effect> look(Running one, GuardRules.Trigger trigger) {
    Instant now = means.clock().instant();
    var firing = new Firing(past(one.project(), trigger, now), now);
    Optional<Instant> stands = alarms.since(one.repo(), trigger.name());
    if (stands.isPresent() && firing.isOver(trigger, one.move())) {
      alarms.end(one.repo(), trigger.name());
      return List.of();
    }
    Outcome outcome = firing.holds(trigger.when(), one.move());
    if (stands.isEmpty()) {
      if (!outcome.holds()) {
        return List.of();
      }
      alarms.begin(one.repo(), trigger.name(), now);
    }
    // Whoever began an alarm that stands may not have come to its end.
    Instant since = alarms.since(one.repo(), trigger.name()).orElse(now);
    String once =
        "%s %s %d".formatted(trigger.action().word(), trigger.name(), since.toEpochMilli());
    boolean closed =
        cases
            .find(one.repo(), once)
            .filter(known -> known.state() != CaseBook.State.DECIDED)
            .isPresent();
    return closed ? List.of() : decide(one, trigger, outcome, firing, once);
  }

  private List<Effect> decide(
      Running one, GuardRules.Trigger trigger, Outcome outcome, Firing firing, String once) {
    var evidence =
        new Evidence(
            trigger,
            outcome,
            one.move(),
            Optional.empty(),
            new Suspect.None(NO_COMMIT),
            Optional.empty(),
            Optional.empty(),
            new Undoing.Untried(NO_COMMIT),
            Optional.empty(),
            brakes.of(one.repo(), one.rules(), trigger, once, firing.now()),
            firing);
    Decision decision = Decision.of(evidence);
    var work =
        new Acting.Work(
            one.rules(),
            evidence,
            decision,
            one.branch(),
            one.branch().tip(),
            once,
            "",
            EvidenceText.body(evidence, decision, Trend.NONE));
    return new Acting(one.forge(), one.repo(), cases, means.telling(), means.clock())
        .act(work, Optional.empty());
  }

  private Firing.Past past(Project project, GuardRules.Trigger trigger, Instant now) {
    Set<String> measures = Firing.measures(trigger);
    return name ->
        measures.contains(name)
            ? MetricBook.since(
                database, project, MetricName.canonicalOf(name), now.minus(MetricBook.KEPT))
            : List.of();
  }
}
