package io.github.sddtool.app;

import static io.github.sddtool.app.OctoShop.golden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.Eventually;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What was missed while no server ran.
class GapTest {
  private static final int MISSED = Integer.getInteger("gaps.missed", 10);
  private static final Duration STEP = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(90);

  @TempDir Path folder;

  static List<String> forges() {
    return Hub.FORGES;
  }

  // @spec app/gaps#REQ-GAP-002
  @ParameterizedTest
  @MethodSource("forges")
  void whatWasOpenedMeanwhileIsJudgedAfterTheStart(String forge) {
    try (Hub hub = Hub.of(forge, folder)) {
      hub.push("main", golden("weakened/base"));
      int known = opened(hub, "known");
      hub.tell(Hub.Told.OPENED, known, "known", "main");
      hub.awaitIdle();
      List<Integer> missed = new ArrayList<>();
      for (int i = 0; i < MISSED; i++) {
        missed.add(opened(hub, "missed-" + i));
      }
      assertThat(missed).allMatch(number -> hub.said(number).isEmpty());
      hub.restart();
      Eventually.until(
          STEP, LONGEST, () -> missed.stream().allMatch(number -> hub.said(number).size() == 1));
      hub.awaitIdle();
      assertThat(hub.said(known)).hasSize(1);
    }
  }

  private static int opened(Hub hub, String branch) {
    hub.work().git("checkout", "--quiet", "--detach", "main");
    hub.push(
        branch,
        repo -> {
          golden("weakened/head").accept(repo);
          repo.write("notes.txt", branch + "\n");
        });
    return hub.open(branch, "main");
  }

  // @spec app/gaps#REQ-GAP-001, app/gaps#REQ-GAP-004
  @Test
  void whatGitHubCouldNotDeliverIsAskedForAgain() throws Exception {
    int port = freePort();
    try (var shop = new OctoShop(folder)) {
      shop.gitHub().hookAt("https://sdd.example/webhooks/github", at(port));
      shop.push("main", golden("weakened/base"));
      shop.push("relax", golden("weakened/head"));
      int number = shop.open("relax");
      OctoShop.WebhookBody label = shop.pullRequest("labeled", number, "relax");
      try (var app = start(shop, port);
          var gate = new Gate(app.port())) {
        assertThat(gate.deliver("first", label)).isEqualTo(202);
        gate.awaitIdle();
      }
      Instant outage = Instant.now().minus(Duration.ofMinutes(8));
      for (int i = 0; i < MISSED; i++) {
        String id = "missed-" + i;
        shop.gitHub().missed(id, outage.plusSeconds(i), label.headers(id), label.bytes().toArray());
      }
      try (var app = start(shop, port);
          var gate = new Gate(app.port())) {
        Eventually.until(STEP, LONGEST, () -> gate.deliveries("new") == MISSED);
        Eventually.until(
            STEP, LONGEST, () -> gate.page("/health/webhooks").contains("<td>" + MISSED + "</td>"));
      }
    }
  }

  // @spec app/gaps#REQ-GAP-003
  @Test
  void aHookThatPointsElsewhereIsToldOf() throws Exception {
    int port = freePort();
    try (var shop = new OctoShop(folder)) {
      shop.gitHub().hookAt("https://other.example/hook", at(port));
      try (var app = start(shop, port);
          var gate = new Gate(app.port())) {
        Eventually.until(
            STEP,
            LONGEST,
            () ->
                gate.page("/health/webhooks")
                    .contains("off: the App&#39;s webhook points to https://other.example/hook"));
        assertThat(gate.page("/metrics")).contains("sdd_webhook_off{forge=\"github\"} 1.0");
      }
    }
  }

  private static App start(OctoShop shop, int port) {
    Settings settings = shop.settings();
    return ServerApp.start(settings.at(settings.server().at(port)), Clock.systemUTC());
  }

  private static URI at(int port) {
    return URI.create("http://127.0.0.1:" + port + "/webhooks/github");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
