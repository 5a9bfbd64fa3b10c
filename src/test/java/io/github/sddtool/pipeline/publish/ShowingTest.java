package io.github.sddtool.pipeline.publish;

import static io.github.sddtool.fake.ScriptedForge.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.fake.ScriptedForge;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.Target;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

// @spec app/publishing#REQ-PUB-014, app/publishing#REQ-PUB-015, app/publishing#REQ-PUB-017
/// The forge says of every pull request that it is open and that its head is `aaaa…`.
@ParameterizedClass
@EnumSource(TestStore.class)
class ShowingTest {
  private static final RepoId SHOP = new RepoId("hub", "octo/shop");
  private static final Claims LOGIN = new Claims(Set.of("auth/login#REQ-001"), Set.of());

  private final ScriptedForge forge = new ScriptedForge("hub");
  private final Database database;
  private final StandingLog log;
  private final JudgementLog judgements;
  private final Showing showing;
  private final List<Job> asked = new ArrayList<>();

  ShowingTest(TestStore store, @TempDir Path folder) {
    database = store.open(folder);
    log = new StandingLog(database);
    judgements = new JudgementLog(database, Clock.systemUTC(), "0");
    showing = new Showing(log, judgements, asked::addAll);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static Publication verdict(int number, CommitId head, Verdict verdict) {
    return new Publication(
        Target.pullRequest(SHOP, head, number),
        new CheckState.Completed(verdict, "so it is", "", List.of()),
        Optional.empty());
  }

  private Verdict shown() {
    return ((CheckState.Completed) forge.published().getLast().check()).verdict();
  }

  @Test
  void theWorstVerdictOfACommitIsShown() {
    showing.show(forge, verdict(17, commit('a'), Verdict.FAIL), Showing.Context.of(Claims.NONE));
    showing.show(forge, verdict(18, commit('a'), Verdict.PASS), Showing.Context.of(Claims.NONE));
    assertThat(shown()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void whatTheForgeRefusesToTellCountsAsItStood() {
    showing.show(forge, verdict(17, commit('a'), Verdict.FAIL), Showing.Context.of(Claims.NONE));
    forge.hide(17);
    showing.show(forge, verdict(18, commit('a'), Verdict.PASS), Showing.Context.of(Claims.NONE));
    assertThat(shown()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void anOpenRequestThatMovedOnCountsNoMoreAndIsNotForgotten() {
    var moved = new Standing(17, commit('b'), Verdict.FAIL, "so it was", true, Set.of());
    log.keep(SHOP, moved);
    showing.show(forge, verdict(18, commit('b'), Verdict.PASS), Showing.Context.of(Claims.NONE));
    assertThat(shown()).isEqualTo(Verdict.PASS);
    assertThat(log.of(SHOP, 17)).hasValue(moved);
  }

  // @spec app/publishing#REQ-PUB-017
  @Test
  void whoMeetsAnotherIsJudgedAgainAndHearsOfItEvenIfTheFirstTryDiesInBetween() {
    showing.show(forge, verdict(17, commit('a'), Verdict.FAIL), Showing.Context.of(LOGIN));
    assertThat(asked).isEmpty();
    var dies =
        new Showing(
            log,
            judgements,
            _ -> {
              throw new IllegalStateException("killed");
            });
    assertThatThrownBy(() ->
            dies.show(forge, verdict(18, commit('a'), Verdict.PASS), Showing.Context.of(LOGIN)))
        .isInstanceOf(IllegalStateException.class);
    showing.show(forge, verdict(18, commit('a'), Verdict.PASS), Showing.Context.of(LOGIN));
    assertThat(asked).extracting(Job::key).containsExactly("pull hub:octo/shop#17");
  }

  // @spec app/publishing#REQ-PUB-014
  @Test
  void whoSharesACommitWithAClosedOneIsJudgedAgainAndTheClosedOneIsNot() {
    showing.show(forge, verdict(17, commit('a'), Verdict.FAIL), Showing.Context.of(Claims.NONE));
    showing.show(forge, verdict(18, commit('a'), Verdict.PASS), Showing.Context.of(Claims.NONE));
    showing.closed(SHOP, 17);
    assertThat(asked).extracting(Job::key).containsExactly("pull hub:octo/shop#18");
    assertThat(log.of(SHOP, 17)).isEmpty();
  }

  @Test
  void aChangeThatCouldNotBeEvaluatedLaysItsHandsOnWhatItDid() {
    showing.show(forge, verdict(17, commit('a'), Verdict.FAIL), Showing.Context.of(LOGIN));
    showing.showUnable(forge, verdict(17, commit('a'), Verdict.ERROR));
    assertThat(log.claims(SHOP)).containsEntry(17, LOGIN);
  }
}
