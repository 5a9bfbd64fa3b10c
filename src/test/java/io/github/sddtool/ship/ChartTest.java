package io.github.sddtool.ship;

import static io.github.sddtool.ship.Manifest.POSTGRESQL;
import static io.github.sddtool.ship.Manifest.RUNNER;
import static io.github.sddtool.ship.Manifest.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the chart makes of each set of values in its folder `ci`.
class ChartTest {
  private static final String DATABASE = Chart.NAME + "-postgresql";

  static List<String> valueSets() {
    return Chart.valueSets();
  }

  // @spec app/installing#REQ-INST-001
  @Test
  void helmFindsNothingToComplainOf() {
    var lint = Chart.lint();
    assertThat(lint.isFailed()).isFalse();
    assertThat(lint.getMessages()).noneMatch(one -> one.contains("[WARNING]"));
    assertThat(valueSets()).hasSizeGreaterThanOrEqualTo(12).contains("seed", "defaults");
  }

  // @spec app/installing#REQ-INST-001
  @ParameterizedTest
  @MethodSource("valueSets")
  void everyObjectIsOneThatKubernetesKnows(String values) {
    Manifest manifest = Chart.of(values);
    assertThat(manifest.objects()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(manifest.objects())
        .extracting(one -> one.getKind() + " " + one.getMetadata().getName())
        .doesNotHaveDuplicates();
    assertThat(manifest.objects()).allSatisfy(ChartTest::isNamedAndLabelled);
    // What YAML 1.1 reads otherwise than YAML 1.2.
    assertThat(manifest.text()).doesNotContainPattern("(?m): (yes|no|on|off|y|n|0[0-9]+)$");
  }

  private static void isNamedAndLabelled(HasMetadata object) {
    assertThat(object.getMetadata().getName()).matches("[a-z][-a-z0-9]{0,62}");
    assertThat(object.getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/instance", "sdd")
        .containsEntry("app.kubernetes.io/version", Product.version())
        .containsKeys("app.kubernetes.io/name", "helm.sh/chart")
        .hasEntrySatisfying(
            "app.kubernetes.io/component", one -> assertThat(one).isIn(SERVER, POSTGRESQL, RUNNER));
  }

  @Test
  void aLongNameOfAReleaseLeavesRoomForWhatIsHungOntoIt() {
    Manifest manifest = Chart.named("a".repeat(53), "replicas");
    assertThat(manifest.objects())
        .allSatisfy(one -> assertThat(one.getMetadata().getName()).hasSizeLessThanOrEqualTo(63));
    // The label with a revision of a stateful set is eleven longer than its name.
    assertThat(manifest.the(POSTGRESQL, StatefulSet.class).getMetadata().getName())
        .hasSizeLessThanOrEqualTo(52);
  }

  // @spec app/installing#REQ-INST-003
  @ParameterizedTest
  @MethodSource("valueSets")
  void everyPodMeetsTheStandardForRestrictedPods(String values) {
    assertThat(Chart.of(values).pods()).isNotEmpty().allSatisfy(pod -> isRestricted(pod.getSpec()));
  }

  private static void isRestricted(PodSpec pod) {
    assertThat(pod.getHostNetwork()).isNull();
    assertThat(pod.getHostPID()).isNull();
    assertThat(pod.getHostIPC()).isNull();
    assertThat(pod.getVolumes()).noneMatch(volume -> volume.getHostPath() != null);
    var all = pod.getSecurityContext();
    assertThat(all.getRunAsNonRoot()).isTrue();
    assertThat(all.getRunAsUser()).isPositive();
    assertThat(all.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getInitContainers()).isEmpty();
    assertThat(pod.getContainers())
        .hasSize(1)
        .allSatisfy(container -> {
          var own = container.getSecurityContext();
          assertThat(own.getAllowPrivilegeEscalation()).isFalse();
          assertThat(own.getReadOnlyRootFilesystem()).isTrue();
          assertThat(own.getPrivileged()).isNull();
          assertThat(own.getRunAsUser()).isNull();
          assertThat(own.getCapabilities().getDrop()).containsExactly("ALL");
          assertThat(own.getCapabilities().getAdd()).isEmpty();
        });
  }

  // @spec app/installing#REQ-INST-003
  @ParameterizedTest
  @MethodSource("valueSets")
  void onlyAServerThatMakesJobsMayAskTheCluster(String values) {
    Manifest manifest = Chart.of(values);
    boolean jobs = values.startsWith("runner-jobs");
    assertThat(manifest.pod(SERVER).getSpec().getAutomountServiceAccountToken()).isEqualTo(jobs);
    assertThat(manifest.all(ServiceAccount.class))
        .allMatch(account -> account.getAutomountServiceAccountToken() == jobs);
    assertThat(manifest.all(Role.class)).hasSize(jobs ? 1 : 0);
    assertThat(manifest.all(RoleBinding.class)).hasSize(jobs ? 1 : 0);
    // Variables of a service named sdd-server would be taken for settings.
    assertThat(manifest.pods()).allMatch(pod -> !pod.getSpec().getEnableServiceLinks());
  }

  // @spec app/installing#REQ-INST-003, app/runners#REQ-RUN-005
  @Test
  void aServerThatMakesJobsMayDoThatAndNoMore() {
    Manifest manifest = Chart.of("runner-jobs");
    assertThat(manifest.the(SERVER, Role.class).getRules())
        .extracting(PolicyRule::getResources, PolicyRule::getVerbs)
        .containsExactly(
            tuple(List.of("jobs"), List.of("create", "get", "list", "delete")),
            tuple(List.of("pods", "events"), List.of("list")));
    assertThat(manifest.the(SERVER, RoleBinding.class).getSubjects())
        .extracting(one -> one.getKind() + " " + one.getName() + " " + one.getNamespace())
        .containsExactly("ServiceAccount " + Chart.NAME + " tools");
    assertThat(manifest.the(SERVER, ResourceQuota.class).getSpec().getHard())
        .containsOnlyKeys("count/jobs.batch");
    assertThat(manifest.settings()).contains("mode: kubernetes");
  }

  // @spec app/installing#REQ-INST-004
  @Test
  void onSqliteThereIsOneServerWithAVolumeThatStays() {
    Manifest manifest = Chart.of("sqlite");
    var server = manifest.the(SERVER, StatefulSet.class);
    assertThat(server.getSpec().getReplicas()).isEqualTo(1);
    assertThat(manifest.all(Deployment.class)).isEmpty();
    var claim = manifest.the(SERVER, PersistentVolumeClaim.class);
    assertThat(claim.getMetadata().getAnnotations())
        .containsEntry("helm.sh/resource-policy", "keep");
    assertThat(claim.getSpec().getResources().getRequests().get("storage")).hasToString("50Gi");
    assertThat(claim.getSpec().getAccessModes()).containsExactly("ReadWriteOncePod");
    assertThat(server.getSpec().getTemplate().getSpec().getVolumes())
        .filteredOn(volume -> volume.getPersistentVolumeClaim() != null)
        .extracting(volume -> volume.getPersistentVolumeClaim().getClaimName())
        .containsExactly(claim.getMetadata().getName());
  }

  // @spec app/installing#REQ-INST-004
  @ParameterizedTest
  @ValueSource(strings = {"seed", "replicas", "external-postgresql", "autoscaling", "scheduling"})
  void onPostgresqlServersReplaceEachOtherOneByOne(String values) {
    Manifest manifest = Chart.of(values);
    var rolling = manifest.the(SERVER, Deployment.class).getSpec().getStrategy().getRollingUpdate();
    assertThat(rolling.getMaxUnavailable().getIntVal()).isZero();
    assertThat(manifest.of(SERVER, PersistentVolumeClaim.class)).isEmpty();
    var budget = manifest.the(SERVER, PodDisruptionBudget.class).getSpec();
    assertThat(budget.getMaxUnavailable().getIntVal()).isEqualTo(1);
    assertThat(manifest.pod(SERVER).getSpec().getTopologySpreadConstraints()).hasSize(1);
  }

  @Test
  void valuesOfTheFirstDescriptionMeanWhatTheySay() {
    Manifest manifest = Chart.of("seed");
    var server = manifest.the(SERVER, Deployment.class).getSpec();
    assertThat(server.getReplicas()).isEqualTo(3);
    assertThat(server.getTemplate().getSpec().getContainers().getFirst().getResources())
        .satisfies(resources ->
            assertThat(resources.getRequests()).hasToString("{cpu=500m, memory=512Mi}"));
    assertThat(
            manifest
                .the(POSTGRESQL, PersistentVolumeClaim.class)
                .getSpec()
                .getResources()
                .getRequests()
                .get("storage"))
        .hasToString("100Gi");
    assertThat(manifest.the(SERVER, Ingress.class).getSpec().getTls())
        .extracting(tls -> tls.getHosts().getFirst(), tls -> tls.getSecretName())
        .containsExactly(tuple("sdd.company.com", Chart.NAME + "-tls"));
    assertThat(manifest.text()).doesNotContainIgnoringCase("elasticsearch");
    assertThat(Chart.notes("seed"))
        .contains("needs no Elasticsearch", "3 servers", "No forge is configured yet");
    assertThat(Chart.notes("sqlite"))
        .contains("https://sdd.example.com/webhooks/github", "SQLite, on the claim")
        .doesNotContain("Elasticsearch", "No forge");
  }

  @Test
  void anAutoscalerDecidesAloneHowManyThereAre() {
    Manifest manifest = Chart.of("autoscaling");
    assertThat(manifest.the(SERVER, Deployment.class).getSpec().getReplicas()).isNull();
    var scaler = manifest.the(SERVER, HorizontalPodAutoscaler.class).getSpec();
    assertThat(List.of(scaler.getMinReplicas(), scaler.getMaxReplicas())).containsExactly(2, 8);
    assertThat(scaler.getScaleTargetRef().getName())
        .isEqualTo(manifest.the(SERVER, Deployment.class).getMetadata().getName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"defaults", "sqlite", "stopped"})
  void oneServerOrNoneHasNothingThatSeveralNeed(String values) {
    Manifest manifest = Chart.of(values);
    assertThat(manifest.all(PodDisruptionBudget.class)).isEmpty();
    assertThat(manifest.all(HorizontalPodAutoscaler.class)).isEmpty();
    assertThat(manifest.pod(SERVER).getSpec().getTopologySpreadConstraints()).isEmpty();
  }

  // @spec app/installing#REQ-INST-002
  @Test
  void theInternetReachesWebhooksAndReportsOnly() {
    assertThat(paths("seed")).containsExactly("/webhooks/", "/reports/");
    assertThat(paths("setup")).containsExactly("/webhooks/", "/reports/", "/setup/");
    assertThat(Chart.of("defaults").all(Ingress.class)).isEmpty();
  }

  private static Stream<String> paths(String values) {
    return Chart.of(values).the(SERVER, Ingress.class).getSpec().getRules().stream()
        .flatMap(rule -> rule.getHttp().getPaths().stream())
        .map(HTTPIngressPath::getPath);
  }

  // @spec app/installing#REQ-INST-005
  @ParameterizedTest
  @MethodSource("valueSets")
  void secretsAreMountedAndNeverWrittenDown(String values) {
    Manifest manifest = Chart.of(values);
    assertThat(manifest.pods().flatMap(pod -> pod.getSpec().getContainers().stream()))
        .allSatisfy(container ->
            assertThat(container.getEnv())
                .filteredOn(one -> one.getName().matches(".*(PASSWORD|SECRET|TOKEN|KEY).*"))
                .extracting(EnvVar::getValue)
                .allMatch(value -> value.startsWith("/run/secrets/")));
    // The one secret that the chart makes itself stands in its Secret, and there once.
    List<String> made =
        manifest.all(Secret.class).stream()
            .flatMap(one -> one.getData().values().stream())
            .toList();
    assertThat(made)
        .hasSizeLessThanOrEqualTo(1)
        .allSatisfy(base64 -> {
          String password = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
          assertThat(password).matches("[a-zA-Z0-9]{40}");
          assertThat(manifest.text().split(base64, -1)).hasSize(2);
          assertThat(manifest.text()).doesNotContain(password);
        });
  }

  // @spec app/installing#REQ-INST-005
  @Test
  void thePasswordIsMadeOnceAndThenKept() {
    String first = password(Chart.with("replicas", Map.of()));
    assertThat(first).isNotEqualTo(password(Chart.with("replicas", Map.of())));
    Cluster.running().keep(DATABASE, "kept since the first release");
    try {
      assertThat(password(Chart.with("replicas", Map.of())))
          .isEqualTo("kept since the first release");
    } finally {
      Cluster.running().forget(DATABASE);
    }
    assertThat(Chart.of("existing-postgresql-secret").all(Secret.class)).isEmpty();
  }

  private static String password(Manifest manifest) {
    var data = manifest.the(POSTGRESQL, Secret.class).getData();
    return new String(Base64.getDecoder().decode(data.get("password")), StandardCharsets.UTF_8);
  }

  @Test
  void aChangeOfTheSettingsReplacesThePodsAndNothingElseDoes() {
    Map<String, ?> quiet = Map.of("sdd.settings.runner.quiet_seconds", 3);
    assertThat(annotations("sqlite", quiet)).isNotEqualTo(annotations("sqlite", Map.of()));
    Map<String, ?> port = Map.of("sdd.service.port", 8080);
    assertThat(annotations("sqlite", port)).isEqualTo(annotations("sqlite", Map.of()));
  }

  private static Map<String, String> annotations(String values, Map<String, ?> changed) {
    return Chart.with(values, changed).pod(SERVER).getMetadata().getAnnotations();
  }

  // @spec app/installing#REQ-INST-004
  @Test
  void aServerIsGivenTheTimeToFinish() {
    PodSpec pod = Chart.on("1.33.0", "replicas").pod(SERVER).getSpec();
    long pause = pod.getContainers().getFirst().getLifecycle().getPreStop().getSleep().getSeconds();
    assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(30 + pause);
    // Older clusters do not know the pause, and would refuse it.
    PodSpec older = Chart.on("1.29.4", "replicas").pod(SERVER).getSpec();
    assertThat(older.getContainers().getFirst().getLifecycle()).isNull();
  }
}
