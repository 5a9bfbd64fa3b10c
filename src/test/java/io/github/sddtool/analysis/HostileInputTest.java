package io.github.sddtool.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.folder.FolderSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Texts that somebody wrote to do harm, as a file of every format and as code: no crash, bounded
/// time, and the rest of the repository is read all the same.
class HostileInputTest {
  private static final String GOOD =
      """
      ---
      created: 2026-01-01
      ---
      # T
      ## Requirements
      ### REQ-001: One
      It MUST work.
      - GIVEN a
      - WHEN b
      - THEN c
      """;

  /// One place of each kind of file that some format reads.
  private static final List<String> PLACES =
      List.of(
          ".sdd/specs/x/spec.md",
          ".sdd/specs/good/tasks.md",
          ".sdd/domains.yml",
          ".sdd/constitution.md",
          ".sdd/changes/CHG-001/proposal.md",
          ".sdd/changes/CHG-001/delta.md",
          "openspec/specs/x/spec.md",
          "openspec/changes/y/specs/x/spec.md",
          "openspec/changes/y/tasks.md",
          "openspec/changes/y/.openspec.yaml",
          "specs/001-x/spec.md",
          "specs/001-x/tasks.md",
          ".specify/memory/constitution.md",
          ".kiro/specs/x/requirements.md",
          ".kiro/specs/x/tasks.md",
          ".kiro/specs/x/spec.json",
          ".kiro/specs/x/design.md",
          "docs/adr/0001-x.md",
          "docs/requirements.md",
          "src/x.ts",
          "src/x.py",
          "src/x.java",
          "src/x.rb",
          "src/x.yaml",
          "test/x.test.ts",
          "CODEOWNERS",
          ".gitattributes");

