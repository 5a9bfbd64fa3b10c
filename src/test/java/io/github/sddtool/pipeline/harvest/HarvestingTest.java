package io.github.sddtool.pipeline.harvest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.app.Engine;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.pipeline.SteppedClock;
import io.github.sddtool.pipeline.runner.InProcessRunner;
import io.github.sddtool.pipeline.runner.Limits;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.git.CloneBudget;
import io.github.sddtool.source.git.ClonePool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// @spec app/reharvest#REQ-HARVEST-005
class HarvestingTest {
  private static final RepoId SHOP = new RepoId("hub", "octo/shop");
  private static final String CONFIG = "reharvest: {links: true, coverage: true, status: true}\n";
  private static final String PATH = ".sdd/specs/login/spec.md";
  private static final String SPEC =
      """
      ---
      status: approved
      ---

      # Login

      See [the flow](../../../docs/flow.md).

      ## Requirements

      ### REQ-001: One

      It MUST be one.
      """;

  @TempDir private Path folder;
  private TestRepo origin;
  private ClonePool clones;
  private Harvesting harvesting;
  private FolderForge forge;

  @BeforeEach
  void begin() {
    origin = TestRepo.in(folder.resolve("origin"));
    origin
        .write(PATH, SPEC)
        .write("docs/flow.md", "The flow of it.\n")
        .write(".sdd/config.yml", CONFIG);
    origin.commit("Begin");
    origin.move("docs/flow.md", "guide/way.md").commit("Move");
    clones =
        new ClonePool(folder.resolve("clones"), CloneBudget.USUAL, Map.of(), ClonePool.Holding.ALL);
    harvesting = another(clones);
    forge = new FolderForge(origin.folder(), new CommitId(origin.head()));
  }

  private static Harvesting another(ClonePool clones) {
    return new Harvesting(
        clones,
        new InProcessRunner(
            (change, request) -> Engine.assessor().assess(change, request),
            new Limits(Duration.ofMinutes(1), 1)),
        Engine.FORMATS,
        new SteppedClock());
  }

  @AfterEach
  void end() {
    clones.close();
  }

  private Effect look() {
    return harvesting.look(forge, SHOP).getFirst();
  }

  private String ours() {
    return origin.git("rev-parse", "sdd/reharvest");
  }

  private String shown(String path) {
    return origin.git("show", "sdd/reharvest:" + path);
  }

  @Test
  void whatIsOutOfDateIsOneCommitInOnePullRequest() {
    assertThat(look())
        .isEqualTo(
            new Effect.Created(
                "pull request", "octo/shop@sdd/reharvest", "https://hub.example/pull/1"));
    assertThat(shown(PATH))
        .isEqualTo(SPEC.replace("../../../docs/flow", "../../../guide/way").strip());
    assertThat(origin.git("rev-parse", "sdd/reharvest^")).isEqualTo(origin.head());
    assertThat(origin.git("log", "-1", "--format=%an <%ae> %cn %ct%n%B", "sdd/reharvest"))
        .isEqualTo(
            """
            SDD Tool <sdd@localhost> SDD Tool 1767225660
            Refresh links, coverage tables and status of specs

            - .sdd/specs/login/spec.md:7: The link to '../../../docs/flow.md' now leads to '../../../guide/way.md'.

            SDD-Reharvest: %s
            """
                .formatted(origin.head()));
    assertThat(forge.proposals)
        .singleElement()
        .satisfies(proposal -> {
          assertThat(proposal.branch()).isEqualTo("sdd/reharvest");
          assertThat(proposal.into()).isEqualTo("main");
          assertThat(proposal.title())
              .isEqualTo("Refresh links, coverage tables and status of specs");
          assertThat(proposal.body())
              .contains(
                  "- `.sdd/specs/login/spec.md:7` The link to `../../../docs/flow.md` now leads to `../../../guide/way.md`.");
        });
  }

