package io.github.sddtool.app;

import static io.github.sddtool.app.OctoShop.golden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fake.github.Call;
import io.github.sddtool.fake.github.CheckRun;
import io.github.sddtool.fake.github.Hold;
import io.github.sddtool.pipeline.delivery.DeliveryLog;
import io.github.sddtool.pipeline.delivery.DeliveryRef;
import io.github.sddtool.pipeline.delivery.DeliveryState;
import io.github.sddtool.store.Database;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people see when something goes wrong: never nothing, never green.
public class TroubleTest extends Corridor {
  protected TroubleTest(@TempDir Path folder) {
    super(folder);
  }

  /// What became of a delivery; ends the app, which has the database to itself.
  private Optional<DeliveryState> kept(String delivery) {
    app.close();
    try (var database = Database.open(shop.data())) {
      return new DeliveryLog(database).state(new DeliveryRef("github", delivery));
    }
  }

  // @spec app/webhooks#REQ-HOOK-001
  @Test
  protected void wrongSignatureIsRefusedAndNotKept() {
    var body = shop.pullRequest("opened", 1, "main");
    var answer =
        gate.deliver(
            body.headers("forged", "a guess"), BodyPublishers.ofByteArray(body.bytes().toArray()));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(kept("forged")).isEmpty();
    assertThat(gitHub().exchanges()).isEmpty();
  }

  // @spec app/webhooks#REQ-HOOK-005
  @Test
  protected void brokenBodyIsKeptAndMarked() {
    byte[] broken = "{\"action\": \"opened\", ".getBytes(StandardCharsets.UTF_8);
    var body = new OctoShop.WebhookBody("pull_request", broken);

    assertThat(gate.deliver("broken", body)).isEqualTo(202);
    Eventually.until(() -> gate.deliveries("unreadable") == 1);

    assertThat(kept("broken")).containsInstanceOf(DeliveryState.Unreadable.class);
  }

