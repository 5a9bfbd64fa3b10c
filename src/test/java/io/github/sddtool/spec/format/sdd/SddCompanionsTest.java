package io.github.sddtool.spec.format.sdd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Amendment;
import io.github.sddtool.spec.DomainMap;
import io.github.sddtool.spec.Edit;
import io.github.sddtool.spec.Layout;
import io.github.sddtool.spec.SpecProblem;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SddCompanionsTest {
  private final SddFormat format = new SddFormat();

  // @spec formats/native#REQ-SDD-001
  @Test
  void everyItemOfADeltaIsRead() {
    List<Amendment.Part> parts =
        format.readAmendments(
            """
            ---
            proposal: CHG-001
            created: 2026-01-31
            ---
            # Delta: sign in

            ## ADDED

            ### specs/auth/login
            ### REQ-010: Lock
            The account MUST be locked.
            ### REQ-011: Unlock
            It SHOULD be unlocked.

            ### `auth/session`
            ### REQ-001: Expiry
            Sessions MUST end.

            ## MODIFIED

            ### auth/login#REQ-002

            #### Before

            ```markdown
            ### REQ-002: Old
            It MAY be slow.
            ```

            #### After

            ```markdown
            ### REQ-002: New
            It MUST be fast.
            ```

            ### auth/login#REQ-003

            #### Before
            ```
            It MAY be red.
            ```
            #### After
            ```
            It MUST be blue.
            ```

            ## REMOVED

            - REQ-004: gone
            - auth/session#REQ-009

            ## RENAMED

            - FROM: REQ-005
            - TO: REQ-006
            """);
    Map<String, List<String>> edits =
        parts.stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    Amendment.Part::spec,
                    part -> part.body().edits().stream().map(SddCompanionsTest::brief).toList()));
    assertThat(edits)
        .containsOnly(
            Map.entry(
                "auth/login",
                List.of(
                    "add REQ-010 10",
                    "add REQ-011 12",
                    "replace REQ-002 33 was",
                    "replace REQ-003 45 was",
                    "remove REQ-004 50")),
            Map.entry(
                "auth/session",
                List.of("add REQ-001 16", "remove REQ-009 51", "rename REQ-005 REQ-006 56")));
  }

  private static String brief(Edit edit) {
    return switch (edit) {
      case Edit.Add add -> "add " + add.target() + " " + add.line();
      case Edit.Replace replace ->
          "replace "
              + replace.target()
              + " "
              + replace.line()
              + replace.before().map(_ -> " was").orElse("");
      case Edit.Remove remove -> "remove " + remove.target() + " " + remove.line();
      case Edit.Rename(String from, String to, int line) ->
          "rename " + from + " " + to + " " + line;
    };
  }

  @Test
  void aDeltaWithoutAnySectionSaysSo() {
    assertThat(format.readAmendments("# Delta\n\nSome day."))
        .flatExtracting(part -> part.body().problems())
        .extracting(SpecProblem::rule)
        .containsExactly("change/empty");
  }

  @Test
  void anAfterThatNamesNoRequirementIsAFindingOnItsLine() {
    var parts =
        format.readAmendments(
            "## MODIFIED\n\n#### Before\n\n```\na\n```\n\n#### After\n\n```\nb\n```\n");
    assertThat(parts)
        .flatExtracting(part -> part.body().problems())
        .extracting(SpecProblem::rule, SpecProblem::line)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("change/malformed", 11));
  }

  // @spec formats/native#REQ-SDD-002
  @Test
  void aProposalNamesItsStatusAndTheSpecsItAffects() {
    var read =
        format.readAttributes(
            RepoPath.of(".sdd/changes/CHG-001/proposal.md"),
            """
            ---
            id: CHG-001
            status: aproved
            created: 2026-01-31
            ---
            # Change

            ### 영향받는 스펙

            - `specs/auth/login`
            - `.sdd/specs/auth/session/spec.md`
            """);
    assertThat(read.fields()).containsEntry("specs", "auth/login, auth/session");
    assertThat(read.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.line()).isEqualTo(3);
          assertThat(problem.message()).contains("'aproved'", "approved");
        });
  }

  // @spec formats/native#REQ-SDD-003
  @Test
  void domainsAreReadInTheirThreeForms() {
    DomainMap map =
        format.readDomains(
            """
            version: 1.0
            domains:
              core: {description: base}
              auth:
                description: who
                path: src/auth/
                specs: [auth/login]
                dependencies: {uses: [core], extends: [base]}
                owner: "@security"
              billing:
                dependencies: [auth, core]
              shop:
                depends_on: [billing]
            rules:
              - {from: core, to: auth, type: uses, allowed: false, reason: base stays low}
            """);
    assertThat(map.domains())
        .extracting(
            DomainMap.Domain::id,
            domain -> domain.dependencies().stream().map(d -> d.type() + " " + d.to()).toList())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("core", List.of()),
            org.assertj.core.groups.Tuple.tuple("auth", List.of("uses core", "extends base")),
            org.assertj.core.groups.Tuple.tuple("billing", List.of("uses auth", "uses core")),
            org.assertj.core.groups.Tuple.tuple("shop", List.of("uses billing")));
    assertThat(map.domain("auth").orElseThrow().path()).contains("src/auth");
    assertThat(map.domain("auth").orElseThrow().owners()).containsExactly("@security");
    assertThat(map.rules()).singleElement().matches(rule -> !rule.allowed());
    assertThat(map.problems())
        .extracting(SpecProblem::rule, SpecProblem::line)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("domain/dialect", 11),
            org.assertj.core.groups.Tuple.tuple("domain/dialect", 13));
  }

  @Test
  void brokenDomainsAreMalformedAndNeverEmptyUnsaid() {
    for (String text : List.of("domains: [a", "domains: 5", "- a", "rules: {a: b}")) {
      assertThat(format.readDomains(text).problems())
          .as(text)
          .extracting(SpecProblem::rule)
          .containsExactly("domain/malformed");
    }
  }

  // @spec formats/native#REQ-SDD-004
  @Test
  void constitutionsAreReadInEnglishAndKorean() {
    var korean =
        format.readConstitution(
            "---\nversion: 1.2.0\n---\n# Constitution: 시험\n\n## 핵심 원칙\n\n### 1. 단순함\n- 하나\n\n## 기술 스택\n- x\n");
    assertThat(korean.version()).contains("1.2.0");
    assertThat(korean.principles()).containsExactly("단순함");
    var english =
        format.readConstitution(
            "# My Constitution\n\n**Version**: 2.0.0 | **Ratified**: 2026\n\n## Core Principles\n\n### I. Library first\n\n### II. Tests\n");
    assertThat(english.version()).contains("2.0.0");
    assertThat(english.principles()).containsExactly("Library first", "Tests");
  }

  @Test
  void filesBesideSpecsPlayTheirParts() {
    var files =
        Stream.of(
                ".sdd/constitution.md",
                ".sdd/domains.yml",
                ".sdd/domains/auth/constitution.md",
                ".sdd/specs/auth/login/spec.md",
                ".sdd/specs/auth/login/tasks.md",
                ".sdd/changes/CHG-001/proposal.md",
                ".sdd/changes/CHG-001/delta.md",
                ".sdd/archive/2026-01/2026-01-31-CHG-000/delta.md")
            .map(RepoPath::of)
            .toList();
    var sides = format.layout(".sdd", files).sides();
    assertThat(sides.values())
        .containsExactlyInAnyOrder(
            new Layout.Side.Constitutes(""),
            new Layout.Side.Constitutes("auth"),
            new Layout.Side.Domains(),
            new Layout.Side.Tasks("auth/login"),
            new Layout.Side.ProposalText(
                new Layout.Folder("CHG-001", ".sdd/changes/CHG-001", false)),
            new Layout.Side.AmendsSeveral(
                new Layout.Folder("CHG-001", ".sdd/changes/CHG-001", false)),
            new Layout.Side.AmendsSeveral(
                new Layout.Folder(
                    "2026-01-31-CHG-000", ".sdd/archive/2026-01/2026-01-31-CHG-000", true)));
  }
}
