package io.github.sddtool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.app.DryRun.Again;
import io.github.sddtool.app.DryRun.Outcome;
import io.github.sddtool.fake.ScriptedForge;
import io.github.sddtool.pipeline.publish.PastJudgement;
import io.github.sddtool.source.RepoId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DryRunTextTest {
  private static final List<Again> ALL =
      List.of(
          again(17, new Outcome.Judged(Verdict.FAIL, "2 to do")),
          again(18, new Outcome.Judged(Verdict.PASS, "All is well")),
          again(19, new Outcome.Unknown("the commit is gone")));

  private static Again again(int number, Outcome now) {
    return new Again(
        new PastJudgement(
            new RepoId("github", "octo/shop"),
            number,
            ScriptedForge.commit('b'),
            ScriptedForge.commit('a'),
            Verdict.PASS,
            "All is well",
            "0.1.0",
            Instant.EPOCH),
        now);
  }

  @Test
  void peopleReadWhatFlipsAndWhatIsUnknown() {
    assertThat(DryRunText.text(ALL, "7d", "rules.yml"))
        .isEqualTo(
            """
            github:octo/shop#17 at aaaaaaa  pass → fail  2 to do
            github:octo/shop#19 at aaaaaaa  pass → unknown  the commit is gone
            1 of 3 verdicts within 7d would flip, judged by rules.yml. 1 could not be judged again.
            """);
  }

  @Test
  void whereNothingWasJudgedThatIsSaid() {
    assertThat(DryRunText.text(List.of(), "7d", "rules.yml"))
        .isEqualTo("No pull request was judged within 7d.\n");
  }

  @Test
  void programsReadAllOfThem() throws IOException {
    var json = new ObjectMapper().readTree(DryRunText.json(ALL));
    assertThat(json.at("/flips").asInt()).isEqualTo(1);
    assertThat(json.at("/judgements")).hasSize(3);
    assertThat(json.at("/judgements/0/now/verdict").asText()).isEqualTo("fail");
    assertThat(json.at("/judgements/2/unknown").asText()).isEqualTo("the commit is gone");
  }
}
