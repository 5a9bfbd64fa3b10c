package io.github.sddtool.spec.format.kiro;

import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.yaml.YamlReading;
import io.github.sddtool.spec.yaml.YamlText;
import io.github.sddtool.spec.yaml.YamlValue;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

// @spec formats/kiro#REQ-KIRO-006
/// Reads `spec.json` and `.config.kiro`. Every JSON text is a YAML text, apart from tabs between
/// its values; inside them JSON allows none, so each may stand for a space.
final class KiroMetadata {
  private KiroMetadata() {}

  static SpecFormat.Attributes read(String text) {
    return switch (YamlText.read(text.strip().isEmpty() ? "{}" : text.replace('\t', ' '))) {
      case YamlReading.Broken(int line, String problem) -> broken(line, problem);
      case YamlReading.Read(YamlValue.Mapping mapping) -> of(mapping);
      case YamlReading.Read(YamlValue other) ->
          broken(other.line(), "an object belongs here, not " + other.kind());
    };
  }

  private static SpecFormat.Attributes broken(int line, String problem) {
    return new SpecFormat.Attributes(
        Map.of(),
        List.of(
            new SpecProblem(
                "spec/metadata", line, "json", "The file is no valid JSON: " + problem + ".")));
  }

  private static SpecFormat.Attributes of(YamlValue.Mapping mapping) {
    var fields = new HashMap<String, String>();
    mapping
        .entries()
        .forEach((key, value) -> {
          if (value instanceof YamlValue.Text(_, String text) && !text.isBlank()) {
            fields.put(key.toLowerCase(Locale.ROOT), text.strip());
          }
        });
    mapping
        .text("phase")
        .or(() -> approved(mapping))
        .ifPresent(phase -> fields.put("status", phase));
    return new SpecFormat.Attributes(fields, List.of());
  }

  /// The last document that is approved, where nothing says which phase the spec is in.
  private static Optional<String> approved(YamlValue.Mapping mapping) {
    if (!(mapping.get("approvals").orElse(null) instanceof YamlValue.Mapping approvals)) {
      return Optional.empty();
    }
    for (String document : List.of("tasks", "design", "requirements")) {
      if (approvals.get(document).orElse(null) instanceof YamlValue.Mapping one
          && one.text("approved").filter("true"::equals).isPresent()) {
        return Optional.of(document + "-approved");
      }
    }
    return Optional.empty();
  }
}
