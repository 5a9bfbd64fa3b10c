package io.github.sddtool.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.app.Engine;
import io.github.sddtool.facts.lexer.Language;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.SpecBody;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

// @spec engine/cache#REQ-CACHE-002, engine/cache#REQ-CACHE-003
class FactsCodecTest {
  private static final List<String> PIECES =
      List.of(
          "// @spec auth/login#REQ-001\n",
          "/** REQ-002, REQ-004 */\n",
          "// Requirements 1.2, 3.4\n",
          "// [impl~own~2->dsn~x~1>>utest,itest]\n",
          "// Session expiration é 𝒳 \ud800 half\n",
          "describe('a suite REQ-9', () => {\n",
          "it('Session expiration', () => {\n",
          "});\n",
          "export function f(a: number) {\n  return a + 1;\n}\n",
          "import x from 'y';\n",
          "class C {\n",
          "}\n",
          "\n",
          "const s = \"@spec REQ-003\";\n");

  /// Keeps every passage, so that all there is to write is written.
  private static final PassageFilter ALL =
      new PassageFilter() {
        @Override
        public String key() {
          return "/all";
        }

        @Override
        public String namesKey() {
          return "all";
        }

        @Override
        public boolean mayName(String source) {
          return true;
        }

        @Override
        public boolean mayFindIn(String source, boolean named) {
          return true;
        }

        @Override
        public boolean keeps(String passage) {
          return true;
        }
      };

  @Provide
  Arbitrary<String> sources() {
    return Arbitraries.of(PIECES).list().ofMaxSize(16).map(pieces -> String.join("", pieces));
  }

  private static FileFacts facts(String source) {
    return Extractor.extract(Language.TYPESCRIPT, source, ALL, true, false);
  }

  private static byte[] written(FileFacts facts) {
    return FactsCodec.written(facts).orElseThrow();
  }

  @Property(tries = 1_000)
  void factsAreTheSameAfterTheyWereWrittenAndRead(@ForAll("sources") String source) {
    FileFacts facts = facts(source);
    var read = (FileFacts) FactsCodec.read(written(facts));
    assertThat(read.markers()).isEqualTo(facts.markers());
    assertThat(read.header()).isEqualTo(facts.header());
    assertThat(read.cut()).isEqualTo(facts.cut());
    assertThat(read.passages()).hasSameSizeAs(facts.passages());
    assertThat(written(read)).isEqualTo(written(facts));
    for (int i = 0; i < facts.passages().size(); i++) {
      Passage one = facts.passages().get(i);
      for (int at = 0; at < one.text().length(); at += 7) {
        assertThat(read.passages().get(i).marker(true, java.util.Optional.empty(), "X-1", at))
            .isEqualTo(one.marker(true, java.util.Optional.empty(), "X-1", at));
      }
    }
  }

  private static final List<String> SPEC_PIECES =
      List.of(
          "---\nid: a\nstatus: draft\ndepends: [b/c, d]\n---\n",
          "# A title é 𝒳\n",
          "## Requirements\n",
          "### REQ-001: One\nIt MUST work, see [b](../b/spec.md) and `auth/login#REQ-2`.\n",
          "### Requirement: Two\nThe system SHALL do it.\n",
          "#### Scenario: Good\n- **GIVEN** a\n- **WHEN** b\n- **THEN** c\n",
          "- **FR-001**: The system MUST store it [NEEDS CLARIFICATION: where?].\n",
          "### Requirement 1\n#### Acceptance Criteria\n1. WHEN a THEN the system SHALL b\n",
          "`req~own~2`\n\nIt works.\n\nCovers: feat~x~1\n\nNeeds: dsn, impl\n\nTags: a, b\n",
          "## Status\nSuperseded by [2](0002-two.md)\n",
          "half \ud800 a pair\n",
          "\n");

  @Provide
  Arbitrary<SpecBody> specs() {
    Arbitrary<String> texts =
        Arbitraries.of(SPEC_PIECES).list().ofMaxSize(14).map(pieces -> String.join("", pieces));
    return Combinators.combine(Arbitraries.of(Engine.FORMATS), texts)
        .as((format, text) -> format.read(RepoPath.of("specs/a/spec.md"), text));
  }

  @Property(tries = 1_000)
  void specsAreTheSameAfterTheyWereWrittenAndRead(@ForAll("specs") SpecBody body) {
    byte[] bytes = FactsCodec.written(body).orElseThrow();
    assertThat(FactsCodec.read(bytes)).isEqualTo(body);
    assertThat(FactsCodec.written(FactsCodec.read(bytes))).hasValue(bytes);
  }

  @Property(tries = 2_000)
  void bytesOfSpecsFromElsewhereAreRefusedAndDoNoHarm(
      @ForAll("specs") SpecBody body,
      @ForAll @IntRange(max = 4_000) int place,
      @ForAll byte value) {
    byte[] bytes = FactsCodec.written(body).orElseThrow();
    bytes[place % bytes.length] = value;
    try {
      assertThat(FactsCodec.read(bytes)).isNotNull();
    } catch (IllegalArgumentException refused) {
      assertThat(refused).isNotNull();
    }
  }

  @Property(tries = 3_000)
  void bytesFromElsewhereAreRefusedAndDoNoHarm(
      @ForAll("sources") String source,
      @ForAll @IntRange(max = 2_000) int place,
      @ForAll byte value,
      @ForAll boolean cut) {
    byte[] bytes = written(facts(source));
    if (bytes.length == 0) {
      return;
    }
    int at = place % bytes.length;
    byte[] broken = cut ? Arrays.copyOf(bytes, at) : bytes.clone();
    if (!cut) {
      broken[at] = value;
    }
    try {
      assertThat(FactsCodec.read(broken)).isNotNull();
    } catch (IllegalArgumentException refused) {
      assertThat(refused).isNotNull();
    }
  }

  @Test
  void aFileThatSaysNothingTakesNoBytes() {
    assertThat(written(FileFacts.NONE)).isEmpty();
    assertThat(FactsCodec.read(new byte[0])).isEqualTo(FileFacts.NONE);
  }
}
