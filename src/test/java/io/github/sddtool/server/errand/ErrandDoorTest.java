package io.github.sddtool.server.errand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.pipeline.runner.Box;
import io.github.sddtool.pipeline.runner.Box.Outcome.Ended;
import io.github.sddtool.pipeline.runner.Errands;
import io.github.sddtool.pipeline.runner.Errands.Errand;
import io.github.sddtool.server.HttpServer;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.git.CloneCopy;
import io.github.sddtool.source.git.CloneOffer;
import io.github.sddtool.source.git.GitHistory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrandDoorTest {
  private static final String ORDER = "{\"an\": \"order, ü\"}";

  @TempDir Path folder;

  private final Errands errands = new Errands();
  private final HttpClient client = HttpClient.newHttpClient();
  private TestRepo repo;
  private Path clone;
  private HttpServer server;
  private Errand errand;

  @BeforeEach
  void start() {
    repo = TestRepo.in(folder.resolve("repo"));
    repo.write("a.txt", "one\n").commit("first");
    repo.write("a.txt", "two\n").commit("second");
    clone = folder.resolve("bare.git");
    server =
        HttpServer.start(
            new HttpServer.Binding("127.0.0.1", 0, Duration.ofSeconds(1)),
            List.of(new ErrandDoor(errands)),
            () -> {},
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    errand = errands.open(clone, ORDER);
  }

  @AfterEach
  void stop() {
    errand.close();
    server.close();
  }

  private URI at(String path) {
    return URI.create(
        "http://127.0.0.1:" + server.port() + "/errands/" + errand.token().reveal() + path);
  }

  private void cloned(String... options) {
    var words = new ArrayList<>(List.of("clone", "--quiet", "--bare"));
    words.addAll(List.of(options));
    words.addAll(List.of(repo.folder().toUri().toString(), clone.toString()));
    repo.git(words.toArray(String[]::new));
  }

  // @spec app/runners#REQ-RUN-007
  @Test
  void theOrderAndTheCloneAreThereForWhoKnowsTheToken() throws Exception {
    cloned();
    assertThat(get("/order").body()).isEqualTo(ORDER);
    assertThat(get("/shallow").body()).isEmpty();
    // A commit that no ref names any more, and one that a ref does.
    String head = repo.head();
    String lost = repo.git("rev-parse", "HEAD~1");
    repo.git("--git-dir", clone.toString(), "update-ref", "refs/heads/main", lost, head);

    Path copy = folder.resolve("copy.git");
    CloneCopy.bring(at("/clone"), List.of(new CommitId(head), new CommitId(lost)), "", copy);
    try (var history = GitHistory.open(copy)) {
      var snapshot = history.snapshot(new CommitId(head));
      assertThat(snapshot.files()).hasSize(1);
      assertThat(snapshot.read(snapshot.files().iterator().next())).asString().isEqualTo("two\n");
      assertThat(history.isShallow()).isFalse();
    }
  }

  // @spec app/runners#REQ-RUN-007
  @ParameterizedTest
  @ValueSource(strings = {"0", "2"})
  void gitItselfUnderstandsWhatIsOffered(String protocol) {
    cloned();
    Path copy = folder.resolve("copy-" + protocol);
    repo.git(
        "-c", "protocol.version=" + protocol, "clone", "--quiet", at("/clone") + "", copy + "");
    assertThat(copy.resolve("a.txt")).hasContent("two\n");
    assertThat(repo.git("-C", copy.toString(), "rev-list", "--count", "HEAD")).isEqualTo("2");
  }

  // @spec app/runners#REQ-RUN-007
  @Test
  void historyThatWasCutOffEndsAtTheSamePlace() throws Exception {
    repo.write("b.txt", "three\n").commit("third");
    cloned("--depth=2");
    CommitId head = new CommitId(repo.head());
    String shallow = get("/shallow").body();
    assertThat(shallow.strip()).isEqualTo(repo.git("rev-parse", "HEAD~1"));

    Path copy = folder.resolve("copy.git");
    CloneCopy.bring(at("/clone"), List.of(head), shallow, copy);
    try (var history = GitHistory.open(copy);
        var original = GitHistory.open(clone)) {
      assertThat(history.isShallow()).isTrue();
      var paths = history.snapshot(head).files().stream().map(file -> file.path()).toList();
      assertThat(history.past(head, "").past(paths)).isEqualTo(original.past(head, "").past(paths));
    }
  }

  // @spec app/runners#REQ-RUN-007
  @Test
  void nothingCanBePutIntoTheClone() throws Exception {
    cloned();
    assertThat(get("/clone/info/refs?service=git-receive-pack").statusCode()).isEqualTo(404);
    assertThat(get("/clone/info/refs").statusCode()).isEqualTo(404);
    assertThat(get("/clone/HEAD").statusCode()).isEqualTo(404);
    assertThat(send(request("/clone/git-receive-pack").POST(BodyPublishers.noBody())).statusCode())
        .isEqualTo(404);
    assertThatThrownBy(() -> repo.git("push", at("/clone").toString(), "HEAD:refs/heads/x"))
        .hasMessageContaining("not found");
  }

  // @spec app/runners#REQ-RUN-007
  @Test
  void withoutTheTokenOfARunThatGoesOnThereIsNothing() throws Exception {
    cloned();
    String old = errand.token().reveal();
    errand.close();
    for (String token : List.of(old, "x", "A".repeat(43), old.substring(1))) {
      for (String path :
          List.of("/order", "/shallow", "/clone/info/refs?service=" + CloneOffer.SERVICE)) {
        HttpResponse<String> response = send(HttpRequest.newBuilder(foreign(token, path)));
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"error\":\"there is nothing here\"}");
      }
      var put = HttpRequest.newBuilder(foreign(token, "/report?code=0"));
      assertThat(send(put.PUT(BodyPublishers.ofString("{}"))).statusCode()).isEqualTo(404);
      var post = HttpRequest.newBuilder(foreign(token, "/clone/" + CloneOffer.SERVICE));
      assertThat(send(post.POST(BodyPublishers.ofString("0000"))).statusCode()).isEqualTo(404);
    }
    assertThat(errand.await(Duration.ZERO)).isEmpty();
  }

  private URI foreign(String token, String path) {
    return URI.create("http://127.0.0.1:" + server.port() + "/errands/" + token + path);
  }

  // @spec app/runners#REQ-RUN-007
  @Test
  void theFirstAnswerCounts() throws Exception {
    assertThat(put("/report", "no code").statusCode()).isEqualTo(400);
    assertThat(put("/report?code=x", "no code").statusCode()).isEqualTo(400);
    assertThat(put("/report?code=256", "no code").statusCode()).isEqualTo(400);
    assertThat(errand.await(Duration.ZERO)).isEmpty();
    assertThat(put("/report?code=1", "ä report").statusCode()).isEqualTo(204);
    assertThat(put("/report?code=0", "another").statusCode()).isEqualTo(404);
    assertThat(errand.await(Duration.ZERO)).contains(new Ended(1, "ä report"));
  }

  // @spec app/runners#REQ-RUN-003
  @Test
  void anAnswerIsPackedAndBounded() throws Exception {
    byte[] large = new byte[Box.MOST_OUTPUT + 1];
    assertThat(putPacked(large).statusCode()).isEqualTo(413);
    assertThat(errand.await(Duration.ZERO)).isEmpty();
    byte[] noise = new byte[100_000];
    new Random(7).nextBytes(noise);
    String text = HexFormat.of().formatHex(noise);
    assertThat(putPacked(text.getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(204);
    assertThat(errand.await(Duration.ZERO)).contains(new Ended(0, text));
  }

  @Test
  void whatIsNotPackedAsItSaysIsRefused() throws Exception {
    var request = request("/report?code=0").header("Content-Encoding", "gzip");
    assertThat(send(request.PUT(BodyPublishers.ofString("no gzip"))).statusCode()).isEqualTo(400);
    assertThat(errand.await(Duration.ZERO)).isEmpty();
  }

  private HttpResponse<String> putPacked(byte[] bytes) throws Exception {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return send(
        request("/report?code=0")
            .header("Content-Encoding", "gzip")
            .PUT(BodyPublishers.ofByteArray(packed.toByteArray())));
  }

  private HttpResponse<String> put(String path, String text)
      throws IOException, InterruptedException {
    return send(request(path).PUT(BodyPublishers.ofString(text)));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(at(path)).timeout(Duration.ofMinutes(1));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
