package io.github.sddtool.bridge.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.fake.git.GitServer;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.forge.Proposal;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.git.GitHistory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BridgeTest {
  private static final String PAY =
      """
      ---
      status: draft
      owner: ada
      ---
      # Pay

      ## Requirements

      ### REQ-001: One

      It MUST be one.

      ### REQ-002: Two

      It MUST be two.
      """;

  private static final String CART = PAY.replace("# Pay", "# Cart");

  @TempDir private Path folder;

  private World world(TestStore engine) {
    var world = new World(folder, engine, Map.of("pay", PAY, "cart", CART));
    world.sync();
    return world;
  }

  private World world() {
    return world(TestStore.SQLITE);
  }

  private static void silent(World world) {
    CommitId head = world.head();
    long seq = world.lastSeq();
    for (int i = 0; i < 3; i++) {
      assertThat(world.sync()).isEmpty();
    }
    assertThat(world.head()).isEqualTo(head);
    assertThat(world.lastSeq()).isEqualTo(seq);
  }

  private static void alike(World world) {
    assertThat(world.stored()).isEqualTo(world.git());
    assertThat(world.conflicts()).isEmpty();
    silent(world);
  }

  // @spec app/bridge#REQ-BRIDGE-002
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void whatGitSaysReachesTheStoreWithItsAuthor(TestStore engine) {
    try (World world = world(engine)) {
      world.commit("pay", PAY.replace("be one", "be 1"));
      world.sync();
      assertThat(world.stored()).containsEntry("pay", PAY.replace("be one", "be 1"));
      assertThat(world.spec("pay").latest().by().author().toString())
          .isEqualTo("Ada <ada@example.com>");
      alike(world);
    }
  }

  // @spec app/bridge#REQ-BRIDGE-003, app/bridge#REQ-BRIDGE-004
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void whatTheStoreSaysReachesGitAsACommitOfWhoeverEdited(TestStore engine) {
    try (World world = world(engine)) {
      world.edit("pay", PAY.replace("be two", "be 2"), "bob");
      world.sync();
      assertThat(world.git()).containsEntry("pay", PAY.replace("be two", "be 2"));
      try (GitHistory history = GitHistory.open(world.origin)) {
        var note = history.writer().note(world.head());
        assertThat(note.name()).isEqualTo("bob");
        assertThat(note.message())
            .contains("Spec-Origin: shop\n", "Spec-Rev: 3\n", "Spec-Mirror-Id: ");
      }
      alike(world);
    }
  }

  // @spec app/bridge#REQ-BRIDGE-003
  @Test
  void editsOfOnePersonInARowAreOneCommit() {
    try (World world = world()) {
      int before = world.commits();
      world.edit("pay", PAY.replace("be two", "be 2"), "bob");
      world.edit("cart", CART.replace("be two", "be 2"), "bob");
      world.edit("cart", CART.replace("be two", "be 22"), "eve");
      world.sync();
      assertThat(world.commits()).isEqualTo(before + 2);
      alike(world);
    }
  }

  // @spec app/bridge#REQ-BRIDGE-003
  @Test
  void whatBothSidesRemovedIsNotPutBackByAnEarlierEdit() {
    String gone = "### REQ-001: One\n\nIt MUST be one.\n\n";
    String two = PAY.replace("be two", "be 2");
    try (World world = world()) {
      int before = world.commits();
      world.edit("pay", two, "bob");
      world.commit("pay", PAY.replace(gone, ""));
      world.edit("pay", two.replace(gone, ""), "eve");
      world.sync();
      assertThat(world.git()).containsEntry("pay", two.replace(gone, ""));
      assertThat(world.commits()).as("git's own, and one").isEqualTo(before + 2);
      try (GitHistory history = GitHistory.open(world.origin)) {
        var note = history.writer().note(world.head());
        assertThat(note.name()).isEqualTo("eve");
        assertThat(note.message()).contains("Co-authored-by: bob");
      }
      alike(world);
    }
  }

  @Test
  void editsOfBothSidesMeet() {
    try (World world = world()) {
      world.commit("pay", PAY.replace("be one", "be 1"));
      world.edit("pay", PAY.replace("be two", "be 2"), "bob");
      world.move("cart", "basket", "bob");
      world.sync();
      assertThat(world.git())
          .containsEntry("pay", PAY.replace("be one", "be 1").replace("be two", "be 2"))
          .containsEntry("basket", CART);
      alike(world);
    }
  }

  // @spec app/bridge#REQ-BRIDGE-008
  @Test
  void aFileThatMovedInGitMovesInTheStoreAndKeepsItsRevisions() {
    try (World world = world()) {
      world.commit(
          Map.of("cart", Optional.empty(), "shop/basket", Optional.of(CART + "\nMore.\n")), "Move");
      world.sync();
      assertThat(world.stored()).containsEntry("shop/basket", CART + "\nMore.\n");
      assertThat(world.spec("shop/basket").revision()).isEqualTo(2);
      alike(world);
    }
  }

  // @spec app/bridge#REQ-BRIDGE-012
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aContradictionIsASmallPullRequestAndHoldsUpNothingElse(TestStore engine) {
    try (World world = world(engine)) {
      world.commit("pay", PAY.replace("be one", "be 1"));
      world.edit("pay", PAY.replace("be one", "be I").replace("be two", "be 2"), "bob");
      world.edit("cart", CART.replace("be two", "be 2"), "bob");
      world.sync();
      assertThat(world.git())
          .containsEntry("pay", PAY.replace("be one", "be 1").replace("be two", "be 2"))
          .containsEntry("cart", CART.replace("be two", "be 2"));
      assertThat(world.conflicts())
          .singleElement()
          .satisfies(conflict -> {
            assertThat(conflict.what().label()).isEqualTo("requirement REQ-001");
            assertThat(conflict.proposal()).isPresent();
          });
      assertThat(world.proposals)
          .singleElement()
          .satisfies(proposal -> {
            assertThat(proposal.body())
                .contains("It MUST be one.", "It MUST be 1.", "It MUST be I.");
            assertThat(proposal.branch()).startsWith("specsync/conflict-");
          });
      silent(world);
      world.commit("pay", world.inGit("pay").replace("be 2", "be II"));
      world.sync();
      assertThat(world.inStore("pay")).contains("be I.", "be II.");
      world.resolve.settle(
          world.project,
          world.conflicts().getFirst().number(),
          Resolve.Choice.STORE,
          Optional.empty(),
          world.by("eve"));
      world.sync();
      assertThat(world.inGit("pay")).contains("be I.", "be II.");
      alike(world);
    }
  }

  // @spec app/bridge#REQ-BRIDGE-009
  @Test
  void aConflictIsSettledByGitsWordOrATextOfItsOwn() {
    try (World world = world()) {
      for (Resolve.Choice choice : List.of(Resolve.Choice.GIT, Resolve.Choice.TEXT)) {
        world.commit("pay", world.inGit("pay").replaceFirst("be \\w+", "be git" + choice.word()));
        world.edit("pay", world.inStore("pay").replaceFirst("be \\w+", "be store"), "bob");
        world.sync();
        assertThat(world.conflicts()).hasSize(1);
        world.resolve.settle(
            world.project,
            world.conflicts().getFirst().number(),
            choice,
            Optional.of("### REQ-001: One\n\nIt MUST be mine.\n"),
            world.by("eve"));
        world.sync();
        assertThat(world.inGit("pay"))
            .contains(choice == Resolve.Choice.GIT ? "be gitgit." : "be mine.");
        alike(world);
      }
    }
  }

  // @spec app/bridge#REQ-BRIDGE-007
  @Test
  void mergingTheConflictsPullRequestSettlesIt() throws Exception {
    try (World world = world()) {
      world.commit("pay", PAY.replace("be one", "be 1"));
      world.edit("pay", PAY.replace("be one", "be I"), "bob");
      world.sync();
      git(
          world,
          "update-ref",
          "refs/heads/main",
          "refs/heads/" + world.proposals.getFirst().branch());
      world.sync();
      assertThat(world.git()).containsEntry("pay", PAY.replace("be one", "be I"));
      alike(world);
    }
  }

  @Test
  void aThirdTextInTheConflictsPullRequestSettlesItToo() {
    try (World world = world()) {
      world.commit("pay", PAY.replace("be one", "be 1"));
      world.edit("pay", PAY.replace("be one", "be I"), "bob");
      world.sync();
      long number = world.conflicts().getFirst().number();
      world.commit(
          Map.of("pay", Optional.of(PAY.replace("be one", "be both"))),
          "Settle (#7)\n\n* Settle\n\n" + Trailers.resolves(number) + "\n");
      world.sync();
      assertThat(world.stored()).containsEntry("pay", PAY.replace("be one", "be both"));
      alike(world);
    }
  }

  // @spec app/bridge#REQ-BRIDGE-012
  @Test
  void commitsOfTheBridgeMayBeSquashedRebasedPickedAndRevertedWithoutALoop() throws Exception {
    try (World world = world()) {
      CommitId before = world.head();
      world.edit("pay", PAY.replace("be one", "be 1"), "bob");
      world.sync();
      world.edit("pay", PAY.replace("be one", "be I"), "eve");
      world.sync();
      CommitId ours = world.head();
      // Squashed by hand onto where the branch stood, behind the bridge's back.
      git(world, "update-ref", "refs/heads/side", ours.hex());
      world.commit("cart", CART.replace("be one", "be 1"));
      world.sync();
      alike(world);
      String reverted = world.inGit("pay").replace("be I", "be one");
      world.commit(
          Map.of("pay", Optional.of(reverted)),
          "Revert \"Update pay\"\n\nThis reverts "
              + ours.hex()
              + ".\n\nSpec-Rev: 4\nSpec-Mirror-Id: "
              + world.bridge.mirror(world.repo).orElseThrow().id()
              + "\n");
      world.sync();
      assertThat(world.stored()).containsEntry("pay", reverted);
      alike(world);
      assertThat(before).isNotEqualTo(world.head());
    }
  }

  // @spec app/bridge#REQ-BRIDGE-003, app/bridge#REQ-BRIDGE-012
  @Test
  void aProtectedBranchGetsOneRollingPullRequestThatMayBeSquashed() throws Exception {
    try (World world = world();
        GitServer server = protect(world)) {
      assertThat(server.requests()).isZero();
      world.edit("pay", PAY.replace("be one", "be 1"), "bob");
      world.sync();
      world.edit("cart", CART.replace("be one", "be 1"), "bob");
      world.sync();
      assertThat(world.proposals).extracting(Proposal::branch).containsOnly("specsync/shop");
      assertThat(world.git()).containsEntry("pay", PAY);
      // Meanwhile the store goes on; then a person squashes what was proposed.
      world.edit("pay", PAY.replace("be one", "be I"), "bob");
      world.commit(
          Map.of(
              "pay", Optional.of(PAY.replace("be one", "be 1")),
              "cart", Optional.of(CART.replace("be one", "be 1"))),
          "Edits of specs (#3)");
      world.sync();
      assertThat(world.conflicts()).isEmpty();
      assertThat(world.stored()).containsEntry("pay", PAY.replace("be one", "be I"));
      unprotect(world);
      world.sync();
      assertThat(world.git()).containsEntry("pay", PAY.replace("be one", "be I"));
      alike(world);
    }
  }

  /// The ways in which people land what was proposed, each by git itself.
  private static final Map<String, List<List<String>>> LANDINGS =
      Map.of(
          "squash",
          List.of(
              List.of("merge", "--squash", "origin/specsync/shop"),
              List.of("commit", "-m", "Edits of specs (#3)")),
          "rebase",
          List.of(
              List.of("checkout", "-B", "picked", "origin/specsync/shop"),
              List.of("rebase", "main"),
              List.of("checkout", "main"),
              List.of("merge", "--ff-only", "picked")),
          "cherry-pick",
          List.of(List.of("cherry-pick", "main..origin/specsync/shop")),
          "merge",
          List.of(List.of("merge", "--no-ff", "-m", "Merge", "origin/specsync/shop")));

  // @spec app/bridge#REQ-BRIDGE-012
  @ParameterizedTest
  @ValueSource(strings = {"squash", "rebase", "cherry-pick", "merge"})
  void howeverAProposalLandsNothingIsLostAndNothingGoesInCircles(String way) throws Exception {
    try (World world = world();
        GitServer _ = protect(world)) {
      world.edit("pay", PAY.replace("be one", "be 1"), "bob");
      world.edit("cart", CART.replace("be two", "be 2"), "eve");
      world.sync();
      // Others go on, on both sides, so that what lands has other commits than what was proposed.
      world.commitFile("README.md", "Shop.\n");
      world.edit("pay", PAY.replace("be one", "be I"), "bob");
      unprotect(world);
      Path clone = folder.resolve("clone");
      run(folder, "clone", "--quiet", world.origin.toString(), clone.toString());
      for (List<String> step : LANDINGS.getOrDefault(way, List.of())) {
        run(clone, step.toArray(String[]::new));
      }
      run(clone, "push", "--quiet", "origin", "main");
      world.sync();
      world.sync();
      assertThat(world.conflicts()).isEmpty();
      assertThat(world.git())
          .containsEntry("pay", PAY.replace("be one", "be I"))
          .containsEntry("cart", CART.replace("be two", "be 2"));
      alike(world);
    }
  }

  private static void run(Path folder, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("git", "-c", "user.name=Ann", "-c", "user.email=a@b.c"));
    command.addAll(List.of(arguments));
    Process git =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(git.waitFor()).as(String.join(" ", arguments) + "\n" + said).isZero();
  }

  // @spec app/bridge#REQ-BRIDGE-006
  @Test
  void whatGitTakesOutOfAClashIsNoClashAnyMoreAndTheStoresStays() {
    try (World world = world()) {
      String gits = PAY.replace("be one", "be git's 1").replace("be two", "be git's 2");
      String stores =
          PAY.replace("be one", "be the store's 1").replace("be two", "be the store's 2");
      world.create("new", stores, "bob");
      world.commit("new", gits);
      world.sync();
      assertThat(world.conflicts()).hasSize(2);
      world.commit("new", gits.replace("### REQ-001: One\n\nIt MUST be git's 1.\n\n", ""));
      world.sync();
      assertThat(world.inGit("new"))
          .contains("It MUST be the store's 1.")
          .contains("It MUST be git's 2.");
      assertThat(world.conflicts())
          .singleElement()
          .satisfies(one -> assertThat(one.what().label()).isEqualTo("requirement REQ-002"));
      silent(world);
    }
  }

  /// Real git with a hook that refuses the branch, as forges do.
  private static GitServer protect(World world) throws Exception {
    git(world, "config", "http.receivepack", "true");
    Path hook = world.origin.resolve("hooks/update");
    Files.createDirectories(world.origin.resolve("hooks"));
    Files.writeString(
        hook, "#!/bin/sh\n[ \"$1\" != refs/heads/main ] || { echo protected branch; exit 1; }\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    GitServer server = GitServer.over(world.origin.resolveSibling("."));
    world.pushTo = server.uri("origin.git");
    return server;
  }

  private static void unprotect(World world) throws IOException {
    Files.delete(world.origin.resolve("hooks/update"));
  }

  // @spec app/bridge#REQ-BRIDGE-010
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void rewrittenHistoryIsAQuestionAndTouchesNothing(TestStore engine) {
    try (World world = world(engine)) {
      CommitId first = world.head();
      world.commit("pay", PAY.replace("be one", "be 1"));
      world.sync();
      world.edit("cart", CART.replace("be two", "be 2"), "bob");
      world.point(first);
      CommitId forced = world.commit("pay", PAY.replace("be one", "be forced"));
      List<Effect> effects = world.sync();
      assertThat(effects).singleElement().isInstanceOf(Effect.Declined.class);
      assertThat(world.head()).isEqualTo(forced);
      assertThat(world.stored()).containsEntry("pay", PAY.replace("be one", "be 1"));
      assertThat(world.sync()).hasSize(1);
      Conflict question = world.conflicts().getFirst();
      assertThat(question.what().store().orElse("")).contains("was rewritten");
      world.resolve.settle(
          world.project,
          question.number(),
          Resolve.Choice.PROCEED,
          Optional.empty(),
          world.by("eve"));
      world.sync();
      assertThat(world.stored()).containsEntry("pay", PAY.replace("be one", "be forced"));
      assertThat(world.git()).containsEntry("cart", CART.replace("be two", "be 2"));
      alike(world);
    }
  }

  // @spec app/bridge#REQ-BRIDGE-010
  @Test
  void anEmptiedSideIsAQuestion() {
    try (World world = world()) {
      world.commit(Map.of("pay", Optional.empty(), "cart", Optional.empty()), "Oops");
      world.sync();
      assertThat(world.stored()).hasSize(2);
      assertThat(world.conflicts())
          .extracting(one -> one.what().label())
          .containsExactly("emptied in git");
    }
  }

  // @spec app/bridge#REQ-BRIDGE-010
  @Test
  void aStoreThatWasEmptiedIsAQuestion() {
    try (World world = world()) {
      world.delete("pay", "bob");
      world.delete("cart", "bob");
      world.sync();
      assertThat(world.git()).hasSize(2);
      Conflict question = world.conflicts().getFirst();
      assertThat(question.what().label()).isEqualTo("emptied in the store");
      world.resolve.settle(
          world.project,
          question.number(),
          Resolve.Choice.PROCEED,
          Optional.empty(),
          world.by("eve"));
      world.sync();
      assertThat(world.git()).isEmpty();
      alike(world);
    }
  }

  // @spec app/bridge#REQ-BRIDGE-010
  @Test
  void aStoreThatIsOlderThanWhatGitHasOfItIsAQuestion() {
    try (World world = world()) {
      String mirror = world.bridge.mirror(world.repo).orElseThrow().id();
      world.commit(
          Map.of("pay", Optional.of(PAY.replace("be one", "be 9"))),
          "Update pay\n\nSpec-Rev: 900\nSpec-Mirror-Id: " + mirror + "\n");
      world.sync();
      assertThat(world.stored()).containsEntry("pay", PAY);
      assertThat(world.conflicts())
          .extracting(one -> one.what().label())
          .containsExactly("store is older");
    }
  }

  // @spec app/bridge#REQ-BRIDGE-011
  @Test
  void whatBouncesIsPausedAndAPersonLetsItGoOn() {
    try (World world = world()) {
      for (int i = 0; i < 5 && world.conflicts().isEmpty(); i++) {
        world.edit("pay", world.inStore("pay").replaceFirst("one\\w*", "one" + i), "robot");
        world.sync();
        world.commit("pay", world.inGit("pay").replaceFirst("one\\w*", "oneback" + i));
        world.sync();
      }
      assertThat(world.conflicts()).extracting(one -> one.what().label()).contains("paused");
      String before = world.inGit("pay");
      world.edit("pay", world.inStore("pay").replaceFirst("two", "later"), "robot");
      world.sync();
      assertThat(world.git()).containsEntry("pay", before);
      world.clock.pass(120);
      world.resolve.settle(
          world.project,
          world.conflicts().getFirst().number(),
          Resolve.Choice.PROCEED,
          Optional.empty(),
          world.by("eve"));
      world.sync();
      assertThat(world.inGit("pay")).contains("later");
      alike(world);
    }
  }

  // @spec app/bridge#REQ-BRIDGE-001
  @Test
  void whereGitIsPrimaryTheStoreIsSetBackAndItsWordKept() {
    try (World world = world()) {
      settings(world, "sync: {mode: git-primary}\n");
      world.edit("pay", PAY.replace("be one", "be I"), "bob");
      world.sync();
      assertThat(world.stored()).containsEntry("pay", PAY);
      assertThat(world.git()).containsEntry("pay", PAY);
      assertThat(overruled(world))
          .singleElement()
          .satisfies(one -> assertThat(one.what().store().orElse("")).contains("be I."));
      alike(world);
    }
  }

  // @spec app/bridge#REQ-BRIDGE-001
  @Test
  void whereTheServerIsPrimaryGitIsSetBackByACommit() {
    try (World world = world()) {
      settings(
          world, "sync:\n  mode: server-primary\n  authority:\n    - {field: owner, wins: git}\n");
      world.commit("pay", PAY.replace("be one", "be 1").replace("owner: ada", "owner: eve"));
      world.sync();
      assertThat(world.git()).containsEntry("pay", PAY.replace("owner: ada", "owner: eve"));
      assertThat(overruled(world))
          .singleElement()
          .satisfies(one -> assertThat(one.what().git().orElse("")).contains("be 1."));
      alike(world);
    }
  }

  private static List<Conflict> overruled(World world) {
    return world.database.read(
        handle -> ConflictBook.list(handle, world.project, List.of(Conflict.State.OVERRULED)));
  }

  private static void settings(World world, String text) {
    world.commitFile(".sdd/server.yml", text);
    world.sync();
  }

  private static void git(World world, String... words) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<>(List.of("git", "--git-dir", world.origin.toString()));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream said = process.getInputStream()) {
      String text = new String(said.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(text).isZero();
    }
  }
}
