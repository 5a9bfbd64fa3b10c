package io.github.sddtool.guard;

import io.github.sddtool.analysis.Measured;
import io.github.sddtool.forge.ForgeText;
import io.github.sddtool.report.Trend;
import io.github.sddtool.report.TrendPicture;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.spec.markdown.MarkdownOut;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

// @spec guard/deeds#REQ-DEED-003
/// What people read of a case: in the draft, the issue and the notice.
public final class EvidenceText {
  private static final int LONGEST_TITLE = 72;
  private static final int MOST_SPECS = 10;

  private EvidenceText() {}

  /// What a change is called.
  static String name(Suspect.Change change) {
    return change
        .request()
        .map(request -> "pull request %d".formatted(request.number()))
        .orElse(
            change.commits().size() == 1
                ? "commit " + change.to().brief()
                : "%d commits up to %s".formatted(change.commits().size(), change.to().brief()));
  }

  /// The title of a draft that takes a change back.
  public static String revertTitle(Suspect.Change change, Optional<String> subject) {
    return "Revert "
        + ForgeText.clip(
            change
                .request()
                .map(Suspect.Request::title)
                .or(() -> subject)
                .map(title -> "\"" + oneLine(title) + "\"")
                .orElseGet(() -> name(change)),
            LONGEST_TITLE);
  }

  /// The title of an issue.
  public static String issueTitle(Evidence evidence) {
    String what =
        evidence.suspect() instanceof Suspect.Change change ? " with " + name(change) : "";
    return ForgeText.clip(
        oneLine("Quality dropped%s: %s".formatted(what, evidence.trigger().name())), LONGEST_TITLE);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  /// The whole case.
  ///
  /// @param trend of the branch
  public static String body(Evidence evidence, Decision decision, Trend trend) {
    var text = new StringBuilder();
    text.append(lead(evidence)).append("\n\n");
    text.append(table(evidence)).append('\n');
    specs(evidence).ifPresent(part -> text.append(part).append('\n'));
    String picture = TrendPicture.mermaid(trend);
    if (!picture.isEmpty()) {
      text.append(picture).append('\n');
    }
    text.append("**What was looked at**\n\n");
    for (Decision.Reason reason : decision.reasons()) {
      text.append(
          "- %s %s %s%n"
              .formatted(
                  reason.passed() ? "✅" : "❌",
                  reason.question(),
                  MarkdownOut.prose(oneLine(reason.answer()))));
    }
    if (decision.deed() == Decision.Deed.REVERT) {
      text.append(
          """

          **What now**

          - Merge this to take the change back, and bring it again once it is mended.
          - Or mend it forward, and close this. What was closed is not opened again.
          - It is a draft, and nobody merges it for you.
          """);
    }
    return text.toString();
  }

  private static String lead(Evidence evidence) {
    String trigger =
        "The trigger %s (%s)"
            .formatted(
                MarkdownOut.code(evidence.trigger().name()),
                MarkdownOut.code(evidence.trigger().when().text()));
    if (evidence.suspect() instanceof Suspect.Change change) {
      String by =
          change
              .request()
              .map(request ->
                  " “%s” by %s"
                      .formatted(
                          MarkdownOut.prose(oneLine(request.title())),
                          MarkdownOut.code(request.author())))
              .orElse("");
      String merged =
          change.request().isPresent()
              ? ", merged as " + MarkdownOut.code(change.to().brief())
              : "";
      return "%s was set off by %s%s%s.".formatted(trigger, name(change), by, merged);
    }
    return trigger + " was set off.";
  }

  private record Row(String name, Optional<Double> before, Optional<Double> after) {}

  private static String table(Evidence evidence) {
    Optional<Measured> without =
        evidence.undoing() instanceof Undoing.Clean(CommitId _, Measured result)
            ? Optional.of(result)
            : Optional.empty();
    var text =
        new StringBuilder(
            "| | before | after |" + (without.isPresent() ? " taken back |" : "") + "\n");
    text.append("|---|---:|---:|").append(without.isPresent() ? "---:|" : "").append('\n');
    Map<String, String> before = figures(evidence.move().before());
    Map<String, String> after = figures(evidence.move().after());
    Map<String, String> result = without.map(EvidenceText::figures).orElse(Map.of());
    before.forEach((name, value) -> {
      text.append("| %s | %s | %s |".formatted(name, value, after.getOrDefault(name, "")));
      if (without.isPresent()) {
        text.append(" %s |".formatted(result.getOrDefault(name, "")));
      }
      text.append('\n');
    });
    return text.toString();
  }

  private static Map<String, String> figures(Measured measured) {
    var figures = new java.util.LinkedHashMap<String, String>();
    figures.put("quality", measured.score().map(EvidenceText::number).orElse("–"));
    figures.put("coverage", measured.coverage().map(one -> number(one) + " %").orElse("–"));
    figures.put("covered by tests", measured.tested().map(one -> number(one) + " %").orElse("–"));
    figures.put("errors", String.valueOf(measured.counts().errors()));
    figures.put("warnings", String.valueOf(measured.counts().warnings()));
    figures.put("drift", String.valueOf(measured.counts().drift()));
    return figures;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /// The specs that became worse, the worst first.
  private static Optional<String> specs(Evidence evidence) {
    Map<String, Measured.OfSpec> before = evidence.move().before().specs();
    var worse = new ArrayList<Row>();
    new TreeMap<>(evidence.move().after().specs())
        .forEach((id, spec) -> {
          Optional<Double> was =
              Optional.ofNullable(before.get(id)).flatMap(Measured.OfSpec::score);
          if (fall(was, spec.score()) > 0) {
            worse.add(new Row(id, was, spec.score()));
          }
        });
    before.forEach((id, spec) -> {
      if (!evidence.move().after().specs().containsKey(id)) {
        worse.add(new Row(id, spec.score(), Optional.empty()));
      }
    });
    if (worse.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        worse.stream()
            .sorted((one, other) ->
                Double.compare(
                    fall(other.before(), other.after()), fall(one.before(), one.after())))
            .limit(MOST_SPECS)
            .map(row ->
                "- %s: %s → %s"
                    .formatted(
                        MarkdownOut.code(row.name()),
                        row.before().map(EvidenceText::number).orElse("–"),
                        row.after().map(EvidenceText::number).orElse("removed")))
            .collect(
                Collectors.joining(
                    "\n", "**Specs that became worse** (%d)%n%n".formatted(worse.size()), "\n")));
  }

  private static double fall(Optional<Double> before, Optional<Double> after) {
    return before.orElse(0.0) - after.orElse(0.0);
  }
}
