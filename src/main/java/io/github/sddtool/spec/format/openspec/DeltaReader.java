package io.github.sddtool.spec.format.openspec;

import io.github.sddtool.spec.Amendment;
import io.github.sddtool.spec.Edit;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.SpecProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

// @spec formats/openspec#REQ-OSP-007
/// Reads a `spec.md` of a change: what it adds, modifies, removes and renames.
final class DeltaReader {
  /// A requirement that a section names.
  record Entry(String name, int line, int column) {}

  /// A rename.
  record Pair(Entry from, Entry to) {}

  private final Lines lines;
  private final Map<DeltaSection, List<Entry>> entries = new EnumMap<>(DeltaSection.class);
  private final List<Pair> renames = new ArrayList<>();
  private final List<Edit> edits = new ArrayList<>();
  private final List<SpecProblem> problems = new ArrayList<>();
  private Optional<Heading> firstSection = Optional.empty();

  private DeltaReader(Lines lines) {
    this.lines = lines;
  }

  static Amendment.Body read(String text) {
    return new DeltaReader(Lines.of(text)).read();
  }

  /// Whether a text has a section of a delta, wherever it stands.
  static boolean isDelta(String text) {
    return Lines.of(text).headings().stream().anyMatch(h -> DeltaSection.of(h).isPresent());
  }

  private Amendment.Body read() {
    int start = 0;
    String title = "";
    Optional<DeltaSection> section = Optional.empty();
    for (Heading heading : lines.headings()) {
      if (heading.level() == 2) {
        section(section, title, start, heading.at());
        title = heading.title();
        start = heading.at() + 1;
        section = DeltaSection.of(heading);
        firstSection = firstSection.or(() -> DeltaSection.of(heading).map(_ -> heading));
      }
    }
    section(section, title, start, lines.size());
    checkWhole();
    problems.addAll(DeltaConflicts.of(entries, renames));
    edits.sort(Comparator.comparingInt(Edit::line));
    return new Amendment.Body(edits, problems);
  }

  private void section(Optional<DeltaSection> section, String title, int from, int to) {
    if (section.isEmpty()) {
      lines.headings(from, to).forEach(heading -> orphan(heading, title));
      return;
    }
    switch (section.get()) {
      case ADDED, MODIFIED -> requirements(section.get(), from, to);
      case REMOVED -> removals(from, to);
      case RENAMED -> renames(from, to);
    }
  }

  private void orphan(Heading heading, String section) {
    heading
        .requirement()
        .ifPresent(name ->
            problems.add(
                new SpecProblem(
                    "spec/requirement-misplaced",
                    heading.line(),
                    heading.column(),
                    TitleKeys.of(name),
                    "The requirement stands "
                        + (section.isEmpty()
                            ? "above the first section"
                            : "under `## " + section + "`")
                        + ", so the change does nothing with it. Move it below `## ADDED"
                        + " Requirements` or the like.")));
  }

  private void requirements(DeltaSection section, int from, int to) {
    List<Heading> headings =
        lines.headings(from, to).stream().filter(heading -> heading.level() == 3).toList();
    List<Heading> named =
        headings.stream().filter(heading -> heading.requirement().isPresent()).toList();
    for (int i = 0; i < named.size(); i++) {
      int end = i + 1 < named.size() ? named.get(i + 1).at() : to;
      var block = RequirementBlock.of(lines, named.get(i), end);
      Requirement requirement = block.requirement(TitleKeys.of(block.name()));
      problems.addAll(block.problems(requirement));
      edits.add(
          section == DeltaSection.ADDED
              ? new Edit.Add(requirement)
              : new Edit.Replace(requirement, Optional.empty()));
      note(section, new Entry(block.name(), block.heading().line(), block.heading().column()));
    }
    headings.stream()
        .filter(heading -> heading.requirement().isEmpty())
        .forEach(heading ->
            problems.add(
                new SpecProblem(
                    "spec/heading-ignored",
                    heading.line(),
                    heading.column(),
                    TitleKeys.of(heading.title()),
                    "The change does nothing with this heading. Write `### Requirement: …` if it"
                        + " is one.")));
  }

