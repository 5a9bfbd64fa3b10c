package io.github.sddtool.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {
  @Test
  void whatDoesNotFitIsRefusedUntilRoomIsGivenBack() {
    var budget = new BodyBudget(10 * 1024, Duration.ZERO);
    assertThat(budget.take(6 * 1024)).isTrue();
    assertThat(budget.take(6 * 1024)).isFalse();
    assertThat(budget.take(2 * 1024)).isTrue();
    budget.giveBack(6 * 1024);
    assertThat(budget.take(6 * 1024)).isTrue();
  }

  @Test
  void anEmptyBodyTakesRoomToo() {
    var budget = new BodyBudget(1024, Duration.ZERO);
    assertThat(budget.take(0)).isTrue();
    assertThat(budget.take(0)).isFalse();
  }
}
