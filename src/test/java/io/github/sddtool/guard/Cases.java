package io.github.sddtool.guard;

import io.github.sddtool.analysis.Measured;
import io.github.sddtool.analysis.condition.Condition;
import io.github.sddtool.analysis.condition.Condition.Outcome;
import io.github.sddtool.analysis.config.GuardRules;
import io.github.sddtool.source.CommitId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Evidence for tests, which speaks for a revert unless a test says otherwise.
final class Cases {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final CommitId FROM = new CommitId("a".repeat(40));
  static final CommitId TO = new CommitId("b".repeat(40));
  static final CommitId BACK = new CommitId("c".repeat(40));

  private Cases() {}

  static Measured measured(String rules, double score) {
    return new Measured(
        rules,
        Optional.of(score),
        Optional.of(80.0),
        Optional.of(40.0),
        new Measured.Counts(0, 0, 0),
        Map.of(
            "auth/login",
            new Measured.OfSpec("auth", Optional.of(score), 5, 4, new Measured.Counts(0, 0, 0))));
  }

  static Measured measured(double score) {
    return measured("1", score);
  }

  static GuardRules.Trigger trigger(String when, GuardRules.Action action) {
    return new GuardRules.Trigger(
        "quality",
        Condition.read(when, GuardRules.WORDS),
        action,
        List.of("#ops"),
        Duration.ZERO,
        Optional.empty());
  }

  static Suspect.Change change() {
    return new Suspect.Change(
        FROM,
        TO,
        List.of(TO),
        Optional.of(new Suspect.Request(17, "Simplify login", "ada", "simpler", Optional.empty())),
        Optional.empty());
  }

  static final Evidence.Limits FREE =
      new Evidence.Limits(Optional.empty(), false, Optional.empty(), 3, List.of());

  /// From 82 to 60 by one change, which would be 82 without it.
  static Evidence revert() {
    return evidence(
        trigger("score_drop > 15%", new GuardRules.Action.Revert()),
        new Move(measured(82), measured(60)));
  }

  static Evidence evidence(GuardRules.Trigger trigger, Move move) {
    var firing = new Firing(Firing.Past.NONE, NOW);
    Outcome fired = firing.fires(trigger.when(), move);
    return new Evidence(
        trigger,
        fired,
        move,
        Optional.of(move),
        change(),
        Optional.of(move),
        Optional.empty(),
        new Undoing.Clean(BACK, move.before()),
        Optional.empty(),
        FREE,
        firing);
  }
}
