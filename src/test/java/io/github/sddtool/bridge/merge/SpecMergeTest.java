package io.github.sddtool.bridge.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.bridge.lens.SpecLens;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.format.sdd.SddFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SpecMergeTest {
  private static final RepoPath PATH = new RepoPath(".sdd/specs/pay/spec.md");
  private static final String BASE =
      """
      ---
      status: draft
      owner: ada
      ---
      # Pay

      ### REQ-001: One

      It MUST be one.

      ### REQ-002: Two

      It MUST be two.
      """;

  private final SpecMerge merge = new SpecMerge(new SpecLens(new SddFormat()), Ruling.ASK);

  private Merged merged(String git, String store) {
    return merge.merge(PATH, BASE, git, store, Past.NONE);
  }

  // @spec app/bridge#REQ-BRIDGE-006
  @Test
  void editsOfDifferentRequirementsAndFieldsAreMerged() {
    String git = BASE.replace("be one", "be 1").replace("draft", "review");
    String store = BASE.replace("be two", "be 2").replace("owner: ada", "owner: bob");
    Merged merged = merged(git, store);
    String both =
        BASE.replace("be one", "be 1")
            .replace("draft", "review")
            .replace("be two", "be 2")
            .replace("owner: ada", "owner: bob");
    assertThat(merged.clashes()).isEmpty();
    assertThat(merged.git()).isEqualTo(both).isEqualTo(merged.store());
  }

  // @spec app/bridge#REQ-BRIDGE-007
  @Test
  void aContradictionStaysWithinItsRequirement() {
    String git = BASE.replace("be one", "be 1").replace("draft", "review");
    String store = BASE.replace("be one", "be I").replace("be two", "be 2");
    Merged merged = merged(git, store);
    assertThat(merged.clashes())
        .containsExactly(
            new Clash(
                "requirement REQ-001",
                Optional.of("### REQ-001: One\n\nIt MUST be one.\n\n"),
                Optional.of("### REQ-001: One\n\nIt MUST be 1.\n\n"),
                Optional.of("### REQ-001: One\n\nIt MUST be I.\n\n")));
    assertThat(merged.git()).isEqualTo(git.replace("be two", "be 2"));
    assertThat(merged.store()).isEqualTo(store.replace("draft", "review"));
    assertThat(merged.seenInGit()).isEqualTo(BASE.replace("draft", "review"));
  }

  @Test
  void requirementsThatBothSidesAddedAtOnePlaceAreBothThere() {
    Merged merged =
        merged(BASE + "\n### REQ-003: Three\n\nA.\n", BASE + "\n### REQ-004: Four\n\nB.\n");
    assertThat(merged.clashes()).isEmpty();
    assertThat(merged.git())
        .isEqualTo(merged.store())
        .contains("### REQ-003: Three\n\nA.\n", "### REQ-004: Four\n\nB.\n");
  }

  @Test
  void aRequirementRemovedHereAndEditedThereIsAQuestion() {
    String removed = BASE.substring(0, BASE.indexOf("### REQ-002"));
    Merged merged = merged(removed, BASE.replace("be two", "be 2"));
    assertThat(merged.clashes())
        .singleElement()
        .satisfies(clash -> {
          assertThat(clash.label()).isEqualTo("requirement REQ-002");
          assertThat(clash.git()).isEmpty();
        });
    assertThat(merged.git()).isEqualTo(removed);
    assertThat(merged.store()).isEqualTo(BASE.replace("be two", "be 2"));
  }

  @Test
  void oneSideMayPutRequirementsInOrderWhileTheOtherEditsThem() {
    int two = BASE.indexOf("### REQ-002");
    int one = BASE.indexOf("### REQ-001");
    String moved = BASE.substring(0, one) + BASE.substring(two) + "\n" + BASE.substring(one, two);
    Merged merged = merged(moved, BASE.replace("be one", "be 1"));
    assertThat(merged.clashes()).isEmpty();
    assertThat(merged.git()).isEqualTo(moved.replace("be one", "be 1"));
  }

  @Test
  void whatTheStoreSaidBeforeIsNoEditOfGits() {
    String pushed = BASE.replace("be one", "be 1");
    String now = BASE.replace("be one", "be I");
    Past past = merge.past(PATH, List.of(pushed, now));
    Merged merged = merge.merge(PATH, BASE, pushed, now, past);
    assertThat(merged.clashes()).isEmpty();
    assertThat(merged.git()).isEqualTo(now);
    assertThat(merged.seenInGit()).isEqualTo(pushed);
  }

  @Test
  void whoseWordCountsIsSettledFieldByField() {
    var ruling =
        new Ruling(
            part -> part.name().equals("status") ? Authority.STORE : Authority.GIT, Authority.BOTH);
    var ruled = new SpecMerge(new SpecLens(new SddFormat()), ruling);
    String git = BASE.replace("draft", "review").replace("be one", "be 1");
    String store = BASE.replace("draft", "approved").replace("be one", "be I");
    Merged merged = ruled.merge(PATH, BASE, git, store, Past.NONE);
    assertThat(merged.git())
        .isEqualTo(merged.store())
        .isEqualTo(BASE.replace("draft", "approved").replace("be one", "be 1"));
    assertThat(merged.overruled())
        .extracting(Clash::label)
        .containsExactly("field status", "requirement REQ-001");
  }

  /// Whatever is edited: what one side alone changed reaches the other, nothing that is merged
  /// changes when it is merged again, and no line of an edit is lost on its own side.
  @Property(tries = 2_000)
  void mergingIsAFixedPointAndLosesNoLine(
      @ForAll("specs") List<String> base,
      @ForAll("specs") List<String> git,
      @ForAll("specs") List<String> store) {
    String b = text(base);
    String g = text(git);
    String s = text(store);
    Merged first = merge.merge(PATH, b, g, s, Past.NONE);
    if (first.clashes().isEmpty()) {
      assertThat(first.git()).isEqualTo(first.store());
    }
    Merged exported = merge.merge(PATH, first.seenInGit(), g, first.store(), Past.NONE);
    assertThat(exported.git()).isEqualTo(first.git());
    assertThat(exported.store()).isEqualTo(first.store());
    Merged again =
        merge.merge(PATH, exported.seenInStore(), exported.git(), exported.store(), Past.NONE);
    assertThat(again.git()).isEqualTo(first.git());
    assertThat(again.store()).isEqualTo(first.store());
    assertThat(again.clashes()).hasSameSizeAs(first.clashes());
    for (String line : added(b, g)) {
      assertThat(first.git()).contains(line);
    }
    for (String line : added(b, s)) {
      assertThat(first.store()).contains(line);
    }
  }

  private static List<String> added(String base, String side) {
    var lines = new ArrayList<>(side.lines().toList());
    lines.removeAll(base.lines().toList());
    return lines;
  }

  private static String text(List<String> requirements) {
    return "---\nstatus: draft\n---\n# T\n\n" + String.join("", requirements);
  }

  @Provide
  Arbitrary<List<String>> specs() {
    Arbitrary<String> requirement =
        Combinators.combine(
                Arbitraries.integers().between(1, 5),
                Arbitraries.of("a", "b", "c"),
                Arbitraries.of("", "\nmore x\n", "\n#### Scenario: S\n\n- **GIVEN** g\n"))
            .as((id, word, more) ->
                "### REQ-00%d: T\n\nIt MUST be %s%d.\n%s\n".formatted(id, word, id, more));
    return requirement.list().uniqueElements(text -> text.substring(0, 11)).ofMaxSize(5);
  }
}
