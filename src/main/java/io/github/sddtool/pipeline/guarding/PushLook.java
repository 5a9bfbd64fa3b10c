package io.github.sddtool.pipeline.guarding;

import io.github.sddtool.analysis.condition.Condition.Outcome;
import io.github.sddtool.analysis.config.GuardRules;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.guard.AlarmBook;
import io.github.sddtool.guard.CaseBook;
import io.github.sddtool.guard.Decision;
import io.github.sddtool.guard.Evidence;
import io.github.sddtool.guard.EvidenceText;
import io.github.sddtool.guard.Suspect;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.git.GitHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks which triggers a push set off, and goes into each.
final class PushLook {
  private final Guarding.Means means;
  private final AlarmBook alarms;
  private final CaseBook cases;
  private final Brakes brakes;

  PushLook(Guarding.Means means, AlarmBook alarms, CaseBook cases, Brakes brakes) {
    this.means = means;
    this.alarms = alarms;
    this.cases = cases;
    this.brakes = brakes;
  }

  /// A trigger that went off.
  private record Fired(GuardRules.Trigger trigger, Outcome why) {}

  List<Effect> look(PushCase one) {
    List<Fired> fired = fired(one);
    if (fired.isEmpty()) {
      return List.of();
    }
    var effects = new ArrayList<Effect>();
    CommitId after = one.push().after();
    try (GitHistory history = fetch(one, List.of(one.push().before(), after, one.branch().tip()))) {
      if (!history.writer().isAncestor(after, one.branch().tip())) {
        return List.of(
            new Effect.Declined(
                "rollback",
                one.repo().name() + "@" + after.brief(),
                "it is not on %s any more".formatted(one.branch().name())));
      }
      Gauge gauge = Gauge.of(means, history, one.push().before());
      var inquiry = new Inquiry(one, history, gauge, commit -> bring(one, commit));
      for (Fired trigger : fired) {
        effects.addAll(decide(one, trigger, history, inquiry));
        if (!trigger.trigger().isStep()) {
          alarms.begin(one.repo(), trigger.trigger().name(), means.clock().instant());
        }
      }
    }
    return effects;
  }

  private GitHistory fetch(PushCase one, List<CommitId> commits) {
    return means.whole().fetch(one.repo(), one.forge().fetchRequest(one.repo(), commits));
  }

  /// Brings what may be out of reach: the head of a request whose branch is gone.
  private void bring(PushCase one, CommitId commit) {
    try {
      fetch(one, List.of(commit)).close();
    } catch (ForgeFault | SourceFault unreachable) {
      // Whoever asked looks whether it is here.
    }
  }

  private List<Fired> fired(PushCase one) {
    var fired = new ArrayList<Fired>();
    for (GuardRules.Trigger trigger : one.rules().triggers()) {
      if (trigger.isMeasured()) {
        continue;
      }
      Outcome outcome = one.firing().fires(trigger.when(), one.move());
      boolean stands = !trigger.isStep() && alarms.since(one.repo(), trigger.name()).isPresent();
      if (stands) {
        if (one.firing().isOver(trigger, one.move())) {
          alarms.end(one.repo(), trigger.name());
        }
      } else if (outcome.holds()) {
        fired.add(new Fired(trigger, outcome));
      }
    }
    return fired;
  }

  private List<Effect> decide(PushCase one, Fired fired, GitHistory history, Inquiry inquiry) {
    Evidence.Limits limits =
        brakes.of(
            one.repo(),
            one.rules(),
            fired.trigger(),
            once(fired.trigger(), one.push().after()),
            means.clock().instant());
    Evidence evidence = inquiry.of(fired.trigger(), fired.why(), means.fresh(), limits);
    Decision decision = Decision.of(evidence);
    CommitId commit =
        evidence.suspect() instanceof Suspect.Change change ? change.to() : one.push().after();
    var work =
        new Acting.Work(
            one.rules(),
            evidence,
            decision,
            one.branch(),
            commit,
            once(fired.trigger(), commit),
            history.writer().note(commit).subject(),
            EvidenceText.body(evidence, decision, one.trend()));
    return new Acting(one.forge(), one.repo(), cases, means.telling(), means.clock())
        .act(work, Optional.of(history));
  }

  /// One draft a commit, whatever set it off; likewise one issue. Each trigger starts its own
  /// workflow, and tells its own people.
  private static String once(GuardRules.Trigger trigger, CommitId commit) {
    String what = trigger.action().word() + " " + commit.hex();
    return switch (trigger.action()) {
      case GuardRules.Action.Revert _, GuardRules.Action.Issue _ -> what;
      case GuardRules.Action.Dispatch _, GuardRules.Action.Tell _ -> what + " " + trigger.name();
    };
  }
}
