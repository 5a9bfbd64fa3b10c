package io.github.sddtool.cli;

import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.analysis.baseline.Attestation;
import io.github.sddtool.analysis.baseline.Attestations;
import io.github.sddtool.analysis.drift.Drift;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fault.UserFault;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

// @spec engine/drift#REQ-DRIFT-024
/// `sdd drift ack`: attests in `.sdd/drift.yml` that both sides of a drift were read and are true.
@Command(name = "ack", description = "Attests that both sides of a drift were read and are true.")
final class DriftAckCommand implements Callable<Integer> {
  private final SddCommand sdd;
  private final Console console;

  @Parameters(paramLabel = "KEY", description = "The requirement, as SPEC#REQ.")
  private String key = "";

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why it holds.")
  private String reason = "";

  @Option(names = "--path", paramLabel = "FILE", description = "Which of several drifts.")
  private Optional<String> path = Optional.empty();

  @Option(names = "--expires", paramLabel = "DATE", description = "The last day it holds.")
  private Optional<String> expires = Optional.empty();

  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "Who read it (default: user.name and user.email of git).")
  private Optional<String> author = Optional.empty();

  DriftAckCommand(SddCommand sdd, Console console) {
    this.sdd = sdd;
    this.console = console;
  }

  @Override
  public Integer call() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    if (reason.isBlank()) {
      throw UserFault.usage("--reason is empty: say why both sides are true.");
    }
    Optional<LocalDate> until = until(today);
    try (Workspace workspace = Workspace.open(sdd.folder())) {
      String who =
          author
              .filter(name -> !name.isBlank())
              .or(workspace::author)
              .orElseThrow(
                  () -> UserFault.usage("git has no user.name or user.email: give --author NAME."));
      Report report =
          Engine.assessor()
              .assess(
                  workspace.change(sdd.base(), sdd.head()), Request.of(Question.DRIFT).on(today));
      Drift drift = drift(report, path.map(workspace::name));
      Attestations known =
          workspace.text(Attestations.PATH).map(Attestations::read).orElse(Attestations.NONE);
      var by = new Attestation.By(who, reason.strip(), today, until);
      workspace.write(Attestations.PATH, known.with(Attestation.of(drift, by)).write());
      if (!sdd.quiet()) {
        console
            .out()
            .println(
                drift.kind().word()
                    + " of "
                    + key
                    + " at "
                    + drift.at().path()
                    + " is attested in "
                    + Attestations.PATH
                    + ".");
        console.out().flush();
      }
      return ExitCode.PASS.code();
    }
  }

  private Optional<LocalDate> until(LocalDate today) {
    return expires.map(text -> {
      try {
        LocalDate day = LocalDate.parse(text);
        if (!day.isBefore(today)) {
          return day;
        }
      } catch (DateTimeException _) {
        // said below, together with days that are over
      }
      throw UserFault.usage(
          "--expires must be a day to come such as "
              + today.plusMonths(3)
              + ", not '"
              + text
              + "'.");
    });
  }

  private Drift drift(Report report, Optional<String> file) {
    List<Drift> ofKey =
        report.parts().drift().orElse(List.of()).stream()
            .filter(drift -> drift.kind() != Drift.Kind.DANGLING)
            .filter(drift ->
                drift.requirement().filter(k -> k.toString().equalsIgnoreCase(key)).isPresent())
            .toList();
    List<Drift> meant =
        ofKey.stream()
            .filter(drift -> file.isEmpty() || drift.at().path().value().equals(file.get()))
            .toList();
    if (meant.isEmpty()) {
      throw UserFault.nothingFound(
          "There is no drift of "
              + key
              + file.map(f -> " in " + f).orElse("")
              + (ofKey.isEmpty() ? "" : "; there is one in " + places(ofKey))
              + "."
              + (sdd.base().isEmpty() ? " With --base REV a change is looked at." : ""));
    }
    if (meant.size() > 1) {
      throw UserFault.usage(
          key + " drifts in several files; say which with --path: " + places(meant) + ".");
    }
    return meant.getFirst();
  }

  private static String places(List<Drift> drifts) {
    return String.join(
        ", ", drifts.stream().map(drift -> drift.at().path().value()).distinct().toList());
  }
}
