package io.github.sddtool.app;

import static io.github.sddtool.app.OctoShop.golden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.source.CommitId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServeTest {
  @TempDir Path folder;

  private final Map<String, CheckState.Completed> judged = new ConcurrentHashMap<>();
  private TestRepo repo;
  private String relaxed;
  private String noted;

  @BeforeEach
  void twoBranches() {
    repo = TestRepo.in(folder.resolve("shop"));
    golden("weakened/base").accept(repo);
    repo.commit("Sell things");
    repo.branch("relax");
    golden("weakened/head").accept(repo);
    relaxed = repo.commit("Lock less eagerly");
    repo.checkout("main").branch("notes").write("notes.txt", "Buy tea.\n");
    noted = repo.commit("Note");
  }

  private LocalApp start() {
    var server = new Settings.Server("127.0.0.1", 0);
    LocalApp app =
        LocalApp.start(
            repo.folder(),
            App.Parts.of(server, folder.resolve("data"), List.of()),
            (head, check) -> judged.put(head.hex(), check),
            Clock.systemUTC());
    app.look();
    return app;
  }

  // @spec app/local#REQ-LOCAL-001
  @Test
  void everyBranchIsJudgedAndAMovedOneAgain() {
    try (LocalApp app = start()) {
      Eventually.until(() -> judged.containsKey(relaxed) && judged.containsKey(noted));
      assertThat(judged.get(relaxed))
          .satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(check.title()).contains("auth/login#REQ-003 was weakened");
          });
      assertThat(judged.get(noted)).extracting(c -> c.verdict()).isEqualTo(Verdict.PASS);

      repo.checkout("relax");
      Corridor.inSpec("MAY be locked", "MUST be locked").accept(repo);
      String moved = repo.commit("Lock again");
      Eventually.until(() -> judged.containsKey(moved));

      assertThat(judged.get(moved)).extracting(c -> c.verdict()).isEqualTo(Verdict.WARN);
      assertThat(app.check(new CommitId(moved))).hasValue(judged.get(moved));
      assertThat(app.comment(number(app)))
          .hasValueSatisfying(
              body -> assertThat(body).contains("auth/login#REQ-004").doesNotContain("weakened"));
    }
  }

  /// The change request that has a comment: the other one has nothing to say.
  private static int number(LocalApp app) {
    return app.comment(1).isPresent() ? 1 : 2;
  }

  // @spec app/local#REQ-LOCAL-001
  @Test
  void whatMovedWhileNobodyLookedIsJudgedAtTheNextStart() {
    try (LocalApp _ = start()) {
      Eventually.until(() -> judged.containsKey(relaxed) && judged.containsKey(noted));
    }
    judged.clear();
    String moved = repo.checkout("notes").write("notes.txt", "Buy cake.\n").commit("Cake");

    try (LocalApp _ = start()) {
      Eventually.until(() -> judged.containsKey(moved));
    }
    assertThat(judged).containsOnlyKeys(moved);
  }
}
