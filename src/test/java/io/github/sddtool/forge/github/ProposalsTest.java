package io.github.sddtool.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.sddtool.fake.github.Exchange;
import io.github.sddtool.fake.github.ShownPull;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.MarkdownCut;
import io.github.sddtool.forge.Proposal;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.git.BranchWriter;
import io.github.sddtool.source.git.BranchWriter.Pushed;
import io.github.sddtool.source.git.CloneBudget;
import io.github.sddtool.source.git.ClonePool;
import io.github.sddtool.source.git.FetchRequest;
import io.github.sddtool.source.git.GitHistory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProposalsTest {
  private static final Proposal PROPOSAL =
      new Proposal("sdd/sync", "main", "Say what the shop sells", "Two specs differ.");

  private final Shop shop = new Shop();

  ProposalsTest() {
    may("contents", "write");
    Shop.git(shop.bare, "update-ref", "refs/heads/sdd/sync", shop.head().hex());
  }

  @AfterEach
  void stop() {
    shop.close();
  }

  // @spec app/publishing#REQ-PUB-021
  @Test
  void proposalIsOpenedOnceHoweverOftenItIsMade() {
    Optional<URI> where = propose(PROPOSAL);
    assertThat(propose(PROPOSAL)).isEqualTo(where);
    assertThat(shop.newForge().propose(Shop.REPO, PROPOSAL)).isEqualTo(where);
    assertThat(ours())
        .containsExactly(
            new ShownPull(
                shop.number + 1,
                "sdd-tool[bot]",
                "sdd/sync",
                "main",
                PROPOSAL.title(),
                PROPOSAL.body(),
                true,
                0,
                false,
                Set.of()));
    assertThat(where)
        .contains(URI.create(shop.standIn.web() + "/octo/shop/pull/" + (shop.number + 1)));
    assertThat(shop.writes()).hasSize(1);
  }

  // @spec app/publishing#REQ-PUB-021
  @Test
  void onlyWhatDiffersIsWritten() {
    propose(PROPOSAL);
    propose(new Proposal("sdd/sync", "main", PROPOSAL.title(), "Three specs differ.\n"));
    assertThat(shop.writes()).hasSize(2);
    assertThat(shop.writes().getLast().call().body())
        .contains("Three specs")
        .doesNotContain("title");
    propose(new Proposal("sdd/sync", "main", "Say more", "Three specs differ."));
    assertThat(shop.writes()).hasSize(3);
    assertThat(ours())
        .extracting(ShownPull::title, ShownPull::body, ShownPull::edits)
        .containsExactly(tuple("Say more", "Three specs differ.\n", 2));
  }

  @Test
  void closedOneIsFollowedByAnother() {
    propose(PROPOSAL);
    shop.standIn.closePullRequest(Shop.NAME, ours().getFirst().number());
    propose(PROPOSAL);
    assertThat(ours()).extracting(ShownPull::open).containsExactly(false, true);
  }

  @Test
  void branchOfAForkWithTheSameNameIsNotOurs() {
    Path fork = shop.standIn.createRepository("stranger/shop", "main");
    Shop.git(shop.bare, "push", "--quiet", fork.toString(), "refs/heads/sdd/sync");
    int theirs = shop.standIn.openPullRequest(Shop.NAME, "stranger:sdd/sync", "main");
    propose(PROPOSAL);
    assertThat(ours()).extracting(ShownPull::number).containsExactly(theirs, theirs + 1);
    assertThat(ours().getFirst().edits()).isZero();
  }

  // @spec app/publishing#REQ-PUB-021
  @Test
  void oneThatSomebodyElseOpenedMeanwhileIsBroughtUpToDate() {
    var once = new AtomicBoolean();
    shop.standIn.onExchange(exchange -> {
      if (isListing(exchange) && once.compareAndSet(false, true)) {
        shop.standIn.openPullRequest(Shop.NAME, "sdd/sync", "main");
      }
    });
    assertThat(propose(PROPOSAL).orElseThrow().getPath()).endsWith("/pull/" + (shop.number + 1));
    assertThat(shop.writes()).extracting(Exchange::status).containsExactly(422, 200, 200);
    assertThat(ours())
        .singleElement()
        .satisfies(pull -> assertThat(pull.title()).isEqualTo(PROPOSAL.title()))
        .satisfies(pull -> assertThat(pull.body()).isEqualTo(PROPOSAL.body()));
  }

  // @spec app/publishing#REQ-PUB-021
  @Test
  void nobodyIsMentionedAndNoIssueClosed() {
    propose(
        new Proposal(
            "sdd/sync",
            "main",
            "Closes #12\r\nfor @ada\u0000",
            "cc @octo/team, fixes #3, GH-4 and https://x/octo/shop/issues/5\r\nEnd."));
    ShownPull shown = ours().getFirst();
    assertThat(shown.title())
        .doesNotContain("#12", "@ada", "\n", "\u0000")
        .startsWith("Closes #\u200B12 for @\u200Bada");
    assertThat(shown.body())
        .doesNotContain("@octo", "#3", "GH-4", "issues/5", "\r")
        .endsWith("\nEnd.");
  }

  // @spec app/publishing#REQ-PUB-009
  @Test
  void whatIsTooLongIsCutAndNotWrittenAgain() {
    var longest = new Proposal("sdd/sync", "main", "é".repeat(300), "😀 line\n".repeat(20_000));
    propose(longest);
    propose(longest);
    assertThat(ours().getFirst().title()).hasSize(256).endsWith("…");
    assertThat(ours().getFirst().body()).startsWith(MarkdownCut.NOTE).hasSizeLessThan(65_537);
    assertThat(shop.writes()).hasSize(1);
  }

  @Test
  void branchWithoutCommitsOfItsOwnIsRefusedInGitHubsWords() {
    Shop.git(shop.bare, "update-ref", "refs/heads/sdd/sync", "refs/heads/main");
    assertRefused("No commits between main and sdd/sync", () -> propose(PROPOSAL));
  }

  // @spec app/publishing#REQ-PUB-022
  @Test
  void missingPermissionIsNamedWithWhoMustGrantIt() {
    may("pull_requests", "read");
    assertRefused(
        "pull requests: write: the operator sets it in the App's settings",
        () -> propose(PROPOSAL));
    may("contents", "read");
    assertRefused(
        "contents: write: the operator sets it in the App's settings",
        () -> shop.forge.pushRequest(Shop.REPO));
  }

  @Test
  void appThatIsNotInstalledIsAskedFor() {
    shop.standIn.installed(Shop.NAME, false);
    assertRefused("must install the App", () -> propose(PROPOSAL));
    assertRefused("must install the App", () -> shop.forge.pushRequest(Shop.REPO));
  }

  // @spec app/publishing#REQ-PUB-022
  @Test
  void pushMovesABranchUnlessSomebodyElseDidOrItIsForbidden(@TempDir Path folder) {
    try (var pool = whole(folder);
        GitHistory history =
            pool.fetch(Shop.REPO, shop.forge.fetchRequest(Shop.REPO, List.of(shop.head())))) {
      BranchWriter writer = history.writer();
      CommitId head = shop.head();
      CommitId first = commit(writer, head, "one");
      FetchRequest to = shop.forge.pushRequest(Shop.REPO);
      assertThat(to.refspecs()).isEmpty();
      assertThat(writer.push(to, "prices", Optional.of(head), first, false))
          .isEqualTo(new Pushed.Done());
      assertThat(tip("prices")).isEqualTo(first.hex());
      assertThat(writer.push(to, "sdd/new", Optional.empty(), first, false))
          .isEqualTo(new Pushed.Done());

      shop.push();
      CommitId second = commit(writer, first, "two");
      assertThat(writer.push(to, "prices", Optional.of(first), second, false))
          .isEqualTo(new Pushed.Moved());
      assertThat(tip("prices")).isEqualTo(shop.head().hex());

      may("contents", "read");
      assertThat(writer.push(to, "sdd/new", Optional.of(first), second, false))
          .isInstanceOfSatisfying(
              Pushed.Refused.class, refused -> assertThat(refused.reason()).contains("403"));
      assertThat(tip("sdd/new")).isEqualTo(first.hex());
    }
  }

  // @spec app/publishing#REQ-PUB-022
  @Test
  void tokenOfAPushWritesContentsAndNothingElse() {
    shop.forge.pushRequest(Shop.REPO);
    assertThat(shop.standIn.exchanges())
        .filteredOn(exchange -> exchange.path().endsWith("/access_tokens"))
        .last()
        .satisfies(exchange ->
            assertThat(exchange.call().body())
                .contains("repository_ids")
                .contains("{\"contents\":\"write\"}"));
  }

  private static ClonePool whole(Path folder) {
    return new ClonePool(
        folder.resolve("clones"), CloneBudget.USUAL, Map.of(), ClonePool.Holding.ALL);
  }

  private static CommitId commit(BranchWriter writer, CommitId parent, String text) {
    var who = new BranchWriter.Signature("SDD Tool", "sdd@localhost", Instant.EPOCH);
    return writer.commit(
        parent, Map.of(RepoPath.of("specs/a.md"), Optional.of(text)), who, who, "Say " + text);
  }

  private String tip(String branch) {
    return Shop.git(shop.bare, "rev-parse", "refs/heads/" + branch);
  }

  private Optional<URI> propose(Proposal proposal) {
    return shop.forge.propose(Shop.REPO, proposal);
  }

  private List<ShownPull> ours() {
    return shop.standIn.pullRequests(Shop.NAME).stream()
        .filter(pull -> pull.head().equals("sdd/sync"))
        .toList();
  }

  private void may(String permission, String level) {
    var all =
        new HashMap<>(
            Map.of(
                "metadata",
                "read",
                "contents",
                "write",
                "checks",
                "write",
                "pull_requests",
                "write"));
    all.put(permission, level);
    shop.standIn.permissions(all);
  }

  private static boolean isListing(Exchange exchange) {
    return exchange.method().equals("GET") && exchange.path().contains("/pulls?");
  }

  private static void assertRefused(String who, ThrowingCallable asked) {
    assertThatThrownBy(asked)
        .isInstanceOfSatisfying(
            ForgeFault.class,
            fault -> assertThat(fault.retry()).isEqualTo(new ForgeFault.Retry.Never()))
        .hasMessageContaining(who);
  }
}
