package io.github.sddtool.bench;

import io.github.sddtool.forge.Admission;
import io.github.sddtool.forge.WebhookRequest;
import io.github.sddtool.forge.Traffic;
import io.github.sddtool.forge.github.GitHubForge;
import io.github.sddtool.forge.github.GitHubSettings;
import io.github.sddtool.server.Door;
import io.github.sddtool.server.HttpServer;
import io.github.sddtool.server.Reply;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.Secret;
import io.helidon.http.Header;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The webhook route without a database: the same server verifies the signature, answers, and keeps
/// nothing. What durability costs shows beside it.
///
/// Arguments: the port, the file with the App's private key, the file with the webhook secret.
final class BareRoute implements Door {
  private final GitHubForge forge;
  private final Clock clock;

  private BareRoute(GitHubForge forge, Clock clock) {
    this.forge = forge;
    this.clock = clock;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Clock clock = Clock.systemUTC();
    GitHubSettings settings =
        GitHubSettings.of(
            "github",
            URI.create("https://api.github.com"),
            1,
            Secret.of(Files.readString(Path.of(arguments[1]))),
            List.of(Secret.of(Files.readString(Path.of(arguments[2])).strip())));
    var binding =
        new HttpServer.Binding("127.0.0.1", Integer.parseInt(arguments[0]), Duration.ofSeconds(1));
    var door = new BareRoute(new GitHubForge(settings, Traffic.UNHEARD, clock), clock);
    try (var _ =
        HttpServer.start(
            binding,
            List.of(door),
            () -> {},
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))) {
      Thread.currentThread().join();
    }
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post("/webhooks/github", this::receive);
  }

  private void receive(ServerRequest request, ServerResponse response) {
    var headers = new HashMap<String, String>();
    for (Header header : request.headers()) {
      headers.putIfAbsent(header.headerName().lowerCase(), header.get());
    }
    byte[] body = request.content().as(byte[].class);
    switch (forge.admit(new WebhookRequest(headers, Bytes.of(body)), clock.instant())) {
      case Admission.Admitted(var delivery) ->
          Reply.json(
              response, Status.ACCEPTED_202, Map.of("delivery", delivery.id(), "kept", "no"));
      case Admission.Unauthentic(String reason) ->
          Reply.error(response, Status.UNAUTHORIZED_401, reason);
      case Admission.Malformed(String reason) ->
          Reply.error(response, Status.BAD_REQUEST_400, reason);
    }
  }
}
