package io.github.sddtool.forge.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fake.github.GitProcess;
import io.github.sddtool.fake.github.Pusher;
import io.github.sddtool.fake.gitlab.GitLabStandIn;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.CallLimits;
import io.github.sddtool.forge.MarkdownCut;
import io.github.sddtool.forge.Proposal;
import io.github.sddtool.forge.Traffic;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Secret;
import io.github.sddtool.source.git.BranchWriter;
import io.github.sddtool.source.git.BranchWriter.Pushed;
import io.github.sddtool.source.git.CloneBudget;
import io.github.sddtool.source.git.ClonePool;
import io.github.sddtool.source.git.FetchRequest;
import io.github.sddtool.source.git.GitHistory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProposalsTest {
  private static final String PATH = "acme/tools/shop";
  private static final String REQUESTS = "/projects/" + PATH + "/merge_requests";
  private static final RepoId REPO = new RepoId("gitlab", PATH);
  private static final Proposal PROPOSAL =
      new Proposal("sdd/sync", "main", "Say what the shop sells", "Two specs differ.");

  private final GitLabStandIn standIn = new GitLabStandIn(PATH);
  private final GitLabForge forge =
      new GitLabForge(
          new GitLabSettings(
              "gitlab",
              standIn.web(),
              Secret.of(GitLabStandIn.TOKEN),
              List.of(Secret.of("secret")),
              CallLimits.GITLAB),
          Traffic.UNHEARD,
          Clock.systemUTC());
  private final Pusher pusher;
  private final CommitId head;

  ProposalsTest(@TempDir Path folder) {
    pusher = new Pusher(folder.resolve("work"), standIn.project().bare());
    pusher.push("main", "README.md", "A shop.\n");
    head = new CommitId(pusher.push("sdd/sync", "prices.md", "Tea 1\n"));
  }

  @AfterEach
  void stop() {
    standIn.close();
  }

  // @spec app/publishing#REQ-PUB-021
  @Test
  void proposalIsOpenedOnceHoweverOftenItIsMade() {
    Optional<URI> where = forge.propose(REPO, PROPOSAL);
    assertThat(where)
        .contains(URI.create(standIn.web() + "/" + PATH + "/-/merge_requests/" + only()));
    assertThat(forge.propose(REPO, PROPOSAL)).isEqualTo(where);
    assertThat(standIn.writes()).containsExactly("POST " + REQUESTS);
    assertThat(says("title")).isEqualTo(PROPOSAL.title());
    assertThat(says("description")).isEqualTo(PROPOSAL.body());
    assertThat(says("source_branch") + " " + says("target_branch")).isEqualTo("sdd/sync main");
  }

  // @spec app/publishing#REQ-PUB-021
  @Test
  void onlyWhatDiffersIsWritten() {
    forge.propose(REPO, PROPOSAL);
    forge.propose(REPO, new Proposal("sdd/sync", "main", "Say more", "Three specs differ.\n"));
    forge.propose(REPO, new Proposal("sdd/sync", "main", "Say more", "Three specs differ."));
    assertThat(standIn.writes())
        .containsExactly("POST " + REQUESTS, "PUT " + REQUESTS + "/" + only());
    assertThat(says("title") + ": " + says("description"))
        .isEqualTo("Say more: Three specs differ.");
  }

  @Test
  void draftStaysADraft() {
    forge.propose(REPO, PROPOSAL);
    standIn.project().set(only(), "title", "Draft: " + PROPOSAL.title());
    forge.propose(REPO, PROPOSAL);
    assertThat(standIn.writes()).hasSize(1);
    forge.propose(REPO, new Proposal("sdd/sync", "main", "Say more", PROPOSAL.body()));
    assertThat(says("title")).isEqualTo("Draft: Say more");
  }

  @Test
  void branchOfAForkWithTheSameNameIsNotOurs() {
    standIn.project().request(3, "sdd/sync", "main");
    standIn.project().set(3, "source_project_id", 6L);
    standIn.project().request(4, "sdd/sync", "main");
    forge.propose(REPO, PROPOSAL);
    assertThat(standIn.project().says(3, "title")).isEmpty();
    assertThat(standIn.project().says(4, "title")).isEqualTo(PROPOSAL.title());
  }

  // @spec app/publishing#REQ-PUB-021
  @Test
  void oneThatSomebodyElseOpenedMeanwhileIsBroughtUpToDate() {
    standIn.onCall(call -> {
      if (call.equals("POST " + REQUESTS)) {
        standIn.project().request(9, "sdd/sync", "main");
      }
    });
    assertThat(forge.propose(REPO, PROPOSAL).orElseThrow().getPath()).endsWith("/merge_requests/9");
    assertThat(only()).isEqualTo(9);
    assertThat(says("title") + ": " + says("description"))
        .isEqualTo(PROPOSAL.title() + ": " + PROPOSAL.body());
  }

  // @spec app/publishing#REQ-PUB-021, app/publishing#REQ-PUB-011
  @Test
  void nobodyIsMentionedAndNothingObeyed() {
    var hostile =
        new Proposal(
            "sdd/sync", "main", "Closes #12 for @ada", "/merge\r\n@ada closes #3\n /close");
    forge.propose(REPO, hostile);
    forge.propose(REPO, hostile);
    assertThat(standIn.project().obeyed()).isEmpty();
    assertThat(says("title")).isEqualTo("Closes #\u200B12 for @\u200Bada");
    assertThat(says("description")).contains("/merge").doesNotContain("@ada", "#3");
    assertThat(standIn.writes()).hasSize(1);
  }

  // @spec app/publishing#REQ-PUB-009
  @Test
  void whatIsTooLongIsCutAndNotWrittenAgain() {
    var longest = new Proposal("sdd/sync", "main", "é".repeat(300), "one line\n".repeat(120_000));
    forge.propose(REPO, longest);
    forge.propose(REPO, longest);
    assertThat(says("title")).hasSizeLessThanOrEqualTo(255).endsWith("…");
    assertThat(says("description")).startsWith(MarkdownCut.NOTE);
    assertThat(standIn.writes()).hasSize(1);
  }

  // @spec app/publishing#REQ-PUB-022
  @Test
  void missingPermissionIsNamedWithWhoMustGrantIt() {
    standIn.role(20);
    assertRefused(
        "the scope api and the role Developer: the project's owner must grant it",
        () -> forge.propose(REPO, PROPOSAL));
    var elsewhere = new RepoId("gitlab", "acme/other");
    assertRefused("the access token may not see it", () -> forge.propose(elsewhere, PROPOSAL));
  }

  // @spec app/publishing#REQ-PUB-022
  @Test
  void pushMovesABranchUnlessSomebodyElseDidOrItIsForbidden(@TempDir Path folder) {
    try (var pool =
            new ClonePool(
                folder.resolve("clones"), CloneBudget.USUAL, Map.of(), ClonePool.Holding.ALL);
        GitHistory history = pool.fetch(REPO, forge.fetchRequest(REPO, List.of(head)))) {
      BranchWriter writer = history.writer();
      FetchRequest to = forge.pushRequest(REPO);
      assertThat(to.refspecs()).isEmpty();
      CommitId first = commit(writer, head, "one");
      assertThat(writer.push(to, "sdd/new", Optional.empty(), first, false))
          .isEqualTo(new Pushed.Done());
      assertThat(tip("sdd/new")).isEqualTo(first.hex());

      String theirs = pusher.push("sdd/sync", "prices.md", "Tea 2\n");
      assertThat(writer.push(to, "sdd/sync", Optional.of(head), first, false))
          .isEqualTo(new Pushed.Moved());
      assertThat(tip("sdd/sync")).isEqualTo(theirs);

      standIn.role(20);
      CommitId second = commit(writer, first, "two");
      assertThat(writer.push(to, "sdd/new", Optional.of(first), second, false))
          .isInstanceOfSatisfying(
              Pushed.Refused.class, refused -> assertThat(refused.reason()).contains("403"));
      assertThat(tip("sdd/new")).isEqualTo(first.hex());
    }
  }

  private static CommitId commit(BranchWriter writer, CommitId parent, String text) {
    var who = new BranchWriter.Signature("SDD Tool", "sdd@localhost", Instant.EPOCH);
    return writer.commit(
        parent, Map.of(RepoPath.of("specs/a.md"), Optional.of(text)), who, who, "Say " + text);
  }

  private String tip(String branch) {
    return GitProcess.run(standIn.project().bare(), "rev-parse", "refs/heads/" + branch);
  }

  private long only() {
    List<Long> open = standIn.project().open();
    assertThat(open).hasSize(1);
    return open.getFirst();
  }

  private String says(String field) {
    return standIn.project().says(only(), field);
  }

  private static void assertRefused(String who, ThrowingCallable asked) {
    assertThatThrownBy(asked)
        .isInstanceOfSatisfying(
            ForgeFault.class,
            fault -> assertThat(fault.retry()).isEqualTo(new ForgeFault.Retry.Never()))
        .hasMessageContaining(who);
  }
}
