package io.github.sddtool.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.sddtool.app.Engine;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.folder.FolderSnapshot;
import io.github.sddtool.spec.Proposal;
import io.github.sddtool.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Real specs of public repositories, where they lie beside the project; else the test says that it
/// was left out. `-Dgolden.rewrite=true` counts anew.
class CorpusTest {
  private static final Path CORPORA = Path.of("../shared/corpora");
  private static final Path GOLDEN = Path.of("src/test/resources/corpora.tsv");

  @Test
  void everyCorpusHoldsAsMuchAsPeopleCounted() throws IOException {
    assumeTrue(
        Files.isDirectory(CORPORA),
        "left out: there are no corpora at " + CORPORA.toAbsolutePath());
    var text =
        new StringBuilder(
            "corpus\tspecs\trequirements\tscenarios\tstatements\topen\tarchived\ttasks\n");
    for (Path corpus : corpora()) {
      text.append(CORPORA.relativize(corpus)).append('\t').append(counts(corpus)).append('\n');
    }
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(GOLDEN, text);
    }
    assertThat(text.toString()).isEqualTo(Files.readString(GOLDEN));
  }

  private static List<Path> corpora() throws IOException {
    try (Stream<Path> formats = Files.list(CORPORA)) {
      List<Path> folders = formats.filter(Files::isDirectory).sorted().toList();
      return folders.stream().flatMap(CorpusTest::children).sorted().toList();
    }
  }

  private static Stream<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(Files::isDirectory).toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String counts(Path corpus) {
    Report report =
        Engine.assessor()
            .assess(Change.of(FolderSnapshot.of(corpus)), Request.of(Question.VALIDATE));
    var counts = new TreeMap<String, Integer>();
    for (Spec spec : report.specs()) {
      counts.merge("1 specs", 1, Integer::sum);
      counts.merge("2 requirements", spec.body().requirements().size(), Integer::sum);
      counts.merge("3 scenarios", spec.body().scenarioCount(), Integer::sum);
      counts.merge("4 statements", spec.body().loose().statements(), Integer::sum);
    }
    List<Proposal> proposals = report.survey().companions().proposals();
    long archived = proposals.stream().filter(Proposal::archived).count();
    int tasks =
        Stream.concat(
                report.survey().companions().tasks().values().stream().flatMap(List::stream),
                proposals.stream().flatMap(proposal -> proposal.tasks().stream()))
            .mapToInt(placed -> placed.value().tasks().size())
            .sum();
    var numbers = new StringBuilder();
    counts.values().forEach(count -> numbers.append(count).append('\t'));
    return numbers
        .append(proposals.size() - archived)
        .append('\t')
        .append(archived)
        .append('\t')
        .append(tasks)
        .toString();
  }
}
