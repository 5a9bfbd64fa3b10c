package io.github.sddtool.cli;

import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.finding.Adjustment;
import io.github.sddtool.fault.UserFault;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

// @spec engine/quality#REQ-QUAL-006
/// `sdd quality`
@Command(name = "quality", description = "How good the specs are, as scores from 0 to 100.")
final class QualityCommand extends AnalysisCommand {
  @Parameters(paramLabel = "SPEC", arity = "0..1", description = "Only this spec.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--min-score",
      paramLabel = "N",
      description = "The least score of all, 0 to 100.")
  private Optional<String> minScore = Optional.empty();

  QualityCommand(SddCommand sdd, Console console) {
    super(sdd, console, Question.QUALITY);
  }

  @Override
  List<String> names() {
    return name.stream().toList();
  }

  @Override
  Adjustment adjust(Adjustment given) {
    return minScore.map(QualityCommand::score).map(given::withMinScore).orElse(given);
  }

  private static double score(String text) {
    try {
      double score = Double.parseDouble(text);
      if (score >= 0 && score <= 100) {
        return score;
      }
    } catch (NumberFormatException e) {
      // said below, together with numbers out of range
    }
    throw UserFault.usage("--min-score must be a number from 0 to 100, not '" + text + "'.");
  }
}
