package io.github.sddtool.cli;

import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.analysis.finding.Policy;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.app.Engine;
import io.github.sddtool.app.Pipeline;
import io.github.sddtool.app.Version;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.facts.FactsMemory;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.report.Style;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.Snapshot;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// What the analysing commands have in common: find the files, ask the question, print the answer.
abstract class AnalysisCommand implements Callable<Integer> {
  private final SddCommand sdd;
  private final Console console;
  private final Question question;

  /// What a pipeline compares with, where nobody said.
  private Optional<String> found = Optional.empty();

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
  Policy adjust(Policy policy) {
    return policy;
  }

  /// Whether a pipeline's base is to be found, where none is named.
  boolean compares() {
    return true;
  }

  Optional<String> base() {
    return sdd.base().or(() -> found);
  }

  /// As people call it.
  private String baseName() {
    return base()
        .map(name ->
            name.matches("[0-9a-f]{40,}")
                ? name.substring(0, 7)
                : name.replaceFirst("^refs/(remotes|heads|tags)/", ""))
        .orElse("base");
  }

  Optional<String> head() {
    return sdd.head();
  }

  @Override
  public final Integer call() {
    var output = Output.of(sdd, console);
    var pipeline = Pipeline.of(console.environment());
    try (Workspace workspace = workspace(pipeline)) {
      Change change = workspace.change(base(), head());
      var request =
          new Request(
                  question,
                  names().stream().map(workspace::name).toList(),
                  policy -> adjust(failOn(policy)))
              .on(LocalDate.now(ZoneOffset.UTC));
      var cache = LocalCache.of(workspace, change.head(), sdd.ci());
      Report report = assess(change, request, cache.memory());
      cache.save();
      answer(report, workspace, change.head(), output);
      if (sdd.comment()) {
        comment(pipeline, report, workspace);
      }
      return ExitCode.of(report.verdict()).code();
    }
  }

  // @spec cli/pipelines#REQ-PIPE-001, cli/pipelines#REQ-PIPE-003
  /// Opens the folder; in a pipeline it may reach beyond what was cloned.
  private Workspace workspace(Pipeline pipeline) {
    if (sdd.comment() && !sdd.ci()) {
      throw UserFault.usage("--comment is for pipelines: it goes with --ci.");
    }
    if (!sdd.ci()) {
      return Workspace.open(sdd.folder());
    }
    Workspace workspace = Workspace.reaching(sdd.folder());
    try {
      if (compares() && sdd.base().isEmpty() && sdd.head().isEmpty()) {
        found = workspace.base(pipeline.occasion());
      }
      return workspace;
    } catch (RuntimeException e) {
      workspace.close();
      throw e;
    }
  }

  /// A comment that cannot be shown changes no verdict.
  private void comment(Pipeline pipeline, Report report, Workspace workspace) {
    Style style =
        Style.plain(Version.current()).withBaseName(baseName()).withFolder(workspace.folder());
    try {
      Optional<Effect> effect =
          pipeline.comment(report, style, sdd.pullRequest(), head().flatMap(workspace::commit));
      if (effect.isEmpty()) {
        console.err().println("sdd: no comment: this pipeline runs for no pull request.");
      } else if (effect.get() instanceof Effect.Declined declined) {
        console.err().println("sdd: no comment: " + declined.reason());
      }
    } catch (ForgeFault e) {
      console.err().println("sdd: no comment: " + e.message());
    }
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
  void answer(Report report, Workspace workspace, Snapshot head, Output output) {
    output.print(report, baseName(), workspace.folder());
  }

  private Policy failOn(Policy policy) {
    if (sdd.failOn().isEmpty()) {
      return policy;
    }
    return policy.withFailOn(
        switch (sdd.failOn().get()) {
          case "error" -> Optional.of(Severity.ERROR);
          case "warning" -> Optional.of(Severity.WARNING);
          case "none" -> Optional.empty();
          case String other ->
              throw UserFault.usage(
                  "--fail-on '" + other + "' is unknown. One of: error, warning, none.");
        });
  }
}
