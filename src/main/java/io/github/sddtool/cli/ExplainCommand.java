package io.github.sddtool.cli;

import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.finding.RuleFamily;
import io.github.sddtool.app.Settings;
import io.github.sddtool.app.SettingsReader;
import io.github.sddtool.fault.NearNames;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.pipeline.story.Stories;
import io.github.sddtool.pipeline.story.Story;
import io.github.sddtool.pipeline.story.StoryJson;
import io.github.sddtool.pipeline.story.StoryText;
import io.github.sddtool.pipeline.story.Subject;
import io.github.sddtool.report.RuleGuide;
import io.github.sddtool.store.Glance;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

// @spec cli/commands#REQ-CLI-024, app/ledger#REQ-LED-004
/// `sdd explain`
@Command(
    name = "explain",
    description =
        "What a rule means and how to mend what it finds; or what became of a delivery, a pull request or a comment.")
final class ExplainCommand implements Callable<Integer> {
  private final SddCommand sdd;
  private final Console console;

  @Parameters(
      paramLabel = "RULE|ID|PR",
      arity = "0..1",
      description =
          "A rule such as link/dangling, or a family such as link (default: the families); or, of the server's data, the id of a delivery, owner/name#17, the address of a pull request or a comment, or a comment's number.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description =
          "The settings of the server that is asked about (default: sdd.yaml in this folder).")
  private Optional<Path> settings = Optional.empty();

  ExplainCommand(SddCommand sdd, Console console) {
    this.sdd = sdd;
    this.console = console;
  }

  @Override
  public Integer call() {
    Optional<Subject> subject = name.filter(ExplainCommand::isNoRule).flatMap(Subject::read);
    if (subject.isPresent()) {
      return tell(subject.get());
    }
    if (!sdd.formats().isEmpty()) {
      throw UserFault.usage("What a rule means is text; it has no --format.");
    }
    console.out().print(name.map(this::text).orElseGet(() -> RuleGuide.families(console.width())));
    console.out().flush();
    return ExitCode.PASS.code();
  }

  /// The names of rules are small letters, dashes and slashes.
  private static boolean isNoRule(String given) {
    return given.chars().anyMatch(c -> c == '#' || c == '!' || c == ':')
        || (given.chars().anyMatch(Character::isDigit) && !given.contains("/"));
  }

  private int tell(Subject subject) {
    boolean json = sdd.asksForJson("A story");
    Settings read = SettingsReader.read(settings, Path.of(""), console.environment());
    Story story;
    try (Glance glance = Glance.at(read.data(), read.database())) {
      story = new Stories(glance).of(subject);
    }
    if (story.isEmpty()) {
      throw UserFault.usage("Nothing is known of '" + name.orElse("") + "', or no longer.");
    }
    console.out().print(json ? StoryJson.of(story) + "\n" : StoryText.of(story));
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
