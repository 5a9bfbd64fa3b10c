package io.github.sddtool.source.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.sddtool.fake.git.GitServer;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.Secret;
import io.github.sddtool.source.git.FetchRequest.Credentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every way to fetch.
abstract class ClonePoolTest {
  static final RepoId SHOP = new RepoId("github", "octo/shop");
  static final String MAIN = "+refs/heads/main:refs/sdd/base/main";

  @TempDir Path root;

  TestRepo origin;
  GitServer server;
  ClonePool pool;

  /// The program that fetches; empty for the library.
  abstract Optional<GitProgram> git();

  @BeforeEach
  void startServer() {
    origin = TestRepo.in(root.resolve("served/octo/shop.git"));
    origin.write("a.txt", "one\n").commit("first");
    server = GitServer.over(root.resolve("served"));
    pool = pool(FetchLimits.USUAL);
  }

  @AfterEach
  void stopServer() {
    pool.close();
    server.close();
  }

  ClonePool pool(FetchLimits limits) {
    return pool(new CloneBudget(1L << 30, 0), limits);
  }

  private ClonePool pool(CloneBudget budget, FetchLimits limits) {
    return new ClonePool(root.resolve("clones"), budget, limits, git(), GitPast.MAX_COMMITS + 1);
  }

  // @spec app/clones#REQ-CLONE-001
  @Test
  void fetchesOverHttpAndBringsWhatIsNew() {
    try (var history = pool.fetch(SHOP, request(MAIN))) {
      assertThat(history.refTip("refs/sdd/base/main")).contains(head());
    }
    origin.branch("side").write("b.txt", "two\n").commit("second");

    try (var history = pool.fetch(SHOP, request(MAIN, "+refs/heads/side:refs/sdd/pull/7"))) {
      CommitId side = history.refTip("refs/sdd/pull/7").orElseThrow();
      CommitId main = history.refTip("refs/sdd/base/main").orElseThrow();
      assertThat(side).isEqualTo(head());
      assertThat(history.mergeBase(main, side)).contains(main);
      assertThat(SnapshotTest.paths(history.snapshot(side))).containsExactly("a.txt", "b.txt");
    }
    assertThat(root.resolve("clones/github/octo/shop.git/HEAD")).exists();
  }

  @Test
  void aBranchThatWasRewrittenIsFollowed() {
    pool.fetch(SHOP, request(MAIN)).close();
    origin.git("commit", "--quiet", "--amend", "--allow-empty", "--message", "rewritten");

    try (var history = pool.fetch(SHOP, request(MAIN))) {
      assertThat(history.refTip("refs/sdd/base/main")).contains(head());
    }
  }

  @Test
  void singleCommitsAreFetchedByTheirId() {
    String first = origin.head();
    origin.write("a.txt", "two\n").commit("second");

    try (var history = pool.fetch(SHOP, request("+" + first + ":refs/sdd/commit/" + first))) {
      assertThat(history.refTip("refs/sdd/commit/" + first)).contains(new CommitId(first));
      assertThat(history.snapshot(new CommitId(first)).files()).hasSize(1);
    }
  }

  @Test
  void fetchesFromThisDisk() {
    var request = new FetchRequest(origin.folder().toUri(), Optional.empty(), List.of(MAIN));

    try (var history = pool.fetch(new RepoId("local", "shop"), request)) {
      assertThat(history.refTip("refs/sdd/base/main")).contains(head());
    }
  }

  @Test
  void credentialsGoToTheHostThatAsksForThem() {
    server.asksFor("x-access-token", "s3cret");

    try (var history = pool.fetch(SHOP, requestAs("x-access-token", "s3cret"))) {
      assertThat(history.refTip("refs/sdd/base/main")).contains(head());
    }
    assertThat(server.authorizations()).isNotEmpty();
  }

  @Test
  void wrongCredentialsAreASourceFaultThatDoesNotNameThem() {
    server.asksFor("x-access-token", "s3cret");

    assertThatThrownBy(() -> pool.fetch(SHOP, requestAs("x-access-token", "wr0ng")))
        .isInstanceOf(SourceFault.class)
        .hasMessageContaining("refused access (401)")
        .hasMessageNotContaining("wr0ng");
    assertThatThrownBy(() -> pool.fetch(SHOP, request(MAIN))).isInstanceOf(SourceFault.class);
    assertNothingHalfBehind();
  }

