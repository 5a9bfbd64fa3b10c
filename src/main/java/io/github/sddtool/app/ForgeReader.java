package io.github.sddtool.app;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.CallLimits;
import io.github.sddtool.forge.WriteBudget;
import io.github.sddtool.source.Secret;
import io.github.sddtool.spec.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads which forges the server works for: `forges` of the settings.
///
/// @param file that the settings stand in
record ForgeReader(SettingsFile file) {
  private static final List<String> GITHUB_KEYS =
      List.of(
          "id",
          "type",
          "api",
          "web",
          "app_id",
          "private_key_file",
          "webhook_secret_files",
          "writes_per_minute",
          "writes_per_hour",
          "timeout_seconds");

  private static final List<String> GITLAB_KEYS =
      List.of(
          "id",
          "type",
          "api",
          "token_file",
          "webhook_secret_files",
          "writes_per_minute",
          "writes_per_hour",
          "timeout_seconds");

  private static final int LONGEST_TIMEOUT = 300;

  List<Settings.Forge> forges(YamlValue.Mapping root) {
    List<YamlValue> listed =
        switch (root.get("forges").orElse(new YamlValue.Sequence(1, List.of()))) {
          case YamlValue.Sequence(_, List<YamlValue> items) -> items;
          case YamlValue other ->
              throw file.fault(other.line(), "forges must be a list, not " + other.kind());
        };
    var forges = new ArrayList<Settings.Forge>();
    for (int i = 0; i < listed.size() || isInEnvironment(i); i++) {
      YamlValue.Mapping entry = new YamlValue.Mapping(1, Map.of());
      if (i < listed.size()) {
        if (!(listed.get(i) instanceof YamlValue.Mapping mapping)) {
          throw file.fault(listed.get(i).line(), "a forge must be a mapping");
        }
        entry = mapping;
      }
      forges.add(forge(entry, i));
    }
    var ids = new HashSet<String>();
    for (Settings.Forge forge : forges) {
      if (!ids.add(forge.id())) {
        throw UserFault.usage("Two forges have the id '" + forge.id() + "'.");
      }
    }
    return forges;
  }

  private boolean isInEnvironment(int i) {
    return file.environment().variables().keySet().stream()
        .anyMatch(name -> name.startsWith("SDD_FORGES_" + i + "_"));
  }

  private Settings.Forge forge(YamlValue.Mapping entry, int i) {
    String type = forgeValue(entry, i, "type").orElse("github");
    file.allow(
        entry,
        "forges.",
        switch (type) {
          case "github" -> GITHUB_KEYS;
          case "gitlab" -> GITLAB_KEYS;
          default ->
              throw UserFault.usage(
                  "forges[" + i + "].type '" + type + "' is unknown; allowed: github, gitlab.");
        });
    String id = forgeValue(entry, i, "id").orElse(type);
    if (!id.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw UserFault.usage(
          "forges[" + i + "].id '" + id + "' must be lower-case letters, digits and '-'.");
    }
    return type.equals("gitlab") ? gitLab(entry, i, id) : gitHub(entry, i, id);
  }

  private Settings.GitLab gitLab(YamlValue.Mapping entry, int i, String id) {
    return new Settings.GitLab(
        id,
        SettingsFile.uri(
            forgeValue(entry, i, "api").orElse("https://gitlab.com"), "forges[" + i + "].api"),
        file.secret(required(entry, i, "token_file"), "forges[" + i + "].token_file"),
        webhookSecrets(entry, i),
        limits(entry, i, CallLimits.GITLAB));
  }

  private Settings.GitHub gitHub(YamlValue.Mapping entry, int i, String id) {
    String appId = required(entry, i, "app_id");
    return new Settings.GitHub(
        id,
        SettingsFile.uri(
            forgeValue(entry, i, "api").orElse("https://api.github.com"), "forges[" + i + "].api"),
        forgeValue(entry, i, "web").map(web -> SettingsFile.uri(web, "forges[" + i + "].web")),
        SettingsFile.number(appId, "forges[" + i + "].app_id", Integer.MAX_VALUE),
        file.secret(required(entry, i, "private_key_file"), "forges[" + i + "].private_key_file"),
        webhookSecrets(entry, i),
        limits(entry, i, CallLimits.GITHUB));
  }

  private CallLimits limits(YamlValue.Mapping entry, int i, CallLimits usual) {
    var rate =
        new WriteBudget.Rate(
            writes(entry, i, "writes_per_minute", usual.rate().minute()),
            writes(entry, i, "writes_per_hour", usual.rate().hour()));
    String key = "timeout_seconds";
    int patience =
        SettingsFile.number(
            forgeValue(entry, i, key).orElse(String.valueOf(usual.patience().toSeconds())),
            "forges[" + i + "]." + key,
            1,
            LONGEST_TIMEOUT);
    return new CallLimits(rate, Duration.ofSeconds(patience));
  }

  private int writes(YamlValue.Mapping entry, int i, String key, int usual) {
    return SettingsFile.number(
        forgeValue(entry, i, key).orElse(String.valueOf(usual)),
        "forges[" + i + "]." + key,
        1_000_000);
  }

  private List<Secret> webhookSecrets(YamlValue.Mapping entry, int i) {
    return secretFiles(entry, i).stream()
        .map(name -> file.secret(name, "forges[" + i + "].webhook_secret_files"))
        .toList();
  }

  private List<String> secretFiles(YamlValue.Mapping entry, int i) {
    String key = "webhook_secret_files";
    Optional<String> variable = file.environment().get(variable(i, key));
    if (variable.isPresent()) {
      return Arrays.stream(variable.get().split(",", -1)).map(String::strip).toList();
    }
    List<String> files =
        switch (entry.get(key).orElse(new YamlValue.Empty(entry.line()))) {
          case YamlValue.Text(_, String one) -> List.of(one);
          case YamlValue.Sequence(_, List<YamlValue> items) ->
              items.stream()
                  .map(item ->
                      item instanceof YamlValue.Text(_, String name) ? name : missing(i, key))
                  .toList();
          case YamlValue _ -> List.of();
        };
    return files.isEmpty() ? List.of(missing(i, key)) : files;
  }

  private String required(YamlValue.Mapping entry, int i, String key) {
    return forgeValue(entry, i, key).orElseGet(() -> missing(i, key));
  }

  private String missing(int i, String key) {
    throw UserFault.usage(
        "forges["
            + i
            + "]."
            + key
            + " is missing in "
            + file.name()
            + " (or as "
            + variable(i, key)
            + ").");
  }

  private Optional<String> forgeValue(YamlValue.Mapping entry, int i, String key) {
    return file.environment().get(variable(i, key)).or(() -> entry.text(key));
  }

  private static String variable(int i, String key) {
    return "SDD_FORGES_" + i + "_" + key.toUpperCase(Locale.ROOT);
  }
}
