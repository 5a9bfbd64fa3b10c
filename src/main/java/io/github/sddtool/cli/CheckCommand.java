package io.github.sddtool.cli;

import io.github.sddtool.analysis.Question;
import picocli.CommandLine.Command;

/// `sdd check`
@Command(name = "check", description = "Everything about one change, and the verdict.")
final class CheckCommand extends AnalysisCommand {

  CheckCommand(SddCommand sdd, Console console) {
    super(sdd, console, Question.CHECK);
  }
}
