package io.github.sddtool.guard;

import static io.github.sddtool.guard.Cases.measured;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.Measured;
import io.github.sddtool.analysis.condition.Condition;
import io.github.sddtool.analysis.condition.Condition.Outcome;
import io.github.sddtool.analysis.condition.Observed.Sample;
import io.github.sddtool.analysis.config.GuardRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// @spec guard/triggers#REQ-TRIG-005
class FiringTest {
  private static Outcome fires(String when, Measured before, Measured after) {
    return new Firing(Firing.Past.NONE, Cases.NOW)
        .fires(Condition.read(when, GuardRules.WORDS), new Move(before, after));
  }

  private static Measured errors(int errors) {
    Measured all = measured(80);
    return new Measured(
        all.rules(),
        all.score(),
        all.coverage(),
        all.tested(),
        new Measured.Counts(errors, 0, 0),
        all.specs());
  }

  @Test
  void aLevelFiresWhenItIsReachedAndNotWhileItStays() {
    assertThat(fires("validate.errors > 0", errors(0), errors(2)).holds()).isTrue();
    assertThat(fires("validate.errors > 0", errors(2), errors(3)).holds()).isFalse();
    assertThat(fires("validate.errors > 0", errors(2), errors(3)).text())
        .startsWith("it was so before");
    assertThat(fires("score < 60", measured(61), measured(59)).holds()).isTrue();
  }

  @Test
  void whatSpeaksOfSpecsHoldsForAnyOfThemAndSaysWhich() {
    Measured two =
        new Measured(
            "1",
            Optional.of(80.0),
            Optional.empty(),
            Optional.empty(),
            new Measured.Counts(0, 0, 0),
            Map.of(
                "auth/login", spec("auth", 50),
                "pay", spec("pay", 90)));

    assertThat(fires("spec.quality_score < 60 AND spec.domain == auth", measured(82), two).text())
        .startsWith("of the spec auth/login");
    assertThat(fires("spec.quality_score < 60 AND spec.domain == pay", measured(82), two).holds())
        .isFalse();
    assertThat(fires("spec.score_drop > 20", measured(82), two).holds()).isTrue();
    assertThat(fires("spec.score_drop > 20 AND spec.id == pay", measured(82), two).holds())
        .isFalse();
  }

  private static Measured.OfSpec spec(String domain, double score) {
    return new Measured.OfSpec(domain, Optional.of(score), 1, 1, new Measured.Counts(0, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"score_drop > 15%", "coverage_drop > 5", "spec.score_drop > 1", "tested_drop > 0"})
  void whatHasNoScoreAnyMoreDidNotDrop(String when) {
    var none =
        new Measured(
            "1",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new Measured.Counts(0, 0, 0),
            Map.of());

    assertThat(fires(when, measured(82), none).holds()).isFalse();
    assertThat(fires(when, none, measured(82)).holds()).isFalse();
  }

  @Test
  void overASpanTheWayDownFromTheMedianCounts() {
    Firing.Past past =
        name ->
            name.equals("score")
                ? List.of(
                    new Sample(Cases.NOW.minus(Duration.ofDays(3)), 90),
                    new Sample(Cases.NOW.minus(Duration.ofDays(2)), 88),
                    new Sample(Cases.NOW.minus(Duration.ofDays(1)), 84))
                : List.of();
    var firing = new Firing(past, Cases.NOW);
    Condition condition = Condition.read("score_drop > 10% over 7d", GuardRules.WORDS);

    assertThat(firing.fires(condition, new Move(measured(84), measured(78))).holds()).isTrue();
    assertThat(firing.fires(condition, new Move(measured(84), measured(82))).holds()).isFalse();
  }

  @Property
  void aStepThatChangesNothingFiresNothing(@ForAll @DoubleRange(max = 100) double score) {
    for (String when :
        List.of("score_drop > 0", "score < 50", "validate.errors >= 0", "score_drop >= 0%")) {
      assertThat(fires(when, measured(score), measured(score)).holds()).isFalse();
    }
  }

  @Property
  void whatRisesIsNoDrop(
      @ForAll @DoubleRange(max = 100) double one, @ForAll @DoubleRange(max = 100) double other) {
    Measured low = measured(Math.min(one, other));
    Measured high = measured(Math.max(one, other));

    assertThat(fires("score_drop > 0", low, high).holds()).isFalse();
    assertThat(fires("score_drop > 0%", low, high).holds()).isFalse();
  }

  @Test
  void anAlarmEndsByItsOwnConditionWhereItHasOne() {
    var trembling =
        new GuardRules.Trigger(
            "low",
            Condition.read("score < 60", GuardRules.WORDS),
            new GuardRules.Action.Tell(),
            List.of(),
            Duration.ZERO,
            Optional.of(Condition.read("score > 65", GuardRules.WORDS)));
    var firing = new Firing(Firing.Past.NONE, Cases.NOW);

    assertThat(firing.isOver(trembling, new Move(measured(59), measured(61)))).isFalse();
    assertThat(firing.isOver(trembling, new Move(measured(61), measured(66)))).isTrue();
  }
}
