package io.github.sddtool.app;

import static io.github.sddtool.app.OctoShop.golden;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What became of it, asked of a server.
class StoryTest extends Corridor {
  StoryTest(@TempDir Path folder) {
    super(folder);
  }

  private final HttpClient client = HttpClient.newHttpClient();

  // @spec app/ledger#REQ-LED-004, app/ledger#REQ-LED-001
  @Test
  void aDeliveryTellsWhatWasReceivedPlannedRunAndWritten() throws Exception {
    int number = judged();
    JsonNode story = get("/api/deliveries/delivery-1");
    assertThat(story.at("/deliveries/0/state").asText()).isEqualTo("planned");
    assertThat(story.at("/deliveries/0/event").asText()).isEqualTo("pull_request");
    assertThat(story.path("jobs")).hasSize(2);
    JsonNode run = job(story, "pull github:octo/shop#" + number);
    assertThat(run.path("state").asText()).isEqualTo("done");
    assertThat(run.path("writes"))
        .extracting(write -> write.path("method").asText() + " " + write.path("status").asInt())
        .contains("PATCH 200", "POST 201");
    assertThat(run.path("writes")).allMatch(write -> write.hasNonNull("ended"));
    assertThat(run.path("effects"))
        .anyMatch(effect ->
            effect.path("what").asText().equals("comment")
                && effect.path("effect").asText().equals("created"));
  }

  // @spec app/ledger#REQ-LED-004
  @Test
  void aPullRequestAndItsCommentTellTheSameRun() throws Exception {
    int number = judged();
    String comment = Long.toString(shop.comments(number).getFirst().id());
    JsonNode ofRequest = get("/api/story?of=octo/shop%23" + number);
    JsonNode ofComment = get("/api/story?of=" + comment);
    String key = "pull github:octo/shop#" + number;
    assertThat(job(ofRequest, key)).isEqualTo(job(ofComment, key));
    assertThat(get("/api/story?of=https://github.com/octo/shop/pull/" + number))
        .isEqualTo(ofRequest);
  }

  // @spec app/ledger#REQ-LED-004
  @Test
  void whyNothingWasWrittenIsTold() throws Exception {
    int number = judged();
    deliver("labeled", number, "relax");
    gate.awaitIdle();
    JsonNode ignored = get("/api/deliveries/delivery-2").path("deliveries").path(0);
    assertThat(ignored.path("state").asText()).isEqualTo("ignored");
    assertThat(ignored.path("reason").asText()).isNotEmpty();

    shop.push("relax", repo -> golden("weakened/base").accept(repo));
    assertThat(send(post("/api/deliveries/delivery-1/replay")).statusCode()).isEqualTo(202);
    gate.awaitIdle();
    assertThat(get("/api/deliveries/delivery-1").path("jobs")).hasSizeGreaterThan(2);
  }

  // @spec app/ledger#REQ-LED-005
  @Test
  void nobodyAsksWithoutTheToken() throws Exception {
    judged();
    var open = HttpRequest.newBuilder(at("/api/deliveries/delivery-1"));
    assertThat(send(open.copy()).statusCode()).isEqualTo(401);
    assertThat(send(open.copy().header("Authorization", "Bearer wrong")).statusCode())
        .isEqualTo(401);
    var replay = HttpRequest.newBuilder(at("/api/deliveries/delivery-1/replay"));
    assertThat(send(replay.POST(HttpRequest.BodyPublishers.noBody())).statusCode()).isEqualTo(401);
    assertThat(send(authorized("/api/deliveries/unknown")).statusCode()).isEqualTo(404);
    assertThat(send(authorized("/api/story?of=%20")).statusCode()).isEqualTo(400);
  }

  // @spec app/reports#REQ-REP-005
  @Test
  void aPageOfAPipelineIsKeptBehindALinkAndRunsNothing() throws Exception {
    String page = "<!doctype html><title>Report</title><script>alert(1)</script>";
    HttpResponse<String> kept = send(page("text/html; charset=utf-8", page));
    assertThat(kept.statusCode()).as(kept.body()).isEqualTo(201);
    String link = new ObjectMapper().readTree(kept.body()).path("url").asText();
    assertThat(link).startsWith("https://sdd.example/reports/");

    HttpResponse<String> shown = send(HttpRequest.newBuilder(at(URI.create(link).getPath())));
    assertThat(shown.body()).isEqualTo(page);
    assertThat(shown.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'");
    assertThat(send(page("text/html", page)).body()).isEqualTo(kept.body());
    assertThat(send(page("text/html", "")).statusCode()).isEqualTo(413);
    assertThat(send(page("application/json", "{}")).statusCode()).isEqualTo(415);
    var open = HttpRequest.newBuilder(at("/api/reports"));
    assertThat(send(open.POST(HttpRequest.BodyPublishers.ofString(page))).statusCode())
        .isEqualTo(401);
  }

  private HttpRequest.Builder page(String type, String page) {
    return authorized("/api/reports")
        .header("Content-Type", type)
        .POST(HttpRequest.BodyPublishers.ofString(page));
  }

  private static JsonNode job(JsonNode story, String key) {
    for (JsonNode job : story.path("jobs")) {
      if (job.path("key").asText().equals(key)) {
        return job;
      }
    }
    throw new AssertionError("no job " + key + " in " + story);
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(authorized(path));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  private HttpRequest.Builder post(String path) {
    return authorized(path).POST(HttpRequest.BodyPublishers.noBody());
  }

  private HttpRequest.Builder authorized(String path) {
    return HttpRequest.newBuilder(at(path)).header("Authorization", "Bearer " + OctoShop.API_TOKEN);
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + app.port() + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
