package io.github.sddtool.app;

import static io.github.sddtool.app.OctoShop.golden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fake.github.Call;
import io.github.sddtool.fake.github.CheckRun;
import io.github.sddtool.fake.github.Comment;
import io.github.sddtool.fake.github.Hold;
import io.github.sddtool.fake.github.WebhookPayloads;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people see of what they did, when nothing goes wrong.
public class EndToEndTest extends Corridor {
  protected EndToEndTest(@TempDir Path folder) {
    super(folder);
  }

  // @spec app/publishing#REQ-PUB-001, app/publishing#REQ-PUB-002, app/publishing#REQ-PUB-008
  @Test
  protected void openedPullRequestGetsOneCheckThatIsQueuedAtOnce() throws Exception {
    String head = shop.push("relax", golden("weakened/head"));
    int number = shop.open("relax");
    try (Hold hold = shop.faults().hold(Call.of("GET", "/pulls/" + number))) {
      deliver("opened", number, "relax");
      assertThat(hold.awaitCaught(PATIENCE)).isTrue();
      Eventually.until(() -> !shop.checks(head).isEmpty());
      assertThat(shop.checks(head))
          .extracting(CheckRun::name, CheckRun::status)
          .containsExactly(tuple("SDD", "queued"));
    }
    gate.awaitIdle();

    CheckRun check = onlyCheck(head);
    assertThat(check.name()).isEqualTo("SDD");
    assertThat(check.status()).isEqualTo("completed");
    assertThat(check.conclusion()).hasValue("failure");
    assertThat(check.title()).contains("auth/login#REQ-003 was weakened");
    assertThat(check.annotations())
        .extracting(a -> a.path(), a -> a.startLine(), a -> a.level())
        .contains(
            tuple(OctoShop.LOGIN_SPEC, 20, "failure"), tuple(OctoShop.LOGIN_SPEC, 30, "warning"));
    assertThat(check.annotations().getFirst().message()).contains("went from MUST to MAY");
  }

  // @spec app/publishing#REQ-PUB-003
  @Test
  protected void oneCommentSaysWhatIsWrongAndLaterPushesEditIt() {
    int number = judged();
    Comment first = onlyComment(number);
    assertThat(first.author()).isEqualTo(gitHub().app().botLogin());
    assertThat(first.body())
        .startsWith(MARKER)
        .contains(
            "`auth/login#REQ-003` was weakened",
            "/octo/shop/blob/" + shop.tip("relax") + "/" + OctoShop.LOGIN_SPEC + "#L20");

    String second = synchronize(number, "relax", inSpec("MAY be locked", "MUST be locked"));
    gate.awaitIdle();

    assertThat(onlyCheck(second).conclusion()).hasValue("neutral");
    Comment edited = onlyComment(number);
    assertThat(edited.id()).isEqualTo(first.id());
    assertThat(edited.edits()).isEqualTo(1);
    assertThat(edited.body()).contains("auth/login#REQ-004").doesNotContain("was weakened");
  }

  // @spec app/publishing#REQ-PUB-012
  @Test
  protected void pressingRerunJudgesAgainAndTheNewCheckEnds() {
    int number = judged();
    String head = shop.tip("relax");
    deliver(shop.rerun(number, "relax"));
    gate.awaitIdle();
    assertThat(shop.checks(head))
        .extracting(CheckRun::status, check -> check.conclusion().orElse(""))
        .containsExactly(tuple("completed", "failure"), tuple("completed", "failure"));
    assertThat(onlyComment(number).edits()).isZero();
  }

  // @spec app/webhooks#REQ-HOOK-003
  @Test
  protected void sameDeliveryAgainDoesNothing() {
    int number = judged();
    var body = shop.pullRequest("opened", number, "relax");
    assertThat(gate.deliver("again", body)).isEqualTo(202);
    gate.awaitIdle();
    int calls = gitHub().exchanges().size();

    assertThat(gate.deliver("again", body)).isEqualTo(202);
    gate.awaitIdle();

    assertThat(gate.deliveries("known")).isEqualTo(1);
    assertThat(gitHub().exchanges()).hasSize(calls);
  }

