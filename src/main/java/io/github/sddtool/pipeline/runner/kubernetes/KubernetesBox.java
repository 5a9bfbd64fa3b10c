package io.github.sddtool.pipeline.runner.kubernetes;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import io.github.sddtool.fault.RunnerFault;
import io.github.sddtool.pipeline.runner.Box;
import io.github.sddtool.pipeline.runner.Errands;
import io.github.sddtool.pipeline.runner.Errands.Errand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

// @spec app/runners#REQ-RUN-005, app/runners#REQ-RUN-006
/// Runs each assessment in a Job of the server's cluster, whose pod comes to the server for its
/// order and its clone, and brings the report. The Job is deleted when the run ends, however it
/// ends.
public final class KubernetesBox implements Box, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(KubernetesBox.class.getName());

  private static final int FORBIDDEN = 403;
  private static final int CONFLICT = 409;
  private static final int TRIES_TO_DELETE = 3;

  /// How often it is looked how far a Job has come; an answer is noticed at once.
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final Duration FULL = Duration.ofSeconds(2);

  /// A machine that ended a pod is believed before our own clock is, which began later.
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final SecureRandom random = new SecureRandom();
  private final KubernetesClient cluster;
  private final String namespace;
  private final JobSettings settings;
  private final Self self;
  private final Errands errands;
  private final JobForm form;

  private KubernetesBox(
      KubernetesClient cluster, JobSettings settings, Self self, Errands errands) {
    this.cluster = cluster;
    this.namespace =
        settings
            .namespace()
            .or(() -> Optional.ofNullable(cluster.getNamespace()))
            .orElse("default");
    this.settings = settings;
    this.self = self;
    this.errands = errands;
    this.form = new JobForm(settings, self);
  }

  /// Finds the cluster by what its pods are given, or by the machine's kubeconfig, and deletes what
  /// an earlier process of this server left there.
  ///
  /// @param errands where the server offers what runs are about
  public static KubernetesBox start(JobSettings settings, Self self, Errands errands) {
    Config config =
        new ConfigBuilder(Config.autoConfigure(null))
            .withConnectionTimeout(5_000)
            .withRequestTimeout(10_000)
            .withRequestRetryBackoffLimit(2)
            .build();
    return start(new KubernetesClientBuilder().withConfig(config).build(), settings, self, errands);
  }

  /// In a cluster that is known; the box closes it.
  static KubernetesBox start(
      KubernetesClient cluster, JobSettings settings, Self self, Errands errands) {
    var box = new KubernetesBox(cluster, settings, self, errands);
    box.deleteOrphans();
    return box;
  }

  private void deleteOrphans() {
    try {
      for (Job orphan :
          cluster
              .batch()
              .v1()
              .jobs()
              .inNamespace(namespace)
              .withLabels(form.own())
              .list()
              .getItems()) {
        String name = orphan.getMetadata().getName();
        LOG.log(Level.WARNING, "runner=orphan job={0} action=delete", name);
        job(name).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
      }
    } catch (KubernetesClientException e) {
      // Whoever runs something next is told; the cluster deletes orphans itself in the end.
      LOG.log(Level.WARNING, "runner=unreachable namespace=" + namespace, e);
    }
  }

  @Override
  public Outcome run(Path clone, String order) throws InterruptedException {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    String name = "sdd-" + HexFormat.of().formatHex(bytes);
    try (Errand errand = errands.open(clone, order)) {
      var run = new Run(name, errand);
      try {
        run.create(size(clone));
        return run.follow();
      } catch (KubernetesClientException e) {
        throw failure("the Job cannot be followed", e);
      } finally {
        delete(name);
      }
    }
  }

  /// One Job, from when it is asked for until it has an answer or is over.
  private final class Run {
    private final String name;
    private final Errand errand;
    private final long end = System.nanoTime() + settings.room().start().toNanos();

    Run(String name, Errand errand) {
      this.name = name;
      this.errand = errand;
    }

    private boolean waitedLongEnough() {
      return System.nanoTime() - end >= 0;
    }

    /// Makes the Job; where the namespace holds as many as it may, as soon as it holds fewer.
    void create(long cloneBytes) throws InterruptedException {
      Job job = form.job(name, JobForm.errand(self.address(), errand.token().reveal()), cloneBytes);
      while (true) {
        try {
          // Not left halfway: what is not known to be there could not be deleted.
          whole(() -> cluster.batch().v1().jobs().inNamespace(namespace).resource(job).create());
          return;
        } catch (KubernetesClientException e) {
          if (e.getCode() == CONFLICT) {
            // Its name is random: it is ours, made by a request whose answer was lost.
            return;
          }
          if (!isFull(e) || waitedLongEnough()) {
            throw failure("the cluster makes no Job", e);
          }
          Thread.sleep(FULL);
        }
      }
    }

    Outcome follow() throws InterruptedException {
      Optional<Long> cutOff = Optional.empty();
      while (true) {
        Optional<Outcome.Ended> answer = errand.await(LOOK);
        if (answer.isPresent()) {
          return answer.get();
        }
        Sight sight = look();
        if (sight instanceof Sight.Running && cutOff.isEmpty()) {
          cutOff = Optional.of(System.nanoTime() + settings.limits().time().plus(GRACE).toNanos());
        }
        if (sight instanceof Sight.Over(String reason)) {
          // It may have answered since it was asked.
          return errand
              .await(Duration.ZERO)
              .<Outcome>map(ended -> ended)
              .orElse(new Outcome.Cut(reason));
        }
        if (cutOff.isPresent()) {
          if (System.nanoTime() - cutOff.get() >= 0) {
            return new Outcome.Cut(settings.limits().late());
          }
        } else if (sight instanceof Sight.Stuck(String why)) {
          throw notStarted(why);
        } else if (sight instanceof Sight.Coming(String why) && waitedLongEnough()) {
          throw notStarted(why);
        }
      }
    }

    /// A cluster that does not answer is asked again: what runs goes on without it.
    private Sight look() throws InterruptedException {
      try {
        Optional<Job> job = Optional.ofNullable(asked(() -> job(name).get()));
        Optional<Pod> pod =
            Sight.pod(
                asked(() ->
                    cluster
                        .pods()
                        .inNamespace(namespace)
                        .withLabel(JobForm.RUN, name)
                        .list()
                        .getItems()));
        return Sight.of(job, pod, settings.limits());
      } catch (KubernetesClientException e) {
        if (e.getCode() == FORBIDDEN) {
          throw e;
        }
        return new Sight.Coming(said(e));
      }
    }

    private RunnerFault notStarted(String why) throws InterruptedException {
      String words = why.isEmpty() ? lastWarning() : why;
      return new RunnerFault(
          "the pod that assesses it does not start: "
              + (words.isEmpty() ? "the cluster does not say why" : words));
    }

    /// Why a Job has no pod stands in its events alone.
    private String lastWarning() throws InterruptedException {
      try {
        return asked(() ->
                cluster
                    .v1()
                    .events()
                    .inNamespace(namespace)
                    .withField("involvedObject.name", name)
                    .list()
                    .getItems())
            .stream()
            .filter(event -> "Warning".equals(event.getType()) && event.getMessage() != null)
            .max(Comparator.comparing(KubernetesBox::when))
            .map(Event::getMessage)
            .orElse("");
      } catch (KubernetesClientException e) {
        // Not worth more than the reason that is missing.
        return "";
      }
    }
  }

  private static String when(Event event) {
    return Stream.of(event.getLastTimestamp(), event.getFirstTimestamp())
        .filter(time -> time != null)
        .findFirst()
        .orElse("");
  }

  private ScalableResource<Job> job(String name) {
    return cluster.batch().v1().jobs().inNamespace(namespace).withName(name);
  }

  /// Whatever happened before, and even for who is interrupted.
  private void delete(String name) {
    boolean interrupted = Thread.interrupted();
    try {
      for (int i = 1; true; i++) {
        try {
          whole(() -> job(name).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete());
          return;
        } catch (KubernetesClientException e) {
          if (i == TRIES_TO_DELETE) {
            // Its deadline ends it, and the cluster deletes it then.
            LOG.log(Level.WARNING, "runner=not-deleted job=" + name, e);
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// A call of the cluster.
  private interface Call<T extends @Nullable Object> {
    T make();
  }

  /// Who is interrupted while it waits for the cluster is told as everywhere else.
  private static <T extends @Nullable Object> T asked(Call<T> call) throws InterruptedException {
    try {
      return call.make();
    } catch (KubernetesClientException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while the cluster was asked");
      }
      throw e;
    }
  }

  /// Makes a call to its end; who is interrupted meanwhile is told afterwards.
  private static <T extends @Nullable Object> void whole(Call<T> call) throws InterruptedException {
    var task = new FutureTask<>(call::make);
    Thread.ofVirtual().name("sdd-cluster").start(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          task.get();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while the cluster was asked");
    }
  }

  private static boolean isFull(KubernetesClientException e) {
    return e.getCode() == FORBIDDEN && said(e).contains("exceeded quota");
  }

  private static RunnerFault failure(String what, KubernetesClientException e) {
    return new RunnerFault(what + ": " + said(e), e);
  }

  /// In the cluster's own words, which the library wraps in its own.
  private static String said(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(Status::getMessage)
        .or(() -> Optional.ofNullable(e.getMessage()))
        .orElse("it does not answer");
  }

  /// About what a clone takes of the disk: files come and go meanwhile.
  private static long size(Path clone) {
    try (Stream<Path> files = Files.walk(clone)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | UncheckedIOException e) {
      throw new RunnerFault("the clone cannot be read", e);
    }
  }

  @Override
  public void close() {
    cluster.close();
  }
}
