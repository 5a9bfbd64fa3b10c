package io.github.sddtool.cli;

import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.analysis.finding.Policy;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.app.Engine;
import io.github.sddtool.facts.FactsMemory;
import io.github.sddtool.fault.UserFault;
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

  Optional<String> base() {
    return sdd.base();
  }

  Optional<String> head() {
    return sdd.head();
  }

  @Override
  public final Integer call() {
    var output = Output.of(sdd, console);
    try (Workspace workspace = Workspace.open(sdd.folder())) {
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
      return ExitCode.of(report.verdict()).code();
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
    output.print(report, base().orElse("base"), workspace.folder());
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
