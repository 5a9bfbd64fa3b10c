package io.github.sddtool.app;

import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.CommitId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

// @spec app/local#REQ-LOCAL-002
/// One change, from its signed webhook to its check and comment: the real app on an embedded
/// database, with a repository on this disk as its forge.
public final class Demo implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LocalApp app;
  private final DemoRepository repository;
  private final List<Stage> stages;
  private final CompletableFuture<CheckState.Completed> judged;

  /// How long a part of the way took.
  public record Stage(String name, Duration time) {}

  /// What a person would see.
  ///
  /// @param answer the status the webhook was answered with
  public record Shown(int answer, CheckState.Completed check, String comment, List<Stage> stages) {
    public Shown {
      stages = List.copyOf(stages);
    }
  }

  private Demo(
      LocalApp app,
      DemoRepository repository,
      List<Stage> stages,
      CompletableFuture<CheckState.Completed> judged) {
    this.app = app;
    this.repository = repository;
    this.stages = stages;
    this.judged = judged;
  }

  /// Makes the sample repository in a folder and starts the app over it.
  public static Demo start(Path folder, Clock clock) {
    List<Stage> stages = Collections.synchronizedList(new ArrayList<>());
    long begin = System.nanoTime();
    DemoRepository repository = DemoRepository.create(folder.resolve("shop.git"), clock);
    stages.add(new Stage("repository", since(begin)));
    begin = System.nanoTime();
    var judged = new CompletableFuture<CheckState.Completed>();
    var parts =
        App.Parts.of(
            new Settings.Server("127.0.0.1", 0),
            folder.resolve("data"),
            List.of(),
            App.Watch.of((stage, time) -> stages.add(new Stage(stage, time)), (_, _) -> {}));
    LocalApp app =
        LocalApp.start(
            repository.folder(),
            parts,
            (head, check) -> {
              if (head.equals(repository.head())) {
                judged.complete(check);
              }
            },
            clock);
    stages.add(new Stage("start", since(begin)));
    return new Demo(app, repository, stages, judged);
  }

  /// Delivers the webhook and waits for the check.
  public Shown run() {
    Bytes body =
        Bytes.utf8(
            """
            {"repository":"%s","ref":"refs/heads/%s","before":null,"after":"%s"}
            """
                .formatted(app.repo().name(), DemoRepository.BRANCH, repository.head()));
    long begin = System.nanoTime();
    int answer = deliver(body);
    stages.add(new Stage("webhook", since(begin)));
    CheckState.Completed check = await();
    stages.add(new Stage("webhook to check", since(begin)));
    return new Shown(answer, check, app.comment(1).orElse(""), stages);
  }

  private int deliver(Bytes body) {
    var request = HttpRequest.newBuilder(webhook()).timeout(PATIENCE);
    app.headers("demo-1", body).forEach(request::header);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              request.POST(HttpRequest.BodyPublishers.ofByteArray(body.toArray())).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      throw new StoreFault("The demo's own server does not answer.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreFault("The demo was interrupted.", e);
    }
  }

  private CheckState.Completed await() {
    try {
      return judged.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new SourceFault("No check came within " + PATIENCE.toSeconds() + " s.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceFault("The demo was interrupted.", e);
    }
  }

  /// Where the webhook goes.
  public URI webhook() {
    return URI.create("http://127.0.0.1:" + app.port() + "/webhooks/" + LocalApp.FORGE);
  }

  /// The sample repository.
  public Path folder() {
    return repository.folder();
  }

  /// The branch of the change, and its tip.
  public String change() {
    CommitId head = repository.head();
    return DemoRepository.BRANCH + " (" + head.brief() + ")";
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Override
  public void close() {
    app.close();
  }
}
