package io.github.sddtool.ship;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The chart, rendered by Helm itself: the release `sdd` in the namespace `tools`.
final class Chart {
  static final Path FOLDER = Path.of("charts/sdd-tool");

  /// A release is called so in what is rendered.
  static final String NAME = "sdd-sdd-tool";

  private static final String CLUSTER_VERSION = "1.33.0";
  private static final Map<String, Manifest> RENDERED = new ConcurrentHashMap<>();

  private Chart() {}

  /// The names of the sets of values in `ci`.
  static List<String> valueSets() {
    try (var files = Files.list(FOLDER.resolve("ci"))) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("[.]yaml$", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What a set of values comes to.
  static Manifest of(String valueSet) {
    return RENDERED.computeIfAbsent(valueSet, name -> with(name, Map.of()));
  }

  /// The same with some values changed, as `--set` does it.
  static Manifest with(String valueSet, Map<String, ?> changed) {
    return render(valueSet, changed, "sdd", CLUSTER_VERSION);
  }

  /// The default values with some changed.
  static Manifest with(Map<String, ?> changed) {
    return with("defaults", changed);
  }

  static Manifest on(String clusterVersion, String valueSet) {
    return render(valueSet, Map.of(), "sdd", clusterVersion);
  }

  static Manifest named(String release, String valueSet) {
    return render(valueSet, Map.of(), release, CLUSTER_VERSION);
  }

  private static Manifest render(
      String valueSet, Map<String, ?> changed, String release, String clusterVersion) {
    Cluster.running();
    var template =
        new Helm(FOLDER)
            .template()
            .withName(release)
            .withNamespace("tools")
            .withKubeVersion(clusterVersion)
            .withValuesFile(file(valueSet));
    changed.forEach(template::set);
    return Manifest.read(template.call());
  }

  /// What whoever installs it is told.
  static String notes(String valueSet) {
    String output =
        new Helm(FOLDER)
            .install()
            .withName("sdd")
            .withNamespace("tools")
            .clientOnly()
            .dryRun()
            .withDryRunOption(DryRun.CLIENT)
            .withKubeVersion(CLUSTER_VERSION)
            .withValuesFile(file(valueSet))
            .call()
            .getOutput();
    return output.substring(output.indexOf("NOTES:"));
  }

  static LintResult lint() {
    return new Helm(FOLDER).lint().strict().call();
  }

  static Path file(String valueSet) {
    return FOLDER.resolve("ci").resolve(valueSet + ".yaml");
  }
}