  // @spec app/publishing#REQ-PUB-003
  @Test
  protected void anotherDeliveryOfTheSameHeadWritesNothing() {
    int number = judged();
    long writes = shop.writes();
    int calls = gitHub().exchanges().size();

    deliver("reopened", number, "relax");
    gate.awaitIdle();

    assertThat(gitHub().exchanges()).hasSizeGreaterThan(calls);
    assertThat(shop.writes()).isEqualTo(writes);
    onlyCheck(shop.tip("relax"));
    assertThat(onlyComment(number).edits()).isZero();
  }

  @Test
  protected void changeThatTouchesNoSpecPassesWithoutAComment() {
    int number = judged("notes", repo -> repo.write("notes.txt", "Buy tea.\n"));

    CheckRun check = onlyCheck(shop.tip("notes"));
    assertThat(check.conclusion()).hasValue("success");
    assertThat(check.title()).contains("nothing to assess");
    assertThat(shop.comments(number)).isEmpty();
  }

  @Test
  protected void repositoryWithoutSpecsIsSkippedWithoutAComment() {
    shop.push("main", repo -> repo.git("rm", "--quiet", "-r", ".sdd"));
    int number = judged("tea", repo -> repo.write("src/tea.ts", "export const tea = 1;\n"));

    assertThat(onlyCheck(shop.tip("tea")).conclusion()).hasValue("skipped");
    assertThat(shop.comments(number)).isEmpty();
  }

  @Test
  protected void pushToTheDefaultBranchGetsACheckOnItsTip() {
    String before = shop.tip("main");
    String after = shop.push("main", golden("weakened/head"));

    deliver(shop.pushed("main", before, after));
    gate.awaitIdle();

    assertThat(onlyCheck(after).conclusion()).hasValue("failure");
    assertThat(shop.checks(before)).isEmpty();
  }

  @Test
  protected void firstPushOfTheDefaultBranchGetsACheck() {
    String tip = shop.tip("main");

    deliver(shop.pushed("main", OctoShop.NOTHING, tip));
    gate.awaitIdle();

    assertThat(onlyCheck(tip).conclusion()).hasValue("success");
  }

  @Test
  protected void mergeQueueGetsACheckOnTheCommitItMade() {
    String base = shop.tip("main");
    String queue = "gh-readonly-queue/main/pr-1-" + base;
    String head = shop.push(queue, golden("weakened/head"));
    var ends = new WebhookPayloads.Ends(head, queue, base, "main");

    deliver(
        new OctoShop.WebhookBody("merge_group", WebhookPayloads.mergeGroup(OctoShop.NAME, ends)));
    gate.awaitIdle();

    assertThat(onlyCheck(head).conclusion()).hasValue("failure");
  }

  // @spec app/publishing#REQ-PUB-016
  @Test
  protected void whatWasOpenWhenTheAppIsInstalledIsJudged() {
    String head = shop.push("relax", golden("weakened/head"));
    int open = shop.open("relax");
    shop.push("notes", repo -> repo.write("notes.txt", "Buy tea.\n"));
    int closed = shop.open("notes");
    gitHub().closePullRequest(OctoShop.NAME, closed);

    deliver(
        new OctoShop.WebhookBody(
            "installation", WebhookPayloads.installation("created", List.of(OctoShop.NAME))));
    gate.awaitIdle();

    assertThat(onlyCheck(head).conclusion()).hasValue("failure");
    onlyComment(open);
    assertThat(shop.checks(shop.tip("notes"))).isEmpty();
  }

  // @spec app/publishing#REQ-PUB-005
  @Test
  protected void commentsAndChecksOfOthersStayAsTheyAre() {
    shop.push("relax", golden("weakened/head"));
    int number = shop.open("relax");
    String forged = MARKER + "\nAll is well.";
    gitHub().commentAs("mallory", OctoShop.NAME, number, forged);
    gitHub().checkRunOfAnotherApp(OctoShop.NAME, shop.tip("relax"), "SDD");

    deliver("opened", number, "relax");
    gate.awaitIdle();

    assertThat(shop.comments(number))
        .extracting(Comment::author)
        .containsExactly("mallory", gitHub().app().botLogin());
    assertThat(shop.comments(number).getFirst().body()).isEqualTo(forged);
    assertThat(shop.checks(shop.tip("relax")))
        .extracting(CheckRun::status)
        .isEqualTo(List.of("queued", "completed"));
  }
}
