package io.github.sddtool.pipeline.runner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.pipeline.runner.Limits;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SightTest {
  private static final Limits LIMITS = new Limits(Duration.ofMinutes(10), 1024);
  private static final Job YOUNG = new JobBuilder().build();

  private static Sight of(Job job, PodStatus status) {
    return Sight.of(Optional.of(job), Optional.of(pod(status)), LIMITS);
  }

  private static Pod pod(PodStatus status) {
    return new PodBuilder().withStatus(status).build();
  }

  private static Job failed(String reason, String message) {
    return new JobBuilder()
        .withNewStatus()
        .addNewCondition()
        .withType("Failed")
        .withStatus("True")
        .withReason(reason)
        .withMessage(message)
        .endCondition()
        .endStatus()
        .build();
  }

  // @spec app/runners#REQ-RUN-003
  @Test
  void aPodThatWasPutAwayIsOverWithTheClustersWords() {
    PodStatus evicted =
        new PodStatusBuilder()
            .withPhase("Failed")
            .withReason("Evicted")
            .withMessage("The node was low on resource: ephemeral-storage.")
            .build();
    assertThat(of(YOUNG, evicted))
        .isEqualTo(
            new Sight.Over(
                "its pod failed (Evicted): The node was low on resource: ephemeral-storage."));
    PodStatus late =
        new PodStatusBuilder().withPhase("Failed").withReason("DeadlineExceeded").build();
    assertThat(of(YOUNG, late))
        .isEqualTo(new Sight.Over("it took longer than the 600 seconds of runner.timeout_seconds"));
  }

  // @spec app/runners#REQ-RUN-003
  @Test
  void aJobThatFailedOrIsGoneIsOverWhateverBecameOfItsPod() {
    Job failed = failed("BackoffLimitExceeded", "Job has reached the specified backoff limit");
    assertThat(Sight.of(Optional.of(failed), Optional.empty(), LIMITS))
        .isEqualTo(
            new Sight.Over(
                "its Job failed (BackoffLimitExceeded): Job has reached the specified backoff"
                    + " limit"));
    Job late = failed("DeadlineExceeded", "Job was active longer than specified deadline");
    assertThat(of(late, new PodStatusBuilder().withPhase("Pending").build()))
        .isInstanceOfSatisfying(
            Sight.Over.class, over -> assertThat(over.reason()).contains("timeout_seconds"));
    assertThat(Sight.of(Optional.empty(), Optional.empty(), LIMITS)).isInstanceOf(Sight.Over.class);
    assertThat(Sight.of(Optional.of(YOUNG), Optional.empty(), LIMITS))
        .isEqualTo(new Sight.Coming(""));
  }

  // @spec app/runners#REQ-RUN-005
  @ParameterizedTest
  @CsvSource({
    "ContainerCreating,false",
    "PodInitializing,false",
    "ErrImagePull,false",
    "ImagePullBackOff,true",
    "InvalidImageName,true",
    "CreateContainerConfigError,true",
  })
  void whatTimeDoesNotHealIsNotWaitedFor(String reason, boolean stuck) {
    PodStatus waiting =
        new PodStatusBuilder()
            .withPhase("Pending")
            .withContainerStatuses(
                Kubelet.container(
                    new ContainerStateBuilder()
                        .withNewWaiting()
                        .withReason(reason)
                        .withMessage("words")
                        .endWaiting()))
            .build();
    assertThat(of(YOUNG, waiting))
        .isEqualTo(
            stuck ? new Sight.Stuck(reason + ": words") : new Sight.Coming(reason + ": words"));
  }

  // @spec app/runners#REQ-RUN-005
  @ParameterizedTest
  @CsvSource({
    "10.0.0.7,http://10.0.0.7:3000/errands/t",
    "fd00::7,http://[fd00::7]:3000/errands/t",
  })
  void podsComeToTheAddressOfThePod(String ip, String errand) {
    Map<String, String> variables = Map.of("SDD_POD_IP", ip, "SDD_POD_NAME", "sdd-0");
    Self self = Self.of(name -> Optional.ofNullable(variables.get(name)), Optional.empty(), 3000);
    assertThat(self.instance()).isEqualTo("sdd-0");
    assertThat(JobForm.errand(self.address(), "t")).isEqualTo(errand);
  }

  @Test
  void withoutAnAddressTheServerDoesNotStartAndSaysHow() {
    URI given = URI.create("http://sdd.example.com/");
    assertThat(JobForm.errand(Self.of(_ -> Optional.empty(), Optional.of(given), 0).address(), "t"))
        .isEqualTo("http://sdd.example.com/errands/t");
    assertThatThrownBy(() -> Self.of(_ -> Optional.empty(), Optional.empty(), 3000))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("runner.kubernetes.callback");
  }

  @Test
  void aLongNameOfAPodBecomesALabelThatTellsItFromOthers() {
    var settings =
        new JobSettings(
            Optional.empty(),
            Optional.empty(),
            JobSettings.Image.of("x"),
            LIMITS,
            new JobSettings.Room("1", Duration.ofMinutes(5)),
            JobSettings.Placement.ANYWHERE);
    var self =
        new Self("a".repeat(70) + "-0123456789-x.y", Optional.empty(), URI.create("http://h"));
    assertThat(new JobForm(settings, self).own().get(JobForm.INSTANCE))
        .hasSizeLessThanOrEqualTo(63)
        .matches("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?")
        .endsWith("-0123456789-x.y");
  }
}
