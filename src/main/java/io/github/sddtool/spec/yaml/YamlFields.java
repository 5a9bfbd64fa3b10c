package io.github.sddtool.spec.yaml;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The single values of a YAML mapping, for formats that keep some attributes in front matter and
/// ask for none.
///
/// @param fields values by key in lower case; lists of single values are joined with commas
/// @param lines of the keys in the file, from 1
/// @param broken why the text is no mapping, with its line in the file
public record YamlFields(
    Map<String, String> fields, Map<String, Integer> lines, Optional<YamlReading.Broken> broken) {
  public static final YamlFields NONE = new YamlFields(Map.of(), Map.of(), Optional.empty());

  public YamlFields {
    fields = Map.copyOf(fields);
    lines = Map.copyOf(lines);
  }

  /// Reads a mapping.
  ///
  /// @param firstLine the line of the file on which the text begins
  public static YamlFields read(String yaml, int firstLine) {
    int offset = firstLine - 1;
    return switch (YamlText.read(yaml)) {
      case YamlReading.Broken(int line, String problem) ->
          broken(new YamlReading.Broken(line + offset, problem));
      case YamlReading.Read(YamlValue.Mapping mapping) -> of(mapping, offset);
      case YamlReading.Read(YamlValue other) ->
          broken(
              new YamlReading.Broken(
                  other.line() + offset, "`key: value` pairs belong here, not " + other.kind()));
    };
  }

  private static YamlFields broken(YamlReading.Broken why) {
    return new YamlFields(Map.of(), Map.of(), Optional.of(why));
  }

  private static YamlFields of(YamlValue.Mapping mapping, int offset) {
    var fields = new LinkedHashMap<String, String>();
    var lines = new LinkedHashMap<String, Integer>();
    mapping
        .entries()
        .forEach((name, value) -> {
          String key = name.strip().toLowerCase(Locale.ROOT);
          String text = text(value);
          if (!text.isEmpty()) {
            fields.put(key, text);
            lines.put(key, value.line() + offset);
          }
        });
    return new YamlFields(fields, lines, Optional.empty());
  }

  private static String text(YamlValue value) {
    return switch (value) {
      case YamlValue.Text(_, String text) -> text.strip();
      case YamlValue.Sequence list ->
          String.join(
              ", ", list.items().stream().map(YamlFields::text).filter(t -> !t.isEmpty()).toList());
      case YamlValue.Mapping _, YamlValue.Empty _ -> "";
    };
  }
}
