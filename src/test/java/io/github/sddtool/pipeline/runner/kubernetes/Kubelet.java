package io.github.sddtool.pipeline.runner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.sddtool.Main;
import io.github.sddtool.ship.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What stands in for the machines of a cluster: sees Jobs, gives each a pod, runs what the pod
/// says in a process of this machine, and tells how it went. When a Job is gone, so are its pod and
/// its process.
final class Kubelet implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What happens to a pod.
  sealed interface Fate {
    /// It runs as it should.
    record Runs() implements Fate {}

    /// It runs something else instead.
    record RunsInstead(List<String> command) implements Fate {}

    /// It stays as this status says.
    record Stays(PodStatus status) implements Fate {}

    /// It runs something that does nothing until it is killed, and then has this status.
    record RunsThen(PodStatus status) implements Fate {}

    /// The Job gets no pod.
    record NoPod() implements Fate {}
  }

  private final KubernetesClient cluster;
  private final Fate fate;
  private final Path folder;
  private final Map<String, Process> running = new ConcurrentHashMap<>();
  private final List<Job> seen = new CopyOnWriteArrayList<>();
  private final List<Process> processes = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  Kubelet(KubernetesClient cluster, Fate fate, Path folder) {
    this.cluster = cluster;
    this.fate = fate;
    this.folder = folder;
    this.thread = Thread.ofPlatform().name("kubelet").start(this::work);
  }

  private void work() {
    try {
      while (!closed.await(50, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (Throwable e) {
      failures.add(e);
    }
  }

  private void look() {
    var names = new ArrayList<String>();
    for (Job job : cluster.batch().v1().jobs().inAnyNamespace().list().getItems()) {
      String name = job.getMetadata().getName();
      names.add(name);
      if (seen.stream().noneMatch(one -> one.getMetadata().getName().equals(name))) {
        isStrictlyAJob(job);
        seen.add(job);
        begin(job);
      }
    }
    for (Pod pod : cluster.pods().inAnyNamespace().list().getItems()) {
      String name = pod.getMetadata().getName();
      if (!names.contains(name)) {
        end(name);
        cluster.resource(pod).delete();
      } else {
        ended(pod, name);
      }
    }
  }

  /// As the chart's objects: nothing that the kind does not know, and no value of another type.
  private void isStrictlyAJob(Job job) {
    String path =
        "/apis/batch/v1/namespaces/%s/jobs/%s"
            .formatted(job.getMetadata().getNamespace(), job.getMetadata().getName());
    try {
      Map<?, ?> raw = JSON.readValue(cluster.raw(path), Map.class);
      assertThat(Yaml.as(Job.class, raw)).isEqualTo(job);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void begin(Job job) {
    var template = job.getSpec().getTemplate();
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(job.getMetadata().getName())
            .withNamespace(job.getMetadata().getNamespace())
            .withLabels(template.getMetadata().getLabels())
            .endMetadata()
            .withSpec(template.getSpec())
            .withStatus(new PodStatusBuilder().withPhase("Pending").build())
            .build();
    switch (fate) {
      case Fate.NoPod _ -> {}
      case Fate.Stays(PodStatus status) -> {
        pod.setStatus(status);
        cluster.resource(pod).create();
      }
      case Fate.Runs _ -> run(pod, command(pod));
      case Fate.RunsInstead(List<String> command) -> run(pod, command);
      case Fate.RunsThen(PodStatus status) -> {
        run(pod, List.of("sleep", "600"));
        end(pod.getMetadata().getName());
        update(pod, status);
      }
    }
  }

  private void run(Pod pod, List<String> command) {
    Pod created = cluster.resource(pod).create();
    Container container = pod.getSpec().getContainers().getFirst();
    String name = created.getMetadata().getName();
    var builder = new ProcessBuilder(command).directory(work(name).toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("SDD_"));
    for (EnvVar variable : container.getEnv()) {
      builder.environment().put(variable.getName(), variable.getValue());
    }
    builder.redirectOutput(folder.resolve(name + ".out").toFile());
    builder.redirectError(folder.resolve(name + ".err").toFile());
    try {
      Process process = builder.start();
      processes.add(process);
      running.put(name, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    update(
        pod,
        new PodStatusBuilder()
            .withPhase("Running")
            .withContainerStatuses(
                container(new ContainerStateBuilder().withNewRunning().endRunning()))
            .build());
  }

  private Path work(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The container's own words, with the program and the folder that this machine has.
  private List<String> command(Pod pod) {
    Container container = pod.getSpec().getContainers().getFirst();
    assertThat(container.getCommand()).endsWith("/opt/sdd/sdd.jar", Main.class.getName());
    var words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
    String work = work(pod.getMetadata().getName()).toString();
    container.getArgs().forEach(word -> words.add(word.equals("/work") ? work : word));
    return words;
  }

  private void end(String name) {
    Process process = running.remove(name);
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private void ended(Pod pod, String name) {
    Process process = running.get(name);
    if (process == null || process.isAlive()) {
      return;
    }
    running.remove(name);
    int code = process.exitValue();
    try {
      String last = Files.readString(folder.resolve(name + ".err"));
      update(
          pod,
          new PodStatusBuilder()
              .withPhase(code == 0 ? "Succeeded" : "Failed")
              .withContainerStatuses(
                  container(
                      new ContainerStateBuilder()
                          .withNewTerminated()
                          .withExitCode(code)
                          .withReason(code == 0 ? "Completed" : "Error")
                          .withMessage(code == 0 ? null : last)
                          .endTerminated()))
              .build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void update(Pod pod, PodStatus status) {
    cluster
        .pods()
        .inNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName())
        .edit(now -> new PodBuilder(now).withStatus(status).build());
  }

  static ContainerStatus container(ContainerStateBuilder state) {
    return new ContainerStatusBuilder().withName("judge").withState(state.build()).build();
  }

  /// The Jobs that were there.
  List<Job> seen() {
    return List.copyOf(seen);
  }

  /// The processes that were there.
  List<Process> processes() {
    return List.copyOf(processes);
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while it closed", e);
    }
    List.copyOf(running.keySet()).forEach(this::end);
    assertThat(failures).isEmpty();
  }
}
