package io.github.sddtool.cli;

import io.github.sddtool.analysis.Question;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `sdd diff`
@Command(name = "diff", description = "What changed in requirements and scenarios.")
final class DiffCommand extends AnalysisCommand {
  @Parameters(
      index = "0",
      paramLabel = "BASE",
      arity = "0..1",
      description = "Compare with the point where head left this (default: HEAD).")
  private Optional<String> from = Optional.empty();

  @Parameters(
      index = "1",
      paramLabel = "HEAD",
      arity = "0..1",
      description = "What is compared (default: the files as they are now).")
  private Optional<String> to = Optional.empty();

  DiffCommand(SddCommand sdd, Console console) {
    super(sdd, console, Question.DIFF);
  }

  @Override
  Optional<String> base() {
    return from.or(super::base);
  }

  @Override
  Optional<String> usualBase() {
    return Optional.of("HEAD");
  }

  @Override
  Optional<String> head() {
    return to.or(super::head);
  }
}
