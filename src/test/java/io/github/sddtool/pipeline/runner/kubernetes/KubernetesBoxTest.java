package io.github.sddtool.pipeline.runner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.EventListBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.analysis.finding.Adjustment;
import io.github.sddtool.app.Engine;
import io.github.sddtool.app.Version;
import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.fault.RunnerFault;
import io.github.sddtool.pipeline.runner.Box;
import io.github.sddtool.pipeline.runner.Box.Outcome;
import io.github.sddtool.pipeline.runner.Errands;
import io.github.sddtool.pipeline.runner.Limits;
import io.github.sddtool.report.JsonRenderer;
import io.github.sddtool.report.Order;
import io.github.sddtool.server.HttpServer;
import io.github.sddtool.server.errand.ErrandDoor;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.git.GitHistory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that is real, processes that are real, and a cluster that keeps what it is told.
class KubernetesBoxTest {
  private static final String NAMESPACE = "tools";
  private static final String JOBS = "/apis/batch/v1/namespaces/" + NAMESPACE + "/jobs";
  private static final Duration LONG = Duration.ofMinutes(4);

  /// Tells of every request; held, because a logger that nobody holds forgets its level.
  private static final Logger REQUESTS = Logger.getLogger(MockWebServer.class.getName());

  static {
    REQUESTS.setLevel(Level.WARNING);
  }

  @TempDir Path folder;

  private final Errands errands = new Errands();
  private final Map<ServerRequest, Queue<ServerResponse>> answers = new ConcurrentHashMap<>();
  private KubernetesMockServer api;
  private KubernetesClient cluster;
  private HttpServer server;
  private Path clone;
  private Order order;

  @BeforeEach
  void start() {
    api =
        new KubernetesMockServer(
            new Context(),
            new MockWebServer(),
            answers,
            new KubernetesMixedDispatcher(answers),
            false);
    api.init();
    cluster = api.createClient();
    server =
        HttpServer.start(
            new HttpServer.Binding("127.0.0.1", 0, Duration.ofSeconds(1)),
            List.of(new ErrandDoor(errands)),
            () -> {},
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    TestRepo repo = TestRepo.in(folder.resolve("repo"));
    repo.write(".sdd/specs/shop/cart/spec.md", spec("The cart MUST hold what was put in."));
    repo.write("src/cart.py", "# @spec shop/cart#REQ-CART-001\ndef put(): pass\n");
    String base = repo.commit("first");
    repo.write(".sdd/specs/shop/cart/spec.md", spec("The cart MUST hold nothing."));
    repo.write("src/other.py", "# @spec shop/cart#REQ-CART-404\ndef other(): pass\n");
    String head = repo.commit("second");
    clone = folder.resolve("clone.git");
    repo.git("clone", "--quiet", "--bare", repo.folder().toString(), clone.toString());
    order =
        new Order(
            Optional.of(new CommitId(base)),
            new CommitId(head),
            new CommitId(base),
            new Request(Question.CHECK, List.of(), Adjustment.NONE).on(LocalDate.of(2026, 11, 29)));
  }

  private static String spec(String sentence) {
    return """
    ---
    status: implemented
    created: 2026-01-01
    ---

    # Cart

    ## Requirements

    ### REQ-CART-001: Holding

    %s
    """
        .formatted(sentence);
  }

  @AfterEach
  void stop() {
    assertThat(jobs()).isEmpty();
    cluster.close();
    server.close();
    api.destroy();
  }

  private List<Job> jobs() {
    return cluster.batch().v1().jobs().inAnyNamespace().list().getItems();
  }

  private KubernetesBox box(Duration time, Duration startTime) {
    return KubernetesBox.start(cluster, settings(time, startTime), self("server-0"), errands);
  }

  private static JobSettings settings(Duration time, Duration startTime) {
    return new JobSettings(
        Optional.of(NAMESPACE),
        Optional.empty(),
        JobSettings.Image.of("sdd-tool/server:2.0.0"),
        new Limits(time, 512),
        new JobSettings.Room("500m", startTime),
        JobSettings.Placement.ANYWHERE);
  }

  private Self self(String name) {
    return new Self(name, Optional.of("uid-1"), URI.create("http://127.0.0.1:" + server.port()));
  }

  private Outcome run(Kubelet.Fate fate, Duration time, Duration startTime) throws Exception {
    try (var kubelet = new Kubelet(cluster, fate, folder)) {
      Outcome outcome = box(time, startTime).run(clone, order.write());
      Eventually.until(() -> kubelet.processes().stream().noneMatch(Process::isAlive));
      return outcome;
    }
  }

  private void fails(Kubelet.Fate fate, Duration startTime, String said) throws Exception {
    try (var _ = new Kubelet(cluster, fate, folder)) {
      Box box = box(LONG, startTime);
      assertThatThrownBy(() -> box.run(clone, order.write()))
          .isInstanceOf(RunnerFault.class)
          .hasMessageContaining(said);
    }
  }

  // @spec app/runners#REQ-RUN-005, app/runners#REQ-RUN-001
  @Test
  void theAnswerIsTheSameAsThatOfThisProcess() throws Exception {
    String here;
    try (GitHistory history = GitHistory.open(clone)) {
      Report report = Engine.assessor().assess(order.change(history, ""), order.request());
      here = new JsonRenderer().render(report, Version.style());
    }
    assertThat(here).contains("REQ-CART-404");
    Outcome outcome = run(new Kubelet.Fate.Runs(), LONG, LONG);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Ended.class,
            ended -> {
              assertThat(ended.output()).isEqualTo(here);
              assertThat(ended.code()).isZero();
            });
  }

