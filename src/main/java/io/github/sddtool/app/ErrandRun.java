package io.github.sddtool.app;

import io.github.sddtool.fault.Fault;
import io.github.sddtool.fault.RunnerFault;
import io.github.sddtool.pipeline.runner.Box.Outcome.Ended;
import io.github.sddtool.report.Order;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.git.CloneCopy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

// @spec app/runners#REQ-RUN-005, app/runners#REQ-RUN-007
/// One assessment for a server that is reached over the network alone: fetches order and clone, has
/// it judged, brings the answer back.
public final class ErrandRun {
  /// In a cluster it may take a while until what a new pod may reach is open to it.
  private static final int TRIES = 30;

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /// What judges.
  public interface Judge {
    /// Judges by what there is on this disk.
    ///
    /// @param order what [Order#write()] gives
    /// @throws Fault when it cannot be judged
    Ended judge(Path clone, String order);

    /// The answer that says why there is none.
    Ended unable(Fault fault);
  }

  private final String errand;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private ErrandRun(URI errand) {
    this.errand = errand.toString();
  }

  /// Does it.
  ///
  /// @param errand `http://host:port/errands/<token>`
  /// @param folder for the clone; nothing is there that it would be confused with
  /// @throws RunnerFault when the server is not reached, or waits no longer
  public static void run(URI errand, Path folder, Judge judge) throws InterruptedException {
    new ErrandRun(errand).run(folder, judge);
  }

  private void run(Path folder, Judge judge) throws InterruptedException {
    String order = get("/order");
    // Before the clone: a history that grows meanwhile is then cut where it was.
    String shallow = get("/shallow");
    put(answer(order, shallow, folder.resolve("clone.git"), judge));
  }

  private Ended answer(String order, String shallow, Path clone, Judge judge) {
    try {
      URI offered = URI.create(errand + "/clone");
      CloneCopy.bring(offered, commits(Order.read(order)), shallow, clone);
      return judge.judge(clone, order);
    } catch (Fault fault) {
      return judge.unable(fault);
    }
  }

  private static List<CommitId> commits(Order order) {
    return Stream.concat(order.base().stream(), Stream.of(order.head(), order.rules())).toList();
  }

  private String get(String path) throws InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(errand + path)).GET());
  }

  private void put(Ended answer) throws InterruptedException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(answer.output().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("memory can always be written", e);
    }
    send(
        HttpRequest.newBuilder(URI.create(errand + "/report?code=" + answer.code()))
            .header("Content-Encoding", "gzip")
            .PUT(BodyPublishers.ofByteArray(packed.toByteArray())));
  }

  private String send(HttpRequest.Builder request) throws InterruptedException {
    HttpRequest built = request.timeout(PATIENCE).build();
    Optional<IOException> failure = Optional.empty();
    for (int i = 0; i < TRIES; i++) {
      try {
        HttpResponse<String> response = client.send(built, BodyHandlers.ofString());
        if (response.statusCode() / 100 == 2) {
          return response.body();
        }
        // Its address holds the token, and stays out of what is said.
        throw new RunnerFault(
            "the server answered " + response.statusCode() + ": this run is over, or not its own");
      } catch (IOException e) {
        failure = Optional.of(e);
        Thread.sleep(PAUSE);
      }
    }
    throw new RunnerFault(
        "the server cannot be reached from here: " + failure.map(Throwable::toString).orElse(""),
        failure.orElseThrow());
  }
}
