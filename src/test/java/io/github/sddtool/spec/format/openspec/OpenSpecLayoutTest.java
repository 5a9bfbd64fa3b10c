package io.github.sddtool.spec.format.openspec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Layout;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// @spec formats/openspec#REQ-OSP-001
class OpenSpecLayoutTest {
  private final OpenSpecFormat format = new OpenSpecFormat();

  private static List<RepoPath> files(String... paths) {
    return Arrays.stream(paths).map(RepoPath::of).toList();
  }

  private static Layout.Folder change(String id) {
    return new Layout.Folder(id, "openspec/changes/" + id, false);
  }

  private static List<String> problems(Layout layout) {
    return layout.problems().stream().map(p -> p.problem().rule() + " " + p.path()).toList();
  }

  @Test
  void everyFolderOfItsKindIsARoot() {
    assertThat(
            format.roots(
                files(
                    "openspec/specs/a/spec.md",
                    "packages/b/openspec/config.yaml",
                    "c/openspec/project.md",
                    "d/openspec/changes/x/proposal.md",
                    "openspec/changes/y/openspec/specs/z/spec.md",
                    "e/openspec/openspec/specs/a/spec.md",
                    "src/openspec/Main.java",
                    "openspec.md")))
        .containsExactly(
            "c/openspec", "d/openspec", "e/openspec/openspec", "openspec", "packages/b/openspec");
  }

  @Test
  void specsAreNamedByTheirPaths() {
    Layout layout =
        format.layout(
            "openspec",
            files(
                "openspec/specs/a/spec.md",
                "openspec/specs/a/design.md",
                "openspec/specs/area/b/spec.md",
                "openspec/specs/.hidden/spec.md",
                "openspec/specs/a/README.md",
                "openspec/specs/spec.md"));

    assertThat(layout.specs())
        .containsOnly(
            entry(RepoPath.of("openspec/specs/a/spec.md"), "a"),
            entry(RepoPath.of("openspec/specs/area/b/spec.md"), "area/b"));
    assertThat(layout.sides())
        .containsOnly(entry(RepoPath.of("openspec/specs/a/design.md"), new Layout.Side.Prose("a")));
    assertThat(problems(layout)).containsExactly("spec/misplaced openspec/specs/spec.md");
  }

  @Test
  void aChangeHasTextTasksAndDeltas() {
    Layout layout =
        format.layout(
            "openspec",
            files(
                "openspec/changes/README.md",
                "openspec/changes/x/.openspec.yaml",
                "openspec/changes/x/proposal.md",
                "openspec/changes/x/design.md",
                "openspec/changes/x/tasks.md",
                "openspec/changes/x/specs/a/spec.md",
                "openspec/changes/x/specs/area/b/spec.md",
                "openspec/changes/x/specs/spec.md",
                "openspec/changes/x/specs/c.md",
                "openspec/changes/archive/2026-01-31-y/proposal.md",
                "openspec/changes/archive/2026-01-31-y/specs/a/spec.md"));

    var x = change("x");
    assertThat(layout.sides())
        .containsOnly(
            entry(
                RepoPath.of("openspec/changes/x/.openspec.yaml"), new Layout.Side.ProposalText(x)),
            entry(RepoPath.of("openspec/changes/x/proposal.md"), new Layout.Side.ProposalText(x)),
            entry(RepoPath.of("openspec/changes/x/tasks.md"), new Layout.Side.ProposalTasks(x)),
            entry(
                RepoPath.of("openspec/changes/x/specs/a/spec.md"), new Layout.Side.Amends(x, "a")),
            entry(
                RepoPath.of("openspec/changes/x/specs/area/b/spec.md"),
                new Layout.Side.Amends(x, "area/b")),
            entry(RepoPath.of("openspec/changes/x/specs/c.md"), new Layout.Side.ProposalText(x)),
            entry(
                RepoPath.of("openspec/changes/archive/2026-01-31-y/proposal.md"),
                new Layout.Side.ProposalText(
                    new Layout.Folder(
                        "2026-01-31-y", "openspec/changes/archive/2026-01-31-y", true))));
    assertThat(problems(layout))
        .containsExactly("change/misplaced openspec/changes/x/specs/spec.md");
  }

  @Test
  void changesInAFolderAreMisplaced() {
    Layout layout =
        format.layout(
            "openspec",
            files(
                "openspec/changes/mobile/login/proposal.md",
                "openspec/changes/mobile/login/specs/a/spec.md",
                "openspec/changes/mobile/ios/push/specs/a/spec.md",
                "openspec/changes/mobile/.keep"));

    assertThat(layout.sides()).isEmpty();
    assertThat(problems(layout))
        .containsExactly(
            "change/misplaced openspec/changes/mobile/ios/push/specs/a/spec.md",
            "change/misplaced openspec/changes/mobile/login/proposal.md");
  }

  @ParameterizedTest
  @ValueSource(strings = {"notes.txt", ".gitkeep", "rfc/draft.txt"})
  void aFolderWithAnythingInItIsAChange(String file) {
    RepoPath path = RepoPath.of("openspec/changes/x/" + file);

    assertThat(format.layout("openspec", List.of(path)).sides())
        .containsOnly(entry(path, new Layout.Side.ProposalText(change("x"))));
  }

  @ParameterizedTest
  @CsvSource({
    "openspec,openspec/specs/a/spec.md",
    "openspec/specs,openspec/specs/a/spec.md",
    "'',openspec/specs/a/spec.md",
    ".,openspec/specs/a/spec.md",
    "packages/a,packages/a/openspec/specs/a/spec.md",
    "packages/a/openspec,packages/a/openspec/specs/a/spec.md",
    "planning,planning/specs/a/spec.md"
  })
  void aConfiguredRootMayBeTheFolderItsSpecsOrTheOneAround(String root, String file) {
    RepoPath path = RepoPath.of(file);

    assertThat(format.layout(root, List.of(path)).specs()).containsOnly(entry(path, "a"));
    assertThat(format.owns(root, path)).isTrue();
    assertThat(format.owns(root, RepoPath.of("src/Main.java"))).isFalse();
    assertThat(format.owns("packages/a", RepoPath.of("packages/a/src/Main.java"))).isFalse();
  }
}