  // @spec app/runners#REQ-RUN-005
  @Test
  void whatCannotBeJudgedIsAnAnswerToo() throws Exception {
    order =
        new Order(Optional.empty(), new CommitId("1".repeat(40)), order.rules(), order.request());
    assertThat(run(new Kubelet.Fate.Runs(), LONG, LONG))
        .isInstanceOfSatisfying(
            Outcome.Ended.class,
            ended -> {
              assertThat(ended.code()).isEqualTo(4);
              assertThat(ended.output()).contains("1".repeat(40)).contains("\"error\"");
            });
  }

  // @spec app/runners#REQ-RUN-003
  @Test
  void whatHangsIsCut() throws Exception {
    var hangs = new Kubelet.Fate.RunsInstead(List.of("sleep", "600"));
    assertThat(run(hangs, Duration.ofSeconds(1), LONG))
        .isEqualTo(new Outcome.Cut("it took longer than the 1 seconds of runner.timeout_seconds"));
  }

  // @spec app/runners#REQ-RUN-003
  @Test
  void whatTakesTooMuchMemoryIsCut() throws Exception {
    PodStatus killed =
        new PodStatusBuilder()
            .withPhase("Failed")
            .withContainerStatuses(
                Kubelet.container(
                    new ContainerStateBuilder()
                        .withNewTerminated()
                        .withExitCode(137)
                        .withReason("OOMKilled")
                        .endTerminated()))
            .build();
    assertThat(run(new Kubelet.Fate.RunsThen(killed), LONG, LONG))
        .isEqualTo(new Outcome.Cut("it took more memory than the 512 MiB of runner.memory_mib"));
  }

  // @spec app/runners#REQ-RUN-003
  @Test
  void whatBreaksIsCutWithItsLastWords() throws Exception {
    var breaks = new Kubelet.Fate.RunsInstead(List.of("sh", "-c", "echo no bones >&2; exit 3"));
    assertThat(run(breaks, LONG, LONG))
        .isEqualTo(new Outcome.Cut("its pod ended without an answer, with exit code 3: no bones"));
  }

  // @spec app/runners#REQ-RUN-005
  @Test
  void aFullNamespaceIsWaitedFor() throws Exception {
    full(1);
    assertThat(run(new Kubelet.Fate.Runs(), LONG, LONG)).isInstanceOf(Outcome.Ended.class);
  }

