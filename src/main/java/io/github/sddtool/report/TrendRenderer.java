package io.github.sddtool.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.sddtool.spec.markdown.MarkdownOut;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

// @spec guard/history#REQ-HIST-004
/// A way to write a trend down. Pure: the same trend gives the same text.
///
/// @param name in `--format`
public record TrendRenderer(String name, Function<Trend, String> write) {
  /// The schema's name and version.
  public static final String SCHEMA = "sdd.history/1";

  private static final int SUBJECT = 50;
  private static final String BARS = "▁▂▃▄▅▆▇█";

  /// All of them, the default first.
  public static final List<TrendRenderer> ALL =
      List.of(
          new TrendRenderer("text", TrendRenderer::text),
          new TrendRenderer("json", TrendRenderer::json),
          new TrendRenderer("markdown", TrendRenderer::markdown),
          new TrendRenderer("html", TrendRenderer::html));

  private static String text(Trend trend) {
    var text = new StringBuilder();
    text.append(
        "%-8s %-10s %7s %8s %6s %5s  %s%n"
            .formatted("commit", "day", "quality", "coverage", "errors", "drift", "change"));
    for (Trend.Point point : trend.points()) {
      text.append(
          "%-8s %-10s %7s %8s %6d %5d  %s%n"
              .formatted(
                  point.commit().brief(),
                  day(point),
                  shown(point.quality()),
                  shown(point.coverage()),
                  point.errors(),
                  point.drift(),
                  MarkdownOut.oneLine(clipped(point.subject()))));
    }
    String bars = bars(trend);
    return bars.isEmpty()
        ? text.toString()
        : text.append("%nquality  %s%n".formatted(bars)).toString();
  }

  /// A bar for each score, from the least to the best of them.
  private static String bars(Trend trend) {
    List<Double> scores =
        trend.points().stream().flatMap(point -> point.quality().stream()).toList();
    if (scores.size() < 2) {
      return "";
    }
    double least = scores.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double best = scores.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    double span = Math.max(best - least, 1);
    return scores.stream()
        .map(score ->
            String.valueOf(
                BARS.charAt((int) Math.round((score - least) / span * (BARS.length() - 1)))))
        .collect(Collectors.joining());
  }

  private static LocalDate day(Trend.Point point) {
    return LocalDate.ofInstant(point.at(), ZoneOffset.UTC);
  }

  private static String clipped(String subject) {
    return subject.length() <= SUBJECT ? subject : subject.substring(0, SUBJECT - 1) + "…";
  }

  private static String shown(Optional<Double> value) {
    return value.map(one -> String.format(Locale.ROOT, "%.1f", one)).orElse("–");
  }

  private static String json(Trend trend) {
    return JsonText.of(json -> {
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      json.writeArrayFieldStart("items");
      for (Trend.Point point : trend.points()) {
        json.writeStartObject();
        json.writeStringField("commit", point.commit().hex());
        json.writeStringField("at", point.at().toString());
        json.writeStringField("subject", point.subject());
        number(json, "quality", point.quality());
        number(json, "coverage", point.coverage());
        json.writeNumberField("errors", point.errors());
        json.writeNumberField("drift", point.drift());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void number(JsonGenerator json, String name, Optional<Double> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, value.get());
    } else {
      json.writeNullField(name);
    }
  }

  private static String markdown(Trend trend) {
    var text =
        new StringBuilder(
            "| commit | day | quality | coverage | errors | drift | change |\n|---|---|---:|---:|---:|---:|---|\n");
    trend
        .points()
        .forEach(point ->
            text.append(
                "| %s | %s | %s | %s | %d | %d | %s |%n"
                    .formatted(
                        MarkdownOut.code(point.commit().brief()),
                        day(point),
                        shown(point.quality()),
                        shown(point.coverage()),
                        point.errors(),
                        point.drift(),
                        MarkdownOut.prose(clipped(point.subject())).replace("|", "\\|"))));
    String picture = TrendPicture.mermaid(trend);
    return picture.isEmpty() ? text.toString() : text + "\n" + picture;
  }

  private static String html(Trend trend) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("picture", TrendPicture.svg(trend));
    model.put(
        "rows",
        trend.points().reversed().stream()
            .map(point ->
                new Row(
                    point.commit().brief(),
                    day(point).toString(),
                    shown(point.quality()),
                    shown(point.coverage()),
                    String.valueOf(point.errors()),
                    String.valueOf(point.drift()),
                    clipped(point.subject())))
            .toList());
    return Template.page("history", model);
  }

  /// One line of the page's table.
  public record Row(
      String commit,
      String day,
      String quality,
      String coverage,
      String errors,
      String drift,
      String subject) {}
}
