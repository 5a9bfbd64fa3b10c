package io.github.sddtool.analysis;

import io.github.sddtool.analysis.config.ConfigReader;
import io.github.sddtool.analysis.coverage.Coverage;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.quality.Quality;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.spec.Fingerprint;
import io.github.sddtool.spec.Spec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

// @spec guard/history#REQ-HIST-001, guard/history#REQ-HIST-002
/// What a commit was measured to be, whatever it was compared with.
///
/// @param rules the version of what it was measured by; measures of different ones say nothing of
///   each other
/// @param score 0 to 100, to one decimal; empty without a spec
/// @param coverage in percent, to one decimal; empty without a requirement
/// @param tested likewise, by tests alone
/// @param counts of what is wrong
/// @param specs each, by its id
/// @param detail of everything that was found: two that are alike in all their figures and not in
///   this lost something else each
public record Measured(
    String rules,
    Optional<Double> score,
    Optional<Double> coverage,
    Optional<Double> tested,
    Counts counts,
    Map<String, OfSpec> specs,
    Fingerprint detail) {

  /// How much is wrong.
  ///
  /// @param drift places where specs and code are apart
  public record Counts(int errors, int warnings, int drift) {}

  /// What a spec was measured to be.
  ///
  /// @param domain `""` where it has none
  public record OfSpec(
      String domain, Optional<Double> score, int requirements, int covered, Counts counts) {
    /// Covered of all requirements, in percent; empty where it has none.
    public Optional<Double> coverage() {
      return requirements == 0
          ? Optional.empty()
          : Optional.of(Math.round(covered * 1_000.0 / requirements) / 10.0);
    }
  }

  public Measured {
    specs = Map.copyOf(specs);
  }

  /// One that has no more to it than its figures.
  public Measured(
      String rules,
      Optional<Double> score,
      Optional<Double> coverage,
      Optional<Double> tested,
      Counts counts,
      Map<String, OfSpec> specs) {
    this(rules, score, coverage, tested, counts, specs, Fingerprint.of(""));
  }

  /// What a report says of its head.
  public static Measured of(Report report) {
    Optional<Coverage> coverage =
        report.parts().coverage().filter(found -> found.requirements() > 0);
    return new Measured(
        rules(report),
        report
            .parts()
            .quality()
            .map(Report.Graded::now)
            .filter(q -> !q.specs().isEmpty())
            .map(Quality::score),
        coverage.map(Coverage::percent),
        coverage.map(Coverage::testedPercent),
        new Counts(
            Math.toIntExact(report.count(Severity.ERROR)),
            Math.toIntExact(report.count(Severity.WARNING)),
            report.parts().drift().map(List::size).orElse(0)),
        specs(report),
        detail(report));
  }

  /// Which requirements are covered, and what was found where, without its line.
  private static Fingerprint detail(Report report) {
    var text = new StringBuilder();
    for (Spec spec : report.specs()) {
      text.append(spec.id()).append('\n');
      spec.body()
          .requirements()
          .forEach(one ->
              text.append(spec.key(one))
                  .append(' ')
                  .append(Coverage.state(report.survey().trace(), spec.key(one)))
                  .append('\n'));
    }
    report.findings().stream()
        .map(finding -> finding.rule().id() + " " + finding.identity().fingerprint().hex())
        .sorted()
        .forEach(line -> text.append(line).append('\n'));
    return Fingerprint.of(text.toString());
  }

  /// The way to score, and the configuration that says what counts.
  public static String rules(Report report) {
    return rules(report.sides().rules().files());
  }

  /// The same, before anything was measured.
  ///
  /// @param files those of the rules
  public static String rules(List<FileEntry> files) {
    return files.stream()
        .filter(file -> ConfigReader.PATHS.contains(file.path()))
        .findFirst()
        .map(file -> Quality.RULES + "+" + file.blob().hex().substring(0, 12))
        .orElse(Quality.RULES);
  }

  private static Map<String, OfSpec> specs(Report report) {
    Map<String, Double> scores = new HashMap<>();
    report
        .parts()
        .quality()
        .map(Report.Graded::now)
        .ifPresent(all -> all.specs().forEach(one -> scores.put(one.id(), one.score())));
    Map<String, int[]> counts = counts(report);
    var specs = new TreeMap<String, OfSpec>();
    for (Spec spec : report.specs()) {
      long covered =
          spec.body().requirements().stream()
              .filter(one ->
                  Coverage.state(report.survey().trace(), spec.key(one)) == Coverage.State.COVERED)
              .count();
      int[] found = counts.getOrDefault(spec.id(), new int[3]);
      specs.put(
          spec.id(),
          new OfSpec(
              spec.domain().orElse(""),
              Optional.ofNullable(scores.get(spec.id())),
              spec.body().requirements().size(),
              Math.toIntExact(covered),
              new Counts(found[0], found[1], found[2])));
    }
    return specs;
  }

  /// Errors, warnings and drift of each spec.
  private static Map<String, int[]> counts(Report report) {
    Map<String, int[]> counts = new HashMap<>();
    report
        .findings()
        .forEach(finding ->
            finding
                .subject()
                .spec()
                .filter(_ -> finding.severity() != Severity.INFO)
                .ifPresent(spec ->
                    counts
                        .computeIfAbsent(spec, _ -> new int[3])[
                        finding.severity() == Severity.ERROR ? 0 : 1]++));
    report
        .parts()
        .drift()
        .orElse(List.of())
        .forEach(drift ->
            drift
                .requirement()
                .ifPresent(key -> counts.computeIfAbsent(key.spec(), _ -> new int[3])[2]++));
    return counts;
  }
}