  record Harm(String name, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Harm> harms() {
    return Stream.of(
        new Harm("300 KB of brackets", "[".repeat(300_000)),
        new Harm("300 KB of open parentheses", "(".repeat(300_000)),
        new Harm("10,000 nested lists", nested("- ")),
        new Harm("10,000 nested quotes", "> ".repeat(10_000) + "x\n"),
        new Harm("100,000 backticks", "` ``".repeat(25_000)),
        new Harm("100,000 emphases", "*a _b **c ".repeat(10_000)),
        new Harm(
            "a table of 100,000 cells", "|a".repeat(50_000) + "|\n" + "|-".repeat(50_000) + "|\n"),
        new Harm("a YAML bomb", bomb()),
        new Harm("front matter without end", "---\n" + "a: b\n".repeat(50_000)),
        new Harm("10,000 tags", "// @spec REQ-001\n".repeat(10_000)),
        new Harm("10,000 tags in a line", "// " + "@spec a#REQ-001 ".repeat(10_000)),
        new Harm("ranges", "// Requirements 1.1-9.9, 2.1-2.999999999\n".repeat(2_000)),
        new Harm("arrows", "// " + "[impl->req~a~1".repeat(20_000)),
        new Harm("titles", ("### Requirement: " + "a ".repeat(100) + "\n").repeat(2_000)),
        new Harm("headings of all kinds", "# a\n## Requirements\n### 1.\n#### 1.1\n".repeat(5_000)),
        new Harm("tasks", "- [x] T001 [P] [US1] do `a/b.ts` and c/d.ts\n".repeat(20_000)),
        new Harm("steps", "1. **Given** a, **When** b, **Then** c\n".repeat(20_000)),
        new Harm("placeholders", "[NEEDS CLARIFICATION: ".repeat(20_000)),
        new Harm("one long word", "a".repeat(300_000)),
        new Harm("one long id", "REQ-" + "1".repeat(300_000)),
        new Harm("long dashes", "a-1-".repeat(50_000)),
        new Harm("control characters", "\u0000\u0001\u001b[31m\u202e\uFFFF".repeat(5_000)),
        new Harm("lone surrogates", "\uD800 x \uDC00 REQ-001 ".repeat(5_000)),
        new Harm("comments without end", "/* <!-- \"\"\" ''' ".repeat(20_000)),
        new Harm("quotes without end", "\"'`".repeat(50_000)));
  }

  private static String nested(String marker) {
    var text = new StringBuilder();
    for (int depth = 0; depth < 10_000; depth += 100) {
      text.append(" ".repeat(Math.min(depth, 2_000))).append(marker.repeat(100)).append("x\n");
    }
    return text.toString();
  }

  private static String bomb() {
    var text = new StringBuilder("---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      text.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(9)));
    }
    return text.append("---\n# T\n").toString();
  }

  // @spec engine/robustness#REQ-ROB-001
  @ParameterizedTest
  @MethodSource("harms")
  void harmInAnyFileIsBoundedAndHindersNoOther(Harm harm) {
    var files = MemorySnapshot.empty().with(".sdd/specs/good/spec.md", GOOD);
    for (String place : PLACES) {
      files = files.with(place, harm.text());
    }
    var hostile = files;
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          Report report = askEverything(hostile);
          assertThat(report.survey().specs().spec("good").orElseThrow().body().requirements())
              .hasSize(1);
        });
  }

  private static Report askEverything(MemorySnapshot files) {
    var base =
        files.without("src/x.ts").with(".sdd/specs/good/spec.md", GOOD.replace("MUST", "MAY"));
    Report report = Engine.assessor().assess(Change.between(base, files));
    return report;
  }

  // @spec engine/robustness#REQ-ROB-002
  @Test
  void aMillionMarkersInAFileAreCutWithAFinding() {
    var files =
        MemorySnapshot.empty()
            .with(".sdd/specs/good/spec.md", GOOD)
            .with("src/x.sh", "# REQ-1\n".repeat(600_000));
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () ->
            assertThat(Engine.assessor().assess(Change.of(files)).findings())
                .extracting(finding -> finding.rule().id())
                .containsAnyOf("input/limit", "input/too-large"));
  }

  // @spec engine/robustness#REQ-ROB-003
  @Test
  void bytesThatAreNoUtf8AreAFindingInASpecAndNoHindranceInCode(@TempDir Path folder)
      throws IOException {
    write(folder, ".sdd/specs/good/spec.md", GOOD.getBytes(StandardCharsets.UTF_8));
    write(
        folder, ".sdd/specs/bad/spec.md", (GOOD + "\u00e9").getBytes(StandardCharsets.ISO_8859_1));
    write(
        folder,
        "src/a.py",
        "# caf\u00e9\n# @spec good#REQ-001\ndef a():\n  pass\n"
            .getBytes(StandardCharsets.ISO_8859_1));
    Report report = Engine.assessor().assess(Change.of(FolderSnapshot.of(folder)));
    assertThat(report.findings())
        .filteredOn(finding -> finding.rule().id().equals("spec/encoding"))
        .singleElement()
        .extracting(finding -> finding.subject().spec().orElse(""))
        .isEqualTo("bad");
    assertThat(report.parts().coverage().orElseThrow().covered()).isEqualTo(1);
  }

  // @spec engine/robustness#REQ-ROB-004
  @Test
  void linksInCirclesAndOutOfTheRootAreNotFollowed(@TempDir Path folder) throws IOException {
    Path outside = folder.resolve("outside");
    write(outside, "secret/spec.md", GOOD.getBytes(StandardCharsets.UTF_8));
    Path root = folder.resolve("root");
    write(root, ".sdd/specs/good/spec.md", GOOD.getBytes(StandardCharsets.UTF_8));
    Files.createSymbolicLink(root.resolve(".sdd/specs/loop"), root.resolve(".sdd/specs"));
    Files.createSymbolicLink(root.resolve(".sdd/specs/out"), outside.resolve("secret"));
    Files.createSymbolicLink(root.resolve(".sdd/specs/self"), Path.of("self"));
    Report report = Engine.assessor().assess(Change.of(FolderSnapshot.of(root)));
    assertThat(report.specs()).extracting(spec -> spec.id()).containsExactly("good");
    assertThat(report.findings())
        .filteredOn(finding -> finding.rule().id().equals("input/link"))
        .extracting(finding -> finding.subject().at().orElseThrow().path().value())
        .containsExactly(".sdd/specs/loop", ".sdd/specs/out", ".sdd/specs/self");
  }

  private static void write(Path folder, String path, byte[] content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  /// Words that formats and markers react to, strung together at random.
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "#",
            "##",
            "###",
            "####",
            " ",
            "\n",
            "\n\n",
            "\t",
            "- ",
            "* ",
            "1. ",
            "1.1 ",
            "[ ] ",
            "[x] ",
            "[P] ",
            "T001 ",
            "[US1] ",
            "REQ-001",
            "FR-1",
            "SC-001",
            "NFR-2",
            ": ",
            "Requirement: ",
            "Requirements",
            "Requirement 1",
            "Scenario: ",
            "Acceptance Criteria",
            "GIVEN ",
            "**When** ",
            "THEN ",
            "SHALL",
            "must",
            "需求 1",
            "要件",
            "시나리오 1:",
            "ADDED Requirements",
            "MODIFIED",
            "RENAMED",
            "FROM: ",
            "TO: ",
            "Before",
            "After",
            "```",
            "~~~",
            "`",
            "|",
            "---\n",
            "a: b\n",
            "status: ",
            "depends: x\n",
            "[impl->req~a~1]",
            "req~a~1\n",
            "Needs: impl\n",
            "Covers:\n",
            "oft:off",
            "oft:on",
            "@spec ",
            "x#REQ-001",
            "Requirements 1.2-1.4",
            "feature 006",
            "//",
            "/*",
            "*/",
            "\"",
            "'",
            "<!--",
            "-->",
            "[a](b.md)",
            "{{X}}",
            "TBD",
            "\u0000",
            "\uD83D\uDE00",
            "\r\n",
            "{",
            "}",
            "[",
            "]",
            "&a ",
            "*a ",
            "!!x ")
        .list()
        .ofMaxSize(60)
        .map(words -> String.join("", words));
  }

  // @spec engine/robustness#REQ-ROB-001
  @Property(tries = 150)
  void noTextInAnyPlaceEverEndsInAnError(@ForAll("texts") String one, @ForAll("texts") String two) {
    var files = MemorySnapshot.empty().with(".sdd/specs/good/spec.md", GOOD);
    for (int i = 0; i < PLACES.size(); i++) {
      files = files.with(PLACES.get(i), i % 2 == 0 ? one : two);
    }
    Report report = askEverything(files);
    assertThat(report.findings()).extracting(Finding::message).allMatch(text -> !text.isBlank());
  }
}