  @Test
  void theSameTipMakesTheSameCommitAndIsPushedOnce() {
    look();
    String first = ours();
    assertThat(look()).isInstanceOf(Effect.Unchanged.class);
    try (var others =
        new ClonePool(
            folder.resolve("others"), CloneBudget.USUAL, Map.of(), ClonePool.Holding.ALL)) {
      origin.git("branch", "-D", "sdd/reharvest");
      assertThat(another(others).look(forge, SHOP).getFirst()).isInstanceOf(Effect.Created.class);
    }
    assertThat(ours()).isEqualTo(first);
  }

  @Test
  void aMoveOfTheBranchThatChangesNothingOfItIsNotPushed() {
    look();
    String first = ours();
    origin.write("README.md", "# Shop\n").commit("More");
    assertThat(look()).isInstanceOf(Effect.Unchanged.class);
    assertThat(ours()).isEqualTo(first);
  }

  @Test
  void thePullRequestRollsAlongWithWhatIsOutOfDate() {
    look();
    origin.write("src/A.java", "// @spec login#REQ-001\nclass A {}\n").commit("Implement");
    assertThat(look()).isInstanceOf(Effect.Updated.class);
    assertThat(shown(PATH)).contains("status: implemented").contains("guide/way.md");
    assertThat(origin.git("rev-parse", "sdd/reharvest^")).isEqualTo(origin.head());
  }

  @Test
  void whatSomebodyElsePushedIsLeftAlone() {
    look();
    origin.checkout("sdd/reharvest").write("x.md", "mine\n").commit("Mine");
    String theirs = ours();
    origin
        .checkout("main")
        .write("src/A.java", "// @spec login#REQ-001\nclass A {}\n")
        .commit("More");
    assertThat(look())
        .isEqualTo(
            new Effect.Declined(
                "pull request",
                "octo/shop@sdd/reharvest",
                "somebody else pushed to it; merge or delete it"));
    assertThat(ours()).isEqualTo(theirs);
  }

  @Test
  void aCommitOfOursThatSomebodyAmendedIsTheirs() {
    look();
    origin.checkout("sdd/reharvest").write("x.md", "mine\n").git("add", "x.md");
    origin.git("commit", "--quiet", "--amend", "--no-edit");
    String theirs = ours();
    origin
        .checkout("main")
        .write("src/A.java", "// @spec login#REQ-001\nclass A {}\n")
        .commit("More");
    assertThat(look()).isInstanceOf(Effect.Declined.class);
    assertThat(ours()).isEqualTo(theirs);
  }

  @Test
  void onceItIsMergedNothingIsPushed() {
    look();
    origin.merge("sdd/reharvest");
    String first = ours();
    assertThat(look())
        .isEqualTo(
            new Effect.Declined(
                "pull request",
                "octo/shop@sdd/reharvest",
                "nothing is left to refresh; close its pull request or delete the branch"));
    assertThat(ours()).isEqualTo(first);
    origin.git("branch", "-D", "sdd/reharvest");
    assertThat(look())
        .isEqualTo(
            new Effect.Declined(
                "pull request", "octo/shop@sdd/reharvest", "nothing is out of date"));
    origin.move("guide/way.md", "guide/there/way.md").commit("Move again");
    assertThat(look()).isInstanceOf(Effect.Created.class);
    assertThat(shown(PATH)).contains("(../../../guide/there/way.md)");
  }

  // @spec app/reharvest#REQ-HARVEST-001
  @Test
  void aRepositoryThatDoesNotAskForItIsLeftAlone() {
    origin.delete(".sdd/config.yml").commit("Quiet");
    assertThat(look())
        .isEqualTo(
            new Effect.Declined(
                "pull request", "octo/shop@sdd/reharvest", "the repository does not ask for it"));
    origin.write(".sdd/config.yml", "reharvest: {link: true}\n").commit("Misspell");
    assertThat(((Effect.Declined) look()).reason())
        .contains("unknown key 'reharvest.link'; allowed: links, coverage, status");
    assertThat(forge.proposals).isEmpty();
  }
}
