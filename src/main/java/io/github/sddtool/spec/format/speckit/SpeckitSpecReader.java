package io.github.sddtool.spec.format.speckit;

import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.markdown.Block;
import io.github.sddtool.spec.markdown.MarkdownText;
import io.github.sddtool.spec.markdown.TextLine;
import io.github.sddtool.spec.prose.OpenPoints;
import io.github.sddtool.spec.prose.SourceLines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

// @spec formats/speckit#REQ-KIT-003, formats/speckit#REQ-KIT-004
/// Reads the blocks of a `spec.md` from top to bottom.
final class SpeckitSpecReader {
  private static final int BULLET = 7;
  private static final Pattern REQUIREMENTS =
      Pattern.compile(".*\\brequirements?\\b.*", Pattern.CASE_INSENSITIVE);

  /// What the template says where an author should say something.
  private static final List<String> TEMPLATE =
      List.of(
          "[FEATURE NAME]",
          "[Brief Title]",
          "[Describe this user journey",
          "[Explain the value and why",
          "[Describe how this can be tested",
          "[initial state]",
          "[expected outcome]",
          "[boundary condition]",
          "[error scenario]",
          "[specific capability",
          "[key interaction",
          "[data requirement",
          "[Measurable metric",
          "$ARGUMENTS");

  private final MarkdownText markdown;
  private final SourceLines source;
  private final Definitions definitions;
  private final AcceptanceScenarios scenarios = new AcceptanceScenarios();
  private final Map<String, Requirement> requirements = new LinkedHashMap<>();
  private final List<SpecProblem> problems = new ArrayList<>();
  private final boolean hasSection;
  private Optional<Draft> open = Optional.empty();
  private int sectionLevel;
  private int statements;

  private SpeckitSpecReader(MarkdownText markdown, SourceLines source) {
    this.markdown = markdown;
    this.source = source;
    this.definitions = Definitions.of(markdown.blocks());
    this.hasSection = markdown.blocks().stream().anyMatch(SpeckitSpecReader::beginsSection);
  }

  /// A requirement while it is being read.
  ///
  /// @param level of its heading; 7 for a bullet
  /// @param depth of the lists a bullet stands in
  private record Draft(LocalId id, int line, int level, int depth, StringBuilder text) {
    Draft(LocalId id, int line, int level, int depth) {
      this(id, line, level, depth, new StringBuilder(id.rest()));
    }

    boolean isBullet() {
      return level == BULLET;
    }

    void add(String more) {
      text.append('\n').append(more);
    }

    Requirement finish() {
      String statement = text.toString().strip();
      String title = statement.lines().findFirst().orElse("");
      return new Requirement(
          id.id(), title.strip(), Level.of(statement), line, statement, List.of());
    }
  }

  static SpecBody read(MarkdownText markdown, SourceLines source) {
    return new SpeckitSpecReader(markdown, source).read();
  }

  private SpecBody read() {
    SpeckitHeader header = SpeckitHeader.read(markdown);
    for (Block block : markdown.blocks()) {
      switch (block) {
        case Block.Heading heading -> heading(heading);
        case Block.Item item -> item(item);
        case Block.Paragraph paragraph -> paragraph(paragraph);
        case Block.Code code -> code(code);
        case Block.Row row -> row(row);
      }
    }
    scenarios.close();
    closeRequirement();
    problems.addAll(header.problems());
    problems.addAll(scenarios.problems());
    problems.addAll(OpenPoints.in(markdown, source, TEMPLATE));
    checkWhole();
    return new SpecBody(
        header.title(),
        header.frontMatter(),
        List.copyOf(requirements.values()),
        new SpecBody.Loose(scenarios.scenarios(), statements),
        problems);
  }

  private void heading(Block.Heading heading) {
    scenarios.heading(heading.text());
    if (beginsSection(heading)) {
      sectionLevel = sectionLevel == 0 ? heading.level() : Math.min(sectionLevel, heading.level());
    } else if (heading.level() <= sectionLevel) {
      sectionLevel = 0;
    }
    Optional<LocalId> id = definitions.at(heading);
    if (id.isEmpty() && open.filter(o -> heading.level() > o.level()).isPresent()) {
      open.get().add(heading.text());
      return;
    }
    closeRequirement();
    open = id.map(i -> new Draft(i, heading.line(), heading.level(), 0));
  }

  private void item(Block.Item item) {
    Optional<LocalId> id = definitions.at(item);
    if (id.isPresent()) {
      scenarios.close();
      closeRequirement();
      open = id.map(i -> new Draft(i, item.line(), BULLET, item.depth()));
      return;
    }
    if (open.filter(o -> o.isBullet() && item.depth() <= o.depth()).isPresent()) {
      closeRequirement();
    }
    lines(item.lines(), item.depth(), true);
  }

  private void paragraph(Block.Paragraph paragraph) {
    endBulletAbove(paragraph.depth());
    lines(paragraph.lines(), paragraph.depth(), false);
  }

  private void code(Block.Code code) {
    endBulletAbove(code.depth());
    open.ifPresent(o -> o.add(code.text()));
  }

  private void row(Block.Row row) {
    endBulletAbove(row.depth());
    Optional<LocalId> id = definitions.at(row);
    String text = String.join(" ", row.cells());
    if (id.isPresent()) {
      scenarios.close();
      closeRequirement();
      open = id.map(i -> new Draft(i, row.line(), BULLET, row.depth()));
      closeRequirement();
    } else if (open.isPresent()) {
      open.get().add(text);
    } else {
      countStatement(text);
    }
  }

  private void endBulletAbove(int depth) {
    if (open.filter(o -> o.isBullet() && depth < o.depth()).isPresent()) {
      closeRequirement();
    }
  }

  private void lines(List<TextLine> lines, int depth, boolean item) {
    for (TextLine line : scenarios.take(lines, depth, item)) {
      if (open.isPresent()) {
        open.get().add(line.text());
      } else {
        countStatement(line.text());
      }
    }
  }

  private void countStatement(String text) {
    if ((!hasSection || sectionLevel > 0) && Level.of(text) != Level.NONE) {
      statements++;
    }
  }

  private void closeRequirement() {
    if (open.isEmpty()) {
      return;
    }
    Requirement done = open.get().finish();
    open = Optional.empty();
    Requirement first = requirements.putIfAbsent(done.id(), done);
    if (first != null) {
      problems.add(
          new SpecProblem(
              "spec/duplicate-key",
              done.line(),
              done.id(),
              done.id() + " is already defined in line " + first.line() + "."));
    }
  }

  private void checkWhole() {
    if (requirements.isEmpty() && statements == 0) {
      problems.add(
          new SpecProblem(
              "spec/requirement-missing",
              1,
              "",
              "No line begins with an id such as FR-001, and none says what MUST or SHOULD be."));
    }
    if (scenarios.scenarios().isEmpty()) {
      problems.add(
          new SpecProblem("spec/scenario-absent", 1, "", "The spec has no acceptance scenario."));
    }
  }

  private static boolean beginsSection(Block block) {
    return block instanceof Block.Heading heading
        && heading.level() > 1
        && LocalId.read(heading.text(), true).isEmpty()
        && REQUIREMENTS.matcher(heading.text()).matches();
  }
}
