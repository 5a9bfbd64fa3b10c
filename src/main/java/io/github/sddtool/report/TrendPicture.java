package io.github.sddtool.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

// @spec guard/history#REQ-HIST-004
/// A trend as a picture: inline SVG for pages, a Mermaid chart for comments, which show no SVG.
/// What goes in is numbers and words of ours.
public final class TrendPicture {
  private static final int MOST = 30;
  private static final int WIDTH = 640;
  private static final int HEIGHT = 200;
  private static final int LEFT = 36;
  private static final int RIGHT = 12;
  private static final int TOP = 12;
  private static final int BOTTOM = 24;

  private TrendPicture() {}

  /// One line of the picture.
  private record Line(String name, String style, Function<Trend.Point, Optional<Double>> value) {}

  private static final List<Line> LINES =
      List.of(
          new Line("quality", "quality", Trend.Point::quality),
          new Line("coverage", "coverage", Trend.Point::coverage));

  /// The picture for a page, whose style sheet names the classes `trend`, `quality` and `coverage`;
  /// empty where there is too little to show.
  public static String svg(Trend all) {
    Trend trend = all.last(MOST);
    if (!trend.isShown()) {
      return "";
    }
    var svg = new StringBuilder();
    svg.append(
        "<svg class=\"trend\" role=\"img\" viewBox=\"0 0 %d %d\" xmlns=\"http://www.w3.org/2000/svg\">\n"
            .formatted(WIDTH, HEIGHT));
    svg.append("<title>%s</title>%n".formatted(words(trend)));
    for (int value = 0; value <= 100; value += 25) {
      svg.append(
          "<line class=\"grid\" x1=\"%d\" y1=\"%s\" x2=\"%d\" y2=\"%s\"/><text x=\"%d\" y=\"%s\" text-anchor=\"end\">%d</text>%n"
              .formatted(
                  LEFT, y(value), WIDTH - RIGHT, y(value), LEFT - 6, number(at(value) + 4), value));
    }
    LINES.forEach(line -> line(trend, line, svg));
    svg.append(
        "<text class=\"quality\" x=\"%d\" y=\"%d\">● quality</text><text class=\"coverage\" x=\"%d\" y=\"%d\">● coverage</text>%n"
            .formatted(LEFT, HEIGHT - 6, LEFT + 90, HEIGHT - 6));
    return svg.append("</svg>\n").toString();
  }

  private static void line(Trend trend, Line line, StringBuilder svg) {
    var parts = new ArrayList<String>();
    var dots = new StringBuilder();
    int last = trend.points().size() - 1;
    for (int i = 0; i <= last; i++) {
      Trend.Point point = trend.points().get(i);
      Optional<Double> value = line.value().apply(point);
      if (value.isPresent()) {
        String x = number(LEFT + (double) (WIDTH - LEFT - RIGHT) * i / last);
        String y = y(value.get());
        parts.add(x + "," + y);
        dots.append(
            "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"3\"><title>%s: %s %s</title></circle>%n"
                .formatted(
                    line.style(), x, y, point.commit().brief(), line.name(), number(value.get())));
      }
    }
    svg.append(
        "<polyline class=\"%s\" points=\"%s\"/>%n"
            .formatted(line.style(), String.join(" ", parts)));
    svg.append(dots);
  }

  private static String words(Trend trend) {
    List<Double> scores =
        trend.points().stream().flatMap(point -> point.quality().stream()).toList();
    return "Quality over the last %d commits, from %s to %s"
        .formatted(trend.points().size(), number(scores.getFirst()), number(scores.getLast()));
  }

  private static double at(double value) {
    double share = Math.clamp(value, 0, 100) / 100;
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
  }

  private static String y(double value) {
    return number(at(value));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /// The chart for a comment; empty where there is too little to show.
  public static String mermaid(Trend all) {
    Trend trend = all.last(MOST);
    if (!trend.isShown()) {
      return "";
    }
    String scores =
        trend.points().stream()
            .flatMap(point -> point.quality().stream())
            .map(TrendPicture::number)
            .collect(Collectors.joining(", "));
    long points = trend.points().stream().filter(point -> point.quality().isPresent()).count();
    return """
    ```mermaid
    xychart-beta
      title "Quality of the last %1$d commits"
      x-axis 1 --> %1$d
      y-axis "score" 0 --> 100
      line [%2$s]
    ```
    """
        .formatted(points, scores);
  }
}
