package io.github.sddtool.analysis.config;

import io.github.sddtool.analysis.finding.Policy;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.yaml.YamlReading;
import io.github.sddtool.spec.yaml.YamlText;
import io.github.sddtool.spec.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

// @spec engine/gates#REQ-GATE-003
/// Reads a repository's configuration. An unknown key or a wrong type ends in a [UserFault] that
/// names file, line and the allowed values: a misspelt gate must never be a gate that is off.
public final class ConfigReader {
  /// Where the configuration may stand, first found first.
  public static final List<RepoPath> PATHS =
      List.of(RepoPath.of(".sdd/config.yml"), RepoPath.of(".sdd.yml"));

  private final RepoPath file;
  private final Set<String> formats;

  private ConfigReader(RepoPath file, Set<String> formats) {
    this.file = file;
    this.formats = formats;
  }

  /// Reads a configuration.
  ///
  /// @param formats the names of the formats that can be read
  public static RepositoryConfig read(RepoPath file, String text, Set<String> formats) {
    var reader = new ConfigReader(file, formats);
    return switch (YamlText.read(text)) {
      case YamlReading.Broken(int line, String problem) ->
          throw reader.fault(line, "this is no valid YAML: " + problem);
      case YamlReading.Read(YamlValue value) -> reader.config(reader.mapping(value, "the file"));
    };
  }

  private RepositoryConfig config(YamlValue.Mapping root) {
    allow(root, "", "version", "specs", "sources", "gates", "rules", "trace", "publish");
    root.get("version")
        .filter(version -> !(version instanceof YamlValue.Text t && t.text().equals("1")))
        .ifPresent(v -> {
          throw fault(v.line(), "version must be 1, not " + v.kind());
        });
    List<RepositoryConfig.Root> roots =
        root.get("specs").map(value -> list(value, "specs", this::root)).orElse(List.of());
    Sources sources =
        root.get("sources").map(v -> sources(mapping(v, "sources"))).orElse(Sources.ALL);
    Policy.Gates gates =
        root.get("gates").map(v -> gates(mapping(v, "gates"))).orElse(Policy.DEFAULT.gates());
    Map<String, Severity> rules =
        root.get("rules").map(v -> rules(mapping(v, "rules"))).orElse(Map.of());
    boolean inferred = root.get("trace").map(v -> countInferred(mapping(v, "trace"))).orElse(false);
    Publishing publishing =
        root.get("publish").map(v -> publishing(mapping(v, "publish"))).orElse(Publishing.QUIET);
    return new RepositoryConfig(roots, sources, new Policy(rules, gates), inferred, publishing);
  }

  // @spec app/publishing#REQ-PUB-018, app/publishing#REQ-PUB-019
  private Publishing publishing(YamlValue.Mapping mapping) {
    allow(mapping, "publish", "labels", "threads");
    return new Publishing(
        mapping.get("labels").map(v -> flag(v, "labels")).orElse(false),
        mapping.get("threads").map(v -> flag(v, "threads")).orElse(false));
  }

  // @spec engine/markers#REQ-MARK-019
  private boolean countInferred(YamlValue.Mapping mapping) {
    allow(mapping, "trace", "count_inferred");
    return mapping.get("count_inferred").map(v -> flag(v, "count_inferred")).orElse(false);
  }

  private RepositoryConfig.Root root(YamlValue value) {
    var mapping = mapping(value, "an entry of specs");
    allow(mapping, "specs", "format", "root");
    String format = required(mapping, "format");
    if (!formats.contains(format)) {
      throw fault(
          mapping.line(),
          "unknown format '" + format + "'; allowed: " + String.join(", ", formats));
    }
    String path = required(mapping, "root");
    String clean = path.equals(".") ? "" : path.replaceAll("^\\./", "").replaceAll("/+$", "");
    if (clean.startsWith("/") || Arrays.asList(clean.split("/", -1)).contains("..")) {
      throw fault(mapping.line(), "root '" + path + "' must stay inside the repository");
    }
    return new RepositoryConfig.Root(format, clean);
  }

  private Sources sources(YamlValue.Mapping mapping) {
    allow(mapping, "sources", "include", "exclude", "tests");
    return new Sources(
        patterns(mapping, "include").orElse(Sources.ALL.include()),
        patterns(mapping, "exclude").orElse(List.of()),
        patterns(mapping, "tests").orElse(List.of()));
  }

  private Optional<List<String>> patterns(YamlValue.Mapping mapping, String key) {
    return mapping
        .get(key)
        .map(value ->
            list(
                value,
                "sources." + key,
                item -> {
                  String pattern = text(item, "a pattern in sources." + key);
                  try {
                    PathPatterns.of(List.of(pattern));
                  } catch (IllegalArgumentException e) {
                    throw fault(item.line(), String.valueOf(e.getMessage()));
                  }
                  return pattern;
                }));
  }

