package io.github.sddtool.report;

import static io.github.sddtool.spec.markdown.MarkdownOut.oneLine;

import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.coverage.Coverage;
import io.github.sddtool.analysis.delta.Delta;
import io.github.sddtool.analysis.drift.Drift;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.analysis.impact.Impact;
import io.github.sddtool.analysis.quality.Quality;
import io.github.sddtool.source.Location;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The report for a terminal: details first, the verdict last, where the eye is.
public final class ConsoleRenderer implements Renderer {
  private static final int SHOWN_INFOS = 20;

  @Override
  public String name() {
    return "text";
  }

  @Override
  public String render(Report report, Style style) {
    var page = new Page(style);
    report.parts().delta().ifPresent(delta -> delta(delta, page));
    if (report.question() == Question.SYNC) {
      specs(report, page);
    }
    report.parts().impact().ifPresent(impact -> impact(impact, report.question(), page));
    if (report.question() == Question.DRIFT) {
      report.parts().drift().ifPresent(drifts -> drift(drifts, page));
    }
    if (report.question() == Question.QUALITY) {
      report.parts().quality().ifPresent(graded -> scores(graded.now(), page));
    }
    findings(report, page);
    report.parts().coverage().ifPresent(c -> coverage(c, report.parts().coverageBefore(), page));
    report.parts().quality().ifPresent(graded -> quality(graded, page));
    verdict(report, page);
    return page.text();
  }

  private static void delta(Delta delta, Page page) {
    for (var change : delta.requirements()) {
      String levels =
          change.effect() == Delta.Effect.NONE
              ? ""
              : "  "
                  + change.before().map(Enum::name).orElse("")
                  + " → "
                  + change.after().map(Enum::name).orElse("")
                  + " ("
                  + change.effect().word()
                  + ")";
      String from = change.from().map(key -> "  from " + key).orElse("");
      page.line(
          Page.pad(change.type().word(), 9)
              + " "
              + change.key()
              + from
              + levels
              + (change.breaking() ? "  breaking" : ""));
    }
    for (var change : delta.scenarios()) {
      String owner = change.requirement().map(RequirementKey::toString).orElse(change.spec());
      page.line(
          Page.pad(change.type().word(), 9)
              + " scenario of "
              + owner
              + ": "
              + oneLine(change.name()));
    }
    page.gap();
  }

  private static void specs(Report report, Page page) {
    for (Spec spec : report.specs()) {
      int all = spec.body().requirements().size();
      if (all == 0) {
        continue;
      }
      long covered =
          spec.body().requirements().stream()
              .filter(r ->
                  Coverage.state(report.survey().trace(), spec.key(r)) == Coverage.State.COVERED)
              .count();
      page.line(Page.pad(covered + "/" + all, 8) + " " + spec.id());
      spec.body()
          .requirements()
          .forEach(requirement -> {
            Coverage.State state = Coverage.state(report.survey().trace(), spec.key(requirement));
            if (state != Coverage.State.COVERED) {
              page.line(
                  "           "
                      + state.word()
                      + "  "
                      + requirement.id()
                      + "  "
                      + oneLine(requirement.title()));
            }
          });
    }
    page.gap();
  }

  private static void impact(Impact impact, Question question, Page page) {
    boolean nothing = impact.changed().isEmpty() && impact.specs().direct().isEmpty();
    if (nothing && question == Question.CHECK) {
      return;
    }
    list("changed", impact.changed().stream().map(RequirementKey::toString).toList(), page);
    list("direct", specs(impact.specs().direct(), impact), page);
    list("further", specs(impact.specs().transitive(), impact), page);
    list("code", impact.code().stream().map(Object::toString).toList(), page);
    list("tests", impact.tests().stream().map(Object::toString).toList(), page);
    list("owners", impact.owners().stream().map(Impact.Owner::name).toList(), page);
    String reasons =
        impact.risk().reasons().isEmpty() ? "" : ": " + String.join(", ", impact.risk().reasons());
    page.line(
        "impact     risk "
            + impact.risk().level().word()
            + " ("
            + impact.risk().score()
            + " of 10)"
            + reasons);
    page.gap();
  }

  private static List<String> specs(List<String> ids, Impact impact) {
    return ids.stream()
        .map(id -> impact.specs().inferred().contains(id) ? id + "  (by its text)" : id)
        .toList();
  }

  private static void list(String title, List<String> names, Page page) {
    for (int i = 0; i < names.size(); i++) {
      page.line(Page.pad(i == 0 ? title : "", 10) + " " + oneLine(names.get(i)));
    }
  }

  private static void drift(List<Drift> drifts, Page page) {
    for (Drift drift : drifts) {
      String key = drift.requirement().map(RequirementKey::toString).orElse("");
      page.line(
          Page.pad(drift.kind().word(), 13)
              + " "
              + page.place(Optional.of(drift.at()))
              + "  "
              + oneLine((key + " " + drift.reason()).strip())
              + (drift.isNew() ? "" : "  (was there before)"));
    }
    page.gap();
  }

