package io.github.sddtool.pipeline;

import io.github.sddtool.fault.Fault;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.ForgeEvent;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.git.ClonePool;
import io.github.sddtool.source.git.FetchRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

// @spec app/clones#REQ-CLONE-007
/// Fetches what an assessment will read while its job still waits for its turn and for the forge's
/// answers. The job fetches again and finds little left to bring; so nothing depends on this, and
/// what fails here is the job's to meet and to tell.
public final class EarlyFetch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EarlyFetch.class.getName());

  /// Jobs that are running have the first claim on the line and the disk.
  private static final int AT_ONCE = 2;

  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);

  private final Map<String, Forge> forges;
  private final ClonePool clones;
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final ExecutorService running = Executors.newVirtualThreadPerTaskExecutor();

  public EarlyFetch(Map<String, Forge> forges, ClonePool clones) {
    this.forges = Map.copyOf(forges);
    this.clones = clones;
  }

  /// Begins to fetch for an event and returns at once; false when there is nothing to fetch, or
  /// enough is being fetched.
  public boolean begin(ForgeEvent event) {
    return switch (event) {
      case ForgeEvent.PullRequestChanged(PullRequest pull) ->
          begin(pull.repo(), forge -> forge.fetchRequest(pull));
      case ForgeEvent.DefaultBranchPushed(RepoId repo, _, CommitId before, CommitId after) ->
          begin(repo, forge -> forge.fetchRequest(repo, List.of(before, after)));
      case ForgeEvent.MergeRequested(RepoId repo, CommitId base, CommitId head) ->
          begin(repo, forge -> forge.fetchRequest(repo, List.of(base, head)));
      case ForgeEvent.AskedAgain(ForgeEvent about) -> begin(about);
      case ForgeEvent.PullRequestClosed _,
          ForgeEvent.Commanded _,
          ForgeEvent.Ping _,
          ForgeEvent.AccessChanged _,
          ForgeEvent.Ignored _,
          ForgeEvent.Unreadable _ ->
          false;
    };
  }

  private boolean begin(RepoId repo, Function<Forge, FetchRequest> request) {
    Optional<Forge> forge = Optional.ofNullable(forges.get(repo.forge()));
    if (forge.isEmpty() || running.isShutdown() || !free.tryAcquire()) {
      return false;
    }
    running.execute(() -> {
      try {
        clones.fetch(repo, request.apply(forge.get())).close();
      } catch (Fault e) {
        LOG.log(System.Logger.Level.DEBUG, "event=early-fetch-failed repo=" + repo, e);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "event=early-fetch-failed repo=" + repo, e);
      } finally {
        free.release();
      }
    });
    return true;
  }

  /// Ends what is being fetched; the clones stay as they were.
  @Override
  public void close() {
    running.shutdownNow();
    try {
      if (!running.awaitTermination(AFTER_INTERRUPT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "event=early-fetches-left-running");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