  private Policy.Gates gates(YamlValue.Mapping mapping) {
    allow(mapping, "gates", "validate", "coverage", "quality", "drift");
    Policy.Gates defaults = Policy.DEFAULT.gates();
    var validate = mapping.get("validate").map(v -> mapping(v, "gates.validate"));
    var coverage = mapping.get("coverage").map(v -> mapping(v, "gates.coverage"));
    var drift = mapping.get("drift").map(v -> mapping(v, "gates.drift"));
    validate.ifPresent(v -> allow(v, "gates.validate", "fail_on", "new_only"));
    coverage.ifPresent(v -> allow(v, "gates.coverage", "threshold", "max_drop"));
    var quality = mapping.get("quality").map(v -> mapping(v, "gates.quality"));
    quality.ifPresent(v -> allow(v, "gates.quality", "min_score", "max_drop_percent"));
    drift.ifPresent(v -> allow(v, "gates.drift", "fail_on"));
    return new Policy.Gates(
        validate.flatMap(v -> v.get("fail_on")).map(this::failOn).orElse(defaults.failOn()),
        validate
            .flatMap(v -> v.get("new_only"))
            .map(v -> flag(v, "new_only"))
            .orElse(defaults.newOnly()),
        drift.flatMap(v -> v.get("fail_on")).map(this::failOn).orElse(defaults.driftFailOn()),
        coverage.flatMap(v -> v.get("threshold")).map(v -> percent(v, "threshold")),
        coverage.flatMap(v -> v.get("max_drop")).map(v -> percent(v, "max_drop")),
        new Policy.QualityGate(
            quality.flatMap(v -> v.get("min_score")).map(v -> percent(v, "min_score")),
            quality
                .flatMap(v -> v.get("max_drop_percent"))
                .map(v -> percent(v, "max_drop_percent"))));
  }

  private Map<String, Severity> rules(YamlValue.Mapping mapping) {
    var severities = new LinkedHashMap<String, Severity>();
    mapping
        .entries()
        .forEach((id, value) -> {
          if (Rule.of(id).isEmpty()) {
            throw fault(
                value.line(),
                "unknown rule '"
                    + id
                    + "'; allowed: "
                    + Arrays.stream(Rule.values()).map(Rule::id).sorted().toList());
          }
          severities.put(id, severity(value));
        });
    return severities;
  }

  private Severity severity(YamlValue value) {
    String word = text(value, "a severity");
    return Arrays.stream(Severity.values())
        .filter(severity -> severity.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            fault(value.line(), "unknown severity '" + word + "'; allowed: error, warning, info"));
  }

  private Optional<Severity> failOn(YamlValue value) {
    return switch (text(value, "fail_on")) {
      case "none" -> Optional.empty();
      case "error" -> Optional.of(Severity.ERROR);
      case "warning" -> Optional.of(Severity.WARNING);
      case "info" -> Optional.of(Severity.INFO);
      case String other ->
          throw fault(
              value.line(),
              "fail_on '" + other + "' is unknown; allowed: error, warning, info, none");
    };
  }

  private boolean flag(YamlValue value, String key) {
    return switch (text(value, key)) {
      case "true" -> true;
      case "false" -> false;
      case String other ->
          throw fault(value.line(), key + " must be true or false, not '" + other + "'");
    };
  }

  private double percent(YamlValue value, String key) {
    String text = text(value, key);
    try {
      double percent = Double.parseDouble(text);
      if (percent >= 0 && percent <= 100) {
        return percent;
      }
    } catch (NumberFormatException e) {
      // said below, together with numbers out of range
    }
    throw fault(value.line(), key + " must be a number from 0 to 100, not '" + text + "'");
  }

  private <T> List<T> list(YamlValue value, String name, Function<YamlValue, T> reader) {
    if (!(value instanceof YamlValue.Sequence(_, List<YamlValue> items))) {
      throw fault(value.line(), name + " must be a list, not " + value.kind());
    }
    var read = new ArrayList<T>();
    items.forEach(item -> read.add(reader.apply(item)));
    return read;
  }

  private YamlValue.Mapping mapping(YamlValue value, String name) {
    if (value instanceof YamlValue.Mapping mapping) {
      return mapping;
    }
    throw fault(value.line(), name + " must be a mapping, not " + value.kind());
  }

  private String required(YamlValue.Mapping mapping, String key) {
    return mapping
        .get(key)
        .map(value -> text(value, key))
        .orElseThrow(() -> fault(mapping.line(), "'" + key + "' is missing"));
  }

  private String text(YamlValue value, String name) {
    if (value instanceof YamlValue.Text(_, String text)) {
      return text;
    }
    throw fault(value.line(), name + " must be a single value, not " + value.kind());
  }

  private void allow(YamlValue.Mapping mapping, String within, String... keys) {
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

  private UserFault fault(int line, String problem) {
    return UserFault.usage(file + ":" + line + ": " + problem + ".");
  }
}
