package io.github.sddtool.cli;

import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.analysis.baseline.Baseline;
import io.github.sddtool.analysis.baseline.BaselineText;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fault.UserFault;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

// @spec engine/baseline#REQ-BASE-008
/// `sdd baseline create|update|prune`: writes `.sdd/baseline.json` from the files as they are now.
@Command(description = "Writes .sdd/baseline.json from the files as they are now.")
final class BaselineEdit implements Callable<Integer> {
  /// What becomes of the baseline.
  enum Kind {
    /// A first one; one that is there is left alone.
    CREATE,
    /// All findings of now.
    UPDATE,
    /// Those of the baseline that are still there.
    PRUNE
  }

  private final SddCommand sdd;
  private final Console console;
  private final Kind kind;

  BaselineEdit(SddCommand sdd, Console console, Kind kind) {
    this.sdd = sdd;
    this.console = console;
    this.kind = kind;
  }

  @Override
  public Integer call() {
    try (Workspace workspace = Workspace.open(sdd.folder())) {
      boolean there = workspace.text(Baseline.PATH).isPresent();
      if (there && kind == Kind.CREATE) {
        throw UserFault.usage(
            Baseline.PATH + " is there already; `sdd baseline update` makes it anew.");
      }
      if (!there && kind != Kind.CREATE) {
        throw UserFault.usage(
            "There is no " + Baseline.PATH + "; `sdd baseline create` makes the first one.");
      }
      Report report =
          Engine.assessor()
              .assess(
                  workspace.change(Optional.empty(), Optional.empty()),
                  Request.of(Question.CHECK).on(LocalDate.now(ZoneOffset.UTC)));
      if (report.survey().specs().isEmpty()) {
        throw UserFault.nothingFound("The repository has no spec at all.");
      }
      List<Finding> kept =
          report.findings().stream()
              .filter(finding -> kind != Kind.PRUNE || !finding.isNew())
              .toList();
      Baseline baseline = Baseline.of(kept);
      workspace.write(Baseline.PATH, BaselineText.write(baseline));
      if (!sdd.quiet()) {
        int count = baseline.entries().size();
        console
            .out()
            .println(Baseline.PATH + " lists " + count + (count == 1 ? " finding." : " findings."));
        console.out().flush();
      }
      return ExitCode.PASS.code();
    }
  }
}
