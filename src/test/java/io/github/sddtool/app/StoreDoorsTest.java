package io.github.sddtool.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.source.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreDoorsTest {
  @TempDir private Path folder;

  // @spec app/api#REQ-API-001
  @Test
  void aServerOpensTheStoreAndKeepsItsOtherDoors() throws Exception {
    var server =
        new Settings.Server(
            "127.0.0.1",
            0,
            Settings.Runner.usual(),
            100,
            Optional.empty(),
            Optional.of(Secret.of("the-token")));
    try (App app = App.start(App.Parts.of(server, folder, List.of()), Clock.systemUTC());
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest.Builder adding =
          request(app, "/api/specs?project=shop")
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"id\":\"pay\",\"content\":\"# Pay\"}"));
      assertThat(send(client, adding).statusCode()).isEqualTo(201);
      assertThat(send(client, request(app, "/api/specs/pay?project=shop")).body())
          .contains("\"title\":\"Pay\"");
      assertThat(send(client, request(app, "/openapi")).body()).startsWith("openapi: 3.1.0");
      // Older routes answer in their own way.
      assertThat(send(client, request(app, "/api/deliveries/none")).body())
          .isEqualTo("{\"error\":\"nothing of that is known here, or no longer\"}");
    }
  }

  private static HttpRequest.Builder request(App app, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + path))
        .header("Authorization", "Bearer the-token");
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
