package io.github.sddtool.spec.format.openspec;

import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.Scenario;
import io.github.sddtool.spec.SpecProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

// @spec formats/openspec#REQ-OSP-002, formats/openspec#REQ-OSP-003
/// A requirement's heading with all that stands below it.
///
/// @param canonical whether it says `### Requirement:`; only then OpenSpec's archive sees it
/// @param end index of the line behind it
record RequirementBlock(Lines lines, Heading heading, String name, boolean canonical, int end) {
  private static final int LONGEST = 500;
  private static final Pattern ASKED = Pattern.compile("\\b(?:SHALL|MUST)\\b");
  private static final String SCENARIO = "scenario:";

  /// A block under a heading of level 3, whatever it says.
  static RequirementBlock of(Lines lines, Heading heading, int end) {
    var name = heading.requirement();
    return new RequirementBlock(
        lines, heading, name.orElseGet(() -> Heading.name(heading.title())), name.isPresent(), end);
  }

  /// The block as a requirement.
  ///
  /// @param id made from its name
  Requirement requirement(String id) {
    List<String> body = body();
    String title = Lines.plain(List.of("### " + name));
    return new Requirement(
        id,
        name,
        Level.of(body.isEmpty() ? name : String.join("\n", body)),
        heading.line(),
        (title + "\n" + Lines.plain(body)).strip(),
        scenarios(),
        Requirement.Nature.TITLED);
  }

  /// The lines that say what must hold: what is visible up to the next heading, without `**Key**:
  /// value` unless there is nothing else.
  private List<String> body() {
    var said = new ArrayList<String>();
    var attributes = new ArrayList<String>();
    int stop = lines.endOf(heading, 6);
    for (int i = heading.at() + 1; i < Math.min(stop, end); i++) {
      String line = lines.get(i);
      if (!lines.isHidden(i) && !line.isBlank()) {
        (isAttribute(line.strip()) ? attributes : said).add(line);
      }
    }
    return said.isEmpty() ? attributes : said;
  }

  private static boolean isAttribute(String line) {
    if (!line.startsWith("**")) {
      return false;
    }
    int star = line.indexOf('*', 2);
    return star > 2 && line.startsWith("**:", star);
  }

  private List<Heading> scenarioHeadings() {
    return lines.headings(heading.at() + 1, end).stream().filter(h -> h.level() == 4).toList();
  }

  private List<Scenario> scenarios() {
    return scenarioHeadings().stream().map(h -> scenario(lines, h, end)).toList();
  }

  /// A scenario under its heading, which need not say `Scenario:`.
  static Scenario scenario(Lines lines, Heading heading, int limit) {
    String name = Heading.name(heading.title());
    if (name.regionMatches(true, 0, SCENARIO, 0, SCENARIO.length())) {
      name = name.substring(SCENARIO.length()).strip();
    }
    List<String> body = scenarioBody(lines, heading, limit);
    String text = Lines.plain(body);
    return new Scenario(name, heading.line(), StepWords.missing(text), name + "\n" + text);
  }

  private static List<String> scenarioBody(Lines lines, Heading heading, int limit) {
    return lines.slice(heading.at() + 1, Math.min(limit, lines.endOf(heading, 4)));
  }

  private boolean isShown() {
    return scenarioHeadings().stream()
        .anyMatch(h -> scenarioBody(lines, h, end).stream().anyMatch(line -> !line.isBlank()));
  }

  /// What is wrong with the requirement by itself.
  List<SpecProblem> problems(Requirement requirement) {
    var problems = new ArrayList<SpecProblem>();
    String said = String.join("\n", body().stream().map(String::strip).toList());
    String text = said.isEmpty() && !canonical ? name : said;
    if (text.isEmpty()) {
      problems.add(
          problem(
              "spec/requirement-empty", requirement, "'" + name + "' says nothing but its title."));
    } else if (!ASKED.matcher(text).find() && !Script.isEastAsian(name + text)) {
      problems.add(
          problem("spec/normative-missing", requirement, normativeMissing(requirement.level())));
    }
    if (text.length() > LONGEST) {
      problems.add(
          problem(
              "spec/requirement-long",
              requirement,
              "'"
                  + name
                  + "' has "
                  + text.length()
                  + " characters; more than "
                  + LONGEST
                  + " may be several requirements."));
    }
    if (!isShown()) {
      problems.add(
          problem(
              "spec/requirement-without-scenario",
              requirement,
              requirement.scenarios().isEmpty()
                  ? "'" + name + "' has no scenario: add `#### Scenario: …` with its steps."
                  : "No scenario of '" + name + "' has anything below its heading."));
    }
    requirement.scenarios().stream()
        .filter(scenario -> !scenario.complete())
        .forEach(scenario ->
            problems.add(
                new SpecProblem(
                    "spec/scenario-incomplete",
                    scenario.line(),
                    requirement.id() + "|" + scenario.name(),
                    "The scenario lacks " + scenario.missing() + ".")));
    return problems;
  }

  private String normativeMissing(Level level) {
    if (ASKED.matcher(name).find()) {
      return "SHALL or MUST stands in the title alone: say it below the title too.";
    }
    return level == Level.NONE
        ? "'" + name + "' has no normative word below its title."
        : "'" + name + "' is no stronger than " + level + "; OpenSpec asks for SHALL or MUST.";
  }

  SpecProblem problem(String rule, Requirement requirement, String message) {
    return new SpecProblem(rule, heading.line(), heading.column(), requirement.id(), message);
  }
}
