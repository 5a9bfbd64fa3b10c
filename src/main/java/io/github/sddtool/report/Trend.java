package io.github.sddtool.report;

import io.github.sddtool.source.CommitId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

// @spec guard/history#REQ-HIST-004
/// Quality commit by commit, the oldest first.
public record Trend(List<Point> points) {
  /// Nothing is known.
  public static final Trend NONE = new Trend(List.of());

  /// Fewer tell of no way up or down.
  private static final int FEWEST = 3;

  /// What a commit was measured to be.
  ///
  /// @param subject the first line of its message; empty where it is not known
  /// @param quality 0 to 100
  /// @param coverage in percent
  /// @param drift places where specs and code are apart
  public record Point(
      CommitId commit,
      Instant at,
      String subject,
      Optional<Double> quality,
      Optional<Double> coverage,
      int errors,
      int drift) {}

  public Trend {
    points = List.copyOf(points);
  }

  /// The last ones.
  public Trend last(int most) {
    return new Trend(points.subList(Math.max(0, points.size() - most), points.size()));
  }

  /// Whether there is a picture worth showing.
  public boolean isShown() {
    return points.stream().filter(point -> point.quality().isPresent()).count() >= FEWEST;
  }
}
