package io.github.sddtool.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.contract.Listener;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the app says to GitHub when people command it, and where a repository wants to see more, as
/// GitHub describes it.
class ScenarioContractTest {
  /// Each endpoint once: commands, reactions, permissions, labels.
  private static final List<String> SENTENCES =
      List.of(
          "a waiver by somebody who may write turns the verdict",
          "a stranger's waiver changes nothing and is refused",
          "what is not understood is answered with what is",
          "labels follow a change, and leave those of people alone",
          "findings stand beside the changed lines, and go when they are mended",
          "what did not change is not sent again");

  static Stream<String> sentences() {
    return SENTENCES.stream();
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void everyExchangeIsAsDescribed(String sentence, @TempDir Path folder) {
    Scenario scenario =
        Scenario.all().stream()
            .filter(one -> one.sentence().equals(sentence))
            .findFirst()
            .orElseThrow();
    try (var hub = new GitHubHub(folder)) {
      var listener = Listener.to(hub.gitHub());
      hub.push("main", OctoShop.golden("weakened/base"));
      scenario.play().accept(hub);
      assertThat(listener.judged()).isPositive();
      assertThat(listener.violations()).isEmpty();
    }
  }
}
