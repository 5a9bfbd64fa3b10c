package io.github.sddtool.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.drift.Drift;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.git.GitHistory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// @spec engine/drift#REQ-DRIFT-020, engine/drift#REQ-DRIFT-021, engine/drift#REQ-DRIFT-022
// @spec engine/drift#REQ-DRIFT-023
class SuspectTest {
  private static final String SPEC = ".sdd/specs/a/spec.md";

  @TempDir Path folder;

  private TestRepo repo;

  @BeforeEach
  void aRequirementAndItsCode() {
    repo = TestRepo.in(folder.resolve("repo"));
    repo.write(SPEC, spec("It MUST work.")).write("src/a.ts", code(1)).commit("First");
  }

  private static String spec(String text) {
    return Sample.spec("", "### REQ-001: One\n" + text + "\n");
  }

  private static String code(int value) {
    return "// @spec REQ-001\nexport function work() {\n  return " + value + ";\n}\n";
  }

  private Report assess(Optional<String> base) {
    return assess(repo.folder(), base);
  }

  private static Report assess(Path where, Optional<String> base) {
    try (GitHistory git = GitHistory.open(where)) {
      Change change =
          base.map(CommitId::new)
              .map(from ->
                  Change.between(git.snapshot(from), git.workingTree()).after(git.past(from, "")))
              .orElseGet(
                  () -> Change.of(git.workingTree()).after(git.past(git.head().orElseThrow(), "")));
      return Engine.assessor().assess(change);
    }
  }

  private static List<String> drifts(Report report) {
    return report.parts().drift().orElseThrow().stream()
        .map(d -> d.kind().word() + (d.isNew() ? "" : " old"))
        .toList();
  }

  @Test
  void aRequirementThatChangedAfterItsCodeIsSuspect() {
    assertThat(drifts(assess(Optional.empty()))).isEmpty();
    repo.write(SPEC, spec("It MUST work twice."));
    assertThat(drifts(assess(Optional.empty()))).containsExactly("suspect");
    repo.commit("Second");
    Drift drift = assess(Optional.empty()).parts().drift().orElseThrow().getFirst();
    assertThat(drift.reason()).contains(repo.head().substring(0, 7), "src/a.ts");
    repo.write("src/a.ts", code(2));
    assertThat(drifts(assess(Optional.empty()))).isEmpty();
  }

  @Test
  void bothInOneCommitIsNotSuspect() {
    repo.write(SPEC, spec("It MUST work twice.")).write("src/a.ts", code(2)).commit("Both");
    assertThat(drifts(assess(Optional.empty()))).isEmpty();
  }

  @Test
  void movesCommentsAndRenamedFilesDoNotMakeCodeYounger() {
    repo.write(SPEC, spec("It MUST work twice.")).commit("Spec");
    repo.write("src/a.ts", "// hello\n" + code(1)).commit("Comment");
    repo.move("src/a.ts", "src/b.ts").commit("Rename");
    repo.delete("src/b.ts")
        .write("src/c.ts", "const other = 5;\n\nconst more = 7;\n\n" + code(1))
        .commit("Move into a new file");
    repo.move(SPEC, ".sdd/specs/b/spec.md").commit("Rename the spec's folder");
    assertThat(drifts(assess(Optional.empty()))).containsExactly("suspect");
  }

  @Test
  void whatWasSuspectBeforeTheBaseIsOldAndNeverFails() {
    repo.write(SPEC, spec("It MUST work twice."))
        .write(
            ".sdd/config.yml",
            "version: 1\ngates:\n  validate: {new_only: false}\n  drift: {fail_on: info}\n");
    String base = repo.commit("Spec");
    repo.write("README.md", "hello\n");
    Report report = assess(Optional.of(base));
    assertThat(drifts(report)).containsExactly("suspect old");
    assertThat(report.verdict().word()).isNotEqualTo("fail");
    repo.write("src/a.ts", code(2));
    assertThat(drifts(assess(Optional.of(base)))).containsExactly("code-ahead");
  }

  @Test
  void aReturnToTheCodeOfTheRequirementsLastChangeIsNoDrift() {
    repo.write("src/a.ts", code(3));
    String base = repo.commit("Code alone");
    repo.write("src/a.ts", code(1));
    assertThat(drifts(assess(Optional.of(base)))).isEmpty();
    repo.write("src/a.ts", code(4));
    assertThat(drifts(assess(Optional.of(base)))).containsExactly("code-ahead");
  }

  @Test
  void aShallowCloneSaysThatItDoesNotKnow() {
    repo.write(SPEC, spec("It MUST work twice.")).commit("Spec");
    repo.write("README.md", "hello\n").commit("Other");
    Path clone = folder.resolve("clone");
    repo.git("clone", "--quiet", "--depth=1", repo.folder().toUri().toString(), clone.toString());
    Report report = assess(clone, Optional.empty());
    assertThat(drifts(report)).isEmpty();
    assertThat(report.notes()).singleElement().asString().contains("a#REQ-001", "unknown");
  }
}
