package io.github.sddtool.analysis.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolutionTest {
  /// Two specs that share their ids, as features and Kiro's criteria do.
  private static TracedFiles shop() {
    return new TracedFiles()
        .spec("003-user-albums", "FR-001", "FR-004", "1.1", "1.2")
        .spec("006-photo", "FR-001", "FR-004", "1.1", "1.2");
  }

  // @spec engine/markers#REQ-MARK-006
  @Test
  void anIdThatOneSpecAloneHasIsExact() {
    assertThat(new TracedFiles().spec("search", "1.1").file("a.ts", "// Req 1.1", "f();").links())
        .containsExactly("search#1.1 exact 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// @spec 006-photo#FR-004",
        "// @spec 006-photo FR-004",
        "// 006-photo#FR-004",
        "// Requirements: 006-photo#1.2",
        "// @spec specs/006-photo/spec.md#1.2",
        "// @spec 006-photo#1.2"
      })
  void aQualifiedMarkerIsExact(String line) {
    assertThat(shop().file("a.ts", line, "f();").links())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("006-photo#")
        .endsWith("exact 1");
  }

  // @spec engine/markers#REQ-MARK-013, engine/markers#REQ-MARK-014
  @ParameterizedTest
  @ValueSource(
      strings = {
        "feature 006, FR-004",
        "(Feature 006: FR-004)",
        "FR-004 of spec 6",
        "spec #006 FR-004",
        "006-photo FR-004",
        "feature-006 FR-004",
        "see specs/006-photo/spec.md for FR-004",
        "see ../specs/006-photo/plan.md for FR-004",
        "specs/006-photo: FR-004",
        "changes/add-x/specs/006-photo/spec.md FR-004",
        "specs/archived/006-photo/spec.md FR-004"
      })
  void aSpecNamedOnTheLineScopesIt(String text) {
    var found =
        text.startsWith("changes/")
            ? new TracedFiles()
                .specAt("006-photo", "specs/006-photo/spec.md", "FR-004")
                .spec("other", "FR-004")
            : shop();
    assertThat(found.file("a.ts", "// " + text, "f();").links())
        .containsExactly("006-photo#FR-004 scoped 1");
  }

  // @spec engine/markers#REQ-MARK-014
  @Test
  void aPathInAChangeMeansTheCurrentSpecOfTheSamePath() {
    var files =
        new TracedFiles()
            .specAt("billing", "openspec/specs/billing/spec.md", "FR-001")
            .specAt("auth/login", "openspec/specs/auth/login/spec.md", "FR-001");
    files.file("a.py", "# openspec/changes/add-x/specs/billing/spec.md FR-001", "a = 1");
    files.file(
        "b.py", "# openspec/changes/archive/2026-01-01-y/specs/auth/login/spec.md FR-001", "a = 1");
    assertThat(files.links())
        .containsExactly("auth/login#FR-001 scoped 1", "billing#FR-001 scoped 1");
  }

  // @spec engine/markers#REQ-MARK-013
  @ParameterizedTest
  @ValueSource(
      strings = {
        "006-photos FR-004",
        "my-006-photo FR-004",
        "import { a } from '006-photo' // FR-004",
        "require('006-photo') FR-004",
        "feature 6060 FR-004",
        "Feature006Photo FR-004",
        "specs/006-photo/deeper/spec.md FR-004",
        "albums FR-004"
      })
  void aPartOfAnotherWordNamesNoSpec(String text) {
    var files = shop().file("a.ts", "// " + text, "f();");
    assertThat(files.ambiguous()).containsExactly("FR-004 [003-user-albums, 006-photo]");
  }

  @Test
  void aTestsOrSuitesTitleScopesWhatStandsInIt() {
    var files =
        shop()
            .file(
                "a.test.ts",
                "describe('Feature: 006-photo', () => {",
                "  it('FR-004 works', () => {",
                "    // Requirements 1.2",
                "    expect(1);",
                "  });",
                "});");
    assertThat(files.links())
        .containsExactly("006-photo#1.2 scoped 3", "006-photo#FR-004 scoped 2");
  }

  @Test
  void theLineGoesBeforeTheCommentAndTheTitle() {
    var files =
        shop()
            .file(
                "a.test.ts",
                "describe('003-user-albums', () => {",
                "  // about 003-user-albums",
                "  // 006-photo FR-004",
                "  it('works', () => {});",
                "});");
    assertThat(files.links()).containsExactly("006-photo#FR-004 scoped 3");
  }

  // @spec engine/markers#REQ-MARK-012
  @Test
  void aHeaderScopesTheFile() {
    String[] python = {
      "'''Photos: specs/006-photo/spec.md'''", "import os", "", "def f():", "  # FR-004", "  pass"
    };
    String[] script = {
      "// Copyright 003-user-albums",
      "// Feature: 006-photo",
      "import a from 'a';",
      "",
      "export function f() {",
      "  // FR-004",
      "  return 1;",
      "}"
    };
    String[] direct = {
      "import a from 'a';",
      "/** For 006-photo. */",
      "export class A {",
      "  // FR-004",
      "  b = 1;",
      "}"
    };
    assertThat(shop().file("a.py", python).links()).containsExactly("006-photo#FR-004 scoped 5");
    assertThat(shop().file("a.ts", script).links()).containsExactly("006-photo#FR-004 scoped 6");
    assertThat(shop().file("a.ts", direct).links()).containsExactly("006-photo#FR-004 scoped 4");
  }

  // @spec engine/markers#REQ-MARK-012
  @Test
  void aHeaderThatNamesSeveralScopesNone() {
    var files =
        shop()
            .file(
                "a.ts",
                "// 006-photo and 003-user-albums",
                "",
                "const b = 1;",
                "// FR-004",
                "f();");
    assertThat(files.ambiguous()).hasSize(1);
  }

  // @spec engine/markers#REQ-MARK-016
  @Test
  void whatANamedSpecLacksDanglesIfItIsExplicit() {
    var files =
        shop()
            .proposes("add-zoom", "006-photo", "FR-099")
            .spec("other", "FR-099")
            .spec("another", "FR-099")
            .file(
                "a.ts",
                "// feature 006: @spec FR-099",
                "f();",
                "",
                "// feature 006, FR-099",
                "g();");
    assertThat(files.dangling()).containsExactly("FR-099");
    assertThat(files.trace().dangling().getFirst().hint())
        .contains("006-photo has no FR-099", "add-zoom");
    assertThat(files.links()).isEmpty();
  }

  @Test
  void aBareIdThatNoSpecHasIsNoMarker() {
    assertThat(shop().file("a.ts", "// see RFC-7231, requirements 9.9", "f();").dangling())
        .isEmpty();
    assertThat(shop().file("a.ts", "// Requirements 9.9", "f();").dangling())
        .containsExactly("9.9");
  }

  // @spec engine/markers#REQ-MARK-015
  @Test
  void aFileThatOneSpecsTasksListIsInferred() {
    var files =
        shop()
            .task("006-photo", "src/photo.ts", "npm run src/other.ts", "./shared.ts")
            .task("003-user-albums", "shared.ts")
            .file("app/src/photo.ts", "// FR-004", "f();")
            .file("shared.ts", "// FR-001", "f();")
            .file("src/other.ts", "// FR-001", "f();");
    assertThat(files.links()).contains("006-photo#FR-004 inferred 1").hasSize(5);
    assertThat(files.ambiguous()).hasSize(2);
  }

  @Test
  void aSuffixThatTwoFilesHaveIsNoPath() {
    var files =
        shop()
            .task("006-photo", "src/photo.ts")
            .file("a/src/photo.ts", "// FR-004", "f();")
            .file("b/src/photo.ts", "let a = 1;");
    assertThat(files.ambiguous()).hasSize(1);
  }

  @Test
  void aFileInOneDomainsFolderIsInferred() {
    var files =
        shop()
            .domain("photos", "src/photos/", "006-photo")
            .domain("albums", "src/albums", "003-user-albums")
            .file("src/photos/a.ts", "// FR-004", "f();")
            .file("src/photoshop/a.ts", "// FR-001", "f();");
    assertThat(files.links()).contains("006-photo#FR-004 inferred 1");
    assertThat(files.ambiguous()).containsExactly("FR-001 [003-user-albums, 006-photo]");
  }

  @Test
  void whatTheInferredSpecLacksFallsThrough() {
    var files =
        new TracedFiles()
            .spec("a-a", "FR-001")
            .spec("b-b", "FR-001")
            .spec("c-c", "FR-002")
            .task("c-c", "src/a.ts")
            .file("src/a.ts", "// @spec FR-001", "f();");
    assertThat(files.ambiguous()).hasSize(1);
    assertThat(files.dangling()).isEmpty();
  }

  // @spec engine/markers#REQ-MARK-019
  @Test
  void anInferredLinkCoversOnlyWhereTheRepositorySaysSo() {
    TracedFiles files = shop().task("006-photo", "src/a.ts").file("src/a.ts", "// FR-004", "f();");
    var key = new io.github.sddtool.spec.RequirementKey("006-photo", "FR-004");
    assertThat(files.trace().covering(key)).isEmpty();
    assertThat(files.countingInferred().trace().covering(key)).hasSize(1);
  }

  // @spec engine/markers#REQ-MARK-021
  @Test
  void proseLinksWithItsSpecAndNeverCovers() {
    var files =
        shop()
            .prose(
                "006-photo", "specs/006-photo/design.md", "**Validates: Requirements 1.1, 9.9**");
    Trace trace = files.trace();
    var key = new io.github.sddtool.spec.RequirementKey("006-photo", "1.1");
    assertThat(trace.links(key)).hasSize(1).allMatch(link -> link.role() == Role.DOC);
    assertThat(trace.covering(key)).isEmpty();
    assertThat(trace.dangling()).isEmpty();
  }

  // @spec engine/markers#REQ-MARK-020
  @Test
  void manyMarkersAreCutAndSaid() {
    var text = new StringBuilder("/* ");
    for (int i = 0; i < 1_000_000; i++) {
      text.append("A-1 ");
    }
    var files = shop().spec("a", "A-1").spec("b", "A-1").file("a.ts", text + "*/", "f();");
    Trace trace = files.trace();
    assertThat(trace.cut()).hasSize(1);
    assertThat(trace.ambiguous()).hasSize(io.github.sddtool.facts.FileFacts.MAX_MARKERS);
  }
}
