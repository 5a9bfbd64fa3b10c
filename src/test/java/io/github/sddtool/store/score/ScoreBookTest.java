package io.github.sddtool.store.score;

import static io.github.sddtool.fake.ScriptedForge.commit;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.review.Review;
import io.github.sddtool.store.review.ReviewBook;
import io.github.sddtool.store.spec.Person;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.Provenance;
import io.github.sddtool.store.spec.SpecFile;
import io.github.sddtool.store.spec.SpecStore;
import io.github.sddtool.store.spec.StoredSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

// @spec app/store#REQ-STORE-010, app/store#REQ-STORE-011
@ParameterizedClass
@EnumSource(TestStore.class)
class ScoreBookTest {
  private static final RepoId SHOP = new RepoId("hub", "octo/shop");
  private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");

  private final Database database;
  private final ScoreBook scores;
  private final SpecStore store;
  private final Project project;

  ScoreBookTest(TestStore engine, @TempDir Path folder) {
    database = engine.open(folder);
    scores = new ScoreBook(database);
    store = new SpecStore(database, Engine.FORMATS);
    project = database.write(handle -> store.project(handle, "shop"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static String text(String status, String more) {
    return "---\nstatus: %s\n%s---\n\n# Title\n\n### REQ-A-001: One\n\nIt MUST be.\n\n### REQ-A-002: Two\n\nIt MUST be.\n\n#### Scenario: S\n\n- **GIVEN** a\n- **WHEN** b\n- **THEN** c\n"
        .formatted(status, more);
  }

  private static Report report(MemorySnapshot files) {
    return Engine.assessor().assess(Change.of(files), Request.of(Question.CHECK));
  }

  private void keep(CommitId commit, Instant at, Report report) {
    database.write(handle -> {
      ScoreBook.keep(handle, new ScoreBook.Judged(SHOP, commit, at, "1"), report);
      return 0;
    });
  }

  @Test
  void aCommitKeepsWhatItsReportSaysAndASpecWhatDiffers() {
    MemorySnapshot files =
        MemorySnapshot.empty()
            .with(".sdd/specs/a/spec.md", text("draft", ""))
            .with(".sdd/specs/b/spec.md", text("draft", "").replace("REQ-A", "REQ-B"))
            .with("src/a.py", "# @spec a#REQ-A-001\ndef f():\n  return 1\n");
    keep(commit('a'), NOW.minus(Duration.ofDays(2)), report(files));
    MemorySnapshot better = files.with("src/b.py", "# @spec a#REQ-A-002\ndef g():\n  return 1\n");
    Report second = report(better);
    keep(commit('b'), NOW, second);
    keep(commit('b'), NOW, second);
    List<CommitScore> all = scores.since(SHOP, Instant.EPOCH);
    assertThat(all).extracting(score -> score.measures().coverage()).containsExactly(25.0, 50.0);
    assertThat(all.getLast().measures().quality())
        .contains(second.parts().quality().orElseThrow().now().score());
    assertThat(all.getLast().findings().all()).isEqualTo(second.findings().size());
    assertThat(all.getLast().verdict()).isEqualTo(second.verdict());
    assertThat(scores.last(SHOP).orElseThrow().place().commit()).isEqualTo(commit('b'));
    assertThat(scores.history(SHOP, "a"))
        .extracting(SpecScore::coverage)
        .containsExactly(50.0, 100.0);
    assertThat(scores.history(SHOP, "b")).hasSize(1);
    assertThat(scores.specs(SHOP)).extracting(SpecScore::spec).containsExactly("a", "b");
    assertThat(scores.last(new RepoId("hub", "octo/other"))).isEmpty();
    assertThat(new Analytics(database).byDay(SHOP, NOW.minus(Duration.ofDays(3))).keySet())
        .hasToString("[2026-03-18, 2026-03-20]");
  }

  @Test
  void aSpecThatIsGoneHasNoLatestScore() {
    MemorySnapshot files =
        MemorySnapshot.empty()
            .with(".sdd/specs/a/spec.md", text("draft", ""))
            .with(".sdd/specs/b/spec.md", text("draft", "").replace("REQ-A", "REQ-B"));
    keep(commit('a'), NOW, report(files));
    keep(commit('b'), NOW, report(files.without(".sdd/specs/b/spec.md")));
    assertThat(scores.specs(SHOP)).extracting(SpecScore::spec).containsExactly("a");
  }

  private StoredSpec write(String id, String text, Instant at) {
    var file = new SpecFile(id, "sdd", new RepoPath(".sdd/specs/" + id + "/spec.md"), text);
    var by = new Provenance(new Person("Ada", ""), at, Provenance.Source.API, "", "");
    return database.write(handle ->
        store
            .find(handle, project, id)
            .map(was -> store.update(handle, was.ref(), was.revision(), file, by))
            .orElseGet(() -> store.create(handle, project, file, by)));
  }

  @Test
  void anOverviewCountsWhatThereIs() {
    Instant old = NOW.minus(Duration.ofDays(30));
    write("auth/a", text("draft", "depends: [auth/b, shop/c]\n"), old);
    write("auth/b", text("Draft", "depends: auth/a\n"), old);
    write("shop/c", text("review", ""), NOW);
    write("auth/a", text("approved", "depends: [auth/b, shop/c]\n"), old.plus(Duration.ofDays(3)));
    write("auth/b", text("review", "depends: auth/a\n"), NOW);
    Overview overview = new Analytics(database).overview(project, Optional.of(SHOP), NOW);
    assertThat(overview.specs())
        .isEqualTo(
            new Overview.Specs(
                3,
                Map.of("approved", 1, "review", 2),
                Map.of("auth", 2, "shop", 1),
                new Overview.Parts(6, 3),
                1,
                2));
    assertThat(overview.dependencies()).isEqualTo(new Overview.Dependencies(1.0, 2, 1));
    assertThat(overview.daysToApproval()).contains(3.0);
    assertThat(overview.quality()).isEmpty();
    keep(
        commit('a'),
        NOW,
        report(MemorySnapshot.empty().with(".sdd/specs/a/spec.md", text("draft", ""))));
    assertThat(new Analytics(database).overview(project, Optional.of(SHOP), NOW).quality())
        .isEqualTo(scores.last(SHOP).orElseThrow().measures().quality());
  }

  @Test
  void aTeamIsWhoOwnsAndWhoReviews() {
    StoredSpec a = write("a", text("draft", "owner: \"@ann\"\n"), NOW);
    StoredSpec b = write("b", text("draft", "team: core\nowner: \"@ann\"\n"), NOW);
    var reviews = new ReviewBook(database);
    database.write(handle -> {
      var asked = new ReviewBook.Saying("ada", "", NOW);
      Review one = reviews.request(handle, a, List.of("@bob"), asked).getFirst();
      reviews.request(handle, b, List.of("@bob"), asked);
      reviews.update(
          handle,
          one.number(),
          Review.State.REJECTED,
          new ReviewBook.Saying("@bob", "no", NOW.plus(Duration.ofMinutes(90))));
      return 0;
    });
    assertThat(new Analytics(database).team(project))
        .containsExactly(
            new TeamMember("@ann", 2, 0, Optional.empty(), Optional.empty()),
            new TeamMember("@bob", 0, 1, Optional.of(1.5), Optional.of(50.0)),
            new TeamMember("core", 1, 0, Optional.empty(), Optional.empty()));
    assertThat(new Analytics(database).overview(project, Optional.empty(), NOW).pendingReviews())
        .isEqualTo(1);
  }
}
