package io.github.sddtool.analysis;

import static io.github.sddtool.analysis.Sample.ask;
import static io.github.sddtool.analysis.Sample.path;
import static io.github.sddtool.analysis.Sample.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.impact.Impact;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.report.MarkdownRenderer;
import io.github.sddtool.report.Style;
import io.github.sddtool.source.RepoPath;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImpactTest {
  private static final MemorySnapshot LOGIN =
      MemorySnapshot.empty().with(path("auth/login"), spec("", "### REQ-001: A\nIt MUST.\n"));

  private static MemorySnapshot with(String id, String frontMatter, String text) {
    return LOGIN.with(path(id), spec(frontMatter, "### REQ-100: X\nIt MUST. " + text + "\n"));
  }

  private static Impact impact(MemorySnapshot snapshot) {
    return ask(Question.IMPACT, snapshot, "auth/login").parts().impact().orElseThrow();
  }

  // @spec engine/impact#REQ-IMPACT-020, engine/impact#REQ-IMPACT-021
  @ParameterizedTest
  @ValueSource(
      strings = {
        "See [it](../../auth/login/spec.md#top).",
        "See [it](../../auth/login/).",
        "See [it](/.sdd/specs/auth/login/spec.md).",
        "See `auth/login`.",
        "See `.sdd/specs/auth/login/spec.md`.",
        "See `auth/login#REQ-001`.",
        "As auth/login#REQ-001 says."
      })
  void aTextThatNamesASpecMakesADependent(String text) {
    Impact impact = impact(with("billing/pay", "", text));
    assertThat(impact.specs().direct()).containsExactly("billing/pay");
    assertThat(impact.specs().inferred()).containsExactly("billing/pay");
  }

  // @spec engine/impact#REQ-IMPACT-021
  @ParameterizedTest
  @ValueSource(
      strings = {
        "See `auth/login-form`.",
        "See `x/auth/login`.",
        "See auth/login in prose.",
        "See `login`.",
        "See [it](https://example.com/auth/login).",
        "See [it](#auth/login)."
      })
  void aPartOfANameIsNone(String text) {
    assertThat(impact(with("billing/pay", "", text)).specs().direct()).isEmpty();
  }

  // @spec engine/impact#REQ-IMPACT-020
  @Test
  void whatIsSaidCountsBeforeWhatIsInferred() {
    Impact said = impact(with("billing/pay", "depends: auth/login\n", "See `auth/login`."));
    Impact inferred = impact(with("billing/pay", "", "See `auth/login`."));
    assertThat(said.specs().inferred()).isEmpty();
    assertThat(said.risk().score()).isGreaterThan(inferred.risk().score());
    assertThat(inferred.risk().score()).isPositive();
  }

  // @spec engine/impact#REQ-IMPACT-001
  @Test
  void specsThatNameEachOtherAreFollowedOnce() {
    var snapshot =
        with("b-b/x", "", "See `auth/login` and `c-c/x`.")
            .with(path("c-c/x"), spec("", "### REQ-1: C\nMUST. See `b-b/x`.\n"))
            .with(path("d-d/x"), spec("depends: c-c/x\n", "### REQ-1: D\nMUST.\n"));
    Impact impact = impact(snapshot);
    assertThat(impact.specs().direct()).containsExactly("b-b/x");
    assertThat(impact.specs().transitive()).containsExactly("c-c/x", "d-d/x");
    assertThat(impact.specs().inferred()).containsExactly("b-b/x", "c-c/x", "d-d/x");
  }

  // @spec engine/impact#REQ-IMPACT-024
  @Test
  void aCommentNamesOwnersAndCallsNobody() {
    var base = LOGIN.with(".github/CODEOWNERS", "* @octo/team @_under\n");
    var head = base.with(path("auth/login"), spec("", "### REQ-001: A\nIt MAY.\n"));
    String comment =
        new MarkdownRenderer()
            .render(
                Sample.assess(base, head.with("src/a.ts", "// @spec REQ-001\nf();\n")),
                new Style("1", "main", _ -> Optional.empty(), false));
    assertThat(comment).contains("owners <code>@_under</code>, <code>@octo/team</code>");
    assertThat(comment.replaceAll("<code>[^<]*</code>|`[^`]*`", "")).doesNotContain("@octo");
  }

  // @spec engine/impact#REQ-IMPACT-022
  @Test
  void ownersAreNamedWithWhatTheyOwn() {
    var snapshot =
        LOGIN
            .with("src/auth/a.ts", "// @spec auth/login#REQ-001\nfunction f() {}\n")
            .with(".github/CODEOWNERS", "/.sdd/ @spec-team\n*.ts @code\n")
            .with(
                ".sdd/domains.yml",
                "domains:\n  auth:\n    path: src/auth\n    owner: ann@example.com\n");
    Impact impact = impact(snapshot);
    assertThat(impact.owners())
        .contains(
            new Impact.Owner(
                "@code", java.util.List.of(RepoPath.of("src/auth/a.ts")), java.util.List.of()),
            new Impact.Owner(
                "ann@example.com",
                java.util.List.of(RepoPath.of("src/auth/a.ts")),
                java.util.List.of("auth/login")));
    assertThat(impact.owners()).extracting(Impact.Owner::name).contains("@spec-team");
  }
}
