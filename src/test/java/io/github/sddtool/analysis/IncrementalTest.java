package io.github.sddtool.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.sddtool.app.Engine;
import io.github.sddtool.facts.FactsCache;
import io.github.sddtool.facts.FactsMemory;
import io.github.sddtool.fake.git.GitServer;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.report.JsonRenderer;
import io.github.sddtool.report.MarkdownRenderer;
import io.github.sddtool.report.Style;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.git.ClonePool;
import io.github.sddtool.source.git.FetchRequest;
import io.github.sddtool.source.git.GitHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// @spec engine/incremental#REQ-INC-001, engine/incremental#REQ-INC-002
/// What is remembered from one change to the next changes no answer: not one byte of a report.
class IncrementalTest {
  private static final Style STYLE = Style.plain("test");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aReportThatBuildsOnEarlierOnesIsTheReportFromScratch(long seed) {
    var repo = TestRepo.in(folder);
    var edits = new RandomEdits(repo, seed);
    var commits = new ArrayList<String>();
    for (int i = 0; i < 14; i++) {
      commits.add(repo.commit("edit " + i));
      edits.some();
    }
    commits.add(repo.commit("last edit"));
    // a branch from further back, as pull requests have
    repo.git("checkout", "--quiet", "-b", "side", commits.get(commits.size() / 2));
    repo.write("src/side.ts", "// @spec REQ-001\nexport function side() { return 1; }\n");
    commits.add(repo.commit("side"));

    try (var history = GitHistory.open(folder)) {
      Assessor lasting = lasting(64L << 20);
      for (int i = 0; i + 1 < commits.size(); i++) {
        assertSame(lasting, change(history, commits.get(i), commits.get(i + 1)), "step " + i);
        int far = Math.max(0, i - 5);
        assertSame(lasting, change(history, commits.get(far), commits.get(i)), "far " + i);
      }
    }
  }

  @Test
  void aMemoryThatIsFarTooSmallChangesNoAnswerEither() {
    var repo = TestRepo.in(folder);
    var edits = new RandomEdits(repo, 42);
    var commits = new ArrayList<String>();
    for (int i = 0; i < 6; i++) {
      commits.add(repo.commit("edit " + i));
      edits.some();
    }
    try (var history = GitHistory.open(folder)) {
      Assessor lasting = lasting(1_000);
      for (int i = 0; i + 1 < commits.size(); i++) {
        assertSame(lasting, change(history, commits.get(i), commits.get(i + 1)), "step " + i);
      }
    }
  }

  // @spec app/clones#REQ-CLONE-005
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aCloneThatLacksContentsIsJudgedLikeAWholeOne(long seed) {
    var repo = TestRepo.in(folder.resolve("served/shop"));
    var edits = new RandomEdits(repo, seed);
    var commits = new ArrayList<String>();
    for (int i = 0; i < 8; i++) {
      commits.add(repo.commit("edit " + i));
      edits.some();
    }
    commits.add(repo.commit("last edit"));
    repo.git("config", "uploadpack.allowFilter", "true");
    repo.git("config", "uploadpack.allowAnySHA1InWant", "true");
    var main = List.of("+refs/heads/main:refs/sdd/base/main");
    try (var server = GitServer.over(folder.resolve("served"));
        var pool = new ClonePool(folder.resolve("clones"));
        var whole = GitHistory.open(repo.folder());
        var partial =
            pool.fetch(
                new RepoId("hub", "octo/shop"),
                new FetchRequest(server.uri("shop/.git"), Optional.empty(), main))) {
      assertThat(partial.snapshot(new CommitId(commits.getLast())).files())
          .extracting(FileEntry::size)
          .contains(FileEntry.UNKNOWN_SIZE);
      Assessor lasting = lasting(64L << 20);
      for (int i = 0; i + 1 < commits.size(); i++) {
        Report there = Engine.assessor().assess(change(whole, commits.get(i), commits.get(i + 1)));
        Report here = lasting.assess(change(partial, commits.get(i), commits.get(i + 1)));
        assertThat(new JsonRenderer().render(here, STYLE))
            .as("step " + i)
            .isEqualTo(new JsonRenderer().render(there, STYLE));
      }
    }
  }

  @Test
  void theWorkingTreeIsJudgedAlikeWhateverItIsComparedWith() {
    var repo = TestRepo.in(folder);
    var edits = new RandomEdits(repo, 7);
    String base = repo.commit("first");
    for (int i = 0; i < 6; i++) {
      edits.some();
      try (var history = GitHistory.open(folder)) {
        var from = new CommitId(base);
        Change change =
            Change.between(history.snapshot(from), history.workingTree())
                .after(history.past(from, ""));
        assertSame(Engine.assessor(FactsMemory.NONE), change, "working tree " + i);
      }
    }
  }

  @Test
  void theHistoryOfThisProjectIsJudgedAlike() {
    Path here = Path.of("").toAbsolutePath();
    assumeTrue(Files.isDirectory(here.resolve(".git")), "this is no clone of the project");
    try (var history = GitHistory.open(here)) {
      List<String> commits = newest(history, 12);
      Assessor lasting = lasting(256L << 20);
      for (int i = commits.size() - 1; i > 0; i -= 3) {
        int next = Math.max(0, i - 3);
        assertSame(lasting, change(history, commits.get(i), commits.get(next)), commits.get(next));
      }
    }
  }

  /// The newest commits along first parents, as far as the clone reaches.
  private static List<String> newest(GitHistory history, int most) {
    var commits = new ArrayList<String>();
    for (int i = 0; i < most; i++) {
      try {
        commits.add(history.resolve("HEAD~" + i).hex());
      } catch (io.github.sddtool.fault.UserFault end) {
        return commits;
      }
    }
    return commits;
  }

  private static Assessor lasting(long bytes) {
    return Engine.assessor(new FactsCache(bytes, FactsMemory.NONE), new SurveyMemory(bytes));
  }

  private static Change change(GitHistory history, String base, String head) {
    var from = new CommitId(base);
    return Change.between(history.snapshot(from), history.snapshot(new CommitId(head)))
        .after(history.past(from, ""));
  }

  private static void assertSame(Assessor lasting, Change change, String what) {
    Report fresh = Engine.assessor().assess(change);
    Report built = lasting.assess(change);
    assertThat(new JsonRenderer().render(built, STYLE))
        .as(what)
        .isEqualTo(new JsonRenderer().render(fresh, STYLE));
    assertThat(new MarkdownRenderer().render(built, STYLE))
        .as(what)
        .isEqualTo(new MarkdownRenderer().render(fresh, STYLE));
  }
}
