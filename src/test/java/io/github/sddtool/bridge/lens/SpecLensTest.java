package io.github.sddtool.bridge.lens;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.spec.format.kiro.KiroFormat;
import io.github.sddtool.spec.format.openspec.OpenSpecFormat;
import io.github.sddtool.spec.format.sdd.SddFormat;
import io.github.sddtool.spec.format.speckit.SpeckitFormat;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class SpecLensTest {
  private static final RepoPath PATH = new RepoPath(".sdd/specs/pay/spec.md");
  private static final List<SpecFormat> FORMATS =
      List.of(new SddFormat(), new OpenSpecFormat(), new SpeckitFormat(), new KiroFormat());

  private static final String SPEC =
      """
      ---
      # who may pay
      status: draft
      depends: [auth/login]  # first
      x-custom:
        - 1
      ---
      # Payments

      Some words.

      ## Requirements

      ### REQ-001: Cards

      Cards MUST be taken.

      #### Scenario: Good card

      - **GIVEN** a card
      - **WHEN** it is shown
      - **THEN** it is taken

      ### REQ-002: Cash

      ```
      ## no heading
      ```

      ## Notes
      """;

  private final SpecLens lens = new SpecLens(new SddFormat());

  // @spec app/bridge#REQ-BRIDGE-005
  @Test
  void eachFieldRequirementAndSectionIsAPart() {
    assertThat(lens.get(PATH, SPEC).list())
        .extracting(Part::label)
        .containsExactly(
            "frame front matter",
            "field status",
            "field depends",
            "field x-custom",
            "frame end of front matter",
            "section Payments",
            "section Requirements",
            "requirement REQ-001",
            "requirement REQ-002",
            "section Notes");
  }

  @Property(tries = 1_000)
  void whateverATextSaysItIsPutTogetherAsItWas(@ForAll("texts") String text) {
    for (SpecFormat format : FORMATS) {
      Parts parts = new SpecLens(format).get(PATH, text);
      assertThat(parts.text()).isEqualTo(text);
      assertThat(new SpecLens(format).holds(PATH, parts)).isTrue();
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> line =
        Arbitraries.of(
            "---",
            "status: draft",
            "# T",
            "## Requirements",
            "### REQ-001: A",
            "- REQ-002 MUST x",
            "#### Scenario: S",
            "- **GIVEN** a",
            "- **WHEN** b",
            "- **THEN** c",
            "```",
            "~~~",
            "",
            "   ",
            "text",
            "<!-- # x -->",
            "| FR-001 | MUST |",
            "- **FR-002**: System MUST y",
            "### Requirement: B",
            "### Requirement 1",
            "1. WHEN a THEN b SHALL c",
            "key:",
            "\t# t",
            "결제",
            "Heading\n===",
            "\uFEFF",
            "> # q",
            "    # code",
            "### REQ-001: A");
    Arbitrary<String> end =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(8, Arbitraries.just("\n")),
            net.jqwik.api.Tuple.of(2, Arbitraries.just("\r\n")),
            net.jqwik.api.Tuple.of(1, Arbitraries.of("\r", "", "\f", "\u2028", "\u0000")));
    return net.jqwik.api.Combinators.combine(line, end)
        .as((a, b) -> a + b)
        .list()
        .ofMaxSize(30)
        .map(lines -> String.join("", lines));
  }

  @Test
  void everySpecOfThisRepositoryComesBackByteForByte() throws IOException {
    assertThat(roundTrips(Path.of(".sdd/specs"), new SddFormat())).isGreaterThan(30);
  }

  @Test
  void everySpecOfTheCorporaComesBackByteForByte() throws IOException {
    Path corpora = Path.of("../shared/corpora");
    Assumptions.assumeTrue(
        Files.isDirectory(corpora),
        "the corpora are not beside this repository, nothing was tried");
    int files = 0;
    for (SpecFormat format : FORMATS) {
      files += roundTrips(corpora, format);
    }
    assertThat(files).isGreaterThan(1_000);
  }

  private static int roundTrips(Path root, SpecFormat format) throws IOException {
    var lens = new SpecLens(format);
    List<Path> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(root)) {
      walk.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".md"))
          .forEach(files::add);
    }
    int tried = 0;
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      String text;
      try {
        text =
            StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        continue;
      }
      Parts parts = lens.get(PATH, text);
      assertThat(parts.text().getBytes(StandardCharsets.UTF_8))
          .as(file.toString())
          .isEqualTo(bytes);
      assertThat(lens.holds(PATH, parts)).as(file.toString()).isTrue();
      tried++;
    }
    return tried;
  }
}
