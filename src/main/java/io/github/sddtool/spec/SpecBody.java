package io.github.sddtool.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a spec file says by itself, wherever it stands.
public record SpecBody(
    String title,
    FrontMatter frontMatter,
    List<Requirement> requirements,
    Loose loose,
    List<SpecProblem> problems,
    List<Reference> references) {

  /// A spec that refers to nothing outside itself.
  public SpecBody(
      String title,
      FrontMatter frontMatter,
      List<Requirement> requirements,
      Loose loose,
      List<SpecProblem> problems) {
    this(title, frontMatter, requirements, loose, problems, List.of());
  }

  /// What a spec says about itself.
  ///
  /// @param fields single values, by key
  /// @param lines the line of each key, from 1
  /// @param dependsOn ids as written
  public record FrontMatter(
      Map<String, String> fields, Map<String, Integer> lines, List<String> dependsOn) {
    public static final FrontMatter NONE = new FrontMatter(Map.of(), Map.of(), List.of());

    public FrontMatter {
      fields = Map.copyOf(fields);
      lines = Map.copyOf(lines);
      dependsOn = List.copyOf(dependsOn);
    }
  }

  /// The rule of a spec that was too large to read; what it states is unknown, not absent.
  public static final String TOO_LARGE = "spec/too-large";

  /// A spec that was not read.
  public static SpecBody unread(String reason) {
    return new SpecBody(
        "",
        FrontMatter.NONE,
        List.of(),
        new Loose(List.of(), 0),
        List.of(new SpecProblem(TOO_LARGE, 1, "", reason)));
  }

  /// The same spec, whose file has bytes in a line that are no UTF-8.
  public SpecBody withBadBytesAt(int line) {
    var more = new ArrayList<>(problems);
    more.add(
        new SpecProblem(
            "spec/encoding",
            line,
            "",
            "The line holds bytes that are not UTF-8; they were replaced, so what the spec says is"
                + " not certain."));
    return new SpecBody(title, frontMatter, requirements, loose, more, references);
  }

  public boolean isUnread() {
    return problems.stream().anyMatch(problem -> problem.rule().equals(TOO_LARGE));
  }

  /// What stands in a spec outside its requirements.
  ///
  /// @param scenarios those that belong to no requirement
  /// @param statements how many normative lines have no id
  public record Loose(List<Scenario> scenarios, int statements) {
    public Loose {
      scenarios = List.copyOf(scenarios);
    }
  }

  public SpecBody {
    requirements = List.copyOf(requirements);
    problems = List.copyOf(problems);
    references = List.copyOf(references);
  }

  /// The same spec with what its text links to or names.
  public SpecBody with(List<Reference> others) {
    return new SpecBody(title, frontMatter, requirements, loose, problems, others);
  }

  /// The same spec with what another file says about it; its own front matter goes first.
  public SpecBody with(SpecFormat.Attributes attributes) {
    if (frontMatter.fields().keySet().containsAll(attributes.fields().keySet())) {
      return this;
    }
    var fields = new HashMap<>(attributes.fields());
    fields.putAll(frontMatter.fields());
    return new SpecBody(
        title,
        new FrontMatter(fields, frontMatter.lines(), frontMatter.dependsOn()),
        requirements,
        loose,
        problems,
        references);
  }

  public List<String> dependsOn() {
    return frontMatter.dependsOn();
  }

  /// A single value of the front matter.
  public Optional<String> field(String key) {
    return Optional.ofNullable(frontMatter.fields().get(key));
  }

  /// The line of the first of these keys that the front matter has; 1 without any.
  public int line(String... keys) {
    for (String key : keys) {
      Integer line = frontMatter.lines().get(key);
      if (line != null) {
        return line;
      }
    }
    return 1;
  }

  public Optional<String> status() {
    return field("status");
  }

  /// All scenarios, of requirements and outside them.
  public int scenarioCount() {
    return loose.scenarios().size()
        + requirements.stream().mapToInt(requirement -> requirement.scenarios().size()).sum();
  }

  /// Whether the file states anything at all.
  public boolean isEmpty() {
    return requirements.isEmpty() && loose.statements() == 0 && scenarioCount() == 0;
  }
}
