package io.github.sddtool.pipeline.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.pipeline.runner.Box.Outcome.Ended;
import io.github.sddtool.pipeline.runner.Errands.Errand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ErrandsTest {
  private static final Path CLONE = Path.of("clone.git");

  private final Errands errands = new Errands();

  // @spec app/runners#REQ-RUN-007
  @Test
  void everyRunHasATokenOfItsOwnOf256Bits() {
    var tokens =
        IntStream.range(0, 100)
            .mapToObj(i -> errands.open(CLONE, "order " + i).token().reveal())
            .toList();
    assertThat(tokens)
        .doesNotHaveDuplicates()
        .allMatch(token -> token.matches("[A-Za-z0-9_-]{43}"));
    assertThat(errands.find(tokens.get(7))).map(Errand::order).contains("order 7");
    assertThat(errands.find(tokens.get(7).substring(1))).isEmpty();
    assertThat(errands.find("")).isEmpty();
  }

  // @spec app/runners#REQ-RUN-007
  @Test
  void aTokenEndsWithItsRunAndOneAnswerCounts() throws InterruptedException {
    Errand errand = errands.open(CLONE, "order");
    try (errand) {
      assertThat(errand.await(Duration.ofMillis(1))).isEmpty();
      assertThat(errand.answer(new Ended(0, "first"))).isTrue();
      assertThat(errand.answer(new Ended(0, "second"))).isFalse();
      assertThat(errand.await(Duration.ofMinutes(1))).contains(new Ended(0, "first"));
    }
    assertThat(errands.find(errand.token().reveal())).isEmpty();
    assertThat(errand.answer(new Ended(0, "late"))).isFalse();
    assertThat(errand.await(Duration.ZERO)).isEmpty();
  }
}
