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

  private final SddCommand sdd;

  ImpactCommand(SddCommand sdd, Console console) {
    super(sdd, console, Question.IMPACT);
    this.sdd = sdd;
  }

  @Override
  boolean compares() {
    return name.isEmpty();
  }

  @Override
  void check(Optional<String> base) {
    if (name.isPresent() || base.isPresent()) {
      return;
    }
    throw sdd.ci()
        ? UserFault.nothingFound(
            "this pipeline compares with nothing, so there is no impact; name a SPEC or a --base.")
        : UserFault.usage("Whose impact? Name a spec, a SPEC#REQ, or a --base to compare with.");
  }

  @Override
  List<String> names() {
    return name.stream().toList();
  }
}
