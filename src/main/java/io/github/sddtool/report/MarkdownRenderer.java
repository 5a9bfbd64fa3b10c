package io.github.sddtool.report;

import static io.github.sddtool.spec.markdown.MarkdownOut.code;
import static io.github.sddtool.spec.markdown.MarkdownOut.oneLine;
import static io.github.sddtool.spec.markdown.MarkdownOut.prose;

import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.coverage.Coverage;
import io.github.sddtool.analysis.drift.Drift;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.analysis.impact.Impact;
import io.github.sddtool.analysis.quality.Quality;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The summary comment: first the verdict in a sentence, then a table of what changed, then only
/// what the author must do; what is long is folded, what did not change is not said.
public final class MarkdownRenderer implements Renderer {
  private static final int LISTED = 20;
  private static final int FOLDED = 100;
  private static final int OWNERS = 3;

  @Override
  public String name() {
    return "markdown";
  }

  @Override
  public String render(Report report, Style style) {
    var text = new StringBuilder();
    text.append("### ").append(sign(report.verdict())).append(" SDD: ");
    text.append(Headline.of(report, name -> code(name))).append("\n\n");
    table(report, style, text);
    List<Finding> todo = ToDo.of(report);
    todo(todo, style, text);
    report.parts().impact().ifPresent(impact -> impact(impact, style, text));
    if (report.question() == Question.QUALITY) {
      report.parts().quality().ifPresent(graded -> scores(graded.now(), text));
    }
    folded(report, todo, style, text);
    trend(style, text);
    text.append("<sub>").append(sides(report, style)).append("</sub>\n");
    return text.toString();
  }

  /// What a report says of impact alone; a sentence where nothing is touched.
  public String impact(Report report, Style style) {
    var text = new StringBuilder();
    report.parts().impact().ifPresent(impact -> impact(impact, style, text));
    return text.isEmpty() ? "It touches nothing else.\n" : text.toString();
  }

