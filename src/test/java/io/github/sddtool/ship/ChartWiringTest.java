package io.github.sddtool.ship;

import static io.github.sddtool.ship.Manifest.POSTGRESQL;
import static io.github.sddtool.ship.Manifest.RUNNER;
import static io.github.sddtool.ship.Manifest.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.github.sddtool.app.Environment;
import io.github.sddtool.app.Settings;
import io.github.sddtool.app.SettingsReader;
import io.github.sddtool.forge.CallLimits;
import io.github.sddtool.forge.WriteBudget;
import io.github.sddtool.store.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the objects of the chart say of each other, and what the server makes of its settings.
class ChartWiringTest {
  private static final Pattern SECRET_FILE = Pattern.compile("/run/secrets/[^\\s\"',\\]]+");

  @TempDir Path folder;

  static List<String> valueSets() {
    return Chart.valueSets();
  }

  // @spec app/installing#REQ-INST-001
  @ParameterizedTest
  @MethodSource("valueSets")
  void theServerAcceptsItsSettings(String values) throws IOException {
    Manifest manifest = Chart.of(values);
    Settings settings = settings(manifest);
    Container server = server(manifest);
    assertThat(settings.server().port()).isEqualTo(server.getPorts().getFirst().getContainerPort());
    assertThat(settings.data()).isEqualTo(Path.of("/data"));
    assertThat(server.getArgs()).containsExactly("--settings", "/etc/sdd/sdd.yaml");
    assertThat(mount(server, "/etc/sdd")).isEqualTo("settings");
    boolean alone =
        !manifest.all(StatefulSet.class).isEmpty() && manifest.all(Deployment.class).isEmpty();
    assertThat(settings.database() instanceof Place.Folder).isEqualTo(alone);
    assertThat(settings.server().runner().clones().most()).isPositive();
  }

  /// Reads what is mounted as the server would, with a file for every secret it names.
  private Settings settings(Manifest manifest) throws IOException {
    String text = manifest.settings();
    Path secrets = folder.resolve("secrets");
    for (String name : SECRET_FILE.matcher(text).results().map(MatchResult::group).toList()) {
      Path file = secrets.resolve(Path.of("/run/secrets").relativize(Path.of(name)));
      Files.createDirectories(file.getParent());
      Files.writeString(file, "user:secret of " + name);
    }
    Path file = folder.resolve("sdd.yaml");
    Files.writeString(file, text.replace("/run/secrets", secrets.toString()));
    Map<String, String> variables =
        server(manifest).getEnv().stream()
            .filter(one -> one.getValue() != null)
            .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    return SettingsReader.read(Optional.of(file), folder, new Environment(variables));
  }

