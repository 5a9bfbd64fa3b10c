package io.github.sddtool.pipeline.runner.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.github.sddtool.pipeline.runner.Limits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How far a Job has come, as its and its pod's status tell.
sealed interface Sight {
  /// Its pod does not run yet, and may soon.
  ///
  /// @param why in the cluster's words; empty where it says nothing
  record Coming(String why) implements Sight {}

  /// Its pod will not run until somebody does something.
  record Stuck(String why) implements Sight {}

  /// It runs.
  record Running() implements Sight {}

  /// It runs no more, and an answer that is not here will not come.
  record Over(String reason) implements Sight {}

  /// What time does not heal.
  Set<String> STUCK =
      Set.of(
          "ImagePullBackOff",
          "ImageInspectError",
          "ErrImageNeverPull",
          "InvalidImageName",
          "CreateContainerConfigError",
          "CreateContainerError",
          "RunContainerError");

  /// What there is to see.
  ///
  /// @param job empty when it is gone
  /// @param pod empty when it is gone, or not there yet
  static Sight of(Optional<Job> job, Optional<Pod> pod, Limits limits) {
    if (job.isEmpty()) {
      return new Over("somebody deleted the Job in which it was assessed");
    }
    return pod.map(Pod::getStatus)
        .map(status -> of(status, limits))
        .filter(sight -> !(sight instanceof Coming) || failure(job.get()).isEmpty())
        .orElseGet(() ->
            failure(job.get())
                .<Sight>map(failed -> new Over(failed(failed, limits)))
                .orElse(new Coming("")));
  }

  private static Sight of(PodStatus status, Limits limits) {
    if ("DeadlineExceeded".equals(status.getReason())) {
      return new Over(limits.late());
    }
    Optional<ContainerState> container =
        status.getContainerStatuses().stream().findFirst().map(ContainerStatus::getState);
    Optional<ContainerStateTerminated> ended = container.map(ContainerState::getTerminated);
    if (ended.isPresent()) {
      return new Over(ended(ended.get(), status, limits));
    }
    return switch (text(status.getPhase())) {
      case "Failed" -> new Over("its pod failed" + words(status.getReason(), status.getMessage()));
      case "Succeeded" -> new Over("its pod ended without an answer");
      case "Running" -> new Running();
      default ->
          container
              .map(ContainerState::getWaiting)
              .map(Sight::waiting)
              .orElseGet(() -> new Coming(unscheduled(status)));
    };
  }

  private static Sight waiting(ContainerStateWaiting waiting) {
    String why =
        Stream.of(text(waiting.getReason()), text(waiting.getMessage()))
            .filter(text -> !text.isBlank())
            .reduce((a, b) -> a + ": " + b)
            .orElse("");
    return STUCK.contains(text(waiting.getReason())) ? new Stuck(why) : new Coming(why);
  }

  private static String unscheduled(PodStatus status) {
    return status.getConditions().stream()
        .filter(one -> "PodScheduled".equals(one.getType()) && "False".equals(one.getStatus()))
        .findFirst()
        .map(Sight::told)
        .orElse("");
  }

  private static String told(PodCondition condition) {
    return text(condition.getReason()) + ": " + text(condition.getMessage());
  }

  private static String ended(ContainerStateTerminated ended, PodStatus status, Limits limits) {
    if ("OOMKilled".equals(ended.getReason())) {
      return limits.tooLarge();
    }
    String pod = words(status.getReason(), status.getMessage());
    // The last lines that it logged, if it ended badly.
    String last = text(ended.getMessage()).strip();
    return "its pod ended without an answer, with exit code "
        + text(ended.getExitCode())
        + (pod.isEmpty() ? words(null, last) : pod);
  }

  private static Optional<JobCondition> failure(Job job) {
    return Optional.ofNullable(job.getStatus()).stream()
        .flatMap(status -> status.getConditions().stream())
        .filter(one -> "Failed".equals(one.getType()) && "True".equals(one.getStatus()))
        .findFirst();
  }

  private static String failed(JobCondition failed, Limits limits) {
    return "DeadlineExceeded".equals(failed.getReason())
        ? limits.late()
        : "its Job failed" + words(failed.getReason(), failed.getMessage());
  }

  private static String words(@Nullable String reason, @Nullable String message) {
    return (text(reason).isEmpty() ? "" : " (" + reason + ")")
        + (text(message).isBlank() ? "" : ": " + message);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  /// The pod of a Job, of which there is one at most unless the cluster is putting another in its
  /// place.
  static Optional<Pod> pod(List<Pod> pods) {
    return pods.stream().filter(pod -> pod.getStatus() != null).findFirst();
  }
}
