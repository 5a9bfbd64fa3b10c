package io.github.sddtool.spec.format.adr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecProblem;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdrFormatTest {
  private static final String MADR =
      "\n## Context and Problem Statement\n## Considered Options\n## Decision Outcome\n";
  private static final String ADR_TOOLS = "\n## Context\nWhy.\n\n## Decision\nWhat.\n";

  private final AdrFormat format = new AdrFormat();

  private static List<RepoPath> files(String... paths) {
    return Stream.of(paths).map(RepoPath::of).toList();
  }

  private static List<String> rules(SpecBody body) {
    return body.problems().stream().map(SpecProblem::rule).toList();
  }

  // @spec formats/adr#REQ-ADR-001
  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/decisions",
        "docs/adr",
        "doc/adr",
        "docs/architecture/decisions",
        "packages/a/docs/decisions"
      })
  void decisionsAreFoundInTheUsualFolders(String folder) {
    var files =
        files(
            folder + "/0001-use-x.md",
            folder + "/backend/0002-use-y.md",
            folder + "/ADR-003-use-z.md",
            folder + "/README.md",
            folder + "/index.md",
            folder + "/adr-template.md",
            folder + "/0000-adr-template.md",
            folder + "/0001-use-x.png",
            "docs/other/0001-notes.md");
    assertThat(format.roots(files)).containsExactly(folder);
    assertThat(format.layout(folder, files).specs().values())
        .containsExactlyInAnyOrder("0001-use-x", "backend/0002-use-y", "ADR-003-use-z");
    String holder = folder.startsWith("packages/") ? "packages/a" : "";
    assertThat(format.layout(holder, files).specs())
        .isEqualTo(format.layout(folder, files).specs());
  }

  @Test
  void onlyMarkdownInTheFolderIsItsOwn() {
    assertThat(format.owns("docs/adr", RepoPath.of("docs/adr/0001-x.md"))).isTrue();
    assertThat(format.owns("docs/adr", RepoPath.of("docs/adr/check.sh"))).isFalse();
    assertThat(format.owns("docs/adr", RepoPath.of("docs/guide.md"))).isFalse();
  }

  // @spec formats/adr#REQ-ADR-004
  @Test
  void twoDecisionsWithOneNumberAreAFinding() {
    var layout =
        format.layout(
            "docs/adr",
            files("docs/adr/0007-a.md", "docs/adr/007-b.md", "docs/adr/backend/0007-c.md"));
    assertThat(layout.problems())
        .singleElement()
        .satisfies(p -> {
          assertThat(p.path().value()).isEqualTo("docs/adr/007-b.md");
          assertThat(p.problem().rule()).isEqualTo("spec/duplicate-number");
        });
  }

  // @spec formats/adr#REQ-ADR-001
  @ParameterizedTest
  @ValueSource(
      strings = {"# 12. Use X", "# ADR-0012: Use X", "# ADR 12 - Use X", "# ADR: Use X", "# Use X"})
  void aDecisionHasATitleAndNoRequirements(String heading) {
    var body = format.read(heading + "\n- **FR-001**: it MUST not count\n" + MADR);
    assertThat(body.title()).isEqualTo("Use X");
    assertThat(body.requirements()).isEmpty();
    assertThat(rules(body)).isEmpty();
  }

  // @spec formats/adr#REQ-ADR-002
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'---\nstatus: accepted\n---\n# T\n' | accepted",
        "'---\nstatus: \"superseded by ADR-0123\"\n---\n# T\n' | superseded",
        "'# T\n\n* Status: proposed\n* Deciders: a, b\n' | proposed",
        "'# T\n\nDate: 2026-01-31\n\n## Status\n\nAccepted\n' | accepted",
        "'# T\n\n## Status\n\n✅ Accepted (2026-01-31)\n' | accepted",
        "'# T\n\n## Status\n\nSuperseded by [2. Y](0002-y.md)\n' | superseded",
        "'# T\n\n## Status\n\nSupercedes [1. Z](0001-z.md)\n\nAccepted\n' | accepted",
        "'# T\n\n## Status\n\nDeprecated\n\nAmended by [2. Y](0002-y.md)\n' | deprecated"
      })
  void theStatusIsReadFromWhereItStands(String text, String status) {
    var body = format.read(text + ADR_TOOLS);
    assertThat(body.status()).contains(status);
    assertThat(rules(body)).isEmpty();
  }

  // @spec formats/adr#REQ-ADR-002
  @Test
  void anUnknownStatusIsAFindingAndAMissingOneIsNone() {
    var unknown = format.read("---\nparent: Decisions\nstatus: on hold\n---\n# T\n" + MADR);
    assertThat(unknown.status()).contains("on hold");
    assertThat(unknown.problems())
        .singleElement()
        .satisfies(p -> {
          assertThat(p.rule()).isEqualTo("status/unknown");
          assertThat(p.line()).isEqualTo(3);
          assertThat(p.message()).contains("on hold", "accepted");
        });
    var jekyll = format.read("---\nparent: Decisions\nnav_order: 2\n---\n# T\n" + MADR);
    assertThat(jekyll.status()).isEmpty();
    assertThat(rules(jekyll)).isEmpty();
  }

  @Test
  void dateAndDecidersAreFields() {
    var body =
        format.read(
            "---\nstatus: accepted\ndate: 2026-01-31\ndecision-makers: [a, b]\n---\n# T\n" + MADR);
    assertThat(body.field("date")).contains("2026-01-31");
    assertThat(body.field("decision-makers")).contains("a, b");
    assertThat(format.read("# T\n\nDate: 2016-02-12\n" + ADR_TOOLS).field("date"))
        .contains("2016-02-12");
  }

  // @spec formats/adr#REQ-ADR-003
  @Test
  void linksAreFieldsAndAmendmentsAreDependencies() {
    var body =
        format.read(
            """
            # T

            ## Status

            Superseded by [9. Y](0009-y.md)

            Supersedes [1. Z](../0001-z.md#status)

            Amends [3. W](0003-w.md)

            Amended by [4. V](0004-v.md)
            """
                + ADR_TOOLS);
    assertThat(body.field("superseded-by")).contains("0009-y");
    assertThat(body.field("supersedes")).contains("0001-z");
    assertThat(body.dependsOn()).containsExactly("0003-w");
    assertThat(
            format
                .read("---\nstatus: superseded by [ADR-0005](0005-x.md)\n---\n# T\n" + MADR)
                .field("superseded-by"))
        .contains("0005-x");
    assertThat(
            format.read("---\nstatus: superseded by ADR-0005\n---\n# T\n").field("superseded-by"))
        .contains("0005");
  }

  // @spec formats/adr#REQ-ADR-005
  @Test
  void aMissingSectionIsNamed() {
    assertThat(
            format.read("# T\n## Context and Problem Statement\n## Decision Outcome\n").problems())
        .singleElement()
        .satisfies(p -> {
          assertThat(p.rule()).isEqualTo("spec/section-missing");
          assertThat(p.message()).contains("Considered Options");
        });
    assertThat(format.read("# T\n## Status\nAccepted\n## Context\nWhy.\n").problems())
        .singleElement()
        .satisfies(p -> assertThat(p.subject()).isEqualTo("Decision"));
    assertThat(rules(format.read("# T\n## Kontext\n## Entscheidung\n"))).isEmpty();
    assertThat(rules(format.read("# T\nWe decided to use X.\n"))).isEmpty();
  }

  @Test
  void carriageReturnsMakeNoDifference() {
    String text = "# T\n\n## Status\n\nSuperseded by [2. Y](0002-y.md)\n" + ADR_TOOLS;
    assertThat(format.read("\uFEFF" + text.replace("\n", "\r\n"))).isEqualTo(format.read(text));
  }

  @Property(tries = 300)
  void neverThrowsWhateverTheTextIs(@ForAll String text) {
    assertThat(format.read("# T\n## Status\n" + text).problems()).isNotNull();
  }
}
