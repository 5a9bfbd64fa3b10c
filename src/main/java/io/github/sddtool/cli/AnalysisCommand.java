package io.github.sddtool.cli;

import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.analysis.finding.Adjustment;
import io.github.sddtool.app.Engine;
import io.github.sddtool.app.Pipeline;
import io.github.sddtool.app.Version;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.facts.FactsMemory;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.Occasion;
import io.github.sddtool.report.Style;
import io.github.sddtool.source.Change;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// What the analysing commands have in common: find the files, ask the question, print the answer.
abstract class AnalysisCommand implements Callable<Integer> {
  private final SddCommand sdd;
  private final Console console;
  private final Question question;

  AnalysisCommand(SddCommand sdd, Console console, Question question) {
    this.sdd = sdd;
    this.console = console;
    this.question = question;
  }

  /// The specs the question is limited to; empty: all.
  List<String> names() {
    return List.of();
  }

  /// What the command changes in the repository's policy, beside `--fail-on`.
  Adjustment adjust(Adjustment given) {
    return given;
  }

  /// Whether a pipeline's base is to be found, where none is named.
  boolean compares() {
    return true;
  }

  /// The base that somebody named.
  Optional<String> base() {
    return sdd.base();
  }

  /// The base where neither somebody nor a pipeline names one.
  Optional<String> usualBase() {
    return Optional.empty();
  }

  Optional<String> head() {
    return sdd.head();
  }

  /// Refuses what makes no question.
  ///
  /// @param base what is compared with
  void check(Optional<String> base) {}

  /// What one run looks at.
  ///
  /// @param base a revision of the workspace
  record Subject(Workspace workspace, Optional<String> base, Change change) {
    /// The base as people call it.
    String baseName() {
      return base.map(name ->
              name.matches("[0-9a-f]{40,}")
                  ? name.substring(0, 7)
                  : name.replaceFirst("^refs/(remotes|heads|tags)/", ""))
          .orElse("base");
    }
  }

  @Override
  public final Integer call() {
    var output = Output.of(sdd, console);
    if (sdd.comment() && !sdd.ci()) {
      throw UserFault.usage("--comment is for pipelines: it goes with --ci.");
    }
    var pipeline = Pipeline.of(console.environment());
    try (Workspace workspace =
        sdd.ci() ? Workspace.reaching(sdd.folder()) : Workspace.open(sdd.folder())) {
      Occasion occasion = occasion(pipeline);
      Subject subject = subject(workspace, occasion);
      Optional<Pipeline.Commenting.Ready> commenting =
          sdd.comment() ? commenting(pipeline, occasion, workspace) : Optional.empty();
      Change change = subject.change();
      var request =
          new Request(question, names().stream().map(workspace::name).toList(), adjust(failOn()))
              .on(LocalDate.now(ZoneOffset.UTC));
      var cache = LocalCache.of(workspace, change.head(), sdd.ci());
      Report report = assess(change, request, cache.memory());
      cache.save();
      answer(report, subject, output);
      commenting.ifPresent(ready -> comment(ready, report, subject));
      return ExitCode.of(report.verdict()).code();
    }
  }

  /// Whether a pipeline's base is looked for.
  private boolean looksForBase() {
    return sdd.ci() && compares() && base().isEmpty() && head().isEmpty();
  }

  /// What the pipeline runs for, where that matters: the forge's description of it may be
  /// unreadable.
  private Occasion occasion(Pipeline pipeline) {
    boolean commentsOnIt = sdd.comment() && sdd.pullRequest().isEmpty();
    return looksForBase() || commentsOnIt ? pipeline.occasion() : Occasion.NONE;
  }

  // @spec cli/pipelines#REQ-PIPE-001, cli/pipelines#REQ-PIPE-005
  private Subject subject(Workspace workspace, Occasion occasion) {
    Optional<String> base =
        base()
            .map(workspace::here)
            .or(() -> looksForBase() ? workspace.base(occasion) : Optional.empty())
            .or(this::usualBase);
    check(base);
    return new Subject(workspace, base, workspace.change(base, head()));
  }

  // @spec cli/pipelines#REQ-PIPE-004
  /// What is lacking for a comment is said before the work begins, and changes no verdict.
  private Optional<Pipeline.Commenting.Ready> commenting(
      Pipeline pipeline, Occasion occasion, Workspace workspace) {
    return switch (pipeline.commenting(
        occasion, sdd.pullRequest(), head().flatMap(workspace::commit))) {
      case Pipeline.Commenting.Ready ready -> Optional.of(ready);
      case Pipeline.Commenting.Lacking(String what) -> {
        noComment(what);
        yield Optional.empty();
      }
    };
  }

  /// A comment that cannot be shown changes no verdict.
  private void comment(Pipeline.Commenting.Ready ready, Report report, Subject subject) {
    Style style =
        Version.style().withBaseName(subject.baseName()).withFolder(subject.workspace().folder());
    try {
      if (ready.show(report, style) instanceof Effect.Declined declined) {
        noComment(declined.reason());
      }
    } catch (ForgeFault e) {
      noComment(e.message());
    }
  }

  private void noComment(String reason) {
    console.err().println("sdd: no comment: " + reason);
  }

  private Report assess(Change change, Request request, FactsMemory memory) {
    if (sdd.quiet() || sdd.ci() || !console.interactiveError()) {
      return Engine.assessor(memory).assess(change, request);
    }
    try (var line =
        new ProgressLine(console.err(), Clock.systemUTC(), "Reading %,d of %,d files…")) {
      return Engine.assessor(memory).assess(change, request.withProgress(line));
    }
  }

  /// Prints what was found out.
  void answer(Report report, Subject subject, Output output) {
    output.print(report, subject.baseName(), subject.workspace().folder());
  }

  private Adjustment failOn() {
    return sdd.failOn()
        .map(word ->
            Arrays.stream(Adjustment.FailOn.values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                    UserFault.usage(
                        "--fail-on '" + word + "' is unknown. One of: error, warning, none.")))
        .map(Adjustment.NONE::withFailOn)
        .orElse(Adjustment.NONE);
  }
}
