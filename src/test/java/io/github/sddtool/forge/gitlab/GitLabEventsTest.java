package io.github.sddtool.forge.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.forge.Delivery;
import io.github.sddtool.forge.ForgeEvent;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.forge.Told;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitLabEventsTest {
  private static final String REQUEST = body("merge-request-event");
  private static final CommitId HEAD = new CommitId("da1560886d4f094c3e6c9ef40349f7d38b5d27d7");

  // @spec app/webhooks#REQ-HOOK-008
  @Test
  void openedRequestIsOneThatChangedInItsTargetProject() {
    assertThat(understood("Merge Request Hook", REQUEST))
        .isEqualTo(
            new ForgeEvent.PullRequestChanged(
                new PullRequest(
                    new RepoId("gitlab", "awesome_space/awesome_project"),
                    1,
                    HEAD,
                    "ms-viewport",
                    "master",
                    true)));
  }

  // @spec app/webhooks#REQ-HOOK-008
  @Test
  void updateWithNewCommitsIsAChange() {
    assertThat(understood("Merge Request Hook", action("update")))
        .isInstanceOf(ForgeEvent.PullRequestChanged.class);
  }

  // @spec app/webhooks#REQ-HOOK-008
  @ParameterizedTest
  @ValueSource(strings = {"target_branch", "draft", "work_in_progress"})
  void updateOfWhatIsJudgedIsAChange(String field) {
    String body = quietUpdate().replace("\"milestone_id\": {", "\"" + field + "\": {");
    assertThat(understood("Merge Request Hook", body))
        .isInstanceOf(ForgeEvent.PullRequestChanged.class);
  }

  // @spec app/webhooks#REQ-HOOK-008
  @Test
  void updateOfLabelsAndReviewersIsIgnored() {
    assertThat(understood("Merge Request Hook", quietUpdate()))
        .isInstanceOf(ForgeEvent.Ignored.class);
  }

  // @spec app/webhooks#REQ-HOOK-008
  @ParameterizedTest
  @CsvSource({
    "close,PullRequestClosed",
    "merge,PullRequestClosed",
    "reopen,PullRequestChanged",
    "approved,Ignored",
    "unapproved,Ignored"
  })
  void actionDecidesWhatItMeans(String action, String event) {
    assertThat(understood("Merge Request Hook", action(action)).getClass().getSimpleName())
        .isEqualTo(event);
  }

  @Test
  void requestWithoutACommitIsIgnored() {
    String body = REQUEST.replace("\"last_commit\": {", "\"last\": {");
    assertThat(understood("Merge Request Hook", body)).isInstanceOf(ForgeEvent.Ignored.class);
  }

  // @spec app/webhooks#REQ-HOOK-008
  @Test
  void pushToTheDefaultBranchIsJudged() {
    assertThat(understood("Push Hook", body("push-event")))
        .isEqualTo(
            new ForgeEvent.DefaultBranchPushed(
                new RepoId("gitlab", "mike/diaspora"),
                "master",
                new CommitId("95790bf891e76fee5e1747ab589903a6a1f80f22"),
                HEAD));
  }

  @Test
  void pushToAnotherBranchIsIgnored() {
    String body = body("push-event").replace("refs/heads/master", "refs/heads/topic");
    assertThat(understood("Push Hook", body)).isInstanceOf(ForgeEvent.Ignored.class);
  }

  @Test
  void deletedDefaultBranchIsIgnored() {
    String body =
        body("push-event").replace("\"after\": \"" + HEAD, "\"after\": \"" + "0".repeat(40));
    assertThat(understood("Push Hook", body)).isInstanceOf(ForgeEvent.Ignored.class);
  }

  @Test
  void firstPushIsComparedWithItself() {
    String body =
        body("push-event").replace("95790bf891e76fee5e1747ab589903a6a1f80f22", "0".repeat(40));
    var pushed = (ForgeEvent.DefaultBranchPushed) understood("Push Hook", body);
    assertThat(pushed.before()).isEqualTo(pushed.after());
  }

  @ParameterizedTest
  @CsvSource({
    "merge-request-system-hook-event,PullRequestChanged",
    "push-system-hook-event,DefaultBranchPushed",
    "project-system-hook-event,Ignored"
  })
  void hookOfTheInstanceIsReadByItsBody(String file, String event) {
    assertThat(understood("System Hook", body(file)).getClass().getSimpleName()).isEqualTo(event);
  }

  @Test
  void noteIsACommandWhereItBeginsLikeOne() {
    String body = body("note-merge-request-event");
    assertThat(understood("Note Hook", body)).isInstanceOf(ForgeEvent.Ignored.class);
    String said = body.replace("This MR needs work.", "/sdd check\\nplease");
    var told = (ForgeEvent.Commanded) understood("Note Hook", said);
    assertThat(told.number()).isEqualTo(1);
    assertThat(told.command().line()).isEqualTo("/sdd check");
    assertThat(told.command().author().name()).isEqualTo("root");
    String edited = said.replaceFirst("\"noteable_type\"", "\"action\": \"update\", $0");
    assertThat(understood("Note Hook", edited)).isInstanceOf(ForgeEvent.Ignored.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Pipeline Hook,pipeline-event",
    "Tag Push Hook,tag-push-event",
    "Something New,push-event"
  })
  void otherEventsAreIgnored(String event, String file) {
    assertThat(understood(event, body(file))).isInstanceOf(ForgeEvent.Ignored.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{", "nonsense", "{\"object_attributes\":{\"action\":\"open\"}}"})
  void bodyThatIsNoneIsUnreadableOrIgnoredAndNeverThrows(String body) {
    assertThat(understood("Merge Request Hook", body))
        .isInstanceOfAny(ForgeEvent.Unreadable.class, ForgeEvent.Ignored.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../etc", "one", "a/../b", "a/b c", "a//b", "a/b\\n", "https://evil/x"})
  void projectWhosePathIsNoneIsUnreadable(String path) {
    String body = REQUEST.replace("awesome_space/awesome_project\"", path + "\"");
    assertThat(understood("Merge Request Hook", body)).isInstanceOf(ForgeEvent.Unreadable.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2013-12-03T17:23:34Z,2013-12-03T17:23:34Z",
    "2013-12-03 17:23:34 UTC,2013-12-03T17:23:34Z",
    "2013-12-03T18:23:34.5+01:00,2013-12-03T17:23:34.5Z",
  })
  void saysWhenItHappenedHoweverTheInstanceWritesIt(String written, Instant happened) {
    String body = REQUEST.replace("2013-12-03T17:23:34Z", written);
    assertThat(told("Merge Request Hook", body).happened()).contains(happened);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "", "-999999999-01-01T00:00:00Z", "1969-12-31T00:00:00Z"})
  void timesThatNoForgeHasSeenAreNotBelieved(String written) {
    String body = REQUEST.replace("2013-12-03T17:23:34Z", written);
    assertThat(told("Merge Request Hook", body).happened()).isEmpty();
  }

  @Test
  void pushesDoNotSayWhenTheyHappened() {
    assertThat(told("Push Hook", body("push-event")).happened()).isEmpty();
  }

  private static String action(String action) {
    return REQUEST.replace("\"action\": \"open\"", "\"action\": \"" + action + "\"");
  }

  private static String quietUpdate() {
    return action("update").replace("\"oldrev\"", "\"other\"");
  }

  private static ForgeEvent understood(String event, String body) {
    return told(event, body).event();
  }

  private static Told told(String event, String body) {
    return GitLabEvents.understand(
        new Delivery(
            "gitlab", "1", event, Instant.EPOCH, Bytes.of(body.getBytes(StandardCharsets.UTF_8))));
  }

  private static String body(String name) {
    String file = "/gitlab/webhooks/" + name + ".json";
    try (var in = Objects.requireNonNull(GitLabEventsTest.class.getResourceAsStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