  // @spec app/installing#REQ-INST-005
  @ParameterizedTest
  @MethodSource("valueSets")
  void everySecretThatIsNamedIsMounted(String values) {
    Manifest manifest = Chart.of(values);
    Container server = server(manifest);
    assertThat(SECRET_FILE.matcher(manifest.settings()).results().map(MatchResult::group))
        .allSatisfy(file ->
            assertThat(server.getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .contains(file.substring(0, file.lastIndexOf('/'))));
    assertThat(manifest.pods()).allSatisfy(ChartWiringTest::mountsWhatItHas);
  }

  private static void mountsWhatItHas(PodTemplateSpec pod) {
    PodSpec spec = pod.getSpec();
    assertThat(spec.getContainers().getFirst().getVolumeMounts())
        .extracting(VolumeMount::getName)
        .containsExactlyInAnyOrderElementsOf(
            spec.getVolumes().stream().map(Volume::getName).toList());
    // Only the group of the pod may read them, and nobody write.
    assertThat(spec.getVolumes())
        .filteredOn(volume -> volume.getSecret() != null)
        .allSatisfy(volume -> {
          assertThat(volume.getSecret().getDefaultMode()).isEqualTo(0440);
          assertThat(volume.getSecret().getSecretName()).isNotBlank();
        });
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void portsAndLabelsAgree(String values) {
    Manifest manifest = Chart.of(values);
    PodTemplateSpec server = manifest.pod(SERVER);
    Container container = server.getSpec().getContainers().getFirst();
    int port = container.getPorts().getFirst().getContainerPort();
    assertThat(container.getEnv())
        .filteredOn(one -> one.getName().equals("SDD_SERVER_PORT"))
        .extracting(EnvVar::getValue)
        .containsExactly(String.valueOf(port));
    assertThat(
            Stream.of(
                container.getStartupProbe(),
                container.getLivenessProbe(),
                container.getReadinessProbe()))
        .allMatch(probe -> probe.getHttpGet().getPort().getStrVal().equals("http"));

    Map<String, String> labels = server.getMetadata().getLabels();
    Service service = manifest.the(SERVER, Service.class);
    assertThat(service.getSpec().getPorts().getFirst().getTargetPort().getStrVal())
        .isEqualTo(container.getPorts().getFirst().getName());
    var selectors =
        Stream.concat(
            Stream.of(service.getSpec().getSelector()),
            Stream.of(
                    manifest
                        .of(SERVER, Deployment.class)
                        .map(one -> one.getSpec().getSelector().getMatchLabels()),
                    manifest
                        .of(SERVER, StatefulSet.class)
                        .map(one -> one.getSpec().getSelector().getMatchLabels()),
                    manifest
                        .of(SERVER, PodDisruptionBudget.class)
                        .map(one -> one.getSpec().getSelector().getMatchLabels()),
                    manifest
                        .of(SERVER, NetworkPolicy.class)
                        .map(one -> one.getSpec().getPodSelector().getMatchLabels()))
                .flatMap(Optional::stream));
    assertThat(selectors)
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(selector -> {
          assertThat(labels).containsAllEntriesOf(selector);
          assertThat(selector).containsEntry("app.kubernetes.io/component", SERVER);
        });
    assertThat(manifest.of(SERVER, NetworkPolicy.class).stream())
        .allSatisfy(policy ->
            assertThat(policy.getSpec().getIngress())
                .flatExtracting(rule -> numbers(rule.getPorts()))
                .containsExactly(port));
  }

  @Test
  void theMonitorFindsTheServiceAndItsPort() {
    Manifest manifest = Chart.of("monitoring");
    Service service = manifest.the(SERVER, Service.class);
    var monitor = manifest.the(SERVER, ServiceMonitor.class);
    assertThat(service.getMetadata().getLabels())
        .containsAllEntriesOf(monitor.getSpec().getSelector().getMatchLabels());
    assertThat(monitor.getMetadata().getLabels()).containsEntry("release", "prometheus");
    assertThat(monitor.getSpec().getEndpoints())
        .singleElement()
        .satisfies(endpoint -> {
          assertThat(endpoint.getPath()).isEqualTo("/metrics");
          assertThat(endpoint.getPort())
              .isEqualTo(service.getSpec().getPorts().getFirst().getName());
        });
  }

  // @spec app/installing#REQ-INST-002
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "defaults|53 53 443",
        "monitoring|53 53 443 4318",
        "inner-network|53 53 443 3128 8443 80 22",
        "external-postgresql|53 53 443 6432 5432",
        "replicas|53 53 443 5432",
        "runner-jobs|53 53 443 6443"
      })
  void aServerMayGoWhereItsSettingsSendIt(String values, String ports) {
    var policy = Chart.of(values).the(SERVER, NetworkPolicy.class).getSpec();
    assertThat(policy.getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(policy.getEgress().stream().flatMap(rule -> numbers(rule.getPorts()).stream()))
        .extracting(String::valueOf)
        .containsExactly(ports.split(" "));
  }

  private static List<Integer> numbers(List<NetworkPolicyPort> ports) {
    return ports.stream().map(port -> port.getPort().getIntVal()).toList();
  }

  // @spec app/installing#REQ-INST-002, app/runners#REQ-RUN-005
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"runner-jobs|3000", "runner-jobs-elsewhere|3000 53 53 8080"})
  void aJobReachesTheServerAndNothingElse(String values, String ports) {
    Manifest manifest = Chart.of(values);
    var policy = manifest.the(RUNNER, NetworkPolicy.class).getSpec();
    assertThat(policy.getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(policy.getIngress()).isEmpty();
    assertThat(policy.getEgress().stream().flatMap(rule -> numbers(rule.getPorts()).stream()))
        .extracting(String::valueOf)
        .containsExactly(ports.split(" "));
    assertThat(manifest.pod(SERVER).getMetadata().getLabels())
        .containsAllEntriesOf(
            policy.getEgress().getFirst().getTo().getFirst().getPodSelector().getMatchLabels());
    // The labels by which it is found are those that the server is told to give.
    Map<?, ?> settings = Yaml.documents(manifest.settings()).getFirst();
    Map<?, ?> jobs = Yaml.within(Yaml.within(settings, "runner"), "kubernetes");
    assertThat(Yaml.within(jobs, "labels")).isEqualTo(policy.getPodSelector().getMatchLabels());
    assertThat(manifest.the(SERVER, NetworkPolicy.class).getSpec().getIngress())
        .singleElement()
        .satisfies(rule ->
            assertThat(rule.getFrom())
                .filteredOn(peer -> peer.getPodSelector() != null)
                .extracting(peer -> peer.getPodSelector().getMatchLabels())
                .hasSize(rule.getFrom().isEmpty() ? 0 : 1)
                .allMatch(policy.getPodSelector().getMatchLabels()::equals));
  }

  // @spec app/runners#REQ-RUN-005
  @Test
  void aServerThatMakesJobsIsToldWhatTheyAreMadeOf() {
    assertThat(server(Chart.of("runner-jobs")).getEnv())
        .filteredOn(one -> one.getValueFrom() != null)
        .extracting(one -> one.getName() + " " + one.getValueFrom().getFieldRef().getFieldPath())
        .containsExactly(
            "SDD_POD_IP status.podIP", "SDD_POD_NAME metadata.name", "SDD_POD_UID metadata.uid");
    assertThat(runner("runner-jobs"))
        .containsEntry("mode", "kubernetes")
        .containsEntry("image", server(Chart.of("runner-jobs")).getImage());
    Map<String, Object> elsewhere = runner("runner-jobs-elsewhere");
    assertThat(elsewhere).containsEntry("image", "registry.example.com/sdd-tool/cli:2.0.0");
    assertThat(elsewhere).containsEntry("memory_mib", 2048);
    assertThat(texts(Yaml.within(elsewhere, "kubernetes")))
        .containsEntry("callback", "http://sdd.tools.svc:8080")
        .containsEntry("pull_policy", "IfNotPresent")
        .containsEntry("pull_secrets", List.of("registry-login"))
        .containsEntry("priority_class", "low")
        .containsEntry("node_selector", Map.of("example.com/pool", "assessments"))
        .containsKeys("cpu", "labels", "tolerations");
  }

  private static Map<String, Object> runner(String values) {
    return texts(Yaml.within(Yaml.documents(Chart.of(values).settings()).getFirst(), "runner"));
  }

  private static Map<String, Object> texts(Map<?, ?> mapping) {
    var texts = new HashMap<String, Object>();
    mapping.forEach((key, value) -> texts.put(key.toString(), value));
    return texts;
  }

  // @spec app/installing#REQ-INST-002
  @Test
  void theDatabaseIsReachedByServersOnly() {
    Manifest manifest = Chart.of("replicas");
    var policy = manifest.the(POSTGRESQL, NetworkPolicy.class).getSpec();
    assertThat(policy.getEgress()).isEmpty();
    assertThat(policy.getIngress())
        .singleElement()
        .satisfies(rule -> {
          assertThat(numbers(rule.getPorts())).containsExactly(5432);
          assertThat(manifest.pod(SERVER).getMetadata().getLabels())
              .containsAllEntriesOf(rule.getFrom().getFirst().getPodSelector().getMatchLabels());
        });
    Service service = manifest.the(POSTGRESQL, Service.class);
    assertThat(manifest.pod(POSTGRESQL).getMetadata().getLabels())
        .containsAllEntriesOf(service.getSpec().getSelector())
        .doesNotContainEntry("app.kubernetes.io/component", SERVER);
    assertThat(manifest.settings())
        .contains("jdbc:postgresql://" + service.getMetadata().getName() + ":5432/sdd");
  }

  // @spec app/installing#REQ-INST-005
  @ParameterizedTest
  @ValueSource(strings = {"replicas", "existing-postgresql-secret"})
  void serverAndDatabaseReadTheSamePassword(String values) {
    Manifest manifest = Chart.of(values);
    List<SecretVolumeSource> read =
        manifest
            .pods()
            .flatMap(pod -> pod.getSpec().getVolumes().stream())
            .filter(volume -> volume.getName().equals("database"))
            .map(Volume::getSecret)
            .toList();
    assertThat(read).hasSize(2);
    assertThat(read.getFirst()).isEqualTo(read.getLast());
    assertThat(manifest.all(Secret.class))
        .allSatisfy(made -> {
          assertThat(made.getMetadata().getName()).isEqualTo(read.getFirst().getSecretName());
          assertThat(made.getData())
              .containsOnlyKeys(read.getFirst().getItems().getFirst().getKey());
        });
  }

  // @spec app/installing#REQ-INST-004
  @ParameterizedTest
  @CsvSource({"replicas,3", "external-postgresql,2", "autoscaling,8"})
  void allServersTogetherWriteNoMoreThanOneMay(String values, int servers) throws IOException {
    for (Settings.Forge forge : settings(Chart.of(values)).forges()) {
      switch (forge) {
        case Settings.GitHub(_, _, _, _, _, _, CallLimits limits) ->
            isShare(limits.rate(), WriteBudget.Rate.GITHUB, servers);
        case Settings.GitLab(_, _, _, _, CallLimits limits) ->
            isShare(limits.rate(), WriteBudget.Rate.GITLAB, servers);
      }
    }
  }

  private static void isShare(WriteBudget.Rate rate, WriteBudget.Rate all, int servers) {
    assertThat(rate.minute() * servers).isPositive().isLessThanOrEqualTo(all.minute());
    assertThat(rate.hour() * servers).isLessThanOrEqualTo(all.hour());
    assertThat(rate.hour() > 0).isEqualTo(all.hour() > 0);
  }

  @Test
  void oneServerHasTheUsualLimitsAndThePublicAddressOfItsIngress() throws IOException {
    Settings settings = settings(Chart.of("sqlite"));
    assertThat(settings.server().publicUrl()).hasToString("Optional[https://sdd.example.com]");
    assertThat(settings.forges())
        .singleElement()
        .isInstanceOfSatisfying(
            Settings.GitHub.class,
            forge -> {
              assertThat(forge.limits()).isEqualTo(CallLimits.GITHUB);
              assertThat(forge.appId()).isEqualTo(1_234_567);
            });
    assertThat(settings.server().runner().clones().most() >> 20).isEqualTo(50 * 1024 * 7 / 10);
  }

  private static Container server(Manifest manifest) {
    return manifest.pod(SERVER).getSpec().getContainers().getFirst();
  }

  private static String mount(Container container, String path) {
    return container.getVolumeMounts().stream()
        .filter(mount -> mount.getMountPath().equals(path))
        .map(VolumeMount::getName)
        .findFirst()
        .orElse("");
  }
}
