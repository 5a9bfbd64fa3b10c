package io.github.sddtool.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.pipeline.runner.Limits;
import io.github.sddtool.pipeline.runner.kubernetes.JobSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// @spec engine/incremental#REQ-INC-004
class RunnerSettingsTest {
  @TempDir Path folder;

  private Settings read(String yaml, Map<String, String> environment) throws Exception {
    Files.writeString(folder.resolve("sdd.yaml"), yaml);
    return SettingsReader.read(Optional.empty(), folder, new Environment(environment));
  }

  @Test
  void aServerAssessesOneChangeACoreUnlessItIsToldOtherwise() throws Exception {
    Settings.Runner usual = read("server: {port: 0}\n", Map.of()).server().runner();
    assertThat(usual).isEqualTo(Settings.Runner.usual());
    assertThat(usual.parallel())
        .isEqualTo(Math.min(64, Runtime.getRuntime().availableProcessors()));
  }

  @Test
  void theFileSaysHowMuchAndAVariableWins() throws Exception {
    String yaml = "runner: {parallel: 3, facts_mib: 10, surveys_mib: 20}\n";
    assertThat(read(yaml, Map.of()).server().runner()).isEqualTo(new Settings.Runner(3, 10, 20));
    assertThat(read(yaml, Map.of("SDD_RUNNER_FACTS_MIB", "7")).server().runner())
        .isEqualTo(new Settings.Runner(3, 7, 20));
  }

  @ParameterizedTest
  @CsvSource({
    "parallel,0",
    "parallel,65",
    "parallel,many",
    "facts_mib,-1",
    "surveys_mib,99999",
    "free_mib,-1",
    "timeout_seconds,0",
    "memory_mib,127",
    "clones_mib,all"
  })
  void aBoundOutOfRangeIsNamedWithItsRange(String key, String value) {
    assertThatThrownBy(() -> read("runner: {" + key + ": " + value + "}\n", Map.of()))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("runner." + key)
        .hasMessageContaining("'" + value + "'");
  }

  // @spec app/runners#REQ-RUN-004
  @Test
  void assessmentsRunInContainersWhereTheFileSaysSo() throws Exception {
    String yaml =
        "runner: {mode: container, command: [podman, --remote], options: ['--env=A=1,2'], image: 'x/cli:1', timeout_seconds: 9, memory_mib: 512}\n";
    Settings.Runner runner = read(yaml, Map.of()).server().runner();
    assertThat(runner.place())
        .isEqualTo(
            new Settings.RunnerPlace.Container(
                List.of("podman", "--remote"), List.of("--env=A=1,2"), "x/cli:1"));
    assertThat(runner.limits()).isEqualTo(new Limits(Duration.ofSeconds(9), 512));
    var usual =
        (Settings.RunnerPlace.Container)
            read("runner: {mode: container, command: docker}\n", Map.of())
                .server()
                .runner()
                .place();
    assertThat(usual.image()).isEqualTo("sdd-tool/cli:" + Version.current());
    assertThatThrownBy(() -> read("runner: {mode: container}\n", Map.of("PATH", "/nonexistent")))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("podman");
    assertThatThrownBy(() -> read("runner: {mode: vm}\n", Map.of()))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("'vm'")
        .hasMessageContaining("in-process, container, kubernetes");
  }

  // @spec app/runners#REQ-RUN-005
  @Test
  void assessmentsRunInJobsWhereTheFileSaysSo() throws Exception {
    String yaml =
        """
        runner:
          mode: kubernetes
          memory_mib: 2048
          kubernetes:
            namespace: tools
            callback: http://sdd.tools.svc:8080
            labels: {team: specs}
            tolerations: [{key: ci, operator: Exists}]
        """;
    Settings.Runner runner =
        read(yaml, Map.of("SDD_RUNNER_KUBERNETES_CPU", "500m")).server().runner();
    JobSettings jobs = ((Settings.RunnerPlace.Kubernetes) runner.place()).jobs();
    assertThat(jobs.namespace()).contains("tools");
    assertThat(jobs.room().cpu()).isEqualTo("500m");
    assertThat(jobs.placement().labels()).containsEntry("team", "specs");
    assertThat(jobs.placement().tolerations())
        .containsExactly(new JobSettings.Tolerated("ci", "Exists", "", ""));
    assertThat(jobs.limits()).isEqualTo(runner.limits());
    assertThat(jobs.limits().memoryMiB()).isEqualTo(2048);
    assertThatThrownBy(
            () -> read("runner: {mode: kubernetes, kubernetes: {pull_policy: Often}}\n", Map.of()))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("'Often'")
        .hasMessageContaining("Always, IfNotPresent, Never");
    assertThatThrownBy(() -> read("runner: {kubernetes: {name: x}, mode: kubernetes}\n", Map.of()))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("runner.kubernetes.name");
  }

  @Test
  void anotherPortLeavesTheBoundsAlone() {
    var server = new Settings.Server("127.0.0.1", 1, new Settings.Runner(3, 10, 20));
    assertThat(server.at(2)).isEqualTo(new Settings.Server("127.0.0.1", 2, server.runner()));
  }

  @Test
  void theMetricsShowTheBoundsAndWhatIsRemembered() throws Exception {
    var server = new Settings.Server("127.0.0.1", 0, new Settings.Runner(3, 10, 20));
    List<Forge> none = List.of();
    try (App app =
            App.start(App.Parts.of(server, folder.resolve("data"), none), Clock.systemUTC());
        HttpClient client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + "/metrics")).build();
      String metrics = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      assertThat(metrics)
          .contains("sdd_runner_parallel 3.0")
          .contains("sdd_memory_bytes{of=\"facts\"} 0.0")
          .contains("sdd_memory_budget_bytes{of=\"facts\"} 1.048576E7")
          .contains("sdd_memory_budget_bytes{of=\"surveys\"} 2.097152E7")
          .contains("sdd_facts_asked_total{outcome=\"known\"} 0.0")
          .contains("sdd_facts_asked_total{outcome=\"read\"} 0.0");
    }
  }
}
