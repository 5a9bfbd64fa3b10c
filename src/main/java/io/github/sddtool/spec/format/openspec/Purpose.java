package io.github.sddtool.spec.format.openspec;

import io.github.sddtool.spec.SpecProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec formats/openspec#REQ-OSP-010
/// The section that says what a capability is for.
final class Purpose {
  private static final int SHORTEST = 50;
  private static final String SECTION = "Purpose";

  /// What OpenSpec's archive writes for a capability whose author wrote none.
  private static final String GENERATED_BEGIN = "TBD - created by archiving change ";

  private static final String GENERATED_END = ". Update Purpose after archive.";

  /// `TODO` in capitals is a mark; in lower case, a word of Spanish unless a sign follows it.
  private static final Pattern MARK =
      Pattern.compile(
          "^(?:TBD|TODO)(?![\\p{L}\\p{N}\\p{M}_])|^(?i:TBD|TODO)[ \\t]*(?:$|[-:–—.,;()\\[\\]{}])");

  private Purpose() {}

  static List<SpecProblem> problems(Lines lines) {
    Optional<Heading> heading =
        lines.headings().stream().filter(h -> h.isTitled(SECTION)).findFirst();
    if (heading.isEmpty()) {
      return List.of(
          new SpecProblem(
              "spec/section-missing", 1, SECTION, "The spec has no `## Purpose` section."));
    }
    int from = heading.get().at() + 1;
    int to = lines.endOf(heading.get(), heading.get().level());
    String text = String.join("\n", lines.slice(from, to)).strip();
    if (text.isEmpty()) {
      return List.of(
          new SpecProblem(
              "spec/section-missing",
              heading.get().line(),
              heading.get().column(),
              SECTION,
              "The `## Purpose` section is empty."));
    }
    Optional<SpecProblem> placeholder = placeholder(lines, from, to);
    if (placeholder.isPresent()) {
      return List.of(placeholder.get());
    }
    return text.length() >= SHORTEST
        ? List.of()
        : List.of(
            new SpecProblem(
                "spec/purpose-short",
                heading.get().line(),
                heading.get().column(),
                SECTION,
                "The purpose has " + text.length() + " characters; " + SHORTEST + " is little."));
  }

  private record Found(int index, int column) {}

  private static Optional<SpecProblem> placeholder(Lines lines, int from, int to) {
    var seen = new ArrayList<Integer>();
    for (int i = from; i < to; i++) {
      if (!lines.isHidden(i) && !lines.get(i).isBlank()) {
        seen.add(i);
      }
    }
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    return mark(lines, seen.getFirst())
        .or(() -> generated(lines, seen))
        .map(found ->
            new SpecProblem(
                "spec/placeholder",
                found.index() + 1,
                found.column(),
                SECTION,
                "The purpose is still to be written."));
  }

  private static Optional<Found> mark(Lines lines, int index) {
    String line = lines.get(index);
    String text = line.strip();
    Matcher mark = MARK.matcher(text);
    return mark.find() ? Optional.of(new Found(index, line.indexOf(text) + 1)) : Optional.empty();
  }

  /// The generated sentence, which may be wrapped and may follow what somebody wrote.
  private static Optional<Found> generated(Lines lines, List<Integer> seen) {
    Optional<Found> begin = Optional.empty();
    for (int index : seen) {
      String line = lines.get(index);
      int at = line.indexOf(GENERATED_BEGIN);
      begin = at >= 0 ? Optional.of(new Found(index, at + 1)) : begin;
      if (begin.isPresent() && line.indexOf(GENERATED_END) > at) {
        return begin;
      }
    }
    return Optional.empty();
  }
}