  private static String sign(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "✅";
      case WARN -> "⚠️";
      case FAIL -> "❌";
      case SKIPPED -> "⏭️";
      case ERROR -> "⛔";
    };
  }

  private static void table(Report report, Style style, StringBuilder text) {
    var rows = new ArrayList<String>();
    Optional<Coverage> now = report.parts().coverage().filter(c -> c.requirements() > 0);
    Optional<Coverage> before = report.parts().coverageBefore();
    now.ifPresent(c -> {
      rows.add(row("Coverage", before.map(Coverage::percent), c.percent()));
      rows.add(row("Tested", before.map(Coverage::testedPercent), c.testedPercent()));
      rows.add(count("Requirements", before.map(Coverage::requirements), c.requirements()));
    });
    report.parts().quality().ifPresent(graded -> rows.add(quality(graded)));
    report.parts().drift().ifPresent(drifts -> drift(drifts, report).ifPresent(rows::add));
    rows.removeIf(String::isEmpty);
    if (rows.isEmpty()) {
      return;
    }
    if (report.sides().compared()) {
      text.append("| | ").append(code(style.baseName()).replace("|", "\\|"));
      text.append(" | this change | |\n|---|---:|---:|---|\n");
    } else {
      text.append("| | | | |\n|---|---:|---:|---|\n");
    }
    rows.forEach(row -> text.append(row).append('\n'));
    text.append('\n');
  }

  private static String row(String name, Optional<Double> before, double now) {
    if (before.isEmpty()) {
      return "| " + name + " | | " + percent(now) + " | |";
    }
    double change = Math.round((now - before.get()) * 10) / 10.0;
    return change == 0
        ? ""
        : "| %s | %s | %s | **%s** |"
            .formatted(name, percent(before.get()), percent(now), signed(change));
  }

  private static String count(String name, Optional<Integer> before, int now) {
    if (before.isEmpty()) {
      return "| " + name + " | | " + now + " | |";
    }
    int change = now - before.get();
    return change == 0
        ? ""
        : "| %s | %d | %d | **%s** |"
            .formatted(name, before.get(), now, (change > 0 ? "+" : "−") + Math.abs(change));
  }

  // @spec engine/quality#REQ-QUAL-007
  /// Whole points: less is no news.
  private static String quality(Report.Graded graded) {
    long now = Math.round(graded.now().score());
    String here = now + " " + graded.now().grade();
    if (graded.before().isEmpty()) {
      return "| Quality | | " + here + " | |";
    }
    Quality.Mean before = graded.before().get();
    long change = now - Math.round(before.score());
    return change == 0
        ? ""
        : "| Quality | %d %s | %s | **%s** |"
            .formatted(
                Math.round(before.score()),
                before.grade(),
                here,
                (change > 0 ? "+" : "−") + Math.abs(change));
  }

  private static void scores(Quality quality, StringBuilder text) {
    text.append("| spec | score | |\n|---|---:|---|\n");
    for (Quality.OfSpec spec : quality.specs()) {
      String lacks =
          spec.items().stream()
              .filter(item -> item.score() < item.max())
              .map(item -> item.name() + " " + item.score() + " of " + item.max())
              .collect(Collectors.joining(", "));
      text.append("| ").append(code(spec.id()).replace("|", "\\|"));
      text.append(" | ").append(spec.score()).append(' ').append(spec.grade());
      text.append(" | ").append(lacks).append(" |\n");
    }
    text.append('\n');
  }

  private static Optional<String> drift(List<Drift> drifts, Report report) {
    long fresh = drifts.stream().filter(Drift::isNew).count();
    if (drifts.isEmpty() || (report.sides().compared() && fresh == 0)) {
      return Optional.empty();
    }
    return Optional.of(
        report.sides().compared()
            ? "| Drift | %d | %d | **+%d** |".formatted(drifts.size() - fresh, drifts.size(), fresh)
            : "| Drift | | " + drifts.size() + " | |");
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f %%", value);
  }

  private static String signed(double change) {
    return String.format(Locale.ROOT, "%s%.1f", change > 0 ? "+" : "−", Math.abs(change));
  }

  private static void todo(List<Finding> todo, Style style, StringBuilder text) {
    if (todo.isEmpty()) {
      return;
    }
    text.append("**To do**\n");
    int n = 0;
    for (Finding finding : todo.subList(0, Math.min(LISTED, todo.size()))) {
      text.append(++n).append(". ").append(line(finding, style)).append('\n');
    }
    if (todo.size() > LISTED) {
      text.append("\n… and ").append(todo.size() - LISTED).append(" more.\n");
    }
    text.append('\n');
  }

  private static String line(Finding finding, Style style) {
    String place = finding.subject().at().map(at -> link(at, style) + " ").orElse("");
    String mend = finding.rule().mend();
    return place + prose(finding.message()) + " " + mend;
  }

  private static String link(Location at, Style style) {
    String label = code(style.path(at.path()) + ":" + at.line());
    Optional<URI> url = style.links().apply(at);
    return url.map(u -> "[" + label + "](" + u.toASCIIString() + ")").orElse(label);
  }

  private static void impact(Impact impact, Style style, StringBuilder text) {
    int specs = impact.specs().direct().size() + impact.specs().transitive().size();
    if (specs + impact.code().size() + impact.tests().size() == 0) {
      return;
    }
    text.append("<details><summary>Impact: ")
        .append(number(specs, "spec"))
        .append(" · ")
        .append(number(impact.code().size(), "file"))
        .append(" · ")
        .append(number(impact.tests().size(), "test"))
        .append(owners(impact.owners()))
        .append(" · risk ")
        .append(impact.risk().level().word())
        .append("</summary>\n\n");
    String graph = ImpactGraph.mermaid(impact);
    if (!graph.isEmpty()) {
      text.append("```mermaid\n").append(graph).append("```\n\n");
    }
    paths("By their texts alone", impact.specs().inferred(), text);
    paths("Code", names(impact.code(), style), text);
    paths("Tests", names(impact.tests(), style), text);
    paths("Owners", impact.owners().stream().map(Impact.Owner::name).toList(), text);
    if (!impact.risk().reasons().isEmpty()) {
      text.append("Risk ").append(impact.risk().score()).append(" of 10: ");
      text.append(String.join(", ", impact.risk().reasons())).append(".\n\n");
    }
    text.append("</details>\n");
  }

  // @spec engine/impact#REQ-IMPACT-024
  /// Named as code, and so not called: a comment must not notify everybody who owns a file. What
  /// stands in a summary is HTML.
  private static String owners(List<Impact.Owner> owners) {
    if (owners.isEmpty()) {
      return "";
    }
    String shown =
        owners.stream()
            .limit(OWNERS)
            .map(owner -> "<code>" + html(oneLine(owner.name())) + "</code>")
            .collect(Collectors.joining(", "));
    int more = owners.size() - OWNERS;
    return " · owners " + shown + (more > 0 ? " and " + more + " more" : "");
  }

  private static String html(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String number(int n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }

  private static List<String> names(List<RepoPath> paths, Style style) {
    return paths.stream().map(path -> style.path(path).value()).toList();
  }

  private static void paths(String title, List<String> paths, StringBuilder text) {
    if (paths.isEmpty()) {
      return;
    }
    text.append(title).append(": ");
    var shown = paths.stream().limit(20).map(path -> code(path)).toList();
    text.append(String.join(", ", shown));
    if (paths.size() > shown.size()) {
      text.append(" and ").append(paths.size() - shown.size()).append(" more");
    }
    text.append("\n\n");
  }

  private static void trend(Style style, StringBuilder text) {
    String picture = TrendPicture.mermaid(style.trend());
    if (!picture.isEmpty()) {
      text.append("<details><summary>Quality over time</summary>\n\n")
          .append(picture)
          .append("\n</details>\n\n");
    }
  }

  private static void folded(Report report, List<Finding> todo, Style style, StringBuilder text) {
    var notes = ToDo.notes(report, todo);
    // what was there before and asks for nothing is no news
    var old =
        report.findings().stream()
            .filter(f -> !f.isNew() && f.severity() != Severity.INFO)
            .toList();
    fold(number(notes.size(), "note"), notes, style, text);
    String were = old.size() == 1 ? " that was there before" : " that were there before";
    fold(number(old.size(), "finding") + were, old, style, text);
    List<Finding> waived = report.findings().stream().filter(MarkdownRenderer::isLetPass).toList();
    fold(number(waived.size(), "finding") + " waived", waived, style, text);
    if (!notes.isEmpty() || !old.isEmpty() || !waived.isEmpty()) {
      text.append('\n');
    }
  }

  /// What a change brought and somebody waived: who looks at a green must see it.
  private static boolean isLetPass(Finding finding) {
    return finding.isNew() && finding.waived().isPresent();
  }

  private static void fold(String title, List<Finding> findings, Style style, StringBuilder text) {
    if (findings.isEmpty()) {
      return;
    }
    text.append("<details><summary>").append(title).append("</summary>\n\n");
    for (Finding finding : findings.subList(0, Math.min(FOLDED, findings.size()))) {
      String place = finding.subject().at().map(at -> link(at, style) + " ").orElse("");
      text.append("- ").append(place).append(prose(finding.message()));
      finding
          .waived()
          .ifPresent(by ->
              text.append(" Waived by ")
                  .append(code(by.author()))
                  .append(by.expires().map(day -> " until " + day).orElse(""))
                  .append(": ")
                  .append(prose(by.reason())));
      text.append('\n');
    }
    if (findings.size() > FOLDED) {
      text.append("- … and ").append(findings.size() - FOLDED).append(" more\n");
    }
    text.append("\n</details>\n");
  }

  private static String sides(Report report, Style style) {
    String head = report.sides().head().map(CommitId::brief).orElse("working tree");
    String against =
        report.sides().compared()
            ? " against "
                + prose(style.baseName())
                + report.sides().base().map(base -> " at " + base.brief()).orElse("")
            : "";
    return head + against + " · sdd " + style.tool();
  }
}
