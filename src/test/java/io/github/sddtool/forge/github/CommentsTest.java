package io.github.sddtool.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.fake.github.Call;
import io.github.sddtool.fake.github.Comment;
import io.github.sddtool.fake.github.Hold;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.forge.MarkdownCut;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.SummaryComment;
import io.github.sddtool.forge.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommentsTest {
  private final Shop shop = new Shop();

  @AfterEach
  void stop() {
    shop.close();
  }

  // @spec app/publishing#REQ-PUB-003
  @Test
  void commentIsCreatedThenUpdatedThenLeftAsItIs() {
    var created = (Effect.Created) comment("first");
    assertThat(created.where()).isEqualTo("octo/shop#" + shop.number);
    assertThat(comment("second"))
        .isEqualTo(new Effect.Updated("comment", created.where(), created.id()));
    assertThat(comment("second"))
        .isEqualTo(new Effect.Unchanged("comment", created.where(), created.id()));
    assertThat(shop.comments())
        .containsExactly(
            new Comment(
                Long.parseLong(created.id()),
                "sdd-tool[bot]",
                Publication.COMMENT_MARKER + "\nsecond",
                1,
                List.of()));
  }

  // @spec app/publishing#REQ-PUB-005
  @Test
  void commentOfSomeoneElseIsNeverTouchedWhateverItBeginsWith() {
    String forged = Publication.COMMENT_MARKER + "\nAll is well.";
    shop.standIn.commentAs("mallory", Shop.NAME, shop.number, forged);
    shop.standIn.commentAs("sdd-tool", Shop.NAME, shop.number, forged);
    comment("first");
    comment("second");
    assertThat(shop.comments()).hasSize(3);
    assertThat(shop.comments().subList(0, 2))
        .allMatch(comment -> comment.body().equals(forged) && comment.edits() == 0);
    assertThat(shop.comments().getLast().body()).endsWith("second");
  }

  @Test
  void ownCommentIsFoundBehindManyOthers() {
    for (int i = 0; i < 130; i++) {
      shop.standIn.commentAs("someone", Shop.NAME, shop.number, "remark " + i);
    }
    comment("first");
    assertThat(comment("second")).isInstanceOf(Effect.Updated.class);
    assertThat(shop.comments()).hasSize(131);
  }

  @Test
  void pullRequestThatMovedOnGetsNoComment() {
    Publication late = shop.publication(Shop.failing(0), "late");
    shop.push();
    assertThat(shop.forge.publish(late).get(1)).isInstanceOf(Effect.Declined.class);
    assertThat(shop.comments()).isEmpty();
  }

  // @spec app/publishing#REQ-PUB-004
  @Test
  void headIsReadAgainJustBeforeWriting() throws Exception {
    Publication late = shop.publication(Shop.failing(0), "late");
    try (Hold hold = shop.standIn.faults().holdAnswer(Call.of("GET", "/comments"));
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var publishing = executor.submit(() -> shop.forge.publish(late));
      assertThat(hold.awaitCaught(Duration.ofSeconds(20))).isTrue();
      shop.push();
      hold.release();
      assertThat(publishing.get().get(1)).isInstanceOf(Effect.Declined.class);
    }
    assertThat(shop.comments()).isEmpty();
  }

  @Test
  void manyAtOnceMakeOneComment() throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Effect>> tasks =
          IntStream.range(0, 12).<Callable<Effect>>mapToObj(_ -> () -> comment("same")).toList();
      var effects = executor.invokeAll(tasks).stream().map(future -> future.resultNow()).toList();
      assertThat(effects).filteredOn(Effect.Created.class::isInstance).hasSize(1);
      assertThat(effects).filteredOn(Effect.Unchanged.class::isInstance).hasSize(11);
    }
    assertThat(shop.comments()).hasSize(1);
  }

  @Test
  void lostAnswerMakesNoSecondComment() {
    shop.standIn.faults().dropAnswerNext(Call.of("POST", "/comments"), 1);
    assertThatThrownBy(() -> comment("text"))
        .isInstanceOfSatisfying(
            ForgeFault.class,
            fault -> assertThat(fault.retry()).isEqualTo(new ForgeFault.Retry.Backoff()));
    assertThat(comment("text")).isInstanceOf(Effect.Unchanged.class);
    assertThat(shop.comments()).hasSize(1);
  }

  // @spec app/publishing#REQ-PUB-009
  @Test
  void textThatIsTooLongIsCutAndSaysSo() {
    comment("😀 and text\n".repeat(20_000));
    assertThat(shop.comments())
        .singleElement()
        .satisfies(comment ->
            assertThat(comment.body())
                .startsWith(Publication.COMMENT_MARKER + "\n\n" + MarkdownCut.NOTE)
                .hasSizeBetween(65_000, 65_536));
    assertThat(comment("😀 and text\n".repeat(20_000))).isInstanceOf(Effect.Unchanged.class);
  }

  @Test
  void linksToAnotherHostAreNotFollowed() {
    for (int i = 0; i < 130; i++) {
      shop.standIn.commentAs("someone", Shop.NAME, shop.number, "remark " + i);
    }
    shop.standIn.faults().pointLinksTo("http://elsewhere.example");
    assertThat(comment("first"))
        .isInstanceOfSatisfying(
            Effect.Failed.class,
            failed -> assertThat(failed.reason()).contains("elsewhere.example"));
  }

  @Test
  void withoutAPullRequestThereIsNothingToCommentOn() {
    var publication =
        new Publication(
            Target.commit(Shop.REPO, shop.head()),
            new CheckState.Queued(),
            Optional.of(new SummaryComment(Publication.COMMENT_MARKER, false)));
    assertThat(shop.forge.publish(publication).get(1)).isInstanceOf(Effect.Declined.class);
  }

  @Test
  void commentWithoutItsMarkerIsRefusedBecauseItWouldNotBeFoundAgain() {
    assertThatThrownBy(() -> new SummaryComment("no marker", false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatDeservesNoNewCommentOnlyEditsAnEarlierOne() {
    var quiet =
        new Publication(
            Target.pullRequest(Shop.REPO, shop.head(), shop.number),
            new CheckState.Queued(),
            Optional.of(new SummaryComment(Publication.COMMENT_MARKER + "nothing", true)));
    assertThat(shop.forge.publish(quiet).get(1)).isInstanceOf(Effect.Declined.class);
    comment("first");
    assertThat(shop.forge.publish(quiet).get(1)).isInstanceOf(Effect.Updated.class);
  }

  private Effect comment(String text) {
    return shop.forge.publish(shop.publication(Shop.failing(0), text)).get(1);
  }
}
