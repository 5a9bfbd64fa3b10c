package io.github.sddtool.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrewTest {
  private static final List<Integer> NUMBERS = IntStream.range(0, 1_000).boxed().toList();

  @Test
  void resultsComeInTheOrderOfTheThings() {
    assertThat(Crew.of(3).map(NUMBERS, n -> n * 2))
        .isEqualTo(NUMBERS.stream().map(n -> n * 2).toList());
  }

  @Test
  void whatTheWorkThrowsIsThrownAsItIs() {
    var failure = new IllegalStateException("in the middle");
    assertThatThrownBy(() ->
            Crew.of(2)
                .map(
                    NUMBERS,
                    n -> {
                      if (n == 500) {
                        throw failure;
                      }
                      return n;
                    }))
        .isSameAs(failure);
  }

  @Test
  void aCrewOfNobodyIsRefused() {
    assertThatThrownBy(() -> Crew.of(0)).hasMessageContaining("0");
  }
}
