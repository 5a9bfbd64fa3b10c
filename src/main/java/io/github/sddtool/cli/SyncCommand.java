package io.github.sddtool.cli;

import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.finding.Policy;
import io.github.sddtool.fault.UserFault;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sdd sync`
@Command(name = "sync", description = "How far code and tests cover the specs.")
final class SyncCommand extends AnalysisCommand {
  @Parameters(paramLabel = "SPEC", arity = "0..1", description = "Only this spec.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--threshold",
      paramLabel = "N",
      description = "The least coverage in percent, 0 to 100.")
  private Optional<String> threshold = Optional.empty();

  SyncCommand(SddCommand sdd, Console console) {
    super(sdd, console, Question.SYNC);
  }

  @Override
  List<String> names() {
    return name.stream().toList();
  }

  @Override
  Policy adjust(Policy policy) {
    return threshold.map(SyncCommand::percent).map(policy::withCoverageThreshold).orElse(policy);
  }

  private static double percent(String text) {
    try {
      double percent = Double.parseDouble(text);
      if (percent >= 0 && percent <= 100) {
        return percent;
      }
    } catch (NumberFormatException e) {
      // said below, together with numbers out of range
    }
    throw UserFault.usage("--threshold must be a number from 0 to 100, not '" + text + "'.");
  }
}