  private static void findings(Report report, Page page) {
    int infos = 0;
    for (Finding finding : report.findings()) {
      if (finding.severity() == Severity.INFO && ++infos > SHOWN_INFOS) {
        continue;
      }
      page.finding(
          finding.severity(),
          page.place(finding.subject().at()),
          oneLine(finding.message())
              + "  "
              + finding.rule().id()
              + (finding.isNew() ? "" : "  (was there before)")
              + finding
                  .waived()
                  .map(by -> oneLine("  (waived by " + by.author() + ": " + by.reason() + ")"))
                  .orElse(""));
    }
    if (infos > SHOWN_INFOS) {
      page.line("… and " + (infos - SHOWN_INFOS) + " more at info; --format json shows them all.");
    }
    report.notes().forEach(note -> page.line(oneLine(note)));
    page.gap();
  }

  private static void coverage(Coverage coverage, Optional<Coverage> before, Page page) {
    String change =
        before
            .filter(b -> b.percent() != coverage.percent())
            .map(b -> String.format(Locale.ROOT, " (was %.1f %%)", b.percent()))
            .orElse("");
    page.line(
        String.format(
            Locale.ROOT,
            "coverage   %d of %d requirements covered, %.1f %%%s; %d tested; %d markers ambiguous, %d dangling",
            coverage.covered(),
            coverage.requirements(),
            coverage.percent(),
            change,
            coverage.tested(),
            coverage.ambiguous(),
            coverage.dangling().size()));
  }

  /// Every spec, and of its items those that lack points.
  private static void scores(Quality quality, Page page) {
    for (Quality.OfSpec spec : quality.specs()) {
      page.line(score(spec.score()) + " " + spec.grade() + "  " + oneLine(spec.id()));
      for (Quality.Item item : spec.items()) {
        if (item.score() < item.max()) {
          page.line(
              String.format(
                  Locale.ROOT,
                  "           %-12s %4.1f of %2d  %s",
                  item.name(),
                  item.score(),
                  item.max(),
                  oneLine(item.why())));
        }
      }
    }
    page.gap();
  }

  private static void quality(Report.Graded graded, Page page) {
    double now = graded.now().score();
    String change =
        graded
            .before()
            .filter(before -> before.score() != now)
            .map(before -> String.format(Locale.ROOT, " (was %.1f)", before.score()))
            .orElse("");
    int specs = graded.now().specs().size();
    page.line(
        String.format(
            Locale.ROOT,
            "quality    %.1f of 100, grade %s%s, over %d %s",
            now,
            graded.now().grade(),
            change,
            specs,
            specs == 1 ? "spec" : "specs"));
  }

  private static String score(double score) {
    return String.format(Locale.ROOT, "%8.1f", score);
  }

  private static void verdict(Report report, Page page) {
    String figures =
        report.count(Severity.ERROR)
            + " errors, "
            + report.count(Severity.WARNING)
            + " warnings, "
            + report.count(Severity.INFO)
            + " infos";
    page.verdict(report.verdict(), oneLine(Headline.text(report)) + "  [" + figures + "]");
  }

  /// Lines, with colour only where it is wanted, wrapped where they are too long.
  private static final class Page {
    /// Where what follows the first word of a line begins.
    private static final int INDENT = 11;

    private final StringBuilder text = new StringBuilder();
    private final Style style;
    private boolean gap;

    Page(Style style) {
      this.style = style;
    }

    String place(Optional<Location> at) {
      return at.map(style::at).map(place -> oneLine(place.path() + ":" + place.line())).orElse("-");
    }

    static String pad(String word, int width) {
      return word + " ".repeat(Math.max(0, width - word.length()));
    }

    void line(String line) {
      if (gap && !text.isEmpty()) {
        text.append('\n');
      }
      gap = false;
      text.append(LineWrap.of(line, style.width(), INDENT)).append('\n');
    }

    void gap() {
      gap = true;
    }

    void finding(Severity severity, String place, String message) {
      int paint =
          switch (severity) {
            case ERROR -> 31;
            case WARNING -> 33;
            case INFO -> 36;
          };
      line(painted(pad(severity.word(), 8), paint) + " " + place + "  " + message);
    }

    void verdict(Verdict verdict, String sentence) {
      int paint =
          switch (verdict) {
            case PASS -> 32;
            case WARN -> 33;
            case SKIPPED -> 36;
            case FAIL, ERROR -> 31;
          };
      line(painted(pad(verdict.word(), 10), paint) + " " + sentence);
    }

    private String painted(String word, int paint) {
      return style.color() ? "\u001B[" + paint + "m" + word + "\u001B[0m" : word;
    }

    String text() {
      return text.toString();
    }
  }
}
