package io.github.sddtool.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.trace.Suggester;
import io.github.sddtool.analysis.trace.TracedFiles;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.source.RepoPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualifyingPatchTest {
  private static final String PATH = "src/ä \"b\"/search.ts";

  @TempDir Path folder;

  private static TracedFiles specs() {
    return new TracedFiles()
        .spec("search", "1.1", "1.2", "1.3", "2.1", "FR-001", "FR-002", "Shared title")
        .spec("upload", "1.1", "1.2", "1.3", "2.1", "FR-001", "FR-002", "Shared title");
  }

  private static QualifyingPatch patch(TracedFiles files) {
    return QualifyingPatch.of(
        Suggester.suggest(files.survey(), _ -> true),
        "",
        path ->
            files.files().files().stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .map(file -> files.files().read(file)));
  }

  // @spec engine/markers#REQ-MARK-022
  @Test
  void gitAppliesThePatchAndNothingIsAmbiguousAnyMore() throws IOException {
    String[] lines = {
      "// Requirements 1.1, 1.2-1.3 and 2.1 /* FR-001 */\r",
      "export function a() {}\r",
      "\r",
      "\r",
      "\r",
      "\r",
      "\r",
      "\r",
      "/** @spec FR-001, FR-002",
      " * Shared title */",
      "export function b() {}",
      "it('FR-001/002 works — ü', () => {}); // 1.1, Requirement: 1.1"
    };
    TracedFiles files = specs().file(PATH, lines);
    assertThat(files.survey().trace().ambiguous()).isNotEmpty();
    TestRepo repo = TestRepo.in(folder.resolve("repo"));
    String text = String.join("\n", lines);
    repo.git("config", "core.autocrlf", "false");
    repo.write(PATH, text.getBytes(UTF_8));
    QualifyingPatch patch =
        QualifyingPatch.of(
            Suggester.suggest(files.survey(), _ -> true),
            "",
            _ -> Optional.of(text.getBytes(UTF_8)));
    assertThat(patch.left()).isEmpty();
    repo.write("../patch", patch.text().getBytes(UTF_8));
    repo.git("apply", "--check", "../patch");
    repo.git("apply", "../patch");
    String written = Files.readString(repo.file(PATH));
    assertThat(written)
        .contains("Requirements search#1.1, search#1.2-1.3 and search#2.1 /* search#FR-001 */\r\n")
        .contains("@spec search#FR-001, search#FR-002")
        .contains("search: Shared title")
        .contains("it('search#FR-001/002 works")
        .doesNotEndWith("\n");
    assertThat(specs().file(PATH, written).survey().trace().ambiguous()).isEmpty();
    assertThat(specs().file(PATH, written).survey().trace().dangling()).isEmpty();
  }

  @Test
  void theSpecThatTheFileIsAboutIsSuggested() {
    String patch = patch(specs().file("src/upload/a.ts", "// FR-001", "f();")).text();
    assertThat(patch).contains("+// upload#FR-001");
  }

  @Test
  void aFileThatIsNoUtf8IsLeftAlone() {
    TracedFiles files = specs().file("src/a.ts", "// FR-001", "f();");
    QualifyingPatch patch =
        QualifyingPatch.of(
            Suggester.suggest(files.survey(), _ -> true),
            "",
            (RepoPath _) -> Optional.of(new byte[] {(byte) 0xFF, 'F'}));
    assertThat(patch.text()).isEmpty();
    assertThat(patch.left()).hasSize(1);
  }
}
