package io.github.sddtool.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.finding.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/// `docs/rules.md` is made from the rules; `-Dgolden.rewrite=true` makes it anew.
class RulesPageTest {
  @Test
  void thePageOfRulesSaysWhatTheRulesSay() throws IOException {
    var page =
        new StringBuilder(
            """
            # Rules

            Every finding names its rule. A repository may give each another severity in
            `.sdd/config.yml`: `rules: {coverage/uncovered: error}`.

            | rule | default | what it means | how to mend it | sdd-tool |
            |---|---|---|---|---|
            """);
    Arrays.stream(Rule.values())
        .sorted(Comparator.comparing(Rule::id))
        .forEach(rule ->
            page.append(
                "| `%s` | %s | %s | %s | %s |\n"
                    .formatted(
                        rule.id(),
                        rule.severity().word(),
                        rule.meaning(),
                        rule.mend(),
                        rule.peerCode())));
    Path file = Path.of("docs/rules.md");
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(file, page.toString());
    }
    assertThat(Files.readString(file)).isEqualTo(page.toString());
  }
}
