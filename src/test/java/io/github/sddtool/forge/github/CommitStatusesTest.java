package io.github.sddtool.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.forge.CheckState;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the App does where it may set no checks.
class CommitStatusesTest {
  private final Shop shop = new Shop();

  @BeforeEach
  void permissions() {
    grant("statuses", "write");
  }

  @AfterEach
  void stop() {
    shop.close();
  }

  // @spec app/publishing#REQ-PUB-013
  @Test
  void statusStandsInForTheCheckAndEnds() {
    assertThat(publish(new CheckState.Queued())).isInstanceOf(Effect.Created.class);
    assertThat(publish(new CheckState.Queued())).isInstanceOf(Effect.Unchanged.class);
    assertThat(publish(Shop.failing(3))).isInstanceOf(Effect.Created.class);
    assertThat(publish(Shop.failing(3))).isInstanceOf(Effect.Unchanged.class);
    assertThat(publish(new CheckState.Queued())).isInstanceOf(Effect.Unchanged.class);
    assertThat(shop.standIn.statuses(Shop.NAME, shop.head().hex()))
        .extracting(status -> status.context(), status -> status.state())
        .containsExactly(tuple("SDD", "pending"), tuple("SDD", "failure"));
    assertThat(shop.runs()).isEmpty();
  }

  // @spec app/publishing#REQ-PUB-013
  @ParameterizedTest
  @CsvSource({
    "PASS,success,said",
    "WARN,success,warnings: said",
    "FAIL,failure,said",
    "SKIPPED,success,skipped: said",
    "ERROR,error,could not evaluate: said"
  })
  void verdictBecomesAStateAndItsDescription(Verdict verdict, String state, String description) {
    publish(Shop.completed(verdict, "said", 0));
    var status = shop.standIn.statuses(Shop.NAME, shop.head().hex()).getLast();
    assertThat(status.state()).isEqualTo(state);
    assertThat(status.description()).isEqualTo(description);
  }

  // @spec app/publishing#REQ-PUB-013
  @Test
  void longTitleFits() {
    publish(Shop.completed(Verdict.FAIL, "long ".repeat(100), 0));
    assertThat(shop.standIn.statuses(Shop.NAME, shop.head().hex()).getLast().description())
        .hasSizeLessThanOrEqualTo(140);
  }

  // @spec app/publishing#REQ-PUB-013
  @Test
  void unfinishedStatusIsCancelledAndAFinishedOneStays() {
    assertThat(publish(new CheckState.Cancelled("newer"))).isInstanceOf(Effect.Declined.class);
    publish(new CheckState.Queued());
    assertThat(publish(new CheckState.Cancelled("newer"))).isInstanceOf(Effect.Created.class);
    assertThat(publish(new CheckState.Cancelled("newer"))).isInstanceOf(Effect.Unchanged.class);
  }

  // @spec app/publishing#REQ-PUB-013
  @Test
  void withoutEitherPermissionTheOneForChecksIsNamed() {
    grant("statuses", "read");
    assertThat(publish(new CheckState.Queued()))
        .isInstanceOfSatisfying(
            Effect.Failed.class, failed -> assertThat(failed.reason()).contains("checks: write"));
  }

  private void grant(String name, String level) {
    var permissions =
        new TreeMap<>(
            Map.of(
                "metadata", "read",
                "contents", "read",
                "checks", "read",
                "pull_requests", "write"));
    permissions.put(name, level);
    shop.standIn.permissions(permissions);
  }

  private Effect publish(CheckState state) {
    return shop.forge.publish(shop.check(state)).getFirst();
  }
}
