package io.github.sddtool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.fake.ScriptedForge;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.pipeline.delivery.DeliveryLog;
import io.github.sddtool.pipeline.delivery.DeliveryRef;
import io.github.sddtool.pipeline.delivery.DeliveryState;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.pipeline.queue.JobQueue;
import io.github.sddtool.pipeline.queue.Lane;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// `sdd explain` and `sdd replay` beside a server's data.
@ParameterizedClass
@EnumSource(TestStore.class)
class StoryCommandsTest {
  private static final RepoId SHOP = new RepoId("github", "octo/shop");

  private final TestStore store;
  @TempDir Path folder;
  private String settings = "";

  StoryCommandsTest(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void aDeliveryThatFailed() throws IOException {
    Path data = folder.resolve("data");
    String database =
        switch (store.place(data)) {
          case Place.Folder _ -> "";
          case Place.Postgres(String url, _, _) ->
              "database: {url: \"" + url + "\", user: postgres}\n";
        };
    settings = Files.writeString(folder.resolve("sdd.yaml"), "data: data\n" + database).toString();
    try (var opened = store.open(data)) {
      var delivery = ScriptedForge.delivery("github", "5a1e-77", "changed octo/shop 17");
      new DeliveryLog(opened).keep(delivery);
      var queue = new JobQueue(opened, Clock.systemUTC());
      queue
          .enqueue(
              List.of(new Job.AssessPullRequest(SHOP, 17, ScriptedForge.commit('a'))),
              DeliveryRef.of(delivery))
          .await();
      queue.fail(
          queue.claim(Lane.ASSESS).orElseThrow(),
          "the branch is gone",
          List.of(new Effect.Declined("comment", "octo/shop#17", "the head has moved on")));
    }
  }

  private Ran sdd(String... words) {
    var all = new java.util.ArrayList<>(List.of(words));
    all.addAll(List.of("--settings", settings));
    return Ran.in(folder, all.toArray(String[]::new));
  }

  // @spec app/ledger#REQ-LED-004
  @Test
  void explainTellsTheStoryOfADeliveryAndOfAPullRequest() {
    for (String subject :
        List.of("5a1e-77", "octo/shop#17", "https://github.com/octo/shop/pull/17/files")) {
      Ran ran = sdd("explain", subject);
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.out())
          .contains("received github:5a1e-77")
          .contains("planned pull github:octo/shop#17 for 5a1e-77")
          .contains("run, attempt 1")
          .contains("comment on octo/shop#17 not written: the head has moved on")
          .contains("failed: the branch is gone");
    }
  }

  @Test
  void explainTellsItToProgramsToo() throws IOException {
    Ran ran = sdd("--format", "json", "explain", "octo/shop#17");
    assertThat(ran.json().at("/jobs/0/reason").asText()).isEqualTo("the branch is gone");
  }

  @Test
  void whatIsNotKnownIsSaidInOneSentence() {
    Ran ran = sdd("explain", "octo/shop#99");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("Nothing is known of 'octo/shop#99'");
  }

  // @spec app/rehearsal#REQ-RHS-001
  @Test
  void aDryRunSaysWhatItIsMissingAndWhatIsMisspelt() {
    assertThat(sdd("replay").err()).contains("--since 7d --dry-run");
    assertThat(sdd("replay", "--since", "7d").err()).contains("--since 7d --dry-run");
    assertThat(sdd("replay", "--since", "a week", "--dry-run").err())
        .contains("'a week' is no span of time: say for example 12h or 7d");
    assertThat(sdd("replay", "--since", "7d", "--dry-run", "--against", "rulse.yml").err())
        .contains("'rulse.yml' is neither a file with rules nor this program's version");
    assertThat(sdd("replay", "5a1e-77", "--dry-run").err()).contains("without --dry-run");
  }

  // @spec app/ledger#REQ-LED-005
  @Test
  void replaySendsTheDeliveryThroughAgain() {
    Ran ran = sdd("replay", "5a1e-77");
    assertThat(ran.out()).contains("5a1e-77 will be worked on again.");
    try (var opened = store.open(folder.resolve("data"))) {
      assertThat(new DeliveryLog(opened).state(new DeliveryRef("github", "5a1e-77")))
          .contains(new DeliveryState.Received());
    }
    assertThat(sdd("replay", "5a1e-77").err())
        .contains("No delivery '5a1e-77' is kept, or it waits");
  }
}