  // @spec app/runners#REQ-RUN-005
  @Test
  void aNamespaceThatStaysFullIsTheOperators() throws Exception {
    full(100);
    fails(new Kubelet.Fate.Runs(), Duration.ofSeconds(1), "exceeded quota: sdd-runner");
    answers.clear();
  }

  private void full(int times) {
    api.expect()
        .post()
        .withPath(JOBS)
        .andReturn(
            403,
            new StatusBuilder()
                .withCode(403)
                .withReason("Forbidden")
                .withMessage(
                    "jobs.batch \"sdd\" is forbidden: exceeded quota: sdd-runner, used: 20")
                .build())
        .times(times);
  }

  // @spec app/runners#REQ-RUN-005
  @Test
  void aMissingRightIsTheOperatorsAtOnce() throws Exception {
    api.expect()
        .post()
        .withPath(JOBS)
        .andReturn(
            403,
            new StatusBuilder()
                .withCode(403)
                .withReason("Forbidden")
                .withMessage("User \"sdd\" cannot create resource \"jobs\"")
                .build())
        .once();
    fails(new Kubelet.Fate.Runs(), LONG, "cannot create resource \"jobs\"");
  }

  // @spec app/runners#REQ-RUN-005
  @Test
  void anImageThatCannotBePulledIsTheOperators() throws Exception {
    PodStatus waiting =
        new PodStatusBuilder()
            .withPhase("Pending")
            .withContainerStatuses(
                Kubelet.container(
                    new ContainerStateBuilder()
                        .withNewWaiting()
                        .withReason("ImagePullBackOff")
                        .withMessage("Back-off pulling image \"sdd-tool/server:2.0.0\"")
                        .endWaiting()))
            .build();
    fails(new Kubelet.Fate.Stays(waiting), LONG, "ImagePullBackOff: Back-off pulling image");
  }

  // @spec app/runners#REQ-RUN-005
  @Test
  void aPodWithoutAMachineIsTheOperatorsAfterAWhile() throws Exception {
    PodStatus unscheduled =
        new PodStatusBuilder()
            .withPhase("Pending")
            .addNewCondition()
            .withType("PodScheduled")
            .withStatus("False")
            .withReason("Unschedulable")
            .withMessage("0/3 nodes are available: 3 Insufficient memory.")
            .endCondition()
            .build();
    fails(new Kubelet.Fate.Stays(unscheduled), Duration.ofSeconds(1), "3 Insufficient memory");
  }

  // @spec app/runners#REQ-RUN-005
  @Test
  void whyAJobHasNoPodIsReadFromItsEvents() throws Exception {
    try (var kubelet = new Kubelet(cluster, new Kubelet.Fate.NoPod(), folder)) {
      Box box = box(LONG, Duration.ofSeconds(5));
      var failure = new AtomicReference<Throwable>();
      Thread thread = Thread.ofVirtual().start(() -> failure.set(failureOf(box)));
      Eventually.until(() -> !kubelet.seen().isEmpty());
      String name = kubelet.seen().getFirst().getMetadata().getName();
      api.expect()
          .get()
          .withPath("/api/v1/namespaces/tools/events?fieldSelector=involvedObject.name%3D" + name)
          .andReturn(
              200,
              new EventListBuilder()
                  .addNewItem()
                  .withType("Warning")
                  .withReason("FailedCreate")
                  .withLastTimestamp("2026-11-29T10:00:00Z")
                  .withMessage("Error creating: pods are forbidden: exceeded quota: memory")
                  .endItem()
                  .addNewItem()
                  .withType("Normal")
                  .withMessage("something else")
                  .endItem()
                  .build())
          .always();
      thread.join();
      assertThat(failure.get())
          .isInstanceOf(RunnerFault.class)
          .hasMessageContaining("pods are forbidden");
    }
  }

  private Throwable failureOf(Box box) {
    try {
      throw new AssertionError("ended with " + box.run(clone, order.write()));
    } catch (Throwable e) {
      return e;
    }
  }

