package io.github.sddtool.spec.yaml;

/// What came of reading a YAML text.
public sealed interface YamlReading {
  /// The value; an empty text is an empty mapping.
  record Read(YamlValue value) implements YamlReading {}

  /// No YAML, or more than the limits allow. Lines count from 1.
  record Broken(int line, String problem) implements YamlReading {}
}
