package io.github.sddtool.guard;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

// @spec guard/metrics#REQ-MET-001
/// The names of metrics. OpenTelemetry writes `http.server.request.duration` with a unit beside it,
/// Prometheus `http_server_request_duration_seconds`: both are one name here, and values are kept
/// in Prometheus' base units.
///
/// Source: OpenTelemetry's rules for Prometheus names ("Prometheus and OpenMetrics Compatibility",
/// metric metadata) and the table of base units in Prometheus' naming practices.
///
/// @param canonical lower case, with `_` between words, without the suffix of a unit or a total
/// @param factor by which a value is multiplied
public record MetricName(String canonical, double factor) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_:][A-Za-z0-9_.:/-]{0,199}");

  private static final Map<String, Double> UNITS =
      Map.ofEntries(
          Map.entry("", 1.0),
          Map.entry("1", 1.0),
          Map.entry("ratio", 1.0),
          Map.entry("%", 0.01),
          Map.entry("percent", 0.01),
          Map.entry("ns", 1e-9),
          Map.entry("us", 1e-6),
          Map.entry("ms", 0.001),
          Map.entry("milliseconds", 0.001),
          Map.entry("s", 1.0),
          Map.entry("seconds", 1.0),
          Map.entry("min", 60.0),
          Map.entry("minutes", 60.0),
          Map.entry("h", 3_600.0),
          Map.entry("hours", 3_600.0),
          Map.entry("by", 1.0),
          Map.entry("bytes", 1.0),
          Map.entry("kby", 1e3),
          Map.entry("kiby", 1_024.0),
          Map.entry("mby", 1e6),
          Map.entry("miby", 1_048_576.0),
          Map.entry("gby", 1e9),
          Map.entry("giby", 1_073_741_824.0));

  /// Suffixes by which a Prometheus name tells its unit, longest first.
  private static final String SUFFIX =
      "_(milliseconds|seconds|minutes|hours|bytes|ratio|percent|total)$";

  private static final Pattern SUFFIXED = Pattern.compile("^(.+?)" + SUFFIX);

  /// Reads a name and a unit; empty where either is none.
  ///
  /// @param unit as OpenTelemetry writes it (UCUM), or in Prometheus' words; `""` for none
  public static Optional<MetricName> read(String name, String unit) {
    Optional<Double> given = Optional.ofNullable(UNITS.get(unit.toLowerCase(Locale.ROOT)));
    boolean annotated = unit.startsWith("{") && unit.endsWith("}");
    if (!NAME.matcher(name).matches() || (given.isEmpty() && !annotated)) {
      return Optional.empty();
    }
    String words = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9:]+", "_");
    var matcher = SUFFIXED.matcher(words);
    if (!matcher.matches()) {
      return Optional.of(new MetricName(words, given.orElse(1.0)));
    }
    // A unit that is given says more than the name.
    double suffix = UNITS.getOrDefault(matcher.group(2), 1.0);
    return Optional.of(
        new MetricName(matcher.group(1), unit.isEmpty() || annotated ? suffix : given.orElse(1.0)));
  }

  /// The units that are known.
  public static List<String> units() {
    return UNITS.keySet().stream().filter(unit -> !unit.isEmpty()).sorted().toList();
  }

  /// The same name as conditions write it.
  public static String canonicalOf(String name) {
    return read(name, "").map(MetricName::canonical).orElse(name);
  }
}
