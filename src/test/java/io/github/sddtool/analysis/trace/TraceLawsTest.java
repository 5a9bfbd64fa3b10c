package io.github.sddtool.analysis.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TraceLawsTest {
  private static final List<String> WORDS =
      List.of(
          "FR-001",
          "@spec FR-002",
          "Requirements 1.1-1.3",
          "a-one",
          "feature 002",
          "002-two",
          "Session expiration",
          "specs/c-three/spec.md",
          "@spec a-one#FR-001",
          "and",
          "\n// ",
          "\nf();\n\n// ");

  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.of(WORDS)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(words -> "// " + String.join(" ", words))
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  private static TracedFiles files(List<String> texts, String unrelated) {
    var files =
        new TracedFiles()
            .spec("a-one", "FR-001", "FR-002", "1.1", "1.2")
            .spec("002-two", "FR-001", "1.1", "1.2", "1.3")
            .spec("c-three", "FR-002", "Session expiration")
            .spec(unrelated, "ZZ-001", "Quite another thing")
            .task("a-one", "src/0.ts");
    for (int i = 0; i < texts.size(); i++) {
      files.file("src/" + i + ".ts", texts.get(i), "function f() {}");
    }
    return files;
  }

  // @spec engine/markers#REQ-MARK-023
  @Property(tries = 150)
  void theOrderOfFilesAndSpecsMakesNoDifference(
      @ForAll("texts") List<String> texts, @ForAll long seed) {
    TracedFiles files = files(texts, "unrelated-thing");
    Trace one = files.survey().trace();
    Trace other = files.survey(new Random(seed)).trace();
    assertThat(other.dangling()).isEqualTo(one.dangling());
    assertThat(other.ambiguous()).isEqualTo(one.ambiguous());
    assertThat(TracedFiles.links(files.survey(new Random(seed))))
        .isEqualTo(TracedFiles.links(files.survey()));
  }

  @Property(tries = 150)
  void anUnrelatedSpecsNameMakesNoDifference(@ForAll("texts") List<String> texts) {
    TracedFiles one = files(texts, "unrelated-thing");
    TracedFiles other = files(texts, "another-name");
    assertThat(other.links()).isEqualTo(one.links());
    assertThat(other.ambiguous()).isEqualTo(one.ambiguous());
    assertThat(other.dangling()).isEqualTo(one.dangling());
  }

  @Property(tries = 150)
  void everyMarkerStandsWhereItIsWritten(@ForAll("texts") List<String> texts) {
    TracedFiles files = files(texts, "unrelated-thing");
    for (Ambiguous marker : files.trace().ambiguous()) {
      String text = texts.get(Integer.parseInt(marker.at().path().fileName().replace(".ts", "")));
      String line = text.split("\n", -1)[marker.at().line() - 1];
      assertThat(line.substring(marker.at().column() - 1))
          .containsAnyOf("FR-00", "1.1", "Session")
          .matches("(?s)(FR-00|1\\.1|Session).*");
    }
  }
}
