package io.github.sddtool.app;

import io.github.sddtool.fault.Fault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.forge.local.LocalForge;
import io.github.sddtool.forge.local.LocalWatch;
import io.github.sddtool.forge.local.PublishedCheck;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.Secret;
import io.github.sddtool.source.git.GitHistory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The app over one repository on this disk: every branch is assessed against the default branch
/// when it appears and when it moves.
public final class LocalApp implements AutoCloseable {
  /// The forge's id, and so the last segment of its webhook's path.
  public static final String FORGE = "local";

  private static final System.Logger LOG = System.getLogger(LocalApp.class.getName());
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final App app;
  private final LocalForge forge;
  private final RepoId repo;
  private final LocalWatch watch;
  private final Clock clock;
  private final Thread watcher = Thread.ofVirtual().name("sdd-local-watch").unstarted(this::watch);
  private volatile boolean closing;

  private LocalApp(App app, LocalForge forge, RepoId repo, LocalWatch watch, Clock clock) {
    this.app = app;
    this.forge = forge;
    this.repo = repo;
    this.watch = watch;
    this.clock = clock;
  }

  /// Starts the app over a repository.
  ///
  /// @param done hears of each commit that was judged, and how
  public static LocalApp start(
      Path repository,
      App.Parts parts,
      BiConsumer<CommitId, CheckState.Completed> done,
      Clock clock) {
    Path root;
    try (GitHistory history =
        GitHistory.find(repository)
            .orElseThrow(
                () -> UserFault.usage("'" + repository + "' is in no git repository (--local)."))) {
      root = history.root();
    }
    String name = String.valueOf(root.toAbsolutePath().normalize().getFileName());
    Path publications = parts.data().resolve(FORGE);
    var secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    var forge =
        new LocalForge(
            FORGE, Map.of(name, root), publications, Secret.of(HexFormat.of().formatHex(secret)));
    var repo = new RepoId(FORGE, name);
    var wired =
        App.Parts.of(
                parts.server(),
                parts.data(),
                List.of(forge),
                App.Watch.of(
                    parts.watch().stages(),
                    (job, effects) -> {
                      parts.watch().done().accept(job, effects);
                      judged(forge, job)
                          .ifPresent(head ->
                              completed(forge, repo, head)
                                  .ifPresent(check -> done.accept(head, check)));
                    }))
            .keeping(parts.upkeep());
    App app = App.start(wired, clock);
    return new LocalApp(
        app, forge, repo, new LocalWatch(FORGE, Map.of(name, root), publications), clock);
  }

  private static Optional<CommitId> judged(LocalForge forge, Job job) {
    return job.judges()
        .map(target ->
            target
                .number()
                .map(number -> forge.pullRequest(target.repo(), number).head())
                .orElse(target.head()));
  }

  private static Optional<CheckState.Completed> completed(
      LocalForge forge, RepoId repo, CommitId head) {
    return forge
        .check(repo, head)
        .map(PublishedCheck::state)
        .filter(CheckState.Completed.class::isInstance)
        .map(CheckState.Completed.class::cast);
  }

  /// Begins to look at the branches, every two seconds.
  public void look() {
    watcher.start();
  }

  private void watch() {
    while (!closing) {
      try {
        watch.look(clock.instant(), app.intake()::accept);
        Thread.sleep(LOOK);
      } catch (Fault e) {
        LOG.log(System.Logger.Level.WARNING, "event=look-failed reason={0}", e.message());
        pause();
      } catch (InterruptedException e) {
        // only close() ends this thread
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What a hook of this repository sends along with a body.
  public Map<String, String> headers(String delivery, Bytes body) {
    return Map.of(
        "X-Hub-Signature-256", forge.sign(body), "X-SDD-Delivery", delivery, "X-SDD-Event", "push");
  }

  /// The check on a commit, if it was judged.
  public Optional<CheckState.Completed> check(CommitId head) {
    return completed(forge, repo, head);
  }

  /// The comment on a change request, if there is one.
  public Optional<String> comment(int number) {
    return forge.comment(repo, number);
  }

  /// The repository as the forge names it.
  public RepoId repo() {
    return repo;
  }

  public int port() {
    return app.port();
  }

  @Override
  public void close() {
    closing = true;
    watcher.interrupt();
    app.close();
  }
}
