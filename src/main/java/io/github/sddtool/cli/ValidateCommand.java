package io.github.sddtool.cli;

import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.finding.Adjustment;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sdd validate`
@Command(
    name = "validate",
    description = "Structure, ids, dependencies and constitution of the specs.")
final class ValidateCommand extends AnalysisCommand {
  @Parameters(paramLabel = "PATH|SPEC", description = "Only these specs.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--strict", description = "A warning fails too.")
  private boolean strict;

  ValidateCommand(SddCommand sdd, Console console) {
    super(sdd, console, Question.VALIDATE);
  }

  @Override
  List<String> names() {
    return List.copyOf(names);
  }

  @Override
  Adjustment adjust(Adjustment given) {
    return strict ? given.withFailOn(Adjustment.FailOn.WARNING) : given;
  }
}
