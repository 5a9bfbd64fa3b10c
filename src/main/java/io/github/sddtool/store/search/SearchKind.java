package io.github.sddtool.store.search;

import io.github.sddtool.fault.UserFault;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What can be found.
public enum SearchKind {
  /// A spec, by its title, its id and all of its text.
  SPEC,
  /// A requirement, by its title, its id and its statement.
  REQUIREMENT,
  /// A scenario, by its name and its steps.
  SCENARIO;

  /// As it is written outside: `spec`, `requirement`, `scenario`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What is called so.
  ///
  /// @throws UserFault when nothing is
  public static SearchKind of(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            UserFault.usage(
                "Unknown type '%s' of what is searched for. One of: %s."
                    .formatted(
                        word,
                        Arrays.stream(values())
                            .map(SearchKind::word)
                            .collect(Collectors.joining(", ")))));
  }
}
