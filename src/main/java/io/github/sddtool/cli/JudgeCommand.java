package io.github.sddtool.cli;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.app.Engine;
import io.github.sddtool.app.ErrandRun;
import io.github.sddtool.app.Version;
import io.github.sddtool.facts.FactsMemory;
import io.github.sddtool.fault.Fault;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.pipeline.runner.Box.Outcome.Ended;
import io.github.sddtool.report.JsonRenderer;
import io.github.sddtool.report.Order;
import io.github.sddtool.source.git.GitHistory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

// @spec app/runners#REQ-RUN-002
/// `sdd judge`
@Command(
    name = "judge",
    hidden = true,
    description =
        "Assesses two commits of the repository in -C as the order on standard input says, and writes the report as JSON. For a server that keeps assessments apart from itself.")
final class JudgeCommand implements Callable<Integer> {
  private static final int MOST_BYTES = 16 << 20;

  private final SddCommand sdd;
  private final Console console;
  private final InputStream in;
  private final JsonRenderer json = new JsonRenderer();

  @Option(
      names = "--from",
      paramLabel = "URL",
      description =
          "Where order and clone are fetched, and the report is put (default: the variable SDD_ERRAND).")
  private Optional<URI> from = Optional.empty();

  JudgeCommand(SddCommand sdd, Console console, InputStream in) {
    this.sdd = sdd;
    this.console = console;
    this.in = in;
  }

  @Override
  public Integer call() throws InterruptedException {
    // A variable, because others may read a process's arguments, and the address is a secret.
    Optional<URI> errand = from.or(() -> console.environment().get("SDD_ERRAND").map(URI::create));
    if (errand.isPresent()) {
      ErrandRun.run(errand.get(), sdd.folder(), new Judge());
      return ExitCode.PASS.code();
    }
    Ended answer = judged(sdd.folder(), text());
    console.out().print(answer.output());
    console.out().flush();
    return answer.code();
  }

  private Ended judged(Path clone, String text) {
    Order order = Order.read(text);
    try (GitHistory history = GitHistory.open(clone)) {
      Report report =
          Engine.assessor(FactsMemory.NONE).assess(order.change(history, ""), order.request());
      return new Ended(ExitCode.of(report.verdict()).code(), json.render(report, Version.style()));
    }
  }

  private String text() {
    try {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw UserFault.usage("The order is larger than %d MiB.".formatted(MOST_BYTES >> 20));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SourceFault("the order cannot be read", e);
    }
  }

  // @spec app/runners#REQ-RUN-005
  /// Answers an order with the document that the command would print.
  private final class Judge implements ErrandRun.Judge {
    @Override
    public Ended judge(Path clone, String order) {
      return judged(clone, order);
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
