package io.github.sddtool.analysis.condition;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An amount with its unit, in the base unit of its kind.
///
/// @param amount in percent, seconds, bytes, or of whatever is counted
/// @param text as it was written
public record Quantity(double amount, Unit unit, String text) {
  /// What is measured.
  public enum Unit {
    /// A plain number.
    PLAIN,
    /// Hundredths of a whole.
    PERCENT,
    /// Seconds.
    TIME,
    /// Bytes.
    SIZE
  }

  private record Scale(Unit unit, double factor) {}

  private static final Map<String, Scale> SCALES =
      Map.ofEntries(
          Map.entry("", new Scale(Unit.PLAIN, 1)),
          Map.entry("%", new Scale(Unit.PERCENT, 1)),
          Map.entry("ms", new Scale(Unit.TIME, 0.001)),
          Map.entry("s", new Scale(Unit.TIME, 1)),
          Map.entry("m", new Scale(Unit.TIME, 60)),
          Map.entry("h", new Scale(Unit.TIME, 3_600)),
          Map.entry("d", new Scale(Unit.TIME, 86_400)),
          Map.entry("w", new Scale(Unit.TIME, 604_800)),
          Map.entry("b", new Scale(Unit.SIZE, 1)),
          Map.entry("kb", new Scale(Unit.SIZE, 1e3)),
          Map.entry("mb", new Scale(Unit.SIZE, 1e6)),
          Map.entry("gb", new Scale(Unit.SIZE, 1e9)),
          Map.entry("kib", new Scale(Unit.SIZE, 1_024)),
          Map.entry("mib", new Scale(Unit.SIZE, 1_048_576)),
          Map.entry("gib", new Scale(Unit.SIZE, 1_073_741_824)));

  /// What may stand behind a number.
  static final List<String> UNITS =
      List.of("%", "ms", "s", "m", "h", "d", "w", "kB", "MB", "GB", "KiB", "MiB", "GiB");

  private static final Pattern SPAN = Pattern.compile("(\\d{1,8})([smhd])");

  /// Longer spans are a slip.
  private static final double MOST_SECONDS = 366 * 86_400.0;

  /// A span of time as it stands alone, such as `90s`, `30m`, `12h` or `7d`; empty where the text
  /// is none, or one beyond a year.
  public static Optional<Duration> span(String text) {
    Matcher matcher = SPAN.matcher(text);
    return matcher.matches()
        ? read(matcher.group(1), matcher.group(2))
            .filter(one -> one.unit() == Unit.TIME && one.amount() <= MOST_SECONDS)
            .map(one -> Duration.ofSeconds((long) one.amount()))
        : Optional.empty();
  }

  /// Reads a number and what stands behind it; empty where either is none.
  static Optional<Quantity> read(String number, String unit) {
    Scale scale = SCALES.get(unit.toLowerCase(Locale.ROOT));
    if (scale == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Quantity(Double.parseDouble(number) * scale.factor(), scale.unit(), number + unit));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// The span of time it says; empty where it says none, or one of no length or beyond a year.
  public Optional<Duration> span() {
    boolean spans = unit == Unit.TIME && amount > 0 && amount <= MOST_SECONDS;
    return spans ? Optional.of(Duration.ofMillis(Math.round(amount * 1_000))) : Optional.empty();
  }
}
