package io.github.sddtool.analysis.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SieveTest {
  private static final List<String> PIECES =
      List.of(
          "auth",
          "login",
          "006-photo",
          "photo",
          "specs",
          "changes",
          "archive",
          "archived",
          "x",
          "packages",
          "a",
          "billing",
          "plan.md",
          "spec.md",
          "user-auth",
          "feature",
          "Spec",
          "6",
          "006",
          "/",
          "/",
          "/",
          ":",
          " ",
          " ",
          "-",
          "_",
          ".",
          "./",
          "../",
          "#",
          "~",
          "\n",
          "require",
          "import",
          "(",
          "é",
          "𝒳");

  private final SpecNames names =
      new SpecNames(
          new SpecSet(
              List.of(
                  spec("auth/login", ".sdd/specs/auth/login/spec.md"),
                  spec("006-photo", "specs/006-photo/spec.md"),
                  spec("user-auth", "openspec/specs/user-auth/spec.md"),
                  spec("packages/a:billing", "packages/a/specs/billing/spec.md"))));

  private static Spec spec(String id, String path) {
    return new Spec(id, "sdd", RepoPath.of(path), SpecBody.unread(""));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(PIECES).list().ofMaxSize(14).map(pieces -> String.join("", pieces));
  }

  // @spec engine/markers#REQ-MARK-013
  @Property(tries = 20_000)
  void aQuickLookMissesNoNameOfASpec(@ForAll("texts") String text) {
    assertThat(names.places(text)).isEqualTo(names.searched(text));
  }

  @Test
  void aQuickLookSaysNoToMostTexts() {
    var sieve = new NameSieve(List.of("auth/login", "006-photo"), true);
    assertThat(sieve.mayBeIn("const login = auth.photo(6); // a feature of the spec")).isFalse();
    assertThat(sieve.mayBeIn("// see auth/login.")).isTrue();
    assertThat(sieve.mayBeIn("// feature: 6")).isTrue();
  }
}