  // @spec app/runners#REQ-RUN-006
  @Test
  void whoIsInterruptedLeavesNoJob() throws Exception {
    var hangs = new Kubelet.Fate.RunsInstead(List.of("sleep", "600"));
    try (var kubelet = new Kubelet(cluster, hangs, folder)) {
      Box box = box(LONG, LONG);
      var failure = new AtomicReference<Throwable>();
      Thread thread = Thread.ofVirtual().start(() -> failure.set(failureOf(box)));
      Eventually.until(() -> !kubelet.processes().isEmpty());
      thread.interrupt();
      thread.join();
      assertThat(failure.get()).isInstanceOf(InterruptedException.class);
      assertThat(jobs()).isEmpty();
      Eventually.until(() -> kubelet.processes().stream().noneMatch(Process::isAlive));
    }
  }

  // @spec app/runners#REQ-RUN-006
  @Test
  void whatAnEarlierProcessLeftIsDeletedAndWhatOthersHaveIsNot() {
    Job left = new JobForm(settings(LONG, LONG), self("server-0")).job("sdd-left", "", 1);
    Job others = new JobForm(settings(LONG, LONG), self("server-1")).job("sdd-others", "", 1);
    Job foreign =
        new JobBuilder(left)
            .editMetadata()
            .withName("foreign")
            .withLabels(Map.of("app.kubernetes.io/component", "runner"))
            .endMetadata()
            .build();
    for (Job job : List.of(left, others, foreign)) {
      cluster.batch().v1().jobs().inNamespace(NAMESPACE).resource(job).create();
    }
    box(LONG, LONG);
    assertThat(jobs())
        .extracting(job -> job.getMetadata().getName())
        .containsExactlyInAnyOrder("sdd-others", "foreign");
    cluster.batch().v1().jobs().inNamespace(NAMESPACE).delete();
  }

  // @spec app/runners#REQ-RUN-005, app/installing#REQ-INST-003
  @Test
  void aJobIsOnePodOnceWithoutRights() {
    Job job =
        new JobForm(settings(Duration.ofMinutes(10), Duration.ofMinutes(5)), self("server-0"))
            .job("sdd-1", "http://10.0.0.1:3000/errands/secret", 3L << 20);
    assertThat(job.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> {
          assertThat(owner.getKind() + " " + owner.getName()).isEqualTo("Pod server-0");
          assertThat(owner.getUid()).isEqualTo("uid-1");
        });
    var spec = job.getSpec();
    assertThat(spec.getBackoffLimit()).isZero();
    assertThat(spec.getActiveDeadlineSeconds()).isEqualTo(900);
    assertThat(spec.getTtlSecondsAfterFinished()).isPositive();
    var pod = spec.getTemplate().getSpec();
    assertThat(pod.getActiveDeadlineSeconds()).isEqualTo(600);
    assertThat(pod.getRestartPolicy()).isEqualTo("Never");
    assertThat(pod.getServiceAccountName()).isEqualTo("default");
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getEnableServiceLinks()).isFalse();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getVolumes())
        .hasSize(2)
        .allMatch(volume -> volume.getEmptyDir().getSizeLimit() != null);
    assertThat(pod.getContainers())
        .singleElement()
        .satisfies(container -> {
          var security = container.getSecurityContext();
          assertThat(security.getAllowPrivilegeEscalation()).isFalse();
          assertThat(security.getReadOnlyRootFilesystem()).isTrue();
          assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
          assertThat(container.getResources().getLimits())
              .isEqualTo(Map.of("cpu", new Quantity("500m"), "memory", new Quantity("512Mi")))
              .isEqualTo(container.getResources().getRequests());
          // Others may read a process's arguments.
          assertThat(container.getCommand() + " " + container.getArgs()).doesNotContain("secret");
          assertThat(container.getEnv())
              .singleElement()
              .satisfies(one -> assertThat(one.getName()).isEqualTo("SDD_ERRAND"));
        });
  }
}
