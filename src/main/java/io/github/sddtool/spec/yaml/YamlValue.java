package io.github.sddtool.spec.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A YAML value with the line it begins on, counted from 1 in the text that was read.
public sealed interface YamlValue {
  int line();

  /// `key: value` pairs in the order written; keys are their text.
  record Mapping(int line, Map<String, YamlValue> entries) implements YamlValue {
    public Mapping {
      entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /// The value of a key; empty when it is absent or written without a value.
    public Optional<YamlValue> get(String key) {
      YamlValue value = entries.get(key);
      return value == null || value instanceof Empty ? Optional.empty() : Optional.of(value);
    }

    /// The text of a key that holds a single value; empty otherwise.
    public Optional<String> text(String key) {
      return get(key)
          .flatMap(value -> value instanceof Text t ? Optional.of(t.text()) : Optional.empty());
    }
  }

  /// A list.
  record Sequence(int line, List<YamlValue> items) implements YamlValue {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// A single value as it is written, whatever type YAML would give it.
  record Text(int line, String text) implements YamlValue {}

  /// A key without a value, or `null`.
  record Empty(int line) implements YamlValue {}

  /// What people call this kind of value.
  default String kind() {
    return switch (this) {
      case Mapping _ -> "a mapping";
      case Sequence _ -> "a list";
      case Text t -> "'" + t.text() + "'";
      case Empty _ -> "nothing";
    };
  }
}
