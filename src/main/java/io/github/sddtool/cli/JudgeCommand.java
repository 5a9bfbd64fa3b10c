package io.github.sddtool.cli;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.app.Engine;
import io.github.sddtool.app.ErrandRun;
import io.github.sddtool.app.Version;
import io.github.sddtool.fault.Fault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.pipeline.runner.Box.Outcome.Ended;
import io.github.sddtool.pipeline.runner.Order;
import io.github.sddtool.report.JsonRenderer;
import io.github.sddtool.report.Style;
import io.github.sddtool.source.git.GitHistory;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sdd judge`
@Command(name = "judge", hidden = true, description = "Answers the order of a server.")
final class JudgeCommand implements Callable<Integer> {
  private final SddCommand sdd;
  private final Console console;

  @Option(
      names = "--from",
      paramLabel = "URL",
      description = "Where order and clone are fetched, and the report is put.")
  private Optional<URI> from = Optional.empty();

  JudgeCommand(SddCommand sdd, Console console) {
    this.sdd = sdd;
    this.console = console;
  }

  // @spec app/runners#REQ-RUN-005
  @Override
  public Integer call() throws InterruptedException {
    // A variable, because others may read a process's arguments, and the address is a secret.
    URI errand =
        from.or(() -> console.environment().get("SDD_ERRAND").map(URI::create))
            .orElseThrow(() -> UserFault.usage("--from is missing."));
    ErrandRun.run(errand, sdd.folder(), new Judge());
    return ExitCode.PASS.code();
  }

  /// Answers an order with the document that the command would print.
  private static final class Judge implements ErrandRun.Judge {
    private final JsonRenderer json = new JsonRenderer();

    @Override
    public Ended judge(Path clone, String text) {
      Order order = Order.read(text);
      try (GitHistory history = GitHistory.open(clone)) {
        Report report = Engine.assessor().assess(order.change(history), order.request());
        return new Ended(
            ExitCode.of(report.verdict()).code(),
            json.render(report, Style.plain(Version.current())));
      }
    }

    @Override
    public Ended unable(Fault fault) {
      ExitCode code = ExitCode.of(fault);
      Verdict verdict = code == ExitCode.NOTHING_FOUND ? Verdict.SKIPPED : Verdict.ERROR;
      return new Ended(
          code.code(), json.nothing("judge", Version.current(), verdict, fault.message()));
    }
  }
}
