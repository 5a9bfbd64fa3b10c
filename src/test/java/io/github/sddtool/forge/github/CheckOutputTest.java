package io.github.sddtool.forge.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.forge.Annotation;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.forge.github.CheckOutput.Remark;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kohsuke.github.GHCheckRun.AnnotationLevel;

class CheckOutputTest {
  @ParameterizedTest
  @CsvSource({
    "PASS, success",
    "WARN, neutral",
    "FAIL, failure",
    "SKIPPED, skipped",
    "ERROR, action_required"
  })
  void verdictsBecomeConclusions(Verdict verdict, String conclusion) {
    var output = CheckOutput.of(new CheckState.Completed(verdict, "t", "s", List.of()));
    assertThat(output.conclusion().toString()).isEqualTo(conclusion);
  }

  @Property(tries = 200)
  void batchesHoldEveryRemarkOnceInOrder(
      @ForAll @IntRange(min = 0, max = 260) int annotations,
      @ForAll @IntRange(min = 0, max = 260) int from) {
    CheckOutput output = CheckOutput.of(completed(annotations(annotations)));
    List<List<Remark>> batches = output.batches(from);
    List<Remark> remarks = output.remarks();
    assertThat(batches).isNotEmpty().allMatch(batch -> batch.size() <= 50);
    assertThat(batches.stream().flatMap(List::stream).toList())
        .isEqualTo(remarks.subList(Math.min(from, remarks.size()), remarks.size()));
    assertThat(batches.subList(0, batches.size() - 1)).allMatch(batch -> batch.size() == 50);
  }

  @Property(tries = 100)
  void orderOfAnnotationsChangesNothing(
      @ForAll @IntRange(min = 0, max = 250) int annotations, @ForAll long seed) {
    List<Annotation> given = annotations(annotations);
    var shuffled = new ArrayList<>(given);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(CheckOutput.of(completed(shuffled))).isEqualTo(CheckOutput.of(completed(given)));
    assertThat(CheckOutput.of(completed(shuffled)).digest())
        .isEqualTo(CheckOutput.of(completed(given)).digest());
  }

  @Test
  void keepsTheMostSevereRemarksAndSaysHowManyThereWere() {
    CheckOutput output = CheckOutput.of(completed(annotations(450)));
    assertThat(output.remarks()).hasSize(200);
    assertThat(output.remarks().subList(0, 150))
        .allMatch(remark -> remark.level().name().equals("FAILURE"));
    assertThat(output.remarks().subList(150, 200))
        .allMatch(remark -> remark.level().name().equals("WARNING"));
    assertThat(output.summary()).contains("200 of 450");
  }

  @Test
  void everyPartFitsWhatGitHubTakes() {
    String long1 = "😀".repeat(70_000);
    var annotation = new Annotation(at("a.md", 1), Severity.ERROR, long1, long1);
    var annotations = new ArrayList<>(annotations(300));
    annotations.add(annotation);
    CheckOutput output =
        CheckOutput.of(new CheckState.Completed(Verdict.FAIL, long1, long1, annotations));
    assertThat(output.title()).hasSizeLessThanOrEqualTo(255).endsWith("😀…");
    assertThat(bytes(output.summary())).isLessThanOrEqualTo(65_535);
    assertThat(output.summary()).contains("was cut").contains("200 of 301");
    Remark remark = output.remarks().getFirst();
    assertThat(remark.title()).hasSizeLessThanOrEqualTo(255);
    assertThat(bytes(remark.message())).isLessThanOrEqualTo(64 * 1024);
  }

  @Test
  void emptyPartsGetWordsBecauseGitHubDemandsThem() {
    var annotation = new Annotation(at("a.md", 1), Severity.INFO, " ", "");
    CheckOutput output =
        CheckOutput.of(new CheckState.Completed(Verdict.PASS, "", " ", List.of(annotation)));
    assertThat(output.title()).isEqualTo("SDD");
    assertThat(output.summary()).isEqualTo("SDD");
    assertThat(output.remarks())
        .singleElement()
        .satisfies(remark -> assertThat(remark.message()).isEqualTo("SDD"));
  }

  @Test
  void charactersThatJsonRefusesAreReplaced() {
    var annotation = new Annotation(at("a.md", 1), Severity.INFO, "a\u0000b", "c\uD800d\r\ne");
    CheckOutput output =
        CheckOutput.of(
            new CheckState.Completed(Verdict.PASS, "x\ny", "s\uDC00", List.of(annotation)));
    assertThat(output.title()).isEqualTo("x y");
    assertThat(output.summary()).isEqualTo("s\uFFFD");
    assertThat(output.remarks())
        .containsExactly(new Remark("a.md", 1, AnnotationLevel.NOTICE, "a\uFFFDb", "c\uFFFDd\ne"));
  }

  @Test
  void digestsTellContentsApart() {
    var one = CheckOutput.of(new CheckState.Completed(Verdict.PASS, "ab", "c", List.of()));
    var two = CheckOutput.of(new CheckState.Completed(Verdict.PASS, "a", "bc", List.of()));
    var three = CheckOutput.of(new CheckState.Completed(Verdict.WARN, "a", "bc", List.of()));
    assertThat(List.of(one.digest(), two.digest(), three.digest())).doesNotHaveDuplicates();
  }

  private static CheckState.Completed completed(List<Annotation> annotations) {
    return new CheckState.Completed(Verdict.FAIL, "title", "summary", annotations);
  }

  /// A third of each severity, weakest first.
  private static List<Annotation> annotations(int count) {
    var annotations = new ArrayList<Annotation>();
    Severity[] severities = {Severity.INFO, Severity.WARNING, Severity.ERROR};
    for (int i = 0; i < count; i++) {
      annotations.add(
          new Annotation(at("specs/a.md", i + 1), severities[i % 3], "title", "message " + i));
    }
    return annotations;
  }

  private static Location at(String path, int line) {
    return Location.of(RepoPath.of(path), line);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
