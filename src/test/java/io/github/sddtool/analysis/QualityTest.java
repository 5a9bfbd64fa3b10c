package io.github.sddtool.analysis;

import static io.github.sddtool.analysis.Sample.assess;
import static io.github.sddtool.analysis.Sample.finding;
import static io.github.sddtool.analysis.Sample.path;
import static io.github.sddtool.analysis.Sample.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.quality.Criterion;
import io.github.sddtool.analysis.quality.Quality;
import io.github.sddtool.analysis.quality.QualityAnalysis;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.analysis.trace.TraceBuilder;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.report.MarkdownRenderer;
import io.github.sddtool.report.Style;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Companions;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class QualityTest {
  /// A requirement that may lack a word, a scenario, code or a test.
  record Sketch(boolean word, boolean scenario, boolean code, boolean test) {
    String text(int n) {
      return "### REQ-%d: Number %d\nThe system %s do the %dth of many things well.\n"
              .formatted(n, n, word ? "MUST" : "might", n)
          + (scenario ? "- **GIVEN** a%d\n- **WHEN** b\n- **THEN** c\n".formatted(n) : "");
    }
  }

  private static final Sketch PERFECT = new Sketch(true, true, true, true);

  @Provide
  Arbitrary<List<Sketch>> sketches() {
    Arbitrary<Boolean> flag = Arbitraries.of(true, false);
    return Combinators.combine(flag, flag, flag, flag)
        .as(Sketch::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  private static final String HEAD = "---\ncreated: 2026-01-01\n---\n# T\n\n## Requirements\n\n";

  private static String text(List<Sketch> sketches) {
    var text = new StringBuilder(HEAD);
    for (int i = 0; i < sketches.size(); i++) {
      text.append(sketches.get(i).text(i + 1)).append('\n');
    }
    return text.toString();
  }

  private static MemorySnapshot snapshot(String text, List<Sketch> sketches) {
    var snapshot = MemorySnapshot.empty().with(path("a/one"), text);
    for (int i = 0; i < sketches.size(); i++) {
      String marker = "// @spec a/one#REQ-" + (i + 1) + "\nfunction f() {}\n";
      if (sketches.get(i).code()) {
        snapshot = snapshot.with("src/f" + i + ".ts", marker);
      }
      if (sketches.get(i).test()) {
        snapshot = snapshot.with("test/f" + i + ".test.ts", marker);
      }
    }
    return snapshot;
  }

  private static Quality quality(MemorySnapshot snapshot) {
    return Sample.ask(Question.QUALITY, snapshot).parts().quality().orElseThrow().now();
  }

  private static double score(String text, List<Sketch> sketches) {
    return quality(snapshot(text, sketches)).score();
  }

  // @spec engine/quality#REQ-QUAL-003
  @Property(tries = 60)
  void theOrderOfRequirementsMakesNoDifference(
      @ForAll("sketches") List<Sketch> sketches, @ForAll long seed) {
    var parts = new ArrayList<String>();
    for (int i = 0; i < sketches.size(); i++) {
      parts.add(sketches.get(i).text(i + 1));
    }
    double before = score(HEAD + String.join("\n", parts), sketches);
    Collections.shuffle(parts, new Random(seed));
    assertThat(score(HEAD + String.join("\n", parts), sketches)).isEqualTo(before);
  }

  // @spec engine/quality#REQ-QUAL-003
  @Property(tries = 60)
  void proseNeverRaisesAScore(
      @ForAll("sketches") List<Sketch> sketches, @ForAll("prose") String prose) {
    double before = score(text(sketches), sketches);
    assertThat(score(text(sketches) + "\n## More\n\n" + prose + "\n", sketches))
        .isLessThanOrEqualTo(before);
    assertThat(score(text(sketches) + "\n" + prose + "\n", sketches)).isLessThanOrEqualTo(before);
  }

  @Provide
  Arbitrary<String> prose() {
    return Arbitraries.of(
            "This is a very good and complete specification.",
            "given when then given when then",
            "GIVEN WHEN THEN",
            "- **GIVEN** WHEN THEN",
            "It covers REQ-1 and REQ-2 fully and is tested.",
            "`src/login.ts` is implemented, see [the guide](https://example.com).",
            "Lorem ipsum dolor sit amet.")
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(lines -> String.join("\n\n", lines));
  }

  // @spec engine/quality#REQ-QUAL-003
  @Property(tries = 60)
  void aCopyOfARequirementNeverRaisesAScore(
      @ForAll("sketches") List<Sketch> sketches, @ForAll boolean otherTitle) {
    double before = score(text(sketches), sketches);
    String copy = sketches.getFirst().text(1).replace("REQ-1:", "REQ-900:");
    String renamed = otherTitle ? copy.replace("Number 1", "Another title") : copy;
    MemorySnapshot after =
        snapshot(text(sketches) + renamed, sketches)
            .with("test/copy.test.ts", "// @spec a/one#REQ-900\nfunction f() {}\n");
    assertThat(quality(after).score()).isLessThanOrEqualTo(before);
  }

  // @spec engine/quality#REQ-QUAL-004
  @Property(tries = 60)
  void aCompleteRequirementNeverLowersAScore(@ForAll("sketches") List<Sketch> sketches) {
    var more = new ArrayList<>(sketches);
    more.add(PERFECT);
    var other = snapshot(text(sketches), sketches);
    assertThat(score(text(more), more)).isGreaterThanOrEqualTo(score(text(sketches), sketches));
    String beside = HEAD + "### REQ-77: Beside\nIt might.\n";
    assertThat(quality(snapshot(text(more), more).with(path("b/two"), beside)).score())
        .isGreaterThanOrEqualTo(quality(other.with(path("b/two"), beside)).score());
  }

  @Test
  void aPerfectSpecHasAllPoints() {
    Quality quality = quality(snapshot(text(List.of(PERFECT)), List.of(PERFECT)));
    assertThat(quality.score()).isEqualTo(100.0);
    assertThat(quality.grade()).isEqualTo(Quality.Grade.A);
    assertThat(Arrays.stream(Criterion.values()).mapToInt(Criterion::max).sum()).isEqualTo(100);
  }

  // @spec engine/quality#REQ-QUAL-001
  @Test
  void whatIsMissingCostsItsPoints() {
    String text = text(List.of(PERFECT)).replace("# T\n", "") + "The limit is TBD.\n";
    var spec = quality(snapshot(text, List.of(PERFECT))).specs().getFirst();
    assertThat(spec.items())
        .filteredOn(item -> item.score() < item.max())
        .extracting(Quality.Item::name)
        .containsExactly("title", "open-points", "structure");
    assertThat(spec.items().getFirst().why()).contains("no title");
  }

  // @spec engine/quality#REQ-QUAL-002
  @Test
  void anItemThatDoesNotApplyIsLeftOut() {
    var body =
        new SpecBody(
            "T", SpecBody.FrontMatter.NONE, List.of(), new SpecBody.Loose(List.of(), 0), List.of());
    var record = new Spec("adr/0001", "adr", RepoPath.of("doc/adr/0001.md"), body);
    var survey =
        new Survey(
            new SpecSet(List.of(record)),
            Companions.NONE,
            new TraceBuilder(new SpecSet(List.of(record)), Companions.NONE, List.of(), false)
                .build(),
            Set.of(record.path()),
            List.of());
    Quality quality = QualityAnalysis.of(List.of(record), survey).orElseThrow();
    assertThat(quality.score()).isEqualTo(100.0);
    assertThat(quality.specs().getFirst().items())
        .extracting(Quality.Item::name)
        .containsExactly("title", "open-points", "references", "structure", "status");
  }

  // @spec engine/quality#REQ-QUAL-007
  @Test
  void aCommentNamesTheScoreOnlyWhenItMoves() {
    var base = snapshot(text(List.of(PERFECT)), List.of(PERFECT));
    var worse = new Sketch(true, false, true, true);
    var head = snapshot(text(List.of(worse)), List.of(worse));
    var renderer = new MarkdownRenderer();
    assertThat(renderer.render(assess(base, base), Style.plain("1"))).doesNotContain("Quality");
    assertThat(renderer.render(assess(base, head), Style.plain("1"))).contains("| Quality | 100 A");
  }

  // @spec engine/quality#REQ-QUAL-005
  @Test
  void aDropOfMoreThanTheGateAllowsIsAnError() {
    var base =
        snapshot(text(List.of(PERFECT)), List.of(PERFECT))
            .with(".sdd/config.yml", "version: 1\ngates: {quality: {max_drop_percent: 15}}\n");
    var worse = new Sketch(true, false, false, false);
    var head = snapshot(text(List.of(worse)), List.of(worse));
    var report = assess(base, head);
    assertThat(finding(report, "quality/drop").message()).contains("from 100.0 to ");
    assertThat(rules(assess(base, base))).doesNotContain("quality/drop");
    assertThat(rules(report)).doesNotContain("quality/score");
  }

  // @spec engine/quality#REQ-QUAL-005
  @Test
  void aScoreBelowTheGateIsAnErrorThatNamesTheWorst() {
    var poor = new Sketch(false, false, false, false);
    var head =
        snapshot(text(List.of(poor)), List.of(poor))
            .with(".sdd/config.yml", "version: 1\ngates: {quality: {min_score: 70}}\n");
    assertThat(finding(assess(head), "quality/score").message()).contains("70.0", "a/one");
  }

  // @spec engine/quality#REQ-QUAL-001
  @Test
  void thePageOfItemsSaysWhatTheItemsSay() throws IOException {
    var page =
        new StringBuilder(
            """
            # Quality

            `sdd quality` gives every spec a score from 0 to 100: the points of the items below. An
            item that a format cannot fulfil is left out and the rest is scaled to 100: a decision
            record has no requirements, and the criteria of Kiro need no scenarios. The score of a
            repository is the mean over its specs, each counting the same, so a better spec never
            makes the whole worse.

            Only what can be counted counts: more prose, repeated step words and copies of a
            requirement raise nothing, and the order makes no difference. Copies of one text are
            one requirement, and what one of them lacks they all lack.

            The items have a version, `%s`, which stands in the report as `quality.rules`. Scores
            of different versions cannot be compared.

            | item | points | what it looks at | why |
            |---|---:|---|---|
            """
                .formatted(Quality.RULES));
    for (Criterion criterion : Criterion.values()) {
      page.append(
          "| `%s` | %d | %s | %s |\n"
              .formatted(criterion.id(), criterion.max(), criterion.meaning(), criterion.reason()));
    }
    page.append("\n| grade | from |\n|---|---:|\n");
    for (Quality.Grade grade : Quality.Grade.values()) {
      page.append("| %s | %d |\n".formatted(grade, grade.least()));
    }
    page.append(
        """

        Gates: `gates: {quality: {min_score: 70, max_drop_percent: 15}}`. The drop is a share of
        the base's score: from 80 to 68 is 15 percent.
        """);
    Path file = Path.of("docs/quality.md");
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(file, page.toString());
    }
    assertThat(Files.readString(file)).isEqualTo(page.toString());
  }
}
