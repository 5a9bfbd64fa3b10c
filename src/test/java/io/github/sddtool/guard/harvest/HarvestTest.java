package io.github.sddtool.guard.harvest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.config.HarvestRules;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HarvestTest {
  private static final String LOGIN =
      """
      ---
      status: approved # by the board
      owner: ada
      ---

      # Login

      See [the design](../../../docs/design.md#flow "how").

      ## Requirements

      ### REQ-001: One

      It MUST be one.

      ### REQ-002: Two

      It MUST be two.
      """;

  private static final String CODE = "// @spec auth/login#REQ-001\nclass A {}\n";
  private static final String TEST = "// @spec auth/login#REQ-002\nclass ATest {}\n";
  private static final String SPEC = ".sdd/specs/auth/login/spec.md";

  private static MemorySnapshot files() {
    return MemorySnapshot.empty().with(SPEC, LOGIN).with("src/A.java", CODE);
  }

  private static Harvested harvest(
      Snapshot head, HarvestRules rules, Map<RepoPath, RepoPath> moved) {
    Report report = Engine.assessor().assess(Change.of(head));
    return Harvest.of(head, report, rules, Engine.FORMATS, _ -> moved);
  }

  private static Harvested harvest(Snapshot head) {
    return harvest(head, HarvestRules.ALL, Map.of());
  }

  private static String text(Harvested harvested, String path) {
    return harvested.files().getOrDefault(RepoPath.of(path), "unchanged");
  }

  // @spec app/reharvest#REQ-HARVEST-002
  @Test
  void aLinkFollowsTheFileToWhereHistorySaysItWent() {
    MemorySnapshot head =
        files()
            .with("guide/flow of it.md", "x")
            .with("other/design.md", "x")
            .with("more/design.md", "x");
    Harvested harvested =
        harvest(
            head,
            HarvestRules.ALL,
            Map.of(RepoPath.of(".sdd/docs/design.md"), RepoPath.of("guide/flow of it.md")));
    assertThat(text(harvested, SPEC))
        .isEqualTo(
            LOGIN.replace(
                "../../../docs/design.md#flow", "../../../../guide/flow%20of%20it.md#flow"));
    assertThat(harvested.changes()).hasSize(1);
    assertThat(harvested.notes()).isEmpty();
  }

  // @spec app/reharvest#REQ-HARVEST-002
  @Test
  void aLinkFollowsTheOneFileOfItsName() {
    Harvested harvested = harvest(files().with("handbook/design.md", "x"));
    assertThat(text(harvested, SPEC))
        .isEqualTo(LOGIN.replace("../../../docs/", "../../../../handbook/"));
  }

  // @spec app/reharvest#REQ-HARVEST-002
  @Test
  void whereSeveralFilesOrNoneCouldBeMeantTheLinkIsLeftAndToldOf() {
    MemorySnapshot several = files().with("a/design.md", "x").with("b/design.md", "x");
    assertThat(harvest(several).files()).isEmpty();
    assertThat(harvest(several).notes())
        .singleElement()
        .hasToString(
            SPEC
                + ":8: The link to '../../../docs/design.md#flow' leads to nothing, and it could mean any of 2 files.");
    assertThat(harvest(files()).notes())
        .singleElement()
        .asString()
        .endsWith("and no file of that name is there.");
  }

  // @spec app/reharvest#REQ-HARVEST-002
  @Test
  void ofSeveralFilesTheOneIsMeantWhosePathEndsAsTheLinkDoes() {
    MemorySnapshot head =
        files()
            .with("a/design.md", "x")
            .with("book/docs/design.md", "x")
            .with("b/mydocs/design.md", "x");
    assertThat(text(harvest(head), SPEC)).contains("(../../../../book/docs/design.md#flow ");
  }

  // @spec app/reharvest#REQ-HARVEST-002
  @Test
  void addressesCodeAndLinksThatLeadSomewhereAreLeftAlone() {
    String text =
        "# X\n\n[a](https://x.example/a.md) [b](#c) `[d](gone.md)` [e](spec.md) [f](mailto:a@b.example)\n";
    MemorySnapshot head =
        files()
            .with(SPEC, LOGIN.replace("](../", "](https://x.example/"))
            .with("sub/gone.md", "x")
            .with(".sdd/specs/auth/login/notes.md", text);
    assertThat(harvest(head).files()).isEmpty();
    assertThat(harvest(head).notes()).isEmpty();
  }

  // @spec app/reharvest#REQ-HARVEST-002
  @Test
  void whatStandsBesideASpecIsMendedTooAndOtherFilesAreNot() {
    MemorySnapshot head =
        files()
            .with("x/there.md", "x")
            .with(".sdd/specs/auth/login/notes.md", "[a](there.md)\n")
            .with("README.md", "[a](there.md)\n");
    Harvested harvested = harvest(head);
    assertThat(text(harvested, ".sdd/specs/auth/login/notes.md"))
        .isEqualTo("[a](../../../../x/there.md)\n");
    assertThat(text(harvested, "README.md")).isEqualTo("unchanged");
  }

  private static final String TABLE =
      """
      # Coverage

      <!-- sdd:coverage -->

      | Spec | Requirements | Covered | Tested | Percent |
      |---|--:|--:|--:|--:|
      | auth/login | 2 | 1 | 0 | 50.0 |
      | **All** | 2 | 1 | 0 | 50.0 |

      <!-- /sdd:coverage -->

      End.
      """;

  // @spec app/reharvest#REQ-HARVEST-003
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void aTableIsFilledInBetweenItsMarkersWithTheLineEndsOfTheFile(String eol) {
    String before = "# Coverage\n\n<!-- sdd:coverage -->\nold\n<!-- /sdd:coverage -->\n\nEnd.\n";
    MemorySnapshot head = files().with("docs/state.md", before.replace("\n", eol));
    assertThat(text(harvest(head), "docs/state.md")).isEqualTo(TABLE.replace("\n", eol));
    assertThat(harvest(files().with("docs/state.md", TABLE.replace("\n", eol))).files()).isEmpty();
  }

  // @spec app/reharvest#REQ-HARVEST-003
  @ParameterizedTest
  @CsvSource({"auth, 50.0", "auth/login, 50.0"})
  void aTableMayBeOfADomainOrASpec(String scope, String percent) {
    MemorySnapshot head =
        files()
            .with(".sdd/specs/pay/card/spec.md", LOGIN.replace("# Login", "# Card"))
            .with("a.md", "<!-- sdd:coverage " + scope + " -->\n<!-- /sdd:coverage -->\n")
            .with("b.md", "- x\n\n  <!-- sdd:coverage -->\n  <!-- /sdd:coverage -->");
    Harvested harvested = harvest(head);
    assertThat(text(harvested, "a.md"))
        .contains("| **All** | 2 | 1 | 0 | " + percent + " |")
        .doesNotContain("pay/card");
    assertThat(text(harvested, "b.md"))
        .contains("  | pay/card | 2 | 0 | 0 | 0.0 |\n  | **All** | 4 | 1 | 0 | 25.0 |\n\n  <!--");
  }

  // @spec app/reharvest#REQ-HARVEST-003
  @Test
  void markersInCodeAreTextAndOneWithoutItsEndOrMeaningIsToldOf() {
    MemorySnapshot head =
        files()
            .with("a.md", "```\n<!-- sdd:coverage -->\n<!-- /sdd:coverage -->\n```\n")
            .with("b.md", "<!-- sdd:coverage -->\n\nend\n")
            .with("c.md", "<!-- sdd:coverage nobody -->\nold\n<!-- /sdd:coverage -->\n");
    Harvested harvested = harvest(head, new HarvestRules(false, true, false), Map.of());
    assertThat(harvested.files()).isEmpty();
    assertThat(harvested.notes())
        .extracting(Note::toString)
        .containsExactly(
            "b.md:1: There is no '<!-- /sdd:coverage -->' that belongs to this marker, so nothing was written.",
            "c.md:1: 'nobody' is neither a domain nor a spec, so its table was left.");
  }

  // @spec app/reharvest#REQ-HARVEST-004
  @ParameterizedTest
  @ValueSource(
      strings = {
        "status: approved # by the board",
        "status:  \"approved\"",
        "status: 'approved'",
        "status: approved   "
      })
  void anApprovedSpecIsImplementedOnceEveryRequirementIsCovered(String line) {
    String spec = LOGIN.replace("status: approved # by the board", line);
    MemorySnapshot head = files().with(SPEC, spec).with("src/ATest.java", TEST);
    Harvested harvested = harvest(head, new HarvestRules(false, false, true), Map.of());
    assertThat(text(harvested, SPEC))
        .isEqualTo(spec.replace(line, line.replace("approved", "implemented")));
    assertThat(harvested.changes())
        .singleElement()
        .hasToString(
            SPEC
                + ":2: Every requirement is covered: the spec is 'implemented', no longer 'approved'.");
  }

  // @spec app/reharvest#REQ-HARVEST-004
  @Test
  void anImplementedSpecIsApprovedAgainWhereTheDriftOfStatusSaysSo() {
    String spec =
        ("\uFEFF" + LOGIN.replace("status: approved", "status: implemented")).replace("\n", "\r\n");
    MemorySnapshot head = files().with(SPEC, spec);
    Report report = Engine.assessor().assess(Change.of(head));
    assertThat(report.parts().drift().orElseThrow())
        .anySatisfy(drift -> assertThat(drift.kind().word()).isEqualTo("status"));
    Harvested harvested = harvest(head, new HarvestRules(false, false, true), Map.of());
    assertThat(text(harvested, SPEC)).isEqualTo(spec.replace("implemented", "approved"));
  }

  // @spec app/reharvest#REQ-HARVEST-004
  @ParameterizedTest
  @ValueSource(strings = {"draft", "completed", "review", "deprecated"})
  void otherWordsAreLeftToPeople(String word) {
    MemorySnapshot head =
        files().with(SPEC, LOGIN.replace("approved", word)).with("src/ATest.java", TEST);
    assertThat(harvest(head, new HarvestRules(false, false, true), Map.of()).files()).isEmpty();
  }

  // @spec app/reharvest#REQ-HARVEST-001
  @Test
  void nothingIsRefreshedThatIsNotAskedFor() {
    MemorySnapshot head =
        files()
            .with("handbook/design.md", "x")
            .with("src/ATest.java", TEST)
            .with("a.md", "<!-- sdd:coverage -->\n<!-- /sdd:coverage -->\n");
    assertThat(harvest(head, HarvestRules.NONE, Map.of()).files()).isEmpty();
    assertThat(harvest(head, new HarvestRules(true, false, false), Map.of()).files()).hasSize(1);
    assertThat(harvest(head).files()).hasSize(2);
  }

  @Provide
  Arbitrary<String> pages() {
    return Arbitraries.of(
            "[a](old.md)",
            "[b](x/old.md#y)",
            "![c](gone.png)",
            "[d](../../../../lib/A.java)",
            "[r]: old.md",
            "<!-- sdd:coverage -->",
            "<!-- /sdd:coverage -->",
            "<!-- sdd:coverage auth -->",
            "```",
            "\n",
            "\n\n",
            "\r\n",
            "    ",
            "- ",
            "> ",
            "text",
            "| a |\n|---|\n",
            "# H\n",
            "\uFEFF",
            "[",
            "](",
            ")",
            "<",
            "---\n",
            "`")
        .list()
        .ofMaxSize(16)
        .map(parts -> String.join("", parts));
  }

  // @spec app/reharvest#REQ-HARVEST-006
  @Property(tries = 150)
  void aSecondRunOverTheResultChangesNothing(
      @ForAll("pages") String page, @ForAll boolean covered, @ForAll boolean implemented) {
    String notes = ".sdd/specs/auth/login/notes.md";
    MemorySnapshot head =
        files()
            .with(SPEC, (implemented ? LOGIN.replace("approved", "implemented") : LOGIN) + page)
            .with(notes, page)
            .with("new/old.md", "x")
            .with("src/lib/A.java", "class A {}");
    if (covered) {
      head = head.with("src/ATest.java", TEST);
    }
    Harvested first = harvest(head);
    assertThat(harvest(head)).isEqualTo(first);
    assertThat(first.changes().isEmpty()).isEqualTo(first.files().isEmpty());
    MemorySnapshot then = head;
    for (var file : first.files().entrySet()) {
      then = then.with(file.getKey().value(), file.getValue());
    }
    Harvested second = harvest(then);
    assertThat(second.files()).isEmpty();
    assertThat(second.changes()).isEmpty();
    assertThat(List.copyOf(second.notes()).size()).isEqualTo(first.notes().size());
  }
}
