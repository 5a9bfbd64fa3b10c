package io.github.sddtool.store.catalog;

import io.github.sddtool.spec.Level;
import java.util.List;

/// What a spec demands.
///
/// @param requirements in the order of the text
/// @param loose scenarios that belong to no requirement
public record SpecParts(List<Demand> requirements, List<Example> loose) {
  public SpecParts {
    requirements = List.copyOf(requirements);
    loose = List.copyOf(loose);
  }

  /// A requirement.
  ///
  /// @param local its id in its spec
  /// @param line from 1
  public record Demand(
      String local,
      String title,
      Level level,
      int line,
      String statement,
      List<Example> scenarios) {
    public Demand {
      scenarios = List.copyOf(scenarios);
    }
  }

  /// A scenario.
  ///
  /// @param name may be empty
  public record Example(String name, int line, String text) {}
}
