package io.github.sddtool.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.spec.Spec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Real specs that lie beside this checkout, where they do.
class OpenSpecCorpusTest {
  private static final Path CORPUS =
      Path.of(System.getProperty("sdd.corpora", "../shared/corpora"))
          .resolve("openspec/Fission-AI+OpenSpec");

  // @spec formats/openspec#REQ-OSP-012
  @Test
  void openSpecsOwnSpecsAreReadAsItsOwnToolsReadThem() {
    Assumptions.assumeTrue(
        Files.isDirectory(CORPUS), "skipped: no OpenSpec repository at " + CORPUS);
    Report report = Sample.ask(Question.VALIDATE, MemorySnapshot.of(CORPUS));
    var specs = report.specs().stream().map(Spec::body).toList();

    assertThat(specs).hasSize(36);
    assertThat(specs.stream().mapToInt(spec -> spec.requirements().size()).sum()).isEqualTo(251);
    assertThat(specs.stream().mapToInt(spec -> spec.scenarioCount()).sum()).isEqualTo(706);
    assertThat(Sample.rules(report).stream().filter("change/scenario-dropped"::equals)).hasSize(8);
    assertThat(Sample.rules(report).stream().filter("change/empty"::equals)).hasSize(1);
    assertThat(Sample.rules(report)).noneMatch(rule -> rule.equals("spec/heading-ignored"));
  }
}
