package io.github.sddtool.ship;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the chart makes of values, each object read strictly as its kind.
record Manifest(String text, List<HasMetadata> objects) {
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.ofEntries(
          Map.entry("v1 ConfigMap", ConfigMap.class),
          Map.entry("v1 PersistentVolumeClaim", PersistentVolumeClaim.class),
          Map.entry("v1 ResourceQuota", ResourceQuota.class),
          Map.entry("v1 Secret", Secret.class),
          Map.entry("v1 Service", Service.class),
          Map.entry("v1 ServiceAccount", ServiceAccount.class),
          Map.entry("apps/v1 Deployment", Deployment.class),
          Map.entry("apps/v1 StatefulSet", StatefulSet.class),
          Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
          Map.entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class),
          Map.entry("networking.k8s.io/v1 Ingress", Ingress.class),
          Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
          Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("rbac.authorization.k8s.io/v1 Role", Role.class),
          Map.entry("rbac.authorization.k8s.io/v1 RoleBinding", RoleBinding.class));

  static final String SERVER = "server";
  static final String POSTGRESQL = "postgresql";
  static final String RUNNER = "runner";

  static Manifest read(String text) {
    return new Manifest(text, Yaml.documents(text).stream().map(Manifest::object).toList());
  }

  private static HasMetadata object(Map<?, ?> document) {
    String kind = document.get("apiVersion") + " " + document.get("kind");
    Class<? extends HasMetadata> type = KINDS.get(kind);
    if (type == null) {
      throw new IllegalArgumentException("The kind '" + kind + "' is unknown.");
    }
    return Yaml.as(type, document);
  }

  <T extends HasMetadata> List<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// The object of a kind that belongs to a component.
  <T extends HasMetadata> Optional<T> of(String component, Class<T> kind) {
    return all(kind).stream()
        .filter(object -> component.equals(label(object, "app.kubernetes.io/component")))
        .findFirst();
  }

  <T extends HasMetadata> T the(String component, Class<T> kind) {
    return of(component, kind)
        .orElseThrow(() ->
            new AssertionError("There is no " + kind.getSimpleName() + " of the " + component));
  }

  static String label(HasMetadata object, String name) {
    return object.getMetadata().getLabels().getOrDefault(name, "");
  }

  /// The pods of both kinds of workload.
  Stream<PodTemplateSpec> pods() {
    return Stream.concat(
        all(Deployment.class).stream().map(one -> one.getSpec().getTemplate()),
        all(StatefulSet.class).stream().map(one -> one.getSpec().getTemplate()));
  }

  PodTemplateSpec pod(String component) {
    return pods()
        .filter(pod ->
            component.equals(pod.getMetadata().getLabels().get("app.kubernetes.io/component")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no pod of the " + component));
  }

  /// The server's settings, as they will be mounted.
  String settings() {
    return the(SERVER, ConfigMap.class).getData().getOrDefault("sdd.yaml", "");
  }
}
