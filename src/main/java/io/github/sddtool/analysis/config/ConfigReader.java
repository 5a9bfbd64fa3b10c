package io.github.sddtool.analysis.config;

import io.github.sddtool.analysis.finding.Policy;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.yaml.YamlReading;
import io.github.sddtool.spec.yaml.YamlText;
import io.github.sddtool.spec.yaml.YamlValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

// @spec engine/gates#REQ-GATE-003
/// Reads a repository's configuration. An unknown key or a wrong type ends in a [UserFault] that
/// names file, line and the allowed values: a misspelt gate must never be a gate that is off.
public final class ConfigReader {
  /// Where the configuration may stand, first found first.
  public static final List<RepoPath> PATHS =
      List.of(RepoPath.of(".sdd/config.yml"), RepoPath.of(".sdd.yml"));

  private final ConfigValues values;
  private final Set<String> formats;

  private ConfigReader(RepoPath file, Set<String> formats) {
    this.values = new ConfigValues(file);
    this.formats = formats;
  }

  /// Reads a configuration.
  ///
  /// @param formats the names of the formats that can be read
  public static RepositoryConfig read(RepoPath file, String text, Set<String> formats) {
    var reader = new ConfigReader(file, formats);
    return switch (YamlText.read(text)) {
      case YamlReading.Broken(int line, String problem) ->
          throw reader.values.fault(line, "this is no valid YAML: " + problem);
      case YamlReading.Read(YamlValue value) ->
          reader.config(reader.values.mapping(value, "the file"));
    };
  }

  private RepositoryConfig config(YamlValue.Mapping root) {
    values.allow(
        root,
        "",
        "version",
        "specs",
        "sources",
        "gates",
        "rules",
        "trace",
        "publish",
        "guard",
        "reharvest");
    root.get("version")
        .filter(version -> !(version instanceof YamlValue.Text t && t.text().equals("1")))
        .ifPresent(v -> {
          throw values.fault(v.line(), "version must be 1, not " + v.kind());
        });
    List<RepositoryConfig.Root> roots =
        root.get("specs").map(value -> values.list(value, "specs", this::root)).orElse(List.of());
    Sources sources =
        root.get("sources").map(v -> sources(values.mapping(v, "sources"))).orElse(Sources.ALL);
    Policy.Gates gates =
        root.get("gates")
            .map(v -> gates(values.mapping(v, "gates")))
            .orElse(Policy.DEFAULT.gates());
    Map<String, Severity> rules =
        root.get("rules").map(v -> rules(values.mapping(v, "rules"))).orElse(Map.of());
    boolean inferred =
        root.get("trace").map(v -> countInferred(values.mapping(v, "trace"))).orElse(false);
    Publishing publishing =
        root.get("publish")
            .map(v -> publishing(values.mapping(v, "publish")))
            .orElse(Publishing.QUIET);
    GuardRules guard =
        root.get("guard")
            .map(v -> new GuardReader(values).read(values.mapping(v, "guard")))
            .orElse(GuardRules.NONE);
    HarvestRules harvest =
        root.get("reharvest")
            .map(v -> harvest(values.mapping(v, "reharvest")))
            .orElse(HarvestRules.NONE);
    return new RepositoryConfig(
        roots, sources, new Policy(rules, gates), inferred, publishing, guard, harvest);
  }

  // @spec app/reharvest#REQ-HARVEST-001
  private HarvestRules harvest(YamlValue.Mapping mapping) {
    values.allow(mapping, "reharvest", "links", "coverage", "status");
    return new HarvestRules(
        mapping.get("links").map(v -> values.flag(v, "links")).orElse(false),
        mapping.get("coverage").map(v -> values.flag(v, "coverage")).orElse(false),
        mapping.get("status").map(v -> values.flag(v, "status")).orElse(false));
  }

  // @spec app/publishing#REQ-PUB-018, app/publishing#REQ-PUB-019
  private Publishing publishing(YamlValue.Mapping mapping) {
    values.allow(mapping, "publish", "labels", "threads");
    return new Publishing(
        mapping.get("labels").map(v -> values.flag(v, "labels")).orElse(false),
        mapping.get("threads").map(v -> values.flag(v, "threads")).orElse(false));
  }

