package io.github.sddtool.cli;

import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.finding.RuleFamily;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.report.RuleGuide;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

// @spec cli/commands#REQ-CLI-024
/// `sdd explain`
@Command(name = "explain", description = "What a rule means, and how to mend what it finds.")
final class ExplainCommand implements Callable<Integer> {
  private final SddCommand sdd;
  private final Console console;

  @Parameters(
      paramLabel = "RULE",
      arity = "0..1",
      description =
          "A rule such as link/dangling, or a family such as link (default: the families).")
  private Optional<String> name = Optional.empty();

  ExplainCommand(SddCommand sdd, Console console) {
    this.sdd = sdd;
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!sdd.formats().isEmpty()) {
      throw UserFault.usage("'sdd explain' prints text; it has no --format.");
    }
    console.out().print(name.map(this::text).orElseGet(() -> RuleGuide.families(console.width())));
    console.out().flush();
    return ExitCode.PASS.code();
  }

  private String text(String given) {
    Optional<Rule> rule = Rule.of(given);
    if (rule.isPresent()) {
      return RuleGuide.rule(rule.get(), console.width());
    }
    return RuleFamily.of(given)
        .map(family -> RuleGuide.family(family, console.width()))
        .orElseThrow(() -> unknown(given));
  }

  /// No rule has a name as long as this; of a longer one the beginning is repeated.
  private static final int LONGEST = 80;

  private static UserFault unknown(String given) {
    List<String> near =
        NearNames.of(given, Arrays.stream(Rule.values()).map(Rule::id).sorted().toList());
    String families =
        RuleFamily.inUse().stream().map(RuleFamily::word).collect(Collectors.joining(", "));
    return UserFault.usage(
        "There is no rule '"
            + (given.length() > LONGEST ? given.substring(0, LONGEST) + "…" : given)
            + "'. "
            + (near.isEmpty()
                ? "The families of rules are: " + families + "."
                : "Did you mean " + String.join(" or ", near) + "?"));
  }
}
