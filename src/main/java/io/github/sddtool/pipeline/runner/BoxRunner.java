package io.github.sddtool.pipeline.runner;

import io.github.sddtool.analysis.Assessor;
import io.github.sddtool.analysis.Progress;
import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.analysis.coverage.Coverage;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.fault.Fault;
import io.github.sddtool.fault.RunnerFault;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.report.JsonRenderer;
import io.github.sddtool.report.Order;
import io.github.sddtool.report.ReportReader;
import io.github.sddtool.report.Style;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.git.GitHistory;
import java.util.Optional;
import java.util.concurrent.CancellationException;

// @spec app/runners#REQ-RUN-001, app/runners#REQ-RUN-003
/// Lets a box assess, and believes nothing that comes out of it: a report has to be about what was
/// asked, made by the same program from the same contents, and free of contradictions. Whatever it
/// is else, the change could not be evaluated.
public final class BoxRunner implements Runner {
  /// Exit codes of the command line by which it says what its output is.
  private static final int USAGE = 2;

  private static final int NOTHING_FOUND = 3;

  static final String COULD_NOT = "The change could not be assessed: ";

  private final Box box;
  private final Style style;

  /// @param version of this program
  /// @param digest of this program
  public BoxRunner(Box box, String version, String digest) {
    this.box = box;
    this.style = Style.plain(version).withDigest(digest);
  }

  @Override
  public Report assess(GitHistory clone, Change change, Request request) {
    Order order = Order.of(change, request);
    try {
      return switch (box.run(clone.root(), order.write())) {
        case Box.Outcome.Cut(String reason) -> throw new SourceFault(COULD_NOT + reason + ".");
        case Box.Outcome.Ended(int code, String output) -> answer(code, output, change, order);
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("told to stop while it was assessed");
    }
  }

  private Report answer(int code, String output, Change change, Order order) {
    Report report;
    try {
      ReportReader reader = ReportReader.of(output);
      Optional<String> tool = reader.tool();
      if (tool.filter(other -> !other.equals(style.tool())).isPresent()) {
        throw new RunnerFault(
            "Assessments run in sdd %s, and this server is sdd %s: give runner.image the server's version."
                .formatted(tool.get(), style.tool()));
      }
      Optional<String> error = reader.error();
      if (error.isPresent()) {
        throw unable(code, error.get());
      }
      report = reader.report(change.head().tree(), Assessor.rules(change).files());
    } catch (ReportReader.Unreadable e) {
      throw broken(code, e.problem());
    }
    if (!Order.of(report).equals(Optional.of(asked(order, report)))) {
      throw broken(code, "it answers another question");
    }
    if (!isConsistent(report)) {
      throw broken(code, "it contradicts itself");
    }
    if (!new JsonRenderer().render(report, style).equals(output)) {
      throw broken(code, "it was made by another build of sdd, or from other contents");
    }
    return report;
  }

  /// Told as the command line would have told it here.
  private static Fault unable(int code, String reason) {
    return switch (code) {
      case USAGE -> UserFault.usage(reason);
      case NOTHING_FOUND -> UserFault.nothingFound(reason);
      default -> new SourceFault(reason);
    };
  }

  /// Nobody follows what happens in a box, and a report does not name a day that made no
  /// difference.
  private static Order asked(Order order, Report report) {
    Request request = order.request().withProgress(Progress.NONE);
    return new Order(
        order.base(),
        order.head(),
        order.rules(),
        report.asked().today().isEmpty() ? request.undated() : request);
  }

  private static SourceFault broken(int code, String problem) {
    return new SourceFault(
        COULD_NOT
            + "the runner ended with exit code %d, and what it gave is of no use: %s."
                .formatted(code, problem));
  }

  private static boolean isConsistent(Report report) {
    boolean fails = !report.failing().isEmpty();
    boolean verdict =
        switch (report.verdict()) {
          case FAIL -> fails;
          case PASS, WARN -> !fails;
          case SKIPPED -> report.specs().isEmpty() || report.question() == Question.SYNC;
          case ERROR -> false;
        };
    boolean whole = report.question() == Question.CHECK && report.asked().names().isEmpty();
    return verdict
        && (report.verdict() == Verdict.SKIPPED
            || !whole
            || report.parts().coverage().filter(now -> isCounted(now, report)).isPresent());
  }

  private static boolean isCounted(Coverage coverage, Report report) {
    Coverage counted = Coverage.of(report.survey(), _ -> true);
    return coverage.requirements() == counted.requirements()
        && coverage.covered() == counted.covered()
        && coverage.tested() == counted.tested();
  }
}
