package io.github.sddtool.cli;

import io.github.sddtool.analysis.Question;
import io.github.sddtool.fault.UserFault;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `sdd impact`
@Command(name = "impact", description = "What a change touches, directly and transitively.")
final class ImpactCommand extends AnalysisCommand {
  @Parameters(
      paramLabel = "SPEC[#REQ]",
      arity = "0..1",
      description = "The spec or requirement that would change; without it, name a --base.")
  private Optional<String> name = Optional.empty();

  ImpactCommand(SddCommand sdd, Console console) {
    super(sdd, console, Question.IMPACT);
  }

  @Override
  boolean compares() {
    return name.isEmpty();
  }

  @Override
  List<String> names() {
    if (name.isEmpty() && base().isEmpty()) {
      throw UserFault.usage("Whose impact? Name a spec, a SPEC#REQ, or a --base to compare with.");
    }
    return name.stream().toList();
  }
}