  // @spec app/clones#REQ-CLONE-002
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anotherHostGetsNeitherCredentialsNorRequests(boolean asked) {
    if (asked) {
      server.asksFor("x-access-token", "s3cret");
      pool.fetch(SHOP, requestAs("x-access-token", "s3cret")).close();
    }
    try (var thief = GitServer.over(root.resolve("served")).asksFor("x-access-token", "s3cret")) {
      server.redirectsTo(thief.uri(""));

      assertThatThrownBy(() -> pool.fetch(SHOP, requestAs("x-access-token", "s3cret")))
          .hasMessageContaining("refused to go");
      assertThat(thief.requests()).isZero();
    }
  }

  @Test
  void aRefThatIsMissingIsNamed() {
    assertThatThrownBy(() -> pool.fetch(SHOP, request("+refs/heads/none:refs/sdd/pull/1")))
        .isInstanceOf(SourceFault.class)
        .hasMessageContaining("refs/heads/none");
    String unknown = "1".repeat(40);
    assertThatThrownBy(() -> pool.fetch(SHOP, request(unknown + ":refs/sdd/commit/x")))
        .isInstanceOf(SourceFault.class)
        .hasMessageContaining(unknown);
    assertNothingHalfBehind();
  }

  @Test
  void aRepositoryThatIsMissingIsASourceFault() {
    var gone = new FetchRequest(server.uri("octo/gone.git"), Optional.empty(), List.of(MAIN));
    var nowhere =
        new FetchRequest(root.resolve("nowhere").toUri(), Optional.empty(), List.of(MAIN));

    assertThatThrownBy(() -> pool.fetch(SHOP, gone))
        .isInstanceOf(SourceFault.class)
        .hasMessageContaining("octo/gone.git");
    assertThatThrownBy(() -> pool.fetch(SHOP, nowhere)).isInstanceOf(SourceFault.class);
    assertNothingHalfBehind();
  }

  @Test
  void troubleOfTheOtherSideIsWorthAnotherTry() {
    server.failsWith(502);
    assertBackoff(pool, request(MAIN));
    server.close();
    assertBackoff(pool, request(MAIN));
  }

  @Test
  void aServerThatSaysNothingIsNotWaitedForLong() {
    server.saysNothing();
    var hurried = pool(new FetchLimits(Duration.ofSeconds(1), Duration.ofSeconds(5), 0));

    assertBackoff(hurried, request(MAIN));
    assertNothingHalfBehind();
  }

  // @spec app/clones#REQ-CLONE-003
  @Test
  void aBrokenCloneIsMadeAnew() throws IOException {
    pool.fetch(SHOP, request(MAIN)).close();
    Path clone = root.resolve("clones/github/octo/shop.git");
    deleteBelow(clone.resolve("objects"));

    try (var history = pool.fetch(SHOP, request(MAIN))) {
      assertThat(history.snapshot(head()).files()).hasSize(1);
    }

    Files.writeString(clone.resolve("config"), "[core\nbroken");
    Files.delete(clone.resolve("HEAD"));
    try (var history = pool.fetch(SHOP, request(MAIN))) {
      assertThat(history.snapshot(head()).files()).hasSize(1);
    }
  }

  @Test
  void aLockLeftBehindByAKilledProcessDoesNotStopUs() throws IOException {
    pool.fetch(SHOP, request(MAIN)).close();
    Path ref = root.resolve("clones/github/octo/shop.git/refs/sdd/base");
    Files.createDirectories(ref);
    Files.writeString(ref.resolve("main.lock"), "");
    origin.write("a.txt", "two\n").commit("second");

    try (var history = pool.fetch(SHOP, request(MAIN))) {
      assertThat(history.refTip("refs/sdd/base/main")).contains(head());
    }
  }

