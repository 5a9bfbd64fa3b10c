package io.github.sddtool.pipeline.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.sddtool.analysis.condition.Condition;
import io.github.sddtool.analysis.condition.Observed;
import io.github.sddtool.fault.WordingProblem;
import io.github.sddtool.source.RepoId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

// @spec app/notifications#REQ-NOTE-001
class NoticeRulesTest {
  private static final Set<String> WORDS = Set.of("spec.title", "review.pending_days");

  @ParameterizedTest
  @CsvSource({
    "review.pending_days >= 5, REVIEW",
    "graph.new_cycle_detected, CYCLE",
    "spec.quality_score < 60, SPEC",
    "spec.quality_score < 60 AND coverage < 50, SPEC",
    "spec.domain == auth AND review.pending_days > 2, REVIEW",
    "validate.errors > 0, REPOSITORY",
    "sync.conflict, CONFLICT",
    "guard.rollback_proposed, GUARD"
  })
  void aRuleIsAboutWhatItsConditionAsksFor(String condition, Topic topic) {
    assertThat(Topic.of(Condition.read(condition, Topic.vocabulary()))).contains(topic);
  }

  @Test
  void whatIsNeverKnownTogetherBelongsToNoTopic() {
    Condition condition =
        Condition.read("review.pending_days > 2 AND coverage < 50", Topic.vocabulary());
    assertThat(Topic.of(condition)).isEmpty();
  }

  @Test
  void aSlipOfAConditionIsNoMeasure() {
    assertThatExceptionOfType(WordingProblem.class)
        .isThrownBy(() -> Condition.read("spec.quality_scor < 60", Topic.vocabulary()))
        .withMessageContaining("column 1")
        .withMessageContaining("spec.quality_score");
    assertThatExceptionOfType(WordingProblem.class)
        .isThrownBy(() -> Condition.read("temperature > 60", Topic.vocabulary()))
        .withMessageContaining("temperature");
  }

  private static NoticeRule rule(NoticeRule.Filter filter) {
    return new NoticeRule(
        "Low",
        new NoticeRule.Trigger.When(
            Condition.read("score < 60", Topic.vocabulary()), Topic.REPOSITORY),
        new NoticeRule.Delivery(List.of("slack"), List.of(), false),
        new NoticeRule.Content.Message(Wording.read("", Topic.REPOSITORY.words())),
        filter);
  }

  private static Occurrence score(double value) {
    return new Occurrence(
        "a",
        Topic.REPOSITORY,
        Occurrence.About.of(new RepoId("hub", "octo/shop")).in("shop"),
        Map.of("score", new Observed.Level(value)),
        Map.of(),
        Instant.EPOCH);
  }

  @Test
  void aRuleIsAskedOnlyOfWhatItIsAbout() {
    var rules = new NoticeRules(List.of(rule(NoticeRule.Filter.ALL)));
    assertThat(rules.decide(score(50)))
        .extracting(NoticeRules.Decided::holds)
        .containsExactly(true);
    assertThat(rules.decide(score(60)))
        .extracting(NoticeRules.Decided::holds)
        .containsExactly(false);
    Occurrence spec =
        new Occurrence(
            "a", Topic.SPEC, score(1).about(), score(1).values(), Map.of(), Instant.EPOCH);
    assertThat(rules.decide(spec)).isEmpty();
  }

  @Test
  void aRuleOfOneProjectOrRepositoryHearsOfNoOther() {
    var ours = new NoticeRule.Filter(Optional.of("shop"), Optional.empty());
    var other = new NoticeRule.Filter(Optional.of("bank"), Optional.empty());
    var elsewhere =
        new NoticeRule.Filter(Optional.empty(), Optional.of(new RepoId("hub", "octo/bank")));
    assertThat(new NoticeRules(List.of(rule(ours))).decide(score(1))).hasSize(1);
    assertThat(new NoticeRules(List.of(rule(other), rule(elsewhere))).decide(score(1))).isEmpty();
  }

  @Test
  void wordsComeToStandWhereTheyAreNamed() {
    assertThat(
            Wording.read("{spec.title}: {review.pending_days} days", WORDS)
                .fill(Map.of("spec.title", "Login {spec.title}", "review.pending_days", "5")))
        .isEqualTo("Login {spec.title}: 5 days");
    assertThat(Wording.read("of {spec.title}", WORDS).fill(Map.of())).isEqualTo("of -");
  }

  @ParameterizedTest
  @CsvSource({
    "'Review of {spec.titel}', 12, spec.title",
    "'{ spec.title}', 1, a word",
    "'{spec.title', 1, a word",
    "'x {owner}', 4, Known"
  })
  void aMessageThatNamesNoWordIsRefused(String text, int column, String says) {
    assertThatExceptionOfType(WordingProblem.class)
        .isThrownBy(() -> Wording.read(text, WORDS))
        .satisfies(problem -> {
          assertThat(problem.column()).isEqualTo(column);
          assertThat(problem.problem()).contains(says);
        });
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void whatIsUsuallySaidNamesKnownWords(Topic topic) {
    assertThat(Wording.read(topic.usual(), topic.words()).pieces()).isNotEmpty();
  }

  @Property
  void aWordStaysInItsLineAndIsNotLong(@ForAll String word) {
    String filled = Wording.read("{spec.title}", WORDS).fill(Map.of("spec.title", word));
    assertThat(filled.codePointCount(0, filled.length())).isBetween(1, 300);
    assertThat(filled.chars()).noneMatch(Character::isISOControl);
  }

  @ParameterizedTest
  @CsvSource({
    "#sdd-alerts, Room",
    "@alice, Named",
    "@author, Concerned",
    "@domain-admin, Members",
    "a@example.com, Address"
  })
  void recipientsAreKnownByHowTheyAreWritten(String text, String kind) {
    assertThat(Recipient.read(text, Map.of("@alice", List.of()), Set.of("@author")))
        .get()
        .extracting(one -> one.getClass().getSimpleName())
        .isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({"@alicia", "alice", "#", "'#two words'", "@reviewer", "a@b@c"})
  void whomNobodyKnowsIsNoRecipient(String text) {
    assertThat(Recipient.read(text, Map.of("@alice", List.of()), Set.of("@author"))).isEmpty();
  }
}
