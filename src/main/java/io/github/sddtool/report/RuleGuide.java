package io.github.sddtool.report;

import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.finding.RuleFamily;
import io.github.sddtool.analysis.finding.Severity;
import java.util.List;

// @spec cli/commands#REQ-CLI-024
/// What there is to read about rules: one rule or family on a terminal, all of them as
/// `docs/rules.md`. Both say the same, because both are made from [Rule].
public final class RuleGuide {
  private static final int INDENT = 2;

  private RuleGuide() {}

  /// One rule: what it means, how to mend it, and how to weigh it otherwise.
  public static String rule(Rule rule, int width) {
    var text = new StringBuilder();
    line(text, rule.id() + "  (" + rule.severity().word() + " by default)", width, 0);
    text.append('\n');
    line(text, rule.meaning(), width, 0);
    part(text, "How to mend it", List.of(rule.mend()), width);
    if (!rule.peerCode().isEmpty()) {
      part(text, "Known to sdd-tool as", List.of(rule.peerCode()), width);
    }
    part(text, "To weigh it otherwise, in .sdd/config.yml", examples(rule), width);
    return text.toString();
  }

  /// A family: what it is about and what its rules are.
  public static String family(RuleFamily family, int width) {
    var text = new StringBuilder();
    line(text, family.word() + "  " + family.about(), width, 0);
    text.append('\n');
    int longest = family.rules().stream().mapToInt(rule -> rule.id().length()).max().orElse(0);
    for (Rule rule : family.rules()) {
      String name = rule.id() + " ".repeat(longest - rule.id().length());
      String severity = rule.severity().word() + " ".repeat(7 - rule.severity().word().length());
      line(text, name + "  " + severity + "  " + rule.meaning(), width, longest + 11);
    }
    return text.toString();
  }

  /// The families, each with how many rules it has.
  public static String families(int width) {
    var text = new StringBuilder();
    for (RuleFamily family : RuleFamily.inUse()) {
      int rules = family.rules().size();
      String name = family.word() + " ".repeat(Math.max(0, 12 - family.word().length()));
      String number = rules + (rules == 1 ? " rule " : " rules");
      line(
          text,
          name + "  " + " ".repeat(8 - number.length()) + number + "  " + family.about(),
          width,
          24);
    }
    text.append('\n');
    line(
        text,
        "'sdd explain FAMILY' lists its rules, 'sdd explain FAMILY/NAME' explains one.",
        width,
        0);
    return text.toString();
  }

  /// `docs/rules.md`.
  public static String page() {
    var page =
        new StringBuilder(
            """
            # Rules

            Every finding names its rule. `sdd explain RULE` says the same as this page. A repository
            may give each rule another severity in `.sdd/config.yml`:

            ```yaml
            rules:
              coverage/uncovered: error   # raised: fails the check
              deps/missing: info          # silenced: listed, but warns of nothing and fails nothing
            ```
            """);
    for (RuleFamily family : RuleFamily.inUse()) {
      page.append("\n## ").append(family.word()).append("\n\n").append(family.about());
      page.append(
          "\n\n| rule | default | what it means | how to mend it | sdd-tool |\n|---|---|---|---|---|\n");
      for (Rule rule : family.rules()) {
        page.append("| `").append(rule.id()).append("` | ").append(rule.severity().word());
        page.append(" | ").append(cell(rule.meaning())).append(" | ").append(cell(rule.mend()));
        page.append(" | ").append(rule.peerCode()).append(" |\n");
      }
    }
    return page.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static List<String> examples(Rule rule) {
    return switch (rule.severity()) {
      case ERROR ->
          List.of(
              example(rule, Severity.WARNING, "lower"), example(rule, Severity.INFO, "silence"));
      case WARNING ->
          List.of(example(rule, Severity.ERROR, "raise"), example(rule, Severity.INFO, "silence"));
      case INFO ->
          List.of(example(rule, Severity.ERROR, "raise"), example(rule, Severity.WARNING, "warn"));
    };
  }

  private static String example(Rule rule, Severity severity, String aim) {
    return "rules: {" + rule.id() + ": " + severity.word() + "}  # to " + aim;
  }

  private static void part(StringBuilder text, String title, List<String> lines, int width) {
    text.append('\n').append(title).append('\n');
    lines.forEach(line -> line(text, " ".repeat(INDENT) + line, width, INDENT));
  }

  private static void line(StringBuilder text, String line, int width, int indent) {
    text.append(LineWrap.of(line, width, indent)).append('\n');
  }
}
