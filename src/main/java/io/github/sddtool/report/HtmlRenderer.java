package io.github.sddtool.report;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.coverage.Coverage;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.Location;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

// @spec app/reports#REQ-REP-001
/// The whole report as a page that needs nothing else: no script, no other file. What is long is
/// spread over several.
public final class HtmlRenderer implements Renderer {
  /// Findings a page.
  public static final int PER_PAGE = 1_000;

  private static final Comparator<Finding> NEW_FIRST =
      Comparator.comparing((Finding finding) -> !finding.isNew())
          .thenComparing(finding -> finding.waived().isPresent())
          .thenComparing(Finding::severity)
          .thenComparing(Finding.ORDER);

  /// One row of the table of figures.
  public record Figure(String name, String before, String now) {}

  /// One finding as it is shown; blank where there is nothing to show.
  public record Row(
      String severity,
      boolean isNew,
      String rule,
      String message,
      String mend,
      String place,
      String url,
      String fingerprint,
      String waived) {}

  @Override
  public String name() {
    return "html";
  }

  /// All findings on one page, for whoever keeps it as a file.
  @Override
  public String render(Report report, Style style) {
    return page(report, style, sorted(report), new Part(1, 1));
  }

  /// The pages of a report, one after the other; at least one.
  public List<String> pages(Report report, Style style) {
    List<Finding> all = sorted(report);
    int last = Math.max(1, (all.size() + PER_PAGE - 1) / PER_PAGE);
    var pages = new ArrayList<String>();
    for (int number = 1; number <= last; number++) {
      int from = (number - 1) * PER_PAGE;
      List<Finding> some = all.subList(from, Math.min(all.size(), from + PER_PAGE));
      pages.add(page(report, style, some, new Part(number, last)));
    }
    return pages;
  }

  private record Part(int number, int last) {}

  private static List<Finding> sorted(Report report) {
    return report.findings().stream().sorted(NEW_FIRST).toList();
  }

  private static String page(Report report, Style style, List<Finding> some, Part part) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("verdict", report.verdict().word());
    model.put("headline", Headline.text(report));
    model.put("head", report.sides().head().map(CommitId::brief).orElse("working tree"));
    model.put("compared", report.sides().compared());
    model.put("base", style.baseName());
    model.put("tool", style.tool());
    model.put("picture", TrendPicture.svg(style.trend()));
    model.put("figures", figures(report));
    model.put("rows", some.stream().map(finding -> row(finding, style)).toList());
    model.put("total", report.findings().size());
    model.put("fresh", report.findings().stream().filter(Finding::isNew).count());
    model.put("page", part.number());
    model.put("last", part.last());
    model.put("notes", report.notes());
    return Template.page("report", model);
  }

  private static List<Figure> figures(Report report) {
    var figures = new ArrayList<Figure>();
    Optional<Coverage> before = report.parts().coverageBefore();
    report
        .parts()
        .coverage()
        .filter(coverage -> coverage.requirements() > 0)
        .ifPresent(now -> {
          figures.add(
              new Figure(
                  "Coverage", percent(before.map(Coverage::percent)), percent(now.percent())));
          figures.add(
              new Figure(
                  "Tested",
                  percent(before.map(Coverage::testedPercent)),
                  percent(now.testedPercent())));
          figures.add(
              new Figure(
                  "Requirements",
                  before.map(c -> String.valueOf(c.requirements())).orElse(""),
                  String.valueOf(now.requirements())));
        });
    report
        .parts()
        .quality()
        .ifPresent(graded ->
            figures.add(
                new Figure(
                    "Quality",
                    graded
                        .before()
                        .map(quality -> Math.round(quality.score()) + " " + quality.grade())
                        .orElse(""),
                    Math.round(graded.now().score()) + " " + graded.now().grade())));
    report
        .parts()
        .drift()
        .ifPresent(drifts ->
            figures.add(
                new Figure(
                    "Drift",
                    report.sides().compared()
                        ? String.valueOf(drifts.stream().filter(one -> !one.isNew()).count())
                        : "",
                    String.valueOf(drifts.size()))));
    return figures;
  }

  private static String percent(Optional<Double> value) {
    return value.map(HtmlRenderer::percent).orElse("");
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f %%", value);
  }

  private static Row row(Finding finding, Style style) {
    Optional<Location> at = finding.subject().at();
    return new Row(
        finding.severity().name().toLowerCase(Locale.ROOT),
        finding.isNew(),
        finding.rule().id(),
        finding.message(),
        finding.rule().mend(),
        at.map(place -> style.path(place.path()) + ":" + place.line()).orElse(""),
        at.flatMap(place -> style.links().apply(place)).map(URI::toASCIIString).orElse(""),
        finding.fingerprint().hex(),
        finding
            .waived()
            .map(by ->
                by.author()
                    + by.expires().map(day -> " until " + day).orElse("")
                    + ": "
                    + by.reason())
            .orElse(""));
  }
}
