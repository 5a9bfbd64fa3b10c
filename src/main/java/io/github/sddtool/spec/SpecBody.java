package io.github.sddtool.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a spec file says by itself, wherever it stands.
///
/// @param fields single values of the front matter, by key
/// @param dependsOn ids as written
public record SpecBody(
    String title,
    Map<String, String> fields,
    List<String> dependsOn,
    List<Requirement> requirements,
    Loose loose,
    List<SpecProblem> problems) {

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
    fields = Map.copyOf(fields);
    dependsOn = List.copyOf(dependsOn);
    requirements = List.copyOf(requirements);
    problems = List.copyOf(problems);
  }

  public Optional<String> status() {
    return Optional.ofNullable(fields.get("status"));
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
