package io.github.sddtool.cli;

import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.finding.Adjustment;
import io.github.sddtool.analysis.trace.Suggester;
import io.github.sddtool.analysis.trace.Suggestion;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.report.QualifyingPatch;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sdd sync`
@Command(name = "sync", description = "How far code and tests cover the specs.")
final class SyncCommand extends AnalysisCommand {
  private static final int SHOWN = 10;

  @Parameters(paramLabel = "SPEC", arity = "0..1", description = "Only this spec.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--threshold",
      paramLabel = "N",
      description = "The least coverage in percent, 0 to 100.")
  private Optional<String> threshold = Optional.empty();

  // @spec engine/markers#REQ-MARK-022
  @Option(
      names = "--suggest",
      description = "Print a patch that names the spec at every ambiguous marker.")
  private boolean suggest;

  private final SddCommand sdd;
  private final Console console;

  SyncCommand(SddCommand sdd, Console console) {
    super(sdd, console, Question.SYNC);
    this.sdd = sdd;
    this.console = console;
  }

  @Override
  void answer(Report report, Subject subject, Output output) {
    if (suggest) {
      suggest(report, subject.workspace(), subject.change().head());
    } else {
      super.answer(report, subject, output);
    }
  }

  /// Standard output is the patch alone; what there is to know about it goes to the other stream.
  private void suggest(Report report, Workspace workspace, Snapshot head) {
    if (!sdd.formats().isEmpty()) {
      throw UserFault.usage("--suggest prints a patch; it goes with no --format.");
    }
    Set<String> specs = report.specs().stream().map(Spec::id).collect(Collectors.toSet());
    List<Suggestion> suggestions = Suggester.suggest(report.survey(), specs::contains);
    Map<RepoPath, FileEntry> files = new HashMap<>();
    head.files().forEach(file -> files.put(file.path(), file));
    QualifyingPatch patch =
        QualifyingPatch.of(
            suggestions,
            workspace.prefix(),
            path -> Optional.ofNullable(files.get(path)).map(head::read));
    console.out().print(patch.text());
    console.out().flush();
    patch.left().forEach(one -> console.err().println(place(one) + ": not written: " + why(one)));
    if (!sdd.quiet()) {
      suggestions.stream()
          .filter(one -> !one.spec().isEmpty() && !patch.left().contains(one))
          .forEach(one ->
              console.err().println(place(one) + ": " + one.spec() + "; also " + others(one)));
    }
  }

  private static String place(Suggestion one) {
    return one.at().path() + ":" + one.at().line() + ":" + one.at().column();
  }

  private static String why(Suggestion one) {
    return one.spec().isEmpty()
        ? "no spec has all of " + others(one)
        : "the file is not UTF-8; it means " + one.spec() + " or " + others(one);
  }

  private static String others(Suggestion one) {
    return one.others().stream()
        .map(RequirementKey::toString)
        .distinct()
        .limit(SHOWN)
        .collect(Collectors.joining(", "));
  }

  @Override
  List<String> names() {
    return name.stream().toList();
  }

  @Override
  Adjustment adjust(Adjustment given) {
    return threshold.map(SyncCommand::percent).map(given::withMinCoverage).orElse(given);
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
