package io.github.sddtool.app;

import io.github.sddtool.pipeline.runner.Limits;
import io.github.sddtool.source.git.CloneBudget;
import io.github.sddtool.spec.yaml.YamlValue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Reads how much work the server does at a time, and where: `runner` of the settings.
///
/// @param file that the settings stand in
/// @param runner what the file says under `runner`
record RunnerReader(SettingsFile file, YamlValue.Mapping runner) {
  private static final int LONGEST_QUIET = 600;
  private static final int MOST_MIB = 65_536;
  private static final int LEAST_MEMORY = 128;
  private static final int LONGEST_RUN = 86_400;

  Settings.Runner read() {
    file.allow(
        runner,
        "runner.",
        List.of(
            "mode",
            "timeout_seconds",
            "memory_mib",
            "image",
            "command",
            "options",
            "kubernetes",
            "parallel",
            "facts_mib",
            "surveys_mib",
            "quiet_seconds",
            "clones_mib",
            "free_mib"));
    Settings.Runner usual = Settings.Runner.usual();
    String parallel =
        file.value(runner, "parallel", "RUNNER_PARALLEL").orElse(String.valueOf(usual.parallel()));
    var limits =
        new Limits(
            Duration.ofSeconds(
                SettingsFile.number(
                    file.value(runner, "timeout_seconds", "RUNNER_TIMEOUT_SECONDS")
                        .orElse(String.valueOf(usual.limits().time().toSeconds())),
                    "runner.timeout_seconds",
                    1,
                    LONGEST_RUN)),
            SettingsFile.number(
                file.value(runner, "memory_mib", "RUNNER_MEMORY_MIB")
                    .orElse(String.valueOf(usual.limits().memoryMiB())),
                "runner.memory_mib",
                LEAST_MEMORY,
                MOST_MIB));
    return new Settings.Runner(
        SettingsFile.number(parallel, "runner.parallel", 1, Settings.Runner.MOST_PARALLEL),
        mebibytes("facts_mib", usual.factsMiB(), MOST_MIB),
        mebibytes("surveys_mib", usual.surveysMiB(), MOST_MIB),
        Duration.ofSeconds(
            SettingsFile.number(
                file.value(runner, "quiet_seconds", "RUNNER_QUIET_SECONDS")
                    .orElse(String.valueOf(usual.quiet().toSeconds())),
                "runner.quiet_seconds",
                LONGEST_QUIET)),
        new CloneBudget(
            diskBytes("clones_mib", usual.clones().most()),
            diskBytes("free_mib", usual.clones().free())),
        limits,
        new RunnerPlaceReader(file, runner, limits).place());
  }

  private long diskBytes(String key, long usual) {
    return (long) mebibytes(key, Math.toIntExact(usual >> 20), Integer.MAX_VALUE) << 20;
  }

  private int mebibytes(String key, int usual, int most) {
    return SettingsFile.number(
        file.value(runner, key, "RUNNER_" + key.toUpperCase(Locale.ROOT))
            .orElse(String.valueOf(usual)),
        "runner." + key,
        most);
  }
}
