package io.github.sddtool.forge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.Admission;
import io.github.sddtool.forge.Annotation;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.forge.Delivery;
import io.github.sddtool.forge.ForgeEvent;
import io.github.sddtool.forge.Proposal;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.forge.SummaryComment;
import io.github.sddtool.forge.Target;
import io.github.sddtool.forge.WebhookRequest;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Secret;
import io.github.sddtool.source.git.BranchWriter;
import io.github.sddtool.source.git.ClonePool;
import io.github.sddtool.source.git.FetchRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalForgeTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final RepoId SHOP = new RepoId("local", "shop");
  private static final Secret SECRET = Secret.of("It's a Secret to Everybody");

  @TempDir Path root;

  private TestRepo repo;
  private LocalForge forge;
  private CommitId main;
  private CommitId side;

  @BeforeEach
  void prepare() {
    repo = TestRepo.in(root.resolve("my shop"));
    main = new CommitId(repo.write("a.txt", "a\n").commit("first"));
    side = new CommitId(repo.branch("feat/side").write("b.txt", "b\n").commit("second"));
    forge = forge();
  }

  @Test
  void theSignatureIsTheOneGitHubDocuments() {
    var body = Bytes.utf8("Hello, World!");

    assertThat(new Signature(SECRET).of(body))
        .isEqualTo("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
  }

  @Test
  void aSignedWebhookIsAdmittedWhole() {
    var body = Bytes.utf8("{}");

    assertThat(forge.admit(request(body, Map.of()), NOW))
        .isEqualTo(new Admission.Admitted(new Delivery("local", "d-1", "push", NOW, body)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256=", "sha256=00", "sha256=zz", "sha1=00", "no signature"})
  void anythingButTheRightSignatureIsTurnedAway(String signature) {
    var body = Bytes.utf8("{}");

    assertThat(forge.admit(request(body, Map.of("X-Hub-Signature-256", signature)), NOW))
        .isInstanceOf(Admission.Unauthentic.class);
    assertThat(forge.admit(new WebhookRequest(Map.of(), body), NOW))
        .isInstanceOf(Admission.Unauthentic.class);
    String others = new Signature(SECRET).of(Bytes.utf8("{ }"));
    assertThat(forge.admit(request(body, Map.of("X-Hub-Signature-256", others)), NOW))
        .isInstanceOf(Admission.Unauthentic.class);
  }

  @Test
  void aWebhookWithoutIdOrEventIsMalformed() {
    assertThat(forge.admit(request(Bytes.utf8("{}"), Map.of("X-SDD-Delivery", " ")), NOW))
        .isInstanceOf(Admission.Malformed.class);
    assertThat(forge.admit(request(Bytes.utf8("{}"), Map.of("X-SDD-Event", "")), NOW))
        .isInstanceOf(Admission.Malformed.class);
  }

  @Test
  void anEmptySecretIsRefused() {
    assertThatThrownBy(() -> new LocalForge("local", Map.of(), root, Secret.of(" \n")))
        .isInstanceOf(UserFault.class);
  }

  @Test
  void pushesMeanPullRequestsThatChangeAndClose() {
    assertThat(understand("refs/heads/feat/side", null, side))
        .isEqualTo(changed(1, side, "feat/side"));
    assertThat(understand("refs/heads/other", null, main)).isEqualTo(changed(2, main, "other"));
    assertThat(understand("refs/heads/feat/side", side, null))
        .isEqualTo(new ForgeEvent.PullRequestClosed(SHOP, 1));
    assertThat(understand("refs/heads/main", main, side))
        .isEqualTo(new ForgeEvent.DefaultBranchPushed(SHOP, "main", main, side));
  }

  private static ForgeEvent changed(int number, CommitId head, String branch) {
    return new ForgeEvent.PullRequestChanged(
        new PullRequest(SHOP, number, head, branch, "main", true));
  }

  @Test
  void whatIsNotForUsIsIgnoredWithAReason() {
    assertThat(understand("refs/tags/v1", null, main)).isInstanceOf(ForgeEvent.Ignored.class);
    assertThat(understand("refs/heads/main", null, main)).isInstanceOf(ForgeEvent.Ignored.class);
    assertThat(understand("refs/heads/unseen", main, null)).isInstanceOf(ForgeEvent.Ignored.class);
    var elsewhere = new Push("other", "refs/heads/x", Optional.empty(), Optional.of(main));
    assertThat(forge.understand(delivery("push", elsewhere.body())).event())
        .isInstanceOf(ForgeEvent.Ignored.class);
    assertThat(forge.understand(delivery("star", Bytes.utf8("{}"))).event())
        .isInstanceOf(ForgeEvent.Ignored.class);
    assertThat(forge.understand(delivery("ping", Bytes.utf8(""))).event())
        .isEqualTo(new ForgeEvent.Ping());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{} {}",
        "{\"repository\":1,\"ref\":\"refs/heads/x\"}",
        "{\"repository\":\"shop\",\"ref\":\"refs/heads/x\",\"after\":\"abc\"}",
        "{\"repository\":\"shop\",\"ref\":\"refs/heads/x\",\"after\":7}",
        "\u0000\u0001"
      })
  void brokenBodiesAreUnreadable(String body) {
    assertThat(forge.understand(delivery("push", Bytes.utf8(body))).event())
        .isInstanceOf(ForgeEvent.Unreadable.class);
    String deep = "[".repeat(100_000);
    assertThat(forge.understand(delivery("push", Bytes.utf8(deep))).event())
        .isInstanceOf(ForgeEvent.Unreadable.class);
  }

  @Test
  void aRepositoryThatIsGoneDoesNotThrow() {
    var lost = new LocalForge("local", Map.of("shop", root.resolve("no")), root, SECRET);
    var push = new Push("shop", "refs/heads/x", Optional.empty(), Optional.of(main));

    assertThat(lost.understand(delivery("push", push.body())).event())
        .isInstanceOf(ForgeEvent.Unreadable.class);
  }

  @Test
  void numbersStayWithTheirBranches() {
    repo.checkout("main").branch("a-branch").commit("third");
    assertThat(forge.pullRequest(SHOP, 1).headRef()).isEqualTo("a-branch");
    assertThat(forge.pullRequest(SHOP, 2))
        .isEqualTo(new PullRequest(SHOP, 2, side, "feat/side", "main", true));

    repo.checkout("main").git("branch", "-D", "feat/side");
    repo.branch("aa-branch").commit("fourth");

    assertThat(forge().pullRequest(SHOP, 2))
        .isEqualTo(new PullRequest(SHOP, 2, side, "feat/side", "main", false));
    assertThat(forge().pullRequest(SHOP, 3).headRef()).isEqualTo("aa-branch");
    assertThatThrownBy(() -> forge.pullRequest(SHOP, 4))
        .isInstanceOf(ForgeFault.class)
        .hasMessageContaining("shop#4");
    assertThatThrownBy(() -> forge.pullRequest(new RepoId("local", "none"), 1))
        .isInstanceOf(ForgeFault.class);
  }

  @Test
  void theDefaultBranchOfABareRepositoryIsItsHead() {
    repo.git("clone", "--quiet", "--bare", ".", root.resolve("bare.git").toString());
    repo.git(
        "--git-dir=" + root.resolve("bare.git"), "symbolic-ref", "HEAD", "refs/heads/feat/side");

    var pull = forge().pullRequest(new RepoId("local", "bare"), 1);

    assertThat(pull.headRef()).isEqualTo("main");
    assertThat(pull.baseRef()).isEqualTo("feat/side");
  }

  @Test
  void whatItNamesCanBeFetched() {
    PullRequest pull = forge.pullRequest(SHOP, 1);
    var pool = new ClonePool(root.resolve("clones"));

    try (var history = pool.fetch(SHOP, request(forge.fetchRequest(pull)))) {
      assertThat(history.refTip("refs/sdd/pull/1")).contains(side);
      assertThat(history.refTip("refs/sdd/base/main")).contains(main);
    }
    String last = repo.write("b.txt", "more\n").commit("third");
    try (var history =
        pool.fetch(
            new RepoId("local", "fresh"),
            request(forge.fetchRequest(SHOP, List.of(side, new CommitId(last)))))) {
      assertThat(history.snapshot(side).files()).hasSize(2);
      assertThat(history.refTip("refs/sdd/commit/" + last)).contains(new CommitId(last));
    }
  }

  @Test
  void whatIsPushedIsAPullRequestWhoseProposalIsKept() {
    var pool = new ClonePool(root.resolve("clones"));
    var proposal = new Proposal("sdd/sync", "main", "Say more", "", true, Set.of("sdd"));

    try (var history = pool.fetch(SHOP, request(forge.fetchRequest(SHOP, List.of(side))))) {
      FetchRequest to = forge.pushRequest(SHOP);
      assertThat(history.writer().push(to, "sdd/sync", Optional.empty(), side, false))
          .isEqualTo(new BranchWriter.Pushed.Done());
    }
    Optional<URI> page = forge.propose(SHOP, proposal);
    assertThat(forge.propose(SHOP, proposal)).isEqualTo(page);
    assertThat(page.orElseThrow().getPath()).endsWith("/shop/sdd%2Fsync/proposal.json");
    assertThat(forge.notices(SHOP).proposal("sdd/sync")).contains(proposal);
    assertThat(forge.openPullRequests(SHOP, 10))
        .extracting(PullRequest::headRef)
        .contains("sdd/sync");
    var unknown = new RepoId("local", "nothing");
    assertThatThrownBy(() -> forge.propose(unknown, proposal)).isInstanceOf(ForgeFault.class);
  }

  @Test
  void aCheckIsCreatedUpdatedAndLeftAlone() {
    var queued =
        new Publication(
            Target.pullRequest(SHOP, side, 1), new CheckState.Queued(), Optional.empty());
    var done = new Publication(queued.target(), completed("two are missing"), Optional.empty());
    String place = "shop@" + side.brief();
    String id = "shop/checks/" + side + ".json";

    assertThat(forge.publish(queued)).containsExactly(new Effect.Created("check", place, id));
    assertThat(forge.publish(queued)).containsExactly(new Effect.Unchanged("check", place, id));
    assertThat(forge.publish(done)).containsExactly(new Effect.Updated("check", place, id));
    assertThat(forge.publish(done)).containsExactly(new Effect.Unchanged("check", place, id));
    assertThat(forge.publish(queued)).containsExactly(new Effect.Unchanged("check", place, id));
    assertThat(forge.check(SHOP, side))
        .contains(new PublishedCheck("SDD", side, completed("two are missing")));
    assertThat(forge.check(SHOP, main)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"queued", "cancelled", "completed"})
  void aCheckIsReadAsItWasWritten(String kind) {
    CheckState state =
        switch (kind) {
          case "queued" -> new CheckState.Queued();
          case "cancelled" -> new CheckState.Cancelled("a newer head came");
          default -> completed("line\nbreak, \"quotes\", é");
        };
    var check = new PublishedCheck("SDD", side, state);

    assertThat(PublishedCheck.parse(check.toJson())).contains(check);
  }

  @Test
  void oneCommentIsKeptForAPullRequest() {
    forge.pullRequest(SHOP, 1);

    assertThat(forge.publish(commented("one")))
        .contains(new Effect.Created("comment", "shop#1", "shop/feat%2Fside/comment.md"));
    assertThat(forge.publish(commented("two"))).hasAtLeastOneElementOfType(Effect.Updated.class);
    assertThat(forge.publish(commented("two")))
        .allSatisfy(effect -> assertThat(effect).isInstanceOf(Effect.Unchanged.class));
    assertThat(forge.comment(SHOP, 1)).contains(Publication.COMMENT_MARKER + "\ntwo");
    assertThat(forge.comment(SHOP, 2)).isEmpty();
  }

  @Test
  void aHeadThatHasMovedOnGetsItsCheckAndNoComment() {
    forge.pullRequest(SHOP, 1);
    repo.write("b.txt", "newer\n").commit("third");

    List<Effect> effects = forge.publish(commented("late"));

    assertThat(effects.get(0)).isInstanceOf(Effect.Created.class);
    assertThat(effects.get(1)).isInstanceOf(Effect.Declined.class);
    assertThat(forge.comment(SHOP, 1)).isEmpty();

    repo.checkout("main").git("branch", "-D", "feat/side");
    assertThat(forge.publish(commented("later")).get(1)).isInstanceOf(Effect.Declined.class);
  }

  @Test
  void nothingButWholeFilesIsLeft() throws IOException {
    forge.pullRequest(SHOP, 1);
    forge.publish(commented("one"));
    forge.publish(commented("two"));

    try (var files = Files.walk(root.resolve("published"))) {
      assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(".pulls.json", side + ".json", "comment.md");
    }
  }

  @Test
  void linesHaveAFileUrl() {
    assertThat(forge.lineUrl(SHOP, side, RepoPath.of("a b/ü#1.md"), 12))
        .hasToString("Optional[file://" + root + "/my%20shop/a%20b/%C3%BC%231.md#L12]");
  }

  private LocalForge forge() {
    return new LocalForge(
        "local",
        Map.of("shop", repo.folder(), "bare", root.resolve("bare.git")),
        root.resolve("published"),
        SECRET);
  }

  private Publication commented(String text) {
    return new Publication(
        Target.pullRequest(SHOP, side, 1),
        completed(text),
        Optional.of(new SummaryComment(Publication.COMMENT_MARKER + "\n" + text, false)));
  }

  private static CheckState completed(String title) {
    var at = Location.of(RepoPath.of("a.txt"), 3);
    return new CheckState.Completed(
        Verdict.FAIL,
        title,
        "summary",
        List.of(new Annotation(at, Severity.ERROR, "deps/missing", "no such spec")));
  }

  private ForgeEvent understand(
      String ref,
      @org.jspecify.annotations.Nullable CommitId before,
      @org.jspecify.annotations.Nullable CommitId after) {
    var push = new Push("shop", ref, Optional.ofNullable(before), Optional.ofNullable(after));
    return forge.understand(delivery("push", push.body())).event();
  }

  private static Delivery delivery(String event, Bytes body) {
    return new Delivery("local", "d-1", event, NOW, body);
  }

  private static WebhookRequest request(Bytes body, Map<String, String> changed) {
    var headers = new HashMap<String, String>();
    headers.put("X-Hub-Signature-256", new Signature(SECRET).of(body));
    headers.put("X-SDD-Delivery", "d-1");
    headers.put("X-SDD-Event", "push");
    headers.putAll(changed);
    return new WebhookRequest(headers, body);
  }

  private static FetchRequest request(FetchRequest source) {
    return new FetchRequest(source.uri(), Optional.empty(), source.refspecs());
  }
}
