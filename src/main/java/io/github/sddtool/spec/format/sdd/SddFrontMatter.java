package io.github.sddtool.spec.format.sdd;

import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.markdown.MarkdownText;
import io.github.sddtool.spec.yaml.YamlReading;
import io.github.sddtool.spec.yaml.YamlText;
import io.github.sddtool.spec.yaml.YamlValue;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

// @spec engine/reading#REQ-READ-004, engine/reading#REQ-READ-008
/// The front matter of a native spec: `depends` as text, comma text or list, `dependencies`
/// likewise; every other key that holds a single value is kept as a field.
record SddFrontMatter(
    Map<String, String> fields,
    Map<String, Integer> lines,
    List<String> dependsOn,
    List<SpecProblem> problems) {

  private static final Set<String> STATUSES =
      new LinkedHashSet<>(
          List.of(
              "draft",
              "review",
              "approved",
              "implemented",
              "specified",
              "planned",
              "tasked",
              "implementing",
              "completed",
              "active",
              "deprecated",
              "archived"));

  SpecBody.FrontMatter asFields() {
    return new SpecBody.FrontMatter(fields, lines, dependsOn);
  }

  static SddFrontMatter read(MarkdownText markdown) {
    var problems = new ArrayList<SpecProblem>();
    if (markdown.frontMatter().isEmpty()) {
      return new SddFrontMatter(Map.of(), Map.of(), List.of(), problems);
    }
    int offset = markdown.frontMatterLine() - 1;
    return switch (YamlText.read(markdown.frontMatter().get())) {
      case YamlReading.Broken(int line, String problem) -> {
        problems.add(
            new SpecProblem(
                "spec/front-matter",
                line + offset,
                "yaml",
                "The front matter is no valid YAML: " + problem + "."));
        yield new SddFrontMatter(Map.of(), Map.of(), List.of(), problems);
      }
      case YamlReading.Read(YamlValue.Mapping mapping) -> read(mapping, offset, problems);
      case YamlReading.Read(YamlValue other) -> {
        problems.add(
            new SpecProblem(
                "spec/front-matter",
                other.line() + offset,
                "shape",
                "The front matter must be `key: value` pairs, not " + other.kind() + "."));
        yield new SddFrontMatter(Map.of(), Map.of(), List.of(), problems);
      }
    };
  }

  private static SddFrontMatter read(
      YamlValue.Mapping mapping, int offset, List<SpecProblem> problems) {
    var fields = new LinkedHashMap<String, String>();
    mapping.entries().keySet().forEach(key -> mapping.text(key).ifPresent(v -> fields.put(key, v)));
    var dependsOn = new LinkedHashSet<String>();
    for (String key : List.of("depends", "depends_on", "dependencies")) {
      mapping.get(key).ifPresent(value -> names(value, key, offset, dependsOn, problems));
    }
    checkStatus(mapping, offset, fields, problems);
    checkDates(mapping, offset, problems);
    var lines = new LinkedHashMap<String, Integer>();
    mapping.entries().forEach((key, value) -> lines.put(key, value.line() + offset));
    return new SddFrontMatter(fields, lines, List.copyOf(dependsOn), problems);
  }

  private static void names(
      YamlValue value, String key, int offset, Set<String> names, List<SpecProblem> problems) {
    switch (value) {
      case YamlValue.Text(_, String text) -> names.addAll(commaSeparated(text));
      case YamlValue.Sequence(_, List<YamlValue> items) ->
          items.forEach(item -> names(item, key, offset, names, problems));
      case YamlValue.Empty _ -> {}
      case YamlValue.Mapping mapping ->
          problems.add(
              new SpecProblem(
                  "spec/front-matter",
                  mapping.line() + offset,
                  key,
                  "`" + key + "` must be a spec id, a comma-separated text or a list of ids."));
    }
  }

  /// The names in `a, b`; `none` is nobody's.
  static List<String> commaSeparated(String text) {
    if (text.indexOf(',') < 0) {
      String name = text.strip();
      return name.isEmpty() || name.equalsIgnoreCase("none") ? List.of() : List.of(name);
    }
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty() && !name.equalsIgnoreCase("none"))
        .toList();
  }

  private static void checkStatus(
      YamlValue.Mapping mapping,
      int offset,
      Map<String, String> fields,
      List<SpecProblem> problems) {
    String status = fields.get("status");
    if (status == null) {
      return;
    }
    String word = status.strip().toLowerCase(java.util.Locale.ROOT);
    fields.put("status", word);
    if (!STATUSES.contains(word)) {
      problems.add(
          new SpecProblem(
              "spec/front-matter",
              line(mapping, "status", offset),
              "status",
              "Unknown status '" + status + "'. One of: " + String.join(", ", STATUSES) + "."));
    }
  }

  private static void checkDates(
      YamlValue.Mapping mapping, int offset, List<SpecProblem> problems) {
    for (String key : List.of("created", "updated")) {
      mapping
          .text(key)
          .filter(text -> !isDate(text))
          .ifPresent(text ->
              problems.add(
                  new SpecProblem(
                      "spec/front-matter",
                      line(mapping, key, offset),
                      key,
                      "`" + key + ": " + text + "` is no date. Write it as 2026-01-31.")));
    }
  }

  private static boolean isDate(String text) {
    String written = text.strip();
    String day = written.length() > 10 ? written.substring(0, 10) : written;
    if (isPlainDate(day)) {
      return true;
    }
    try {
      LocalDate.parse(day);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /// Whether it is a date that every month has, as most are: telling so is cheap.
  private static boolean isPlainDate(String day) {
    if (day.length() != 10 || day.charAt(4) != '-' || day.charAt(7) != '-') {
      return false;
    }
    for (int i = 0; i < day.length(); i++) {
      if (i != 4 && i != 7 && (day.charAt(i) < '0' || day.charAt(i) > '9')) {
        return false;
      }
    }
    int month = (day.charAt(5) - '0') * 10 + day.charAt(6) - '0';
    int ofMonth = (day.charAt(8) - '0') * 10 + day.charAt(9) - '0';
    return month >= 1 && month <= 12 && ofMonth >= 1 && ofMonth <= 28;
  }

  private static int line(YamlValue.Mapping mapping, String key, int offset) {
    return mapping.get(key).map(YamlValue::line).orElse(1) + offset;
  }
}
