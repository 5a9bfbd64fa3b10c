package io.github.sddtool.spec.format.openfasttrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.ItemId;
import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.TraceItem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenFastTraceFormatTest {
  private static final OpenFastTraceFormat FORMAT = new OpenFastTraceFormat();

  private static SpecBody read(String text) {
    return FORMAT.read(RepoPath.of("doc/a.md"), text);
  }

  private static List<String> ids(String text) {
    return read(text).requirements().stream().map(Requirement::id).toList();
  }

  private static TraceItem item(String text) {
    return read(text).requirements().getFirst().nature().item().orElseThrow();
  }

  private static ItemId id(String text) {
    return ItemId.at(text, 0).orElseThrow().id();
  }

  // @spec formats/openfasttrace#REQ-OFT-004
  @Test
  void anItemHasTitleLevelLineAndStatement() {
    Requirement item =
        read("""
        # Login

        ## Log in

        `req~login~2`

        A user *SHALL*:

        * log in

        Rationale: it MUST be safe

        Comment:

        nothing MAY happen

        Needs: dsn, utest
        """)
            .requirements()
            .getFirst();
    assertThat(item.id()).isEqualTo("req~login~2");
    assertThat(item.title()).isEqualTo("Log in");
    assertThat(item.level()).isEqualTo(Level.MUST);
    assertThat(item.line()).isEqualTo(5);
    assertThat(item.statement()).isEqualTo("Log in\nA user SHALL:\nlog in");
    assertThat(read("# Login\n\n`req~a~1`\n").title()).isEqualTo("Login");
  }

  @Test
  void onlyTheDescriptionIsNormative() {
    var body = read("`req~a~1`\nIt works.\n\nRationale:\n\nIt MUST.\n\nComment:\n\nIt SHALL.\n");
    assertThat(body.requirements().getFirst().level()).isEqualTo(Level.NONE);
  }

  // @spec formats/openfasttrace#REQ-OFT-003
  @ParameterizedTest
  @ValueSource(
      strings = {
        "`req~a~1`",
        "req~a~1",
        "`req~a~1` and a remark",
        "req~a~01",
        "`req:a, v1`",
        "req:a, v1"
      })
  void anIdBeginsALine(String line) {
    assertThat(ids("# T\n" + line + "\n")).containsExactly("req~a~1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "see `req~a~1`", " `req~a~1`", "* `req~a~1`", "**req~a~1**", "``req~a~1``", "req~1a~1",
        "req~a..b~1", "req~a.~1", "r2q~a~1", "req~a~x", "req~a~1234567890", "req:a, v1 is old",
        "## `req~a~1`", "| `req~a~1` |", "<!-- req~a~1 -->"
      })
  void whatIsNoIdAtTheBeginningOfALineIsNoItem(String line) {
    assertThat(ids("# T\n\n" + line + "\n")).isEmpty();
  }

  @Test
  void namesMayHaveLettersOfAnyScript() {
    assertThat(ids("`req~größe.über_1-x~3`\n")).containsExactly("req~größe.über_1-x~3");
  }

  @Test
  void fieldsAreReadInAnyOrder() {
    TraceItem item =
        item(
            """
            `dsn~a~1`
            Status: draft

            Text.

            Needs: impl , utest
            Needs: itest

            Covers:

            * `req~one~1`
            - [One](#req~two~1)
            + req~three~1 and why
              * req~four~1

            said between

            * req:five, v2

            Depends:
            - dsn~b~1

            Tags: UI, Server
            """);
    assertThat(item.status()).isEqualTo("draft");
    assertThat(item.needs()).containsExactly("impl", "utest", "itest");
    assertThat(item.covers())
        .containsExactly(
            id("req~one~1"),
            id("req~two~1"),
            id("req~three~1"),
            id("req~four~1"),
            id("req~five~2"));
    assertThat(item.depends()).containsExactly(id("dsn~b~1"));
    assertThat(item.tags()).containsExactly("UI", "Server");
  }

  @Test
  void needsAndTagsMayBeLists() {
    TraceItem item = item("`a~a~1`\nNeeds:\n* impl\n* `utest`\nTags:\n- One\n- Two words\n");
    assertThat(item.needs()).containsExactly("impl", "utest");
    assertThat(item.tags()).containsExactly("One", "Two words");
  }

  @Test
  void aStatusInProseIsProse() {
    assertThat(item("`a~a~1`\nText.\nStatus: draft\n").status()).isEqualTo("approved");
    assertThat(item("`a~a~1`\nNeeds: b\nStatus: rejected\n").status()).isEqualTo("rejected");
    assertThat(item("`a~a~1`\nStatus: unheard\n").status()).isEqualTo("approved");
  }

  @Test
  void aTitleEndsAnItem() {
    assertThat(item("`a~a~1`\n\nText.\n\n### Next\n\nNeeds: impl\n").needs()).isEmpty();
  }

  // @spec formats/openfasttrace#REQ-OFT-005
  @ParameterizedTest
  @ValueSource(
      strings = {
        "arch --> dsn, itest : req~a~3",
        "* `arch-->dsn,itest:req~a~3`",
        "x arch-->dsn,itest:req~a~3"
      })
  void aForwardIsAnItem(String line) {
    TraceItem item = item("# T\n\n" + line + "\n\nNeeds: lost\n");
    assertThat(item.id()).isEqualTo(id("arch~a~3"));
    assertThat(item.covers()).containsExactly(id("req~a~3"));
    assertThat(item.needs()).containsExactly("dsn", "itest");
    assertThat(item.forwards()).isTrue();
  }

  // @spec formats/openfasttrace#REQ-OFT-006
  @Test
  void whatIsSwitchedOffIsNoItem() {
    assertThat(ids("<!-- oft:off -->\n`a~a~1`\n<!-- oft:on -->\n`a~b~1`\n"))
        .containsExactly("a~b~1");
    assertThat(ids("`a~a~1`\n\noft:off\n`a~b~1`\n")).containsExactly("a~a~1");
  }

  @Test
  void codeBlocksHoldNoItems() {
    var text = "`a~a~1`\nNeeds: b\n```\n`a~b~1`\nNeeds: c\n```\n\n    x --> y : a~a~1\n";
    assertThat(ids(text)).containsExactly("a~a~1");
    assertThat(item(text).needs()).containsExactly("b");
  }

  @Test
  void titlesMayBeUnderlined() {
    assertThat(read("Log in\n------\n`a~a~1`\n").requirements().getFirst().title())
        .isEqualTo("Log in");
  }

  @Test
  void anItemWithoutTitleHasItsName() {
    assertThat(read("# T\n\ntext\n\n`a~name~1`\n").requirements().getFirst().title())
        .isEqualTo("name");
  }

  @Test
  void anIdTwiceIsAProblem() {
    var problem = read("`a~a~1`\n\n`a~a~1`\n").problems().getFirst();
    assertThat(problem.rule()).isEqualTo("spec/duplicate-key");
    assertThat(problem.line()).isEqualTo(3);
    assertThat(problem.message()).contains("line 1");
  }

  @Test
  void restructuredTextHasItsOwnTitles() {
    var body =
        FORMAT.read(
            RepoPath.of("doc/a.rst"),
            """
            ====
            Over
            ====

            `req~a~1`

            It **SHALL** work.

            Needs: dsn

            Next
            ~~~~
            dsn~b~1

            .. oft:off
            dsn~off~1
            .. oft:on

            Covers:

            * `req~a~1`_
            """);
    assertThat(body.requirements()).extracting(Requirement::title).containsExactly("Over", "Next");
    assertThat(body.requirements())
        .extracting(Requirement::id)
        .containsExactly("req~a~1", "dsn~b~1");
    assertThat(body.requirements().getFirst().level()).isEqualTo(Level.MUST);
    assertThat(body.requirements().getLast().nature().item().orElseThrow().covers())
        .containsExactly(id("req~a~1"));
  }

  // @spec formats/openfasttrace#REQ-OFT-001
  @Test
  void documentsAreNamedByTheirPath() {
    var files =
        List.of(
            RepoPath.of("doc/spec/design.md"),
            RepoPath.of("doc/spec/design.rst"),
            RepoPath.of("doc/x.markdown"),
            RepoPath.of("doc/a.txt"),
            RepoPath.of("README.md"));
    assertThat(FORMAT.layout("doc", files).specs().values())
        .containsExactlyInAnyOrder("spec/design", "spec/design.rst", "x");
    assertThat(FORMAT.layout("", files).specs()).hasSize(4);
  }

  @Test
  void rootsAreTheUsualFolders() {
    var files =
        List.of(
            RepoPath.of("README.md"),
            RepoPath.of("doc/spec/a.md"),
            RepoPath.of("packages/a/Requirements/b.rst"),
            RepoPath.of("docs/picture.png"),
            RepoPath.of(".github/docs/c.md"),
            RepoPath.of("node_modules/x/docs/c.md"));
    assertThat(FORMAT.roots(files)).containsExactly("doc", "packages/a/Requirements");
  }

  // @spec formats/openfasttrace#REQ-OFT-012
  @Test
  void anotherRevisionIsTheSameItem() {
    var body = read("`a~a~1`\n\n`a~a~2`\n\n`a~b~1`\n");
    Requirement first = body.requirements().getFirst();
    assertThat(first.isSameItem(body.requirements().get(1))).isTrue();
    assertThat(first.isSameItem(body.requirements().get(2))).isFalse();
  }
}
