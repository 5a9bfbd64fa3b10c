package io.github.sddtool.cli;

import io.github.sddtool.analysis.Question;
import picocli.CommandLine.Command;

/// `sdd drift`
@Command(name = "drift", description = "Where specs and code moved apart.")
final class DriftCommand extends AnalysisCommand {

  DriftCommand(SddCommand sdd, Console console) {
    super(sdd, console, Question.DRIFT);
  }
}
