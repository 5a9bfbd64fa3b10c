package io.github.sddtool.analysis.config;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Takes values out of a configuration; what is not as it should be ends in a [UserFault] that
/// names the file and the line.
record ConfigValues(RepoPath file) {
  boolean flag(YamlValue value, String key) {
    return switch (text(value, key)) {
      case "true" -> true;
      case "false" -> false;
      case String other ->
          throw fault(value.line(), key + " must be true or false, not '" + other + "'");
    };
  }

  <T> List<T> list(YamlValue value, String name, Function<YamlValue, T> reader) {
    if (!(value instanceof YamlValue.Sequence(_, List<YamlValue> items))) {
      throw fault(value.line(), name + " must be a list, not " + value.kind());
    }
    var read = new ArrayList<T>();
    items.forEach(item -> read.add(reader.apply(item)));
    return read;
  }

  YamlValue.Mapping mapping(YamlValue value, String name) {
    if (value instanceof YamlValue.Mapping mapping) {
      return mapping;
    }
    throw fault(value.line(), name + " must be a mapping, not " + value.kind());
  }

  String required(YamlValue.Mapping mapping, String key) {
    return mapping
        .get(key)
        .map(value -> text(value, key))
        .orElseThrow(() -> fault(mapping.line(), "'" + key + "' is missing"));
  }

  String text(YamlValue value, String name) {
    if (value instanceof YamlValue.Text(_, String text)) {
      return text;
    }
    throw fault(value.line(), name + " must be a single value, not " + value.kind());
  }

  void allow(YamlValue.Mapping mapping, String within, String... keys) {
    List<String> allowed = List.of(keys);
    mapping
        .entries()
        .forEach((key, value) -> {
          if (!allowed.contains(key)) {
            throw fault(
                value.line(),
                "unknown key '"
                    + (within.isEmpty() ? "" : within + ".")
                    + key
                    + "'; allowed: "
                    + String.join(", ", allowed));
          }
        });
  }

  UserFault fault(int line, String problem) {
    return UserFault.usage(file + ":" + line + ": " + problem + ".");
  }
}
