package io.github.sddtool.analysis.baseline;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.yaml.YamlReading;
import io.github.sddtool.spec.yaml.YamlText;
import io.github.sddtool.spec.yaml.YamlValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// One entry of a file that is a list of entries, read with the faults that name its line.
record EntryText(RepoPath file, YamlValue.Mapping values) {

  /// Reads a file that is a list, or holds one under a key.
  static List<EntryText> read(RepoPath file, String text, String key) {
    return switch (YamlText.read(text)) {
      case YamlReading.Broken(int line, String problem) ->
          throw fault(file, line, "this is no valid YAML: " + problem);
      case YamlReading.Read(YamlValue.Mapping mapping) -> {
        for (String other : mapping.entries().keySet()) {
          if (!other.equals(key) && !other.equals("version")) {
            throw fault(
                file,
                mapping.get(other).map(YamlValue::line).orElse(mapping.line()),
                "unknown key '" + other + "'; allowed: version, " + key);
          }
        }
        yield mapping.get(key).map(value -> entries(file, value, key)).orElse(List.of());
      }
      case YamlReading.Read(YamlValue value) -> entries(file, value, key);
    };
  }

  private static List<EntryText> entries(RepoPath file, YamlValue value, String key) {
    if (!(value instanceof YamlValue.Sequence(_, List<YamlValue> items))) {
      throw fault(file, value.line(), key + " must be a list, not " + value.kind());
    }
    return items.stream()
        .map(item -> {
          if (item instanceof YamlValue.Mapping mapping) {
            return new EntryText(file, mapping);
          }
          throw fault(file, item.line(), "an entry must be a mapping, not " + item.kind());
        })
        .toList();
  }

  int line() {
    return values.line();
  }

  void allow(String... keys) {
    List<String> allowed = List.of(keys);
    values
        .entries()
        .forEach((key, value) -> {
          if (!allowed.contains(key)) {
            throw fault(
                file,
                value.line(),
                "unknown key '" + key + "'; allowed: " + String.join(", ", allowed));
          }
        });
  }

  Optional<String> text(String key) {
    return values
        .get(key)
        .map(value -> {
          if (value instanceof YamlValue.Text(_, String text)) {
            return text.strip();
          }
          throw fault(file, value.line(), key + " must be a single value, not " + value.kind());
        })
        .filter(text -> !text.isEmpty());
  }

  String required(String key) {
    return text(key).orElseThrow(() -> fault("'" + key + "' is missing"));
  }

  Optional<LocalDate> date(String key) {
    return text(key)
        .map(text -> {
          try {
            return LocalDate.parse(text);
          } catch (DateTimeException _) {
            throw fault(
                file,
                values.get(key).map(YamlValue::line).orElse(line()),
                key + " must be a day such as 2027-01-31, not '" + text + "'");
          }
        });
  }

  UserFault fault(String problem) {
    return fault(file, line(), problem);
  }

  private static UserFault fault(RepoPath file, int line, String problem) {
    return UserFault.usage(file + ":" + line + ": " + problem + ".");
  }
}
