package io.github.sddtool.app;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.pipeline.runner.Limits;
import io.github.sddtool.pipeline.runner.kubernetes.JobSettings;
import io.github.sddtool.spec.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Reads where assessments run: `runner.mode`, and what its mode has to know.
///
/// @param file that the settings stand in
/// @param runner what the file says under `runner`
/// @param limits of one assessment
record RunnerPlaceReader(SettingsFile file, YamlValue.Mapping runner, Limits limits) {
  private static final List<String> KEYS =
      List.of(
          "namespace",
          "callback",
          "cpu",
          "start_seconds",
          "service_account",
          "pull_policy",
          "pull_secrets",
          "labels",
          "priority_class",
          "node_selector",
          "tolerations");

  private static final int LONGEST_START = 86_400;

  // @spec app/runners#REQ-RUN-004, app/runners#REQ-RUN-005
  Settings.RunnerPlace place() {
    String mode = file.value(runner, "mode", "RUNNER_MODE").orElse("in-process");
    return switch (mode) {
      case "in-process" -> new Settings.RunnerPlace.InProcess();
      case "container" -> {
        List<String> command = words(runner, "command");
        yield new Settings.RunnerPlace.Container(
            command.isEmpty() ? Runners.program(file.environment()) : command,
            words(runner, "options"),
            image());
      }
      case "kubernetes" -> kubernetes(file.mapping(runner, "kubernetes"));
      default ->
          throw UserFault.usage(
              "runner.mode '" + mode + "' is unknown; allowed: in-process, container, kubernetes.");
    };
  }

  private String image() {
    return file.value(runner, "image", "RUNNER_IMAGE").orElse("sdd-tool/cli:" + Version.current());
  }

  private Settings.RunnerPlace kubernetes(YamlValue.Mapping jobs) {
    file.allow(jobs, "runner.kubernetes.", KEYS);
    String policy = text(jobs, "pull_policy").orElse("IfNotPresent");
    if (!JobSettings.Image.PULL_POLICIES.contains(policy)) {
      throw UserFault.usage(
          "runner.kubernetes.pull_policy '"
              + policy
              + "' is unknown; allowed: "
              + String.join(", ", JobSettings.Image.PULL_POLICIES)
              + ".");
    }
    var settings =
        new JobSettings(
            text(jobs, "namespace"),
            text(jobs, "callback")
                .map(address -> SettingsFile.uri(address, "runner.kubernetes.callback")),
            new JobSettings.Image(image(), policy, words(jobs, "pull_secrets")),
            limits,
            new JobSettings.Room(
                text(jobs, "cpu").orElse(JobSettings.Room.USUAL_CPU),
                Duration.ofSeconds(
                    SettingsFile.number(
                        text(jobs, "start_seconds")
                            .orElse(String.valueOf(JobSettings.Room.USUAL_START.toSeconds())),
                        "runner.kubernetes.start_seconds",
                        1,
                        LONGEST_START))),
            new JobSettings.Placement(
                texts(jobs, "labels"),
                text(jobs, "service_account").orElse("default"),
                text(jobs, "priority_class"),
                texts(jobs, "node_selector"),
                tolerations(jobs)));
    return new Settings.RunnerPlace.Kubernetes(settings);
  }

  private Optional<String> text(YamlValue.Mapping jobs, String key) {
    return file.value(jobs, key, "RUNNER_KUBERNETES_" + key.toUpperCase(Locale.ROOT));
  }

  private Map<String, String> texts(YamlValue.Mapping jobs, String key) {
    YamlValue.Mapping given = file.mapping(jobs, key);
    var texts = new LinkedHashMap<String, String>();
    given.entries().keySet().forEach(name -> given.text(name).ifPresent(t -> texts.put(name, t)));
    return texts;
  }

  private List<JobSettings.Tolerated> tolerations(YamlValue.Mapping jobs) {
    if (!(jobs.get("tolerations").orElse(new YamlValue.Empty(jobs.line()))
        instanceof YamlValue.Sequence(_, List<YamlValue> items))) {
      return List.of();
    }
    var all = new ArrayList<JobSettings.Tolerated>();
    for (YamlValue item : items) {
      if (!(item instanceof YamlValue.Mapping one)) {
        throw file.fault(item.line(), "a toleration must be a mapping");
      }
      file.allow(
          one, "runner.kubernetes.tolerations.", List.of("key", "operator", "value", "effect"));
      Function<String, String> said = name -> one.text(name).orElse("");
      all.add(
          new JobSettings.Tolerated(
              said.apply("key"),
              said.apply("operator"),
              said.apply("value"),
              said.apply("effect")));
    }
    return all;
  }

  /// Words in a list, or one.
  private static List<String> words(YamlValue.Mapping mapping, String key) {
    return switch (mapping.get(key).orElse(new YamlValue.Empty(mapping.line()))) {
      case YamlValue.Text(_, String one) -> List.of(one);
      case YamlValue.Sequence(_, List<YamlValue> items) ->
          items.stream()
              .flatMap(item ->
                  item instanceof YamlValue.Text(_, String word) ? Stream.of(word) : Stream.of())
              .toList();
      case YamlValue _ -> List.of();
    };
  }
}
