package io.github.sddtool.pipeline.runner.kubernetes;

import io.github.sddtool.pipeline.runner.Limits;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the operator says of the Jobs in which changes are assessed.
///
/// @param namespace where they are made; without one where the server's pod is
/// @param callback where their pods reach the server; without one at its pod's address
/// @param limits of one run, from when its pod runs
public record JobSettings(
    Optional<String> namespace,
    Optional<URI> callback,
    Image image,
    Limits limits,
    Room room,
    Placement placement) {

  /// What runs in them: an image of this program, of the server's version.
  ///
  /// @param pullPolicy `Always`, `IfNotPresent` or `Never`
  /// @param pullSecrets names of Secrets with logins of a registry
  public record Image(String name, String pullPolicy, List<String> pullSecrets) {
    /// What a pull policy may be.
    public static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");

    public Image {
      pullSecrets = List.copyOf(pullSecrets);
    }

    /// An image that anybody may pull.
    public static Image of(String name) {
      return new Image(name, "IfNotPresent", List.of());
    }
  }

  /// What the cluster has to have free for one of them.
  ///
  /// @param cpu how much of a processor, in the words of Kubernetes
  /// @param start how long it may take until its pod runs
  public record Room(String cpu, Duration start) {
    /// One processor.
    public static final String USUAL_CPU = "1";

    /// Long enough for a cluster that brings up a machine first.
    public static final Duration USUAL_START = Duration.ofMinutes(5);
  }

  /// Where their pods run, and as whom.
  ///
  /// @param labels what else they are labelled with, so that rules of the cluster find them
  /// @param serviceAccount whose token they are not given
  public record Placement(
      Map<String, String> labels,
      String serviceAccount,
      Optional<String> priorityClass,
      Map<String, String> nodeSelector,
      List<Tolerated> tolerations) {
    /// Anywhere.
    public static final Placement ANYWHERE =
        new Placement(Map.of(), "default", Optional.empty(), Map.of(), List.of());

    public Placement {
      labels = Map.copyOf(labels);
      nodeSelector = Map.copyOf(nodeSelector);
      tolerations = List.copyOf(tolerations);
    }
  }

  /// A taint that their pods tolerate; empty texts say nothing, as in Kubernetes.
  public record Tolerated(String key, String operator, String value, String effect) {}
}
