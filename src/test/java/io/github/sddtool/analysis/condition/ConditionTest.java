package io.github.sddtool.analysis.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.sddtool.analysis.condition.Condition.Outcome;
import io.github.sddtool.analysis.condition.Observed.Sample;
import io.github.sddtool.fault.WordingProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// @spec guard/triggers#REQ-TRIG-001, guard/triggers#REQ-TRIG-002, guard/triggers#REQ-TRIG-003
class ConditionTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static final Vocabulary WORDS =
      new Vocabulary(
          Map.of(
              "score", Vocabulary.Kind.SCORE,
              "score_drop", Vocabulary.Kind.DROP,
              "coverage_drop", Vocabulary.Kind.DROP,
              "validate.errors", Vocabulary.Kind.COUNT,
              "review.pending_days", Vocabulary.Kind.COUNT,
              "graph.new_cycle_detected", Vocabulary.Kind.FLAG,
              "spec.domain", Vocabulary.Kind.WORD,
              "spec.quality_score", Vocabulary.Kind.SCORE),
          true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "score_drop>15%",
        "latency_p95>2s",
        "error_rate>5%",
        "memory_usage>90%",
        "error_rate > 5% for 5m",
        "coverage_drop > 5",
        "validate.errors > 0",
        "review.pending_days >= 5",
        "graph.new_cycle_detected",
        "spec.quality_score < 60",
        "score_drop > 10% over 7d AND spec.domain == auth",
        "http.server.request.duration > 250ms over 10m",
        "process_resident_memory_bytes >= 512MiB for 2m",
      })
  void whatTeamsWriteIsRead(String text) {
    assertThat(Condition.read(text, WORDS).terms()).isNotEmpty();
    assertThat(Condition.read(text, WORDS).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          scor_drop > 15%           | 1  | 'scor_drop' is unknown; did you mean score_drop?
          quality_drop > 15%        | 1  | 'quality_drop' is unknown
          validate.eror > 0         | 1  | 'validate.eror' is unknown
          spec.quality > 0          | 1  | 'spec.quality' is unknown
          score_drop >> 15%         | 13 | '>' was not expected
          score_drop > 15 x         | 17 | 'x' was not expected
          score_drop > 15x          | 16 | 'x' is no unit
          score_drop > 2s           | 14 | 's' is no unit of score_drop
          score_drop                | 11 | is compared with something
          score_drop >              | 13 | ends where a number is expected
          score_drop > much         | 14 | here stands a number
          score > 1 AND             | 14 | ends where a name is expected
          score > 1 score > 2       | 11 | here stands AND
          error_rate > 5% for 5     | 21 | a span of time
          error_rate > 5% for 400d  | 21 | a span of time
          validate.errors > 0 for 5m| 21 | says nothing of validate.errors
          spec.domain > auth        | 13 | compared with == or !=
          score > 1 # much          | 11 | '#' was not expected
          """)
  void whatCannotBeReadIsShownAtItsColumn(String text, int column, String problem) {
    var found = catchThrowableOfType(WordingProblem.class, () -> Condition.read(text, WORDS));

    assertThat(found.problem()).contains(problem);
    assertThat(found.column()).isEqualTo(column);
  }

  @ParameterizedTest
  @CsvSource({
    "score_drop > 15%, 80, 67.9, true",
    "score_drop > 15%, 80, 68, false",
    "score_drop >= 15%, 80, 68, true",
    "score_drop > 5, 80, 74.9, true",
    "score_drop > 5, 80, 75, false",
    "score_drop > 5, 75, 80, false",
    "score_drop > 0%, 0, 0, false",
  })
  void aDropIsInPointsOrOfWhatItWas(String text, double before, double now, boolean holds) {
    assertThat(decide(text, new Observed.Step(before, now)).holds()).isEqualTo(holds);
  }

  @Test
  void aShareIsMeasuredAsZeroToOne() {
    assertThat(decide("error_rate > 5%", new Observed.Level(0.06)).holds()).isTrue();
    assertThat(decide("error_rate > 5%", new Observed.Level(0.04)).holds()).isFalse();
    assertThat(decide("latency_p95 > 2s", new Observed.Level(2.5)).holds()).isTrue();
    assertThat(decide("latency_p95 > 2500ms", new Observed.Level(2.5)).holds()).isFalse();
  }

  @Test
  void whatHeldAllTheTimeHeldAtEverySampleAndAtTheLastOneBefore() {
    String text = "error_rate > 5% for 5m";

    assertThat(decide(text, series(0.06, 6, 4, 2, 0)).holds()).isTrue();
    assertThat(decide(text, series(0.06, 4, 2, 0)).holds()).isFalse();
    assertThat(
            decide(
                    text,
                    new Observed.Series(List.of(sample(6, 0.06), sample(3, 0.05), sample(0, 0.06))))
                .holds())
        .isFalse();
  }

  @Test
  void anOldValueSaysNothingOfThePresent() {
    Outcome outcome = decide("error_rate > 5%", series(0.06, 60));

    assertThat(outcome.holds()).isFalse();
    assertThat(outcome.text()).contains("no value since 2026-03-01T11:00:00Z");
  }

  @Test
  void overASpanMeasuresCountByTheirMean() {
    assertThat(
            decide(
                    "error_rate > 5% over 10m",
                    new Observed.Series(List.of(sample(9, 0.2), sample(5, 0.0), sample(0, 0.0))))
                .holds())
        .isTrue();
  }

  @Test
  void overASpanDropsAreTakenFromTheMedianSoThatOnePeakIsNone() {
    var peak =
        new Observed.Series(List.of(sample(50, 70), sample(40, 71), sample(30, 99), sample(0, 69)));
    var fall = new Observed.Series(List.of(sample(50, 80), sample(40, 81), sample(0, 60)));

    assertThat(decide("score_drop > 15% over 1h", peak).holds()).isFalse();
    assertThat(decide("score_drop > 15% over 1h", fall).holds()).isTrue();
  }

  @Test
  void allTermsHaveToHoldAndTheFirstThatDoesNotIsTheReason() {
    Condition condition = Condition.read("score_drop > 15% and spec.domain == auth", WORDS);
    Outcome outcome =
        condition.decide(
            term ->
                Optional.of(
                    term.name().equals("score_drop")
                        ? new Observed.Step(80, 60)
                        : new Observed.Word("billing")),
            NOW);

    assertThat(outcome.holds()).isFalse();
    assertThat(outcome.why())
        .containsExactly(
            "score_drop is 25 %, from 80 to 60 (asked: > 15%)", "spec.domain is 'billing'");
  }

  @Test
  void whatIsNotKnownIsNotSo() {
    Outcome outcome = Condition.read("error_rate > 5%", WORDS).decide(_ -> Optional.empty(), NOW);

    assertThat(outcome.holds()).isFalse();
    assertThat(outcome.text()).isEqualTo("error_rate is not known");
  }

  @Test
  void aVeryLongConditionIsRefusedBeforeItIsRead() {
    assertThatThrownBy(() -> Condition.read("score > 1 AND ".repeat(100) + "score > 1", WORDS))
        .isInstanceOf(WordingProblem.class)
        .hasMessageContaining("longer than 400 characters");
  }

  @Property
  void anyTextIsReadOrRefusedWithAColumnWithinIt(@ForAll @StringLength(max = 60) String text) {
    try {
      assertThat(Condition.read(text, WORDS).terms()).isNotEmpty();
    } catch (WordingProblem problem) {
      assertThat(problem.column()).isBetween(1, text.length() + 1);
      assertThat(problem.problem()).isNotBlank();
    }
  }

  private static Outcome decide(String text, Observed observed) {
    return Condition.read(text, WORDS).decide(_ -> Optional.of(observed), NOW);
  }

  private static Observed.Series series(double value, int... minutesAgo) {
    return new Observed.Series(
        java.util.Arrays.stream(minutesAgo).mapToObj(minutes -> sample(minutes, value)).toList());
  }

  private static Sample sample(int minutesAgo, double value) {
    return new Sample(NOW.minus(Duration.ofMinutes(minutesAgo)), value);
  }
}
