package io.github.sddtool.analysis.delta;

import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.RequirementKey;
import java.util.List;
import java.util.Optional;

/// What a change does to requirements and scenarios.
public record Delta(List<RequirementChange> requirements, List<ScenarioChange> scenarios) {
  public static final Delta NONE = new Delta(List.of(), List.of());

  /// What happened.
  public enum Type {
    ADDED,
    REMOVED,
    MODIFIED,
    RENAMED;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// What it does to how binding the requirement is.
  public enum Effect {
    STRENGTHENED,
    WEAKENED,
    NONE;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// One requirement's way from base to head.
  ///
  /// @param key at the head; of a removed one, at the base
  /// @param from its key at the base where it was renamed
  /// @param before the level at the base, absent for an added one
  /// @param after the level at the head, absent for a removed one
  /// @param breaking removed, renamed or weakened while a spec depends on it or code or tests link
  ///   it
  public record RequirementChange(
      RequirementKey key,
      Optional<RequirementKey> from,
      Type type,
      Optional<Level> before,
      Optional<Level> after,
      boolean breaking) {

    /// Whether it binds more or less than before; nothing for an added or removed one.
    public Effect effect() {
      if (before.isEmpty() || after.isEmpty() || before.equals(after)) {
        return Effect.NONE;
      }
      return after.get().strongerThan(before.get()) ? Effect.STRENGTHENED : Effect.WEAKENED;
    }
  }

  /// One scenario's way; `requirement` is absent for scenarios of the spec as a whole.
  public record ScenarioChange(
      String spec, Optional<RequirementKey> requirement, String name, Type type) {}

  public Delta {
    requirements = List.copyOf(requirements);
    scenarios = List.copyOf(scenarios);
  }

  public boolean isEmpty() {
    return requirements.isEmpty() && scenarios.isEmpty();
  }
}
