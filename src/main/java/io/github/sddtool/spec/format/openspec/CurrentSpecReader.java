package io.github.sddtool.spec.format.openspec;

import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.Scenario;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

// @spec formats/openspec#REQ-OSP-002, formats/openspec#REQ-OSP-006
/// Reads a spec of `openspec/specs`. What stands under `## Requirements` are its requirements. What
/// an archive left under `## ADDED Requirements` or `## MODIFIED Requirements` counts too: people
/// take it for one, OpenSpec's tools do not, so it is an error all the same.
final class CurrentSpecReader {
  private static final String REQUIREMENTS = "Requirements";
  private static final Pattern TITLE_LABEL =
      Pattern.compile(
          "^(?:(?:feature\\s+)?specification|spec|capability)\\s*:\\s*", Pattern.CASE_INSENSITIVE);

  /// What a section means for the blocks in it.
  private enum Place {
    /// The first section of requirements.
    INSIDE,
    /// Counted, and an error: another section of requirements, or a delta's.
    STRAY,
    /// Not counted.
    OUTSIDE
  }

  private final Lines lines;
  private final TitleKeys keys = new TitleKeys();
  private final Map<String, Integer> firstLines = new HashMap<>();
  private final List<Requirement> requirements = new ArrayList<>();
  private final List<Scenario> looseScenarios = new ArrayList<>();
  private final List<SpecProblem> problems = new ArrayList<>();
  private Place place = Place.OUTSIDE;
  private String section = "";
  private Optional<Heading> requirementsSection = Optional.empty();
  private boolean seenByTools;
  private boolean inRequirement;

  private CurrentSpecReader(Lines lines) {
    this.lines = lines;
  }

  static SpecBody read(String text) {
    return new CurrentSpecReader(Lines.of(text)).read();
  }

  private SpecBody read() {
    problems.addAll(Purpose.problems(lines));
    for (Heading heading : lines.headings()) {
      switch (heading.level()) {
        case 2 -> enter(heading);
        case 3 -> block(heading);
        case 4 -> scenario(heading);
        default -> {}
      }
    }
    checkWhole();
    return new SpecBody(
        title(),
        SpecBody.FrontMatter.NONE,
        requirements,
        new SpecBody.Loose(looseScenarios, 0),
        problems);
  }

  private String title() {
    return lines.headings().stream()
        .filter(heading -> heading.level() == 1)
        .findFirst()
        .map(heading -> Lines.plain(List.of("# " + heading.title())))
        .map(title -> TITLE_LABEL.matcher(title).replaceFirst("").strip())
        .orElse("");
  }

  private void enter(Heading heading) {
    inRequirement = false;
    section = heading.title();
    Optional<DeltaSection> delta = DeltaSection.of(heading);
    if (delta.isPresent()) {
      place = delta.get().holdsRequirements() ? Place.STRAY : Place.OUTSIDE;
      problems.add(
          new SpecProblem(
              "spec/requirement-misplaced",
              heading.line(),
              heading.column(),
              section,
              "`## " + section + "` belongs to a change; a spec has `## Requirements`."));
    } else if (heading.isTitled(REQUIREMENTS)) {
      place = requirementsSection.isEmpty() ? Place.INSIDE : Place.STRAY;
      requirementsSection = requirementsSection.or(() -> Optional.of(heading));
    } else {
      place = Place.OUTSIDE;
    }
  }

  private void block(Heading heading) {
    var block = RequirementBlock.of(lines, heading, lines.endOf(heading, 3));
    boolean inRequirements = place == Place.INSIDE || (place == Place.STRAY && isRequirements());
    if (!block.canonical() && !inRequirements) {
      return;
    }
    inRequirement = true;
    if (place == Place.OUTSIDE) {
      problems.add(misplaced(heading, TitleKeys.of(block.name())));
      return;
    }
    Requirement requirement = block.requirement(keys.next(block.name()));
    requirements.add(requirement);
    problems.addAll(block.problems(requirement));
    if (place == Place.STRAY) {
      problems.add(misplaced(heading, requirement.id()));
    }
    seenByTools |= place == Place.INSIDE && !heading.glued();
    checkHeading(block, requirement);
  }

  private boolean isRequirements() {
    return section.equalsIgnoreCase(REQUIREMENTS);
  }

  private SpecProblem misplaced(Heading heading, String id) {
    String where = section.isEmpty() ? "above the first section" : "under `## " + section + "`";
    return new SpecProblem(
        "spec/requirement-misplaced",
        heading.line(),
        heading.column(),
        id,
        "The requirement stands "
            + where
            + ", where OpenSpec's tools do not look. Move it below `## Requirements`.");
  }

  private void checkHeading(RequirementBlock block, Requirement requirement) {
    if (!block.canonical() || block.heading().glued()) {
      problems.add(
          block.problem(
              "spec/heading-ignored",
              requirement,
              "OpenSpec's archive leaves this heading out. Write `### Requirement: "
                  + block.name()
                  + "`."));
    }
    if (block.canonical()) {
      Integer first = firstLines.putIfAbsent(block.name(), requirement.line());
      if (first != null) {
        problems.add(
            block.problem(
                "spec/duplicate-key",
                requirement,
                "'" + block.name() + "' is already the title of line " + first + "."));
      }
    }
  }

  private void scenario(Heading heading) {
    if (place != Place.OUTSIDE && !inRequirement) {
      looseScenarios.add(RequirementBlock.scenario(lines, heading, lines.size()));
      problems.add(
          new SpecProblem(
              "spec/requirement-missing",
              heading.line(),
              heading.column(),
              heading.title(),
              "The scenario belongs to no requirement: put `### Requirement: …` above it."));
    }
  }

  private void checkWhole() {
    if (requirementsSection.isEmpty()) {
      problems.add(
          new SpecProblem(
              "spec/section-missing",
              1,
              REQUIREMENTS,
              "The spec has no `## Requirements` section."));
    } else if (!seenByTools) {
      Heading heading = requirementsSection.get();
      problems.add(
          new SpecProblem(
              "spec/requirement-missing",
              heading.line(),
              heading.column(),
              REQUIREMENTS,
              "`## Requirements` holds no `### Requirement: …`."));
    }
  }
}
