package io.github.sddtool.spec.format.sdd;

import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.Scenario;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.Words;
import io.github.sddtool.spec.markdown.Block;
import io.github.sddtool.spec.markdown.MarkdownText;
import io.github.sddtool.spec.markdown.TextLine;
import io.github.sddtool.spec.steps.ScenarioDraft;
import io.github.sddtool.spec.steps.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec engine/reading#REQ-READ-005
/// Reads the blocks of a native spec from top to bottom. A heading or bullet that begins with an id
/// opens a requirement; a scenario heading or a GIVEN opens a scenario, which belongs to the
/// requirement it stands in.
final class SddSpecReader {
  private static final Pattern SCENARIO =
      Pattern.compile(
          "^(?:scenario|시나리오)(?:\\s+\\d+|\\s*(?=[:：])|(?=\\s)|$)\\s*[:：.\\-–—]?\\s*(.*)$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SECTION_OF_SCENARIOS =
      Pattern.compile("(?:scenarios?|시나리오)\\s*[:：]?|scenarios\\b.*", Pattern.CASE_INSENSITIVE);
  private static final Pattern REQUIREMENTS_SECTION =
      Pattern.compile(
          "^(?:\\d+[.)]?\\s*)?(?:(?:non-)?functional\\s+)?(?:requirements?|요구사항|(?:비)?기능\\s*요구사항)\\b?.*$",
          Pattern.CASE_INSENSITIVE);

  private final MarkdownText markdown;
  private final List<Requirement> requirements = new ArrayList<>();
  private final List<Scenario> looseScenarios = new ArrayList<>();
  private final List<SpecProblem> problems = new ArrayList<>();
  private final Set<String> headingIds = new HashSet<>();
  private final Map<Integer, RequirementId> idsByLine = new HashMap<>();
  private final Map<String, Integer> firstLines = new HashMap<>();
  private final boolean hasRequirementsSection;
  private Optional<String> title = Optional.empty();
  private Optional<RequirementDraft> requirement = Optional.empty();

  /// The heading's requirement that a bullet's requirement stands in.
  private Optional<RequirementDraft> parent = Optional.empty();

  private Optional<ScenarioDraft> scenario = Optional.empty();
  private int sectionLevel;
  private int statements;

  private SddSpecReader(MarkdownText markdown) {
    this.markdown = markdown;
    boolean section = false;
    for (Block block : markdown.blocks()) {
      if (block instanceof Block.Heading heading) {
        Optional<RequirementId> id = RequirementId.ofHeading(heading.text());
        id.ifPresent(found -> idsByLine.put(heading.line(), found));
        id.ifPresent(found -> headingIds.add(found.id()));
        section |= isRequirementsSection(heading);
      }
    }
    this.hasRequirementsSection = section;
  }

  static SpecBody read(MarkdownText markdown) {
    return new SddSpecReader(markdown).read();
  }

  private SpecBody read() {
    for (Block block : markdown.blocks()) {
      switch (block) {
        case Block.Heading heading -> heading(heading);
        case Block.Item item -> item(item);
        case Block.Paragraph paragraph -> paragraph(paragraph);
        case Block.Code code -> addToOpen(code.text());
        case Block.Row row -> row(row);
      }
    }
    closeAll();
    requirements.sort(Comparator.comparingInt(Requirement::line));
    SddFrontMatter frontMatter = SddFrontMatter.read(markdown);
    problems.addAll(frontMatter.problems());
    var body =
        new SpecBody(
            title.orElse(""),
            frontMatter.asFields(),
            requirements,
            new SpecBody.Loose(looseScenarios, statements),
            List.of());
    checkWhole(body);
    problems.addAll(markdown.placeholders());
    return new SpecBody(body.title(), body.frontMatter(), requirements, body.loose(), problems)
        .with(markdown.references());
  }

  private void heading(Block.Heading heading) {
    if (heading.level() == 1 && title.isEmpty()) {
      title = Optional.of(heading.text());
      if (idOf(heading).isEmpty()) {
        return;
      }
    }
    Optional<String> scenarioName =
        heading.level() > 1 ? scenarioName(heading.text()) : Optional.empty();
    if (scenarioName.isPresent()) {
      openScenario(scenarioName.get(), heading);
      return;
    }
    var id = idOf(heading);
    if (id.isPresent()) {
      closeAll();
      requirement = id.map(i -> RequirementDraft.heading(i, heading.line(), heading.level()));
      return;
    }
    closeScenario();
    closeBullet();
    if (requirement.isPresent() && heading.level() > requirement.get().level()) {
      addToOpen(heading.text());
      return;
    }
    closeAll();
    if (isRequirementsSection(heading)) {
      sectionLevel = heading.level();
    } else if (heading.level() <= sectionLevel) {
      sectionLevel = 0;
    }
  }

  private Optional<RequirementId> idOf(Block.Heading heading) {
    return Optional.ofNullable(idsByLine.get(heading.line()));
  }

  private static Optional<String> scenarioName(String heading) {
    if (!Words.isAt(heading, 0, "scenario") && !heading.startsWith("시나리오")) {
      return Optional.empty();
    }
    Matcher name = SCENARIO.matcher(heading);
    return name.matches() && !isSection(heading)
        ? Optional.of(name.group(1).strip())
        : Optional.empty();
  }

  private void openScenario(String name, Block.Heading heading) {
    closeScenario();
    closeBullet();
    if (requirement.filter(open -> heading.level() < open.level()).isPresent()) {
      closeAll();
    }
    scenario = Optional.of(new ScenarioDraft(name, heading.line(), heading.level()));
  }

  private void item(Block.Item item) {
    boolean inHeading = parent.isPresent() || requirement.filter(o -> !o.isBullet()).isPresent();
    boolean strong = item.lines().getFirst().strongStart();
    var id =
        scenario.isPresent()
            ? Optional.<RequirementId>empty()
            : RequirementId.ofBullet(item.text())
                .filter(found -> !headingIds.contains(found.id()))
                // inside a requirement an id without a separator is a reference
                .filter(found -> !inHeading || strong || found.separated());
    if (id.isPresent() && (!hasRequirementsSection || sectionLevel > 0)) {
      closeBullet();
      parent = requirement;
      requirement = id.map(i -> RequirementDraft.bullet(i, item.line(), item.depth()));
      return;
    }
    if (requirement.filter(o -> o.isBullet() && item.depth() <= o.depth()).isPresent()
        && item.lines().stream().allMatch(line -> Step.of(line, false).isEmpty())) {
      closeBullet();
    }
    lines(item.lines());
  }

  private void paragraph(Block.Paragraph paragraph) {
    if (requirement.filter(o -> o.isBullet() && paragraph.depth() < o.depth()).isPresent()
        && paragraph.lines().stream().allMatch(line -> Step.of(line, false).isEmpty())) {
      closeBullet();
    }
    lines(paragraph.lines());
  }

  private void row(Block.Row row) {
    String text = String.join(" ", row.cells());
    lines(List.of(new TextLine(row.line(), text, false)));
  }

  private void lines(List<TextLine> lines) {
    for (TextLine line : lines) {
      Set<Step> steps = Step.of(line, scenario.isPresent());
      if (!steps.isEmpty()) {
        step(line, steps);
      } else if (scenario.isPresent()) {
        scenario.get().add(line.text(), steps);
      } else if (requirement.isPresent()) {
        requirement.get().add(line.text());
      } else if (mayHoldStatements() && Level.of(line.text()) != Level.NONE) {
        statements++;
      }
    }
  }

  private boolean mayHoldStatements() {
    return !hasRequirementsSection || sectionLevel > 0;
  }

  private void step(TextLine line, Set<Step> steps) {
    if (scenario.isPresent() && scenario.get().endsBefore(steps)) {
      closeScenario();
    }
    if (scenario.isEmpty()) {
      scenario = Optional.of(new ScenarioDraft("", line.number(), 7));
    }
    scenario.get().add(line.text(), steps);
  }

  private void addToOpen(String text) {
    if (scenario.isPresent()) {
      scenario.get().add(text, Set.of());
    } else {
      requirement.ifPresent(open -> open.add(text));
    }
  }

  private void closeScenario() {
    if (scenario.isEmpty()) {
      return;
    }
    Scenario done = scenario.get().finish();
    scenario = Optional.empty();
    if (!done.complete()) {
      problems.add(
          new SpecProblem(
              "spec/scenario-incomplete",
              done.line(),
              done.name(),
              "The scenario lacks " + done.missing() + "."));
    }
    requirement.ifPresentOrElse(open -> open.add(done), () -> looseScenarios.add(done));
  }

  /// Ends a bullet's requirement; the one it stands in goes on.
  private void closeBullet() {
    if (requirement.filter(RequirementDraft::isBullet).isPresent()) {
      closeRequirement();
    }
  }

  private void closeAll() {
    closeBullet();
    closeRequirement();
  }

  private void closeRequirement() {
    closeScenario();
    if (requirement.isEmpty()) {
      return;
    }
    Requirement done = requirement.get().finish();
    requirement = Optional.empty();
    Integer first = firstLines.putIfAbsent(done.id(), done.line());
    if (first != null) {
      problems.add(
          new SpecProblem(
              "spec/duplicate-key",
              done.line(),
              done.id(),
              done.id() + " is already defined in line " + first + "."));
    }
    requirements.add(done);
    requirement = parent;
    parent = Optional.empty();
  }

  private void checkWhole(SpecBody body) {
    if (title.isEmpty()) {
      problems.add(
          new SpecProblem(
              "spec/title-missing", 1, "", "The spec has no title: begin it with `# Title`."));
    }
    boolean normative =
        statements > 0 || requirements.stream().anyMatch(r -> r.level() != Level.NONE);
    if (!normative) {
      problems.add(
          new SpecProblem(
              "spec/requirement-missing",
              1,
              "",
              "No line says what MUST, SHALL, SHOULD or MAY be."));
    }
    boolean shown =
        looseScenarios.stream().anyMatch(Scenario::complete)
            || requirements.stream()
                .flatMap(r -> r.scenarios().stream())
                .anyMatch(Scenario::complete);
    if (!shown) {
      problems.add(
          new SpecProblem(
              "spec/scenario-missing",
              1,
              "",
              body.scenarioCount() == 0
                  ? "The spec has no scenario with GIVEN, WHEN and THEN."
                  : "No scenario of the spec has all of GIVEN, WHEN and THEN."));
    }
  }

  private boolean isRequirementsSection(Block.Heading heading) {
    return heading.level() > 1
        && mayBeRequirementsSection(heading.text())
        && REQUIREMENTS_SECTION.matcher(heading.text()).matches()
        && idOf(heading).isEmpty();
  }

  private static boolean mayBeRequirementsSection(String text) {
    char c = text.isEmpty() ? ' ' : text.charAt(0);
    return switch (c) {
      case 'r', 'R' -> Words.isAt(text, 0, "requirement");
      case 'f', 'F' -> Words.isAt(text, 0, "functional");
      case 'n', 'N' -> Words.isAt(text, 0, "non-functional");
      case '요', '비', '기' -> true;
      default -> c >= '0' && c <= '9';
    };
  }

  /// `## Scenarios` and `## 시나리오` begin a section of them; a scenario has a number or a name.
  private static boolean isSection(String heading) {
    return SECTION_OF_SCENARIOS.matcher(heading).matches();
  }
}