  // @spec app/webhooks#REQ-HOOK-004
  @Test
  protected void bodyOver25MebibytesIsRefused() {
    var body = new OctoShop.WebhookBody("push", new byte[(25 << 20) + 1]);
    // Chunked: who declares the size may be refused before it is sent, and then cannot send it. One
    // byte too many: who still sends when the answer comes may never read it.
    var chunks =
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.bytes().toArray()));

    assertThat(gate.deliver(body.headers("large"), chunks).statusCode()).isEqualTo(413);
    assertThat(kept("large")).isEmpty();
  }

  // @spec app/publishing#REQ-PUB-006
  @Test
  protected void wrongConfigurationOfTheBaseAsksForActionAndSaysWhose() {
    shop.push("main", repo -> repo.write(".sdd/config.yml", "version: 1\ngaets: {}\n"));
    int number = judged();

    CheckRun check = onlyCheck(shop.tip("relax"));
    assertThat(check.conclusion()).hasValue("action_required");
    assertThat(onlyComment(number).body())
        .startsWith(MARKER)
        .contains("could not evaluate", ".sdd/config.yml", "gaets", "Push again");
  }

  // @spec app/webhooks#REQ-HOOK-003
  @Test
  protected void deliveryWhoseWorkFailedIsWorkedOnWhenItComesAgain() {
    shop.push("relax", golden("weakened/head"));
    int number = shop.open("relax");
    gitHub().permissions(Map.of("metadata", "read"));
    var body = shop.pullRequest("opened", number, "relax");
    assertThat(gate.deliver("one", body)).isEqualTo(202);
    gate.awaitIdle();
    assertThat(shop.checks(shop.tip("relax"))).isEmpty();

    gitHub().permissions(OctoShop.PERMISSIONS);
    assertThat(gate.deliver("one", body)).isEqualTo(202);
    gate.awaitIdle();

    assertThat(onlyCheck(shop.tip("relax")).conclusion()).hasValue("failure");
    onlyComment(number);
  }

  // @spec app/webhooks#REQ-HOOK-003
  @Test
  protected void refusedCheckIsSetWhenTheDeliveryComesAgain() {
    shop.push("relax", golden("weakened/head"));
    int number = shop.open("relax");
    gitHub()
        .permissions(
            Map.of(
                "metadata",
                "read",
                "contents",
                "read",
                "checks",
                "read",
                "pull_requests",
                "write"));
    var body = shop.pullRequest("opened", number, "relax");
    assertThat(gate.deliver("one", body)).isEqualTo(202);
    gate.awaitIdle();
    onlyComment(number);

    gitHub().permissions(OctoShop.PERMISSIONS);
    assertThat(gate.deliver("one", body)).isEqualTo(202);
    gate.awaitIdle();

    assertThat(onlyCheck(shop.tip("relax")).conclusion()).hasValue("failure");
    assertThat(onlyComment(number).edits()).isZero();
  }

  // @spec app/jobs#REQ-JOB-004
  @Test
  protected void failuresOfGitHubAreOutlived() {
    shop.faults().failNext(Call.of("POST", "/check-runs"), 500, 3);
    int number = judged();

    assertThat(onlyCheck(shop.tip("relax")).conclusion()).hasValue("failure");
    assertThat(onlyComment(number).edits()).isZero();
  }

  // @spec app/jobs#REQ-JOB-004
  @Test
  protected void answersThatNeverArriveLeaveNothingTwice() {
    shop.faults().dropAnswerNext(Call.of("POST", "/check-runs"), 1);
    shop.faults().dropAnswerNext(Call.of("POST", "/comments"), 1);
    int number = judged();

    assertThat(onlyCheck(shop.tip("relax")).conclusion()).hasValue("failure");
    assertThat(onlyComment(number).edits()).isZero();
  }

  // @spec app/publishing#REQ-PUB-001
  @Test
  protected void closedPullRequestsCheckEndsCancelled() throws Exception {
    String head = shop.push("relax", golden("weakened/head"));
    int number = shop.open("relax");
    try (Hold hold = shop.faults().hold(Call.of("GET", "/pulls/" + number))) {
      deliver("opened", number, "relax");
      assertThat(hold.awaitCaught(PATIENCE)).isTrue();
      Eventually.until(() -> !shop.checks(head).isEmpty());
      close(number);
    }
    gate.awaitIdle();

    assertThat(onlyCheck(head).conclusion()).hasValue("cancelled");
    assertThat(shop.comments(number)).isEmpty();
  }

  // @spec app/publishing#REQ-PUB-001
  @Test
  protected void closedPullRequestsCheckEndsCancelledThoughItsJobWaits() {
    String head = shop.push("relax", golden("weakened/head"));
    int number = shop.open("relax");
    shop.faults().failNext(Call.of("GET", "/pulls/" + number), 500, 1);
    deliver("opened", number, "relax");
    Eventually.until(() -> answered(500) == 1);
    close(number);
    gate.awaitIdle();

    assertThat(onlyCheck(head).conclusion()).hasValue("cancelled");
  }

  // @spec app/publishing#REQ-PUB-001
  @Test
  protected void noCheckStaysQueuedThoughItIsAnnouncedAfterThePullRequestWasClosed()
      throws Exception {
    String head = shop.push("relax", golden("weakened/head"));
    int number = shop.open("relax");
    shop.faults().failNext(Call.of("POST", "/check-runs"), 500, 1);
    try (Hold hold = shop.faults().hold(Call.of("GET", "/pulls/" + number))) {
      deliver("opened", number, "relax");
      assertThat(hold.awaitCaught(PATIENCE)).isTrue();
      Eventually.until(() -> answered(500) == 1);
      close(number);
    }
    gate.awaitIdle();

    // Where it was never announced, nothing is there that could stay queued.
    assertThat(shop.checks(head))
        .allMatch(check -> check.conclusion().equals(Optional.of("cancelled")));
  }

  // @spec app/publishing#REQ-PUB-004
  @Test
  protected void newerHeadIsJudgedAndTheOlderOnesCheckCancelled() throws Exception {
    String older = shop.push("relax", golden("weakened/head"));
    int number = shop.open("relax");
    String newer;
    try (Hold hold = shop.faults().hold(Call.of("GET", "/pulls/" + number))) {
      deliver("opened", number, "relax");
      assertThat(hold.awaitCaught(PATIENCE)).isTrue();
      Eventually.until(() -> !shop.checks(older).isEmpty());
      newer = synchronize(number, "relax", inSpec("MAY be locked", "MUST be locked"));
    }
    gate.awaitIdle();

    assertThat(onlyCheck(older).conclusion()).hasValue("cancelled");
    assertThat(onlyCheck(newer).conclusion()).hasValue("neutral");
    assertThat(onlyComment(number).body()).doesNotContain("was weakened");
  }

  private long answered(int status) {
    return gitHub().exchanges().stream().filter(e -> e.status() == status).count();
  }

  private void close(int number) {
    gitHub().closePullRequest(OctoShop.NAME, number);
    deliver("closed", number, "relax");
  }
}