  @Test
  void aNewPoolRemovesWhatAnInterruptedCloneLeft() throws IOException {
    Path left = Files.createDirectories(root.resolve("clones/.incoming/x.git/objects"));
    Files.writeString(left.resolve("half"), "-");

    pool(FetchLimits.USUAL).close();

    assertNothingHalfBehind();
  }

  @Test
  void manyFetchesOfOneRepositoryAtOnceAllSucceed() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<CommitId>>> tips =
          IntStream.range(0, 8)
              .mapToObj(_ ->
                  threads.submit(() -> {
                    try (var history = pool.fetch(SHOP, request(MAIN))) {
                      return history.refTip("refs/sdd/base/main");
                    }
                  }))
              .toList();
      assertThat(tips).extracting(Future::get).containsOnly(Optional.of(head()));
    }
  }

  // @spec app/clones#REQ-CLONE-008
  @Test
  void whatWasUsedLongestAgoIsGivenUpForWhatIsNeeded() {
    fetch("octo/one");
    fetch("octo/two");
    long one = pool.bytes() / 2;
    fetch("octo/three");
    pool.close();

    // The next process knows what the last one left, and when it was used.
    pool = pool(new CloneBudget(one * 7 / 2, 0), FetchLimits.USUAL);
    fetch("octo/one");
    fetch("octo/four");

    assertThat(clones()).containsExactlyInAnyOrder("one.git", "three.git", "four.git");
    assertThat(pool.givenUp()).isOne();
    assertThat(pool.bytes()).isLessThanOrEqualTo(one * 7 / 2);
    fetch("octo/two");
    assertThat(clones()).containsExactlyInAnyOrder("one.git", "two.git", "four.git");
    assertNothingHalfBehind();
  }

  // @spec app/clones#REQ-CLONE-008
  @Test
  void whatIsReadIsNotGivenUp() {
    pool = pool(new CloneBudget(1, 0), FetchLimits.USUAL);
    try (var history = pool.fetch(SHOP, request(MAIN))) {
      fetch("octo/other");
      fetch("octo/another");

      assertThat(clones()).containsExactlyInAnyOrder("shop.git", "another.git");
      assertThat(SnapshotTest.paths(history.snapshot(head()))).containsExactly("a.txt");
    }
    fetch("octo/other");

    assertThat(clones()).containsExactly("other.git");
  }

  // @spec app/clones#REQ-CLONE-008
  @Test
  void theDiskIsNotFilledBeyondWhatIsKeptFree() {
    fetch("octo/other");
    pool.close();
    pool = pool(new CloneBudget(1L << 40, 1L << 60), FetchLimits.USUAL);

    assertThatThrownBy(() -> pool.fetch(SHOP, request(MAIN)))
        .isInstanceOf(StoreFault.class)
        .hasMessageContaining("runner.free_mib");
    assertThat(clones()).isEmpty();
    assertNothingHalfBehind();
  }

  // @spec app/clones#REQ-CLONE-008
  @Test
  void aFetchThatWouldFillTheDiskIsEnded() throws IOException {
    fetch("octo/shop");
    origin.write("b.txt", "two\n").commit("second");
    // As it is when the disk fills up while a fetch is under way.
    Repository clone = new FileRepositoryBuilder().setGitDir(clone("shop").toFile()).build();
    var full = FetchLimits.USUAL.leaving(1L << 60);
    Transport transport =
        git().isPresent()
            ? new ProgramTransport(git().get(), request(MAIN), full, Optional.of(9))
            : new LibraryTransport(request(MAIN), full);

    assertThatThrownBy(() -> transport.update(clone)).isInstanceOf(StoreFault.class);

    clone.close();
    try (var packs = Files.newDirectoryStream(clone("shop").resolve("objects/pack"), "tmp_*")) {
      assertThat(packs).isEmpty();
    }
    try (var history = pool.fetch(SHOP, request(MAIN))) {
      assertThat(history.snapshot(head()).files()).hasSize(2);
    }
  }

  private void fetch(String name) {
    pool.fetch(new RepoId("github", name), request(MAIN)).close();
  }

  private Path clone(String name) {
    return root.resolve("clones/github/octo/" + name + ".git");
  }

  private List<String> clones() {
    return List.of(
        Objects.requireNonNullElse(
            root.resolve("clones/github/octo").toFile().list(), new String[0]));
  }

  @Test
  void namesNeverLeaveThePoolOrMeet() throws IOException {
    for (String name : List.of("a/b", "a.git/b", "a", "é x/b", ".hidden/..b", "a\\..\\b")) {
      pool.fetch(new RepoId("x/../y", name), request(MAIN)).close();
    }

    try (var clones = Files.walk(root.resolve("clones"))) {
      assertThat(
              clones
                  .filter(path -> path.endsWith("HEAD"))
                  .map(path -> root.resolve("clones").relativize(path).toString()))
          .containsExactlyInAnyOrder(
              "x%2F..%2Fy/a/b.git/HEAD",
              "x%2F..%2Fy/a%2Egit/b.git/HEAD",
              "x%2F..%2Fy/a.git/HEAD",
              "x%2F..%2Fy/%C3%A9%20x/b.git/HEAD",
              "x%2F..%2Fy/%2Ehidden/%2E.b.git/HEAD",
              "x%2F..%2Fy/a%5C..%5Cb.git/HEAD");
    }
    assertThatThrownBy(() -> pool.fetch(new RepoId("f", "n".repeat(300)), request(MAIN)))
        .isInstanceOf(SourceFault.class);
  }

  @Test
  void theOriginsHooksAndSettingsAreNotOurs() throws IOException {
    origin.git("config", "core.hooksPath", "/nonexistent");
    Path proof = root.resolve("proof");
    Path hook = origin.folder().resolve(".git/hooks/reference-transaction");
    Files.createDirectories(hook.resolveSibling("."));
    Files.writeString(hook, "#!/bin/sh\ntouch " + proof + "\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    var request = new FetchRequest(origin.folder().toUri(), Optional.empty(), List.of(MAIN));

    pool.fetch(SHOP, request).close();

    Path clone = root.resolve("clones/github/octo/shop.git");
    assertThat(proof).doesNotExist();
    assertThat(clone.resolve("hooks"))
        .satisfiesAnyOf(
            hooks -> assertThat(hooks).doesNotExist(),
            hooks -> assertThat(hooks).isEmptyDirectory());
    assertThat(Files.readString(clone.resolve("config"))).doesNotContain("hooksPath");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh://git@host/x", "git://host/x", "ext::sh", "/plain/path"})
  void otherWaysToFetchAreRefused(String uri) {
    assertThatThrownBy(() -> new FetchRequest(URI.create(uri), Optional.empty(), List.of(MAIN)))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("https, http and file");
  }

  @Test
  void credentialsInTheUriAreRefused() {
    var uri = URI.create("https://user:s3cret@host/x.git");

    assertThatThrownBy(() -> new FetchRequest(uri, Optional.empty(), List.of(MAIN)))
        .isInstanceOf(UserFault.class)
        .hasMessageNotContaining("s3cret");
  }

  CommitId head() {
    return new CommitId(origin.head());
  }

  FetchRequest request(String... refspecs) {
    return new FetchRequest(server.uri("octo/shop.git/.git"), Optional.empty(), List.of(refspecs));
  }

  FetchRequest requestAs(String user, String password) {
    return new FetchRequest(
        server.uri("octo/shop.git/.git"),
        Optional.of(new Credentials(user, Secret.of(password))),
        List.of(MAIN));
  }

  private static void assertBackoff(ClonePool pool, FetchRequest request) {
    var fault = catchThrowableOfType(ForgeFault.class, () -> pool.fetch(SHOP, request));
    assertThat(fault).isNotNull();
    assertThat(fault.retry()).isEqualTo(new ForgeFault.Retry.Backoff());
  }

  void assertNothingHalfBehind() {
    assertThat(root.resolve("clones/github/octo/shop.git")).doesNotExist();
    assertThat(root.resolve("clones/.incoming"))
        .satisfiesAnyOf(
            folder -> assertThat(folder).doesNotExist(),
            folder -> assertThat(folder).isEmptyDirectory());
  }

  private static void deleteBelow(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(folder)) {
          Files.delete(path);
        }
      }
    }
  }
}
