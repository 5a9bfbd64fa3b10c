package io.github.sddtool.pipeline.guarding;

import io.github.sddtool.analysis.Measured;
import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.pipeline.runner.Runner;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.git.GitHistory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/// Measures commits, all by the rules of one and as of one day; each once.
final class Gauge {
  private final Runner runner;
  private final GitHistory history;
  private final CommitId rules;
  private final LocalDate today;
  private final Map<CommitId, Measured> known = new HashMap<>();

  /// @param rules the commit that the others are compared with, and whose rules hold
  private Gauge(Runner runner, GitHistory history, CommitId rules, LocalDate today) {
    this.runner = runner;
    this.history = history;
    this.rules = rules;
    this.today = today;
  }

  /// By the rules of a commit, as of today.
  static Gauge of(Guarding.Means means, GitHistory history, CommitId rules) {
    LocalDate today = LocalDate.ofInstant(means.clock().instant(), ZoneOffset.UTC);
    return new Gauge(means.runner(), history, rules, today);
  }

  /// The same in another clone, or by another runner.
  Gauge by(Runner other, GitHistory clone) {
    return new Gauge(other, clone, rules, today);
  }

  /// What a commit is.
  Measured of(CommitId commit) {
    Measured measured = known.get(commit);
    if (measured == null) {
      measured = Measured.of(report(commit));
      known.put(commit, measured);
    }
    return measured;
  }

  private Report report(CommitId commit) {
    Change change =
        history
            .change(rules, commit)
            .orElseThrow(() ->
                new SourceFault(
                    "'%s' and '%s' have no common commit."
                        .formatted(rules.brief(), commit.brief())));
    return runner.assess(history, change, Request.of(Question.CHECK).on(today));
  }
}
