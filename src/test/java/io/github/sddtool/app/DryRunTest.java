package io.github.sddtool.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.analysis.Progress;
import io.github.sddtool.app.DryRun.Outcome;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.fault.UserFault;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was judged is tried by other rules, beside the server that judged it.
class DryRunTest extends Corridor {
  private static final String STRICTER = "gates: {quality: {min_score: 100}}\n";

  DryRunTest(@TempDir Path folder) {
    super(folder);
  }

  private List<DryRun.Again> tried(Optional<String> rules) {
    Settings settings = shop.settings();
    return DryRun.of(
        settings.on(TestStore.ofRun().place(settings.data())),
        Duration.ofDays(7),
        rules,
        Progress.NONE,
        Clock.systemUTC());
  }

  // @spec app/rehearsal#REQ-RHS-001
  @Test
  void stricterRulesFlipWhatPassedAndNobodyHearsOfIt() {
    int weakened = judged();
    shop.work().git("checkout", "--quiet", "main");
    int fine = judged("fine", repo -> repo.write("notes.txt", "nothing of the kind\n"));
    long writes = writes();

    List<DryRun.Again> own = tried(Optional.empty());
    assertThat(own)
        .extracting(one -> one.before().number() + " " + one.before().verdict())
        .containsExactly(weakened + " FAIL", fine + " PASS");
    assertThat(own).noneMatch(DryRun.Again::flips);
    assertThat(own).extracting(DryRun.Again::now).allMatch(Outcome.Judged.class::isInstance);

    List<DryRun.Again> stricter = tried(Optional.of(STRICTER));
    assertThat(stricter)
        .filteredOn(DryRun.Again::flips)
        .extracting(one -> one.before().number())
        .containsExactly(fine);
    assertThat(writes()).isEqualTo(writes);
  }

  private long writes() {
    return shop.gitHub().exchanges().stream()
        .filter(one -> !one.call().method().equals("GET") && !one.call().path().contains("tokens"))
        .count();
  }

  // @spec app/rehearsal#REQ-RHS-001
  @Test
  void whatCannotBeJudgedAgainIsSaidAndTheOthersAreJudged() {
    judged();
    judged("fine", repo -> repo.write("notes.txt", "nothing of the kind\n"));
    shop.gitHub().installed(OctoShop.NAME, false);
    assertThat(tried(Optional.empty()))
        .hasSize(2)
        .allMatch(one -> one.now() instanceof Outcome.Unknown && !one.flips());
  }

  @Test
  void rulesThatCannotBeReadAreRefusedBeforeAnythingIsJudged() {
    assertThatThrownBy(() -> tried(Optional.of("gates: {qualty: {min_score: 100}}")))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("qualty");
  }
}
