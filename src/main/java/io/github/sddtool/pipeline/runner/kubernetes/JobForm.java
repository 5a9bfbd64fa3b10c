package io.github.sddtool.pipeline.runner.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.github.sddtool.pipeline.runner.Limits;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

// @spec app/runners#REQ-RUN-005
/// What a Job looks like: one pod, once, without rights, and nothing of it that stays.
final class JobForm {
  /// By these our Jobs and their pods are told from all others.
  static final Map<String, String> LABELS =
      Map.of("app.kubernetes.io/managed-by", "sdd-tool", "app.kubernetes.io/component", "runner");

  /// Whose they are.
  static final String INSTANCE = "sdd-tool/server";

  /// Which run a pod belongs to.
  static final String RUN = "sdd-tool/run";

  /// The variable with the address of the errand, which holds its token.
  static final String ERRAND = "SDD_ERRAND";

  private static final String CONTAINER = "judge";
  private static final String WORK = "/work";
  private static final long USER = 10_001;
  private static final int LONGEST_LABEL = 63;

  /// When the server is gone, what ended is deleted after this by the cluster itself.
  private static final Duration KEPT = Duration.ofMinutes(2);

  private static final List<String> COMMAND =
      List.of(
          "/opt/sdd/java/bin/java",
          "-XX:SharedArchiveFile=/opt/sdd/server.jsa",
          "@/opt/sdd/command.options",
          "-XX:MaxRAMPercentage=60",
          "-cp",
          "/opt/sdd/sdd.jar",
          "io.github.sddtool.Main");

  private final JobSettings settings;
  private final Self self;

  JobForm(JobSettings settings, Self self) {
    this.settings = settings;
    this.self = self;
  }

  /// What selects the Jobs of this server.
  Map<String, String> own() {
    var labels = new HashMap<>(LABELS);
    labels.put(INSTANCE, label(self.instance()));
    return Map.copyOf(labels);
  }

  /// The end of a name tells pods apart.
  private static String label(String name) {
    String end = name.substring(Math.max(0, name.length() - LONGEST_LABEL));
    return end.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[._-]+|[._-]+$", "");
  }

  /// @param errand where its pod finds its order
  /// @param clone how many bytes the clone has
  Job job(String name, String errand, long clone) {
    Limits limits = settings.limits();
    return new JobBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(settings.placement().labels())
        .addToLabels(own())
        .withOwnerReferences(owners())
        .endMetadata()
        .withNewSpec()
        .withBackoffLimit(0)
        .withCompletions(1)
        .withParallelism(1)
        // Also ends one that waits, and one whose server is gone.
        .withActiveDeadlineSeconds(settings.room().start().plus(limits.time()).toSeconds())
        .withTtlSecondsAfterFinished(Math.toIntExact(KEPT.toSeconds()))
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(settings.placement().labels())
        .addToLabels(own())
        .addToLabels(RUN, name)
        .endMetadata()
        .withSpec(pod(errand, clone))
        .endTemplate()
        .endSpec()
        .build();
  }

  private List<OwnerReference> owners() {
    return self.uid().stream()
        .map(uid ->
            new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Pod")
                .withName(self.instance())
                .withUid(uid)
                .build())
        .toList();
  }

  private PodSpec pod(String errand, long clone) {
    JobSettings.Placement placement = settings.placement();
    PodSpecBuilder pod =
        new PodSpecBuilder()
            .withRestartPolicy("Never")
            // Counted from when a machine has taken it on.
            .withActiveDeadlineSeconds(settings.limits().time().toSeconds())
            .withTerminationGracePeriodSeconds(1L)
            .withServiceAccountName(placement.serviceAccount())
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withSecurityContext(security())
            .withImagePullSecrets(
                settings.image().pullSecrets().stream().map(LocalObjectReference::new).toList())
            .withNodeSelector(placement.nodeSelector())
            .withTolerations(placement.tolerations().stream().map(JobForm::toleration).toList())
            .withContainers(container(errand))
            .addNewVolume()
            .withName("tmp")
            .withEmptyDir(new EmptyDirVolumeSource(null, mebibytes(512)))
            .endVolume()
            .addNewVolume()
            .withName("work")
            // What is fetched is packed anew, and never larger than what there is.
            .withEmptyDir(new EmptyDirVolumeSource(null, mebibytes(256 + 2 * (clone >> 20))))
            .endVolume();
    placement.priorityClass().ifPresent(pod::withPriorityClassName);
    return pod.build();
  }

  private static PodSecurityContext security() {
    return new PodSecurityContextBuilder()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .build();
  }

  private Container container(String errand) {
    JobSettings.Image image = settings.image();
    Map<String, Quantity> limits =
        Map.of(
            "memory",
            mebibytes(settings.limits().memoryMiB()),
            "cpu",
            Quantity.parse(settings.room().cpu()));
    return new ContainerBuilder()
        .withName(CONTAINER)
        .withImage(image.name())
        .withImagePullPolicy(image.pullPolicy())
        .withCommand(COMMAND)
        .withArgs("judge", "-C", WORK)
        .withWorkingDir(WORK)
        .addNewEnv()
        .withName(ERRAND)
        .withValue(errand)
        .endEnv()
        .withNewResources()
        .withLimits(limits)
        .withRequests(limits)
        .endResources()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        // What it logged last then stands in its status, and nobody has to read logs.
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath("/tmp")
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("work")
        .withMountPath(WORK)
        .endVolumeMount()
        .build();
  }

  private static Quantity mebibytes(long count) {
    return new Quantity(count + "Mi");
  }

  private static Toleration toleration(JobSettings.Tolerated tolerated) {
    var toleration = new Toleration();
    toleration.setKey(given(tolerated.key()));
    toleration.setOperator(given(tolerated.operator()));
    toleration.setValue(given(tolerated.value()));
    toleration.setEffect(given(tolerated.effect()));
    return toleration;
  }

  private static @Nullable String given(String text) {
    return text.isEmpty() ? null : text;
  }

  /// Where a run's pod finds everything.
  static String errand(URI home, String token) {
    String base = home.toString();
    return (base.endsWith("/") ? base : base + "/") + "errands/" + token;
  }
}
