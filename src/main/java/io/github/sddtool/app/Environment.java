package io.github.sddtool.app;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The variables the process was started with.
public record Environment(Map<String, String> variables) {
  public Environment {
    variables = Map.copyOf(variables);
  }

  /// The real ones.
  public static Environment ofProcess() {
    return new Environment(System.getenv());
  }

  /// A variable in capitals or, as some programs have it, in small letters.
  public Optional<String> either(String name) {
    return get(name).or(() -> get(name.toLowerCase(Locale.ROOT)));
  }

  /// A variable that is set and not empty.
  public Optional<String> get(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }
}