  private void note(DeltaSection section, Entry entry) {
    entries.computeIfAbsent(section, _ -> new ArrayList<>()).add(entry);
  }

  private void removals(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!lines.isHidden(i)) {
        int index = i;
        mention(i, "")
            .ifPresent(entry -> {
              note(DeltaSection.REMOVED, entry);
              edits.add(new Edit.Remove(TitleKeys.of(entry.name()), index + 1));
            });
      }
    }
  }

  private void renames(int from, int to) {
    Optional<Entry> pending = Optional.empty();
    for (int i = from; i < to; i++) {
      if (lines.isHidden(i)) {
        continue;
      }
      Optional<Entry> old = mention(i, "FROM:");
      Optional<Entry> fresh = mention(i, "TO:");
      if (old.isPresent()) {
        pending.ifPresent(entry -> unpaired(entry, "FROM", "TO"));
        pending = old;
      } else if (fresh.isPresent() && pending.isEmpty()) {
        unpaired(fresh.get(), "TO", "FROM");
      } else if (fresh.isPresent()) {
        rename(new Pair(pending.get(), fresh.get()));
        pending = Optional.empty();
      }
    }
    pending.ifPresent(entry -> unpaired(entry, "FROM", "TO"));
  }

  private void rename(Pair pair) {
    renames.add(pair);
    note(DeltaSection.RENAMED, pair.from());
    edits.add(
        new Edit.Rename(
            TitleKeys.of(pair.from().name()), TitleKeys.of(pair.to().name()), pair.from().line()));
  }

  private void unpaired(Entry entry, String side, String other) {
    problems.add(
        new SpecProblem(
            "change/malformed",
            entry.line(),
            entry.column(),
            side + "|" + TitleKeys.of(entry.name()),
            side + ": '" + entry.name() + "' has no " + other + ": line beside it."));
  }

  /// A requirement named by its heading, which may stand in a list and in backticks.
  ///
  /// @param label what stands before the heading
  private Optional<Entry> mention(int index, String label) {
    String line = lines.get(index);
    String text = line.strip();
    boolean bulleted = !text.isEmpty() && "-*+".indexOf(text.charAt(0)) >= 0;
    text = bulleted ? text.substring(1).strip() : text;
    if (!text.startsWith(label)) {
      return Optional.empty();
    }
    text = text.substring(label.length()).strip();
    boolean quoted = text.startsWith("`");
    text = quoted ? text.substring(1) : text;
    boolean heading = text.startsWith("###") && !text.startsWith("####");
    boolean indented = !line.isEmpty() && Character.isWhitespace(line.charAt(0));
    if (!heading || (label.isEmpty() && !bulleted && (quoted || indented))) {
      return Optional.empty();
    }
    text = text.substring(3).strip();
    text =
        (quoted || bulleted || !label.isEmpty()) && text.endsWith("`")
            ? text.substring(0, text.length() - 1)
            : text;
    String rest = text;
    return Heading.nameIn(text)
        .map(name -> new Entry(name, index + 1, Math.max(0, line.indexOf(rest)) + 1));
  }

  private void checkWhole() {
    boolean empty = entries.isEmpty();
    if (empty && firstSection.isPresent()) {
      problems.add(
          new SpecProblem(
              "change/empty",
              firstSection.get().line(),
              firstSection.get().column(),
              "entries",
              "The delta's sections name no requirement: write `### Requirement: …` below them."));
    } else if (empty) {
      problems.add(
          new SpecProblem(
              "change/empty",
              1,
              "sections",
              "The file has no section such as `## ADDED Requirements`, so it changes nothing."));
    }
  }
}
