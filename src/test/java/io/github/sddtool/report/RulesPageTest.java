package io.github.sddtool.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.finding.RuleFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `docs/rules.md` is made from the rules; `-Dgolden.rewrite=true` makes it anew.
class RulesPageTest {
  // @spec cli/commands#REQ-CLI-024
  @Test
  void thePageOfRulesSaysWhatTheRulesSay() throws IOException {
    Path file = Path.of("docs/rules.md");
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(file, RuleGuide.page());
    }
    assertThat(Files.readString(file)).isEqualTo(RuleGuide.page());
  }

  @Test
  void everyRuleStandsInOneFamily() {
    List<Rule> inFamilies =
        RuleFamily.inUse().stream().flatMap(family -> family.rules().stream()).toList();
    assertThat(inFamilies).containsExactlyInAnyOrder(Rule.values()).doesNotHaveDuplicates();
  }

  @Test
  void whatIsSaidOfARuleStandsOnThePageToo() {
    String page = RuleGuide.page().replace("\\|", "|");
    assertThat(Arrays.asList(Rule.values()))
        .allSatisfy(rule ->
            assertThat(RuleGuide.rule(rule, LineWrap.NEVER).lines().map(String::strip))
                .contains(rule.meaning(), rule.mend())
                .filteredOn(line -> line.equals(rule.meaning()) || line.equals(rule.mend()))
                .allMatch(page::contains));
  }
}
