package io.github.sddtool.cli;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.app.Engine;
import io.github.sddtool.app.Version;
import io.github.sddtool.facts.FactsMemory;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.report.JsonRenderer;
import io.github.sddtool.report.Order;
import io.github.sddtool.source.git.GitHistory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

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

  JudgeCommand(SddCommand sdd, Console console, InputStream in) {
    this.sdd = sdd;
    this.console = console;
    this.in = in;
  }

  @Override
  public Integer call() {
    Order order = Order.read(text());
    try (GitHistory clone = GitHistory.open(sdd.folder())) {
      Report report =
          Engine.assessor(FactsMemory.NONE).assess(order.change(clone, ""), order.request());
      console.out().print(new JsonRenderer().render(report, Version.style()));
      console.out().flush();
      return ExitCode.of(report.verdict()).code();
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
}
