package io.github.sddtool.bench;

import io.github.sddtool.analysis.Assessor;
import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.analysis.SurveyMemory;
import io.github.sddtool.app.Engine;
import io.github.sddtool.facts.FactsCache;
import io.github.sddtool.facts.FactsMemory;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.git.GitHistory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;

/// Assesses one pull request of a clone after the other as the server does between fetch and
/// publication, and prints the milliseconds each took after the warm-up.
///
/// Arguments: the clone, with `refs/sdd/base/main` and `refs/sdd/pull/1` onwards; how many pull
/// requests warm up; how many are measured.
final class PullRequests {
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);

  /// How often the pull requests that warm up are assessed: a server is warm when its compilers have
  /// come to rest, which a handful of requests do not bring about.
  private static final int ROUNDS = 20;

  private final Path clone;
  private final Assessor assessor = assessor();

  private PullRequests(Path clone) {
    this.clone = clone;
  }

  /// The assessor a server has, with the same memory.
  private static Assessor assessor() {
    return Engine.assessor(
        new FactsCache(64L << 20, FactsMemory.NONE), new SurveyMemory(128L << 20));
  }

  public static void main(String[] arguments) {
    var pulls = new PullRequests(Path.of(arguments[0]));
    int warmUp = Integer.parseInt(arguments[1]);
    double[] millis = new double[Integer.parseInt(arguments[2])];
    double first = pulls.millisOf(1);
    for (int round = 0; round < ROUNDS; round++) {
      for (int pull = 1; pull <= warmUp; pull++) {
        pulls.millisOf(pull);
      }
    }
    for (int i = 0; i < millis.length; i++) {
      millis[i] = pulls.millisOf(warmUp + 1 + i);
    }
    Arrays.stream(millis).forEach(one -> System.out.printf(Locale.ROOT, "%.3f%n", one));
    System.err.printf(Locale.ROOT, "the first, cold: %.0f ms%n", first);
  }

  private double millisOf(int number) {
    long start = System.nanoTime();
    Report report = assess(number);
    double millis = (System.nanoTime() - start) / 1e6;
    if (report.parts().delta().isEmpty()
        || report.parts().delta().get().requirements().size() != 1) {
      throw new IllegalStateException("pull request " + number + " changes one requirement");
    }
    return millis;
  }

  private Report assess(int number) {
    try (GitHistory history = GitHistory.open(clone)) {
      CommitId tip = history.refTip("refs/sdd/base/main").orElseThrow();
      CommitId head = history.refTip("refs/sdd/pull/" + number).orElseThrow();
      CommitId base = history.mergeBase(tip, head).orElseThrow();
      Snapshot before = history.snapshot(base);
      Snapshot after = history.snapshot(head);
      Change change =
          Change.between(before, after)
              .judgedBy(history.snapshot(tip))
              .after(history.past(base, ""));
      return assessor.assess(change, Request.of(Question.CHECK).on(TODAY));
    }
  }
}
