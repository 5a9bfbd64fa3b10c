package io.github.sddtool.analysis.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TitleTest {
  private static TracedFiles openSpec() {
    return new TracedFiles()
        .specAt(
            "session",
            "openspec/specs/session/spec.md",
            "Session expiration",
            "Login",
            "[P1] Token refresh (v2)",
            "Shared title")
        .specAt("billing", "openspec/specs/billing/spec.md", "Invoice export", "Shared title");
  }

  // @spec engine/markers#REQ-MARK-018
  @Test
  void eachTitleBehindAPathIsALinkAtItsOwnLine() {
    var files =
        openSpec()
            .file(
                "a.py",
                "'''Keeps sessions.",
                "",
                "Spec reference: openspec/specs/session/spec.md",
                "§Requirement: Session expiration",
                "  - \"Token refresh\"",
                "and more about it",
                "* Requirement: Shared title",
                "'''");
    assertThat(files.links())
        .containsExactly(
            "session#p1-token-refresh-v2 exact 5",
            "session#session-expiration exact 4",
            "session#shared-title exact 7");
    assertThat(files.dangling()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openspec/specs/session/spec.md Session expiration",
        "openspec/specs/session/spec.md: \"session   expiration\"",
        "openspec/changes/x/specs/session/spec.md — Session Expiration",
        "session: Session expiration",
        "@spec session Session expiration",
        "@spec session#session-expiration"
      })
  void aNameAndATitleAreExact(String text) {
    assertThat(openSpec().file("a.ts", "// " + text, "f();").links())
        .containsExactly("session#session-expiration exact 1");
  }

  @Test
  void aTitleMayGoOnInTheNextLine() {
    assertThat(
            openSpec()
                .file(
                    "a.ts",
                    "// openspec/specs/session/spec.md",
                    "// Session",
                    "// expiration",
                    "f();")
                .links())
        .containsExactly("session#session-expiration exact 2");
  }

  @Test
  void aPathAloneLinksNothing() {
    assertThat(openSpec().file("a.ts", "// openspec/specs/session/spec.md", "f();").links())
        .isEmpty();
  }

  @Test
  void aTitleTheSpecDoesNotHaveDangles() {
    var files =
        openSpec()
            .proposes("add-x", "session", "Session renewal")
            .file(
                "a.py",
                "'''openspec/specs/session/spec.md",
                "§Requirement: Session renewal",
                "'''");
    assertThat(files.dangling()).containsExactly("session#Session renewal");
    assertThat(files.trace().dangling().getFirst().hint()).contains("add-x");
    assertThat(
            openSpec()
                .file("a.ts", "// session §\"Requirement: Gone for good\" and more", "f();")
                .dangling())
        .containsExactly("session#Gone for good");
  }

  // @spec engine/markers#REQ-MARK-017
  @Test
  void aUniqueTitleByItselfIsInferred() {
    assertThat(openSpec().file("a.test.ts", "it('invoice export', () => {});").links())
        .containsExactly("billing#invoice-export inferred 1");
    assertThat(openSpec().file("a.ts", "// see Invoice export here", "f();").links())
        .containsExactly("billing#invoice-export inferred 1");
  }

  @Test
  void aTitleOfTwoSpecsIsAmbiguousUnlessOneIsNamed() {
    assertThat(openSpec().file("a.ts", "// Shared title", "f();").ambiguous())
        .containsExactly("shared-title [billing, session]");
    assertThat(openSpec().file("a.ts", "// Shared title of billing", "f();").links())
        .containsExactly("billing#shared-title scoped 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "then the invoice export begins",
        "Login",
        "the Login page",
        "invoice-export",
        "src/Session expiration.md",
        "InvoiceExport"
      })
  void proseAndNamesAreNoTitles(String text) {
    var files = openSpec().file("a.ts", "// " + text, "f();");
    assertThat(files.links()).isEmpty();
    assertThat(files.ambiguous()).isEmpty();
  }

  @Test
  void aTitleOfOneWordNeedsItsLabel() {
    assertThat(openSpec().file("a.ts", "// Requirement: Login", "f();").links())
        .containsExactly("session#login inferred 1");
  }

  @Test
  void titlesOfRequirementsWithIdsCountBehindANameOnly() {
    var files = new TracedFiles().spec("auth", "FR-001: Password reset");
    assertThat(files.file("a.ts", "// Password reset", "f();").links()).isEmpty();
    assertThat(files.file("a.ts", "// specs/auth/spec.md Password reset", "f();").links())
        .containsExactly("auth#FR-001 exact 1");
  }

  @Test
  void aFileWithoutATitleIsNotKept() {
    var builder = new SpecNames(openSpec().survey().specs());
    var titles = new Titles(openSpec().survey().specs(), builder);
    assertThat(titles.mayFindIn("let a = b; // nothing here", false)).isFalse();
    assertThat(titles.mayFindIn("// session\n// SESSION, expiration", false)).isTrue();
  }

  @Property(tries = 300)
  void neverThrows(@ForAll String text) {
    var specs = openSpec().survey().specs();
    var names = new SpecNames(specs);
    for (String around : new String[] {text, "session " + text, text + " Shared title"}) {
      for (var found : TitleMarkers.in(around, new Titles(specs, names), names)) {
        assertThat(found.offset()).isBetween(0, around.length());
      }
    }
  }

  @Test
  void aLongTextIsReadInLinearTime() {
    var specs = openSpec().survey().specs();
    var names = new SpecNames(specs);
    var titles = new Titles(specs, names);
    for (String part :
        new String[] {
          "Shared title ", "session. ", "session Shared title, ", "Shared ", "........"
        }) {
      Assertions.assertTimeout(
          Duration.ofSeconds(60),
          () -> TitleMarkers.in("session " + part.repeat(300_000) + "Shared title", titles, names));
    }
  }
}
