package io.github.sddtool.spec.format.openspec;

import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.yaml.YamlReading;
import io.github.sddtool.spec.yaml.YamlText;
import io.github.sddtool.spec.yaml.YamlValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

// @spec formats/openspec#REQ-OSP-011
/// Reads a change's `.openspec.yaml`. Its single values become fields of the proposal.
final class ChangeMetadata {
  private static final Set<String> TEXTS = Set.of("schema", "created", "goal");
  private static final Set<String> SWITCHES = Set.of("skip_specs", "retire_capabilities");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern KEBAB = Pattern.compile("[a-z0-9]++(?:-[a-z0-9]++)*+");

  private final Map<String, String> fields = new HashMap<>();
  private final List<SpecProblem> problems = new ArrayList<>();

  private ChangeMetadata() {}

  static SpecFormat.Attributes read(String text) {
    var metadata = new ChangeMetadata();
    switch (YamlText.read(text)) {
      case YamlReading.Broken(int line, String problem) ->
          metadata.add(line, "yaml", "The file is no valid YAML: " + problem + ".");
      case YamlReading.Read(YamlValue.Mapping mapping) -> metadata.read(mapping);
      case YamlReading.Read(YamlValue value) ->
          metadata.add(
              value.line(), "yaml", "The file must be a mapping, not " + value.kind() + ".");
    }
    if (!metadata.problems.isEmpty()) {
      // OpenSpec takes the word of a broken file for nothing
      SWITCHES.forEach(metadata.fields::remove);
    }
    return new SpecFormat.Attributes(metadata.fields, metadata.problems);
  }

  private void read(YamlValue.Mapping mapping) {
    mapping.entries().forEach(this::entry);
    if (mapping.entries().get("schema") == null) {
      add(1, "schema", "`schema` is missing, for example `schema: spec-driven`.");
    }
  }

  private void entry(String key, YamlValue value) {
    if (TEXTS.contains(key)) {
      text(key, value);
    } else if (SWITCHES.contains(key)) {
      yesOrNo(key, value);
    } else if (key.equals("affected_areas")) {
      areas(value);
    } else if (key.equals("initiative")) {
      initiative(value);
    }
  }

  private void text(String key, YamlValue value) {
    Optional<String> text =
        value instanceof YamlValue.Text t ? Optional.of(t.text()) : Optional.empty();
    if (text.filter(t -> !t.isEmpty()).isEmpty()) {
      add(value.line(), key, "`" + key + "` must be a text, not " + value.kind() + ".");
    } else if (key.equals("created") && !DAY.matcher(text.get()).matches()) {
      add(value.line(), key, "`created: " + text.get() + "` must be a day such as 2026-01-31.");
    } else {
      fields.put(key, text.get());
    }
  }

  private void yesOrNo(String key, YamlValue value) {
    String word = value instanceof YamlValue.Text text ? text.text() : "";
    if (word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")) {
      fields.put(key, word.toLowerCase(java.util.Locale.ROOT));
    } else {
      add(value.line(), key, "`" + key + "` must be true or false, not " + value.kind() + ".");
    }
  }

  private void areas(YamlValue value) {
    boolean texts =
        value instanceof YamlValue.Sequence areas
            && areas.items().stream()
                .allMatch(item -> item instanceof YamlValue.Text text && !text.text().isEmpty());
    if (!texts) {
      add(value.line(), "affected_areas", "`affected_areas` must be a list of texts.");
    }
  }

  private void initiative(YamlValue value) {
    boolean linked =
        value instanceof YamlValue.Mapping mapping
            && mapping.entries().keySet().equals(Set.of("store", "id"))
            && mapping.entries().keySet().stream()
                .allMatch(
                    key -> mapping.text(key).filter(t -> KEBAB.matcher(t).matches()).isPresent());
    if (!linked) {
      add(
          value.line(),
          "initiative",
          "`initiative` must have `store` and `id`, each in kebab-case.");
    }
  }

  private void add(int line, String subject, String message) {
    problems.add(new SpecProblem("change/malformed", line, subject, message));
  }
}