  // @spec engine/markers#REQ-MARK-019
  private boolean countInferred(YamlValue.Mapping mapping) {
    values.allow(mapping, "trace", "count_inferred");
    return mapping.get("count_inferred").map(v -> values.flag(v, "count_inferred")).orElse(false);
  }

  private RepositoryConfig.Root root(YamlValue value) {
    var mapping = values.mapping(value, "an entry of specs");
    values.allow(mapping, "specs", "format", "root");
    String format = values.required(mapping, "format");
    if (!formats.contains(format)) {
      throw values.fault(
          mapping.line(),
          "unknown format '" + format + "'; allowed: " + String.join(", ", formats));
    }
    String path = values.required(mapping, "root");
    String clean = path.equals(".") ? "" : path.replaceAll("^\\./", "").replaceAll("/+$", "");
    if (clean.startsWith("/") || Arrays.asList(clean.split("/", -1)).contains("..")) {
      throw values.fault(mapping.line(), "root '" + path + "' must stay inside the repository");
    }
    return new RepositoryConfig.Root(format, clean);
  }

  private Sources sources(YamlValue.Mapping mapping) {
    values.allow(mapping, "sources", "include", "exclude", "tests");
    return new Sources(
        patterns(mapping, "include").orElse(Sources.ALL.include()),
        patterns(mapping, "exclude").orElse(List.of()),
        patterns(mapping, "tests").orElse(List.of()));
  }

  private Optional<List<String>> patterns(YamlValue.Mapping mapping, String key) {
    return mapping
        .get(key)
        .map(value ->
            values.list(
                value,
                "sources." + key,
                item -> {
                  String pattern = values.text(item, "a pattern in sources." + key);
                  try {
                    PathPatterns.of(List.of(pattern));
                  } catch (IllegalArgumentException e) {
                    throw values.fault(item.line(), String.valueOf(e.getMessage()));
                  }
                  return pattern;
                }));
  }

  private Policy.Gates gates(YamlValue.Mapping mapping) {
    values.allow(mapping, "gates", "validate", "coverage", "quality", "drift");
    Policy.Gates defaults = Policy.DEFAULT.gates();
    var validate = mapping.get("validate").map(v -> values.mapping(v, "gates.validate"));
    var coverage = mapping.get("coverage").map(v -> values.mapping(v, "gates.coverage"));
    var drift = mapping.get("drift").map(v -> values.mapping(v, "gates.drift"));
    validate.ifPresent(v -> values.allow(v, "gates.validate", "fail_on", "new_only"));
    coverage.ifPresent(v -> values.allow(v, "gates.coverage", "threshold", "max_drop"));
    var quality = mapping.get("quality").map(v -> values.mapping(v, "gates.quality"));
    quality.ifPresent(v -> values.allow(v, "gates.quality", "min_score", "max_drop_percent"));
    drift.ifPresent(v -> values.allow(v, "gates.drift", "fail_on"));
    return new Policy.Gates(
        validate.flatMap(v -> v.get("fail_on")).map(this::failOn).orElse(defaults.failOn()),
        validate
            .flatMap(v -> v.get("new_only"))
            .map(v -> values.flag(v, "new_only"))
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
            throw values.fault(
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
    String word = values.text(value, "a severity");
    return Arrays.stream(Severity.values())
        .filter(severity -> severity.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            values.fault(
                value.line(), "unknown severity '" + word + "'; allowed: error, warning, info"));
  }

  private Optional<Severity> failOn(YamlValue value) {
    return switch (values.text(value, "fail_on")) {
      case "none" -> Optional.empty();
      case "error" -> Optional.of(Severity.ERROR);
      case "warning" -> Optional.of(Severity.WARNING);
      case "info" -> Optional.of(Severity.INFO);
      case String other ->
          throw values.fault(
              value.line(),
              "fail_on '" + other + "' is unknown; allowed: error, warning, info, none");
    };
  }

  private double percent(YamlValue value, String key) {
    String text = values.text(value, key);
    try {
      double percent = Double.parseDouble(text);
      if (percent >= 0 && percent <= 100) {
        return percent;
      }
    } catch (NumberFormatException e) {
      // said below, together with numbers out of range
    }
    throw values.fault(value.line(), key + " must be a number from 0 to 100, not '" + text + "'");
  }
}
