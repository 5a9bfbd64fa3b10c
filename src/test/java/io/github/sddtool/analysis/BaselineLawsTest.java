package io.github.sddtool.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.baseline.Baseline;
import io.github.sddtool.analysis.baseline.BaselineText;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.fake.files.MemorySnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

// @spec engine/baseline#REQ-BASE-001, engine/baseline#REQ-BASE-002
class BaselineLawsTest {
  /// A file that can be renamed, filled up and shuffled without its findings changing.
  private record Piece(String path, List<String> parts) {
    String text() {
      return String.join("\n", parts) + "\n";
    }

    Piece edited(Random random) {
      var shuffled = new ArrayList<>(parts.subList(1, parts.size()));
      Collections.shuffle(shuffled, random);
      shuffled.addFirst(parts.getFirst());
      if (random.nextBoolean()) {
        shuffled.add(1 + random.nextInt(parts.size()), filler());
      }
      return new Piece(random.nextInt(3) == 0 ? renamed(random) : path, shuffled);
    }

    private boolean isSpec() {
      return path.endsWith(".md");
    }

    private String filler() {
      return isSpec() ? "\nSome words that demand nothing.\n" : "\nconst filler = 1;\n";
    }

    private String renamed(Random random) {
      String name = "renamed" + random.nextInt(1_000_000);
      return isSpec() ? Sample.path(name) : "lib/" + name + ".ts";
    }
  }

  /// Each spec lacks `created` and depends on nothing that is there; each source file has markers
  /// that name nothing, the same ones in several files.
  private static List<Piece> repository(Random random) {
    var pieces = new ArrayList<Piece>();
    for (int s = 0; s < 3; s++) {
      var parts = new ArrayList<String>();
      parts.add("---\ndepends: nowhere\n---\n# Spec " + s + "\n## Requirements");
      for (int r = 0; r < 3; r++) {
        parts.add("### REQ-S" + s + "-00" + r + ": T\nIt MUST do " + s + r + ".\n");
      }
      pieces.add(new Piece(Sample.path("s" + s), parts));
    }
    for (int f = 0; f < 3; f++) {
      var parts = new ArrayList<String>(List.of("const start = " + f + ";\n"));
      for (int m = 0; m <= random.nextInt(3); m++) {
        parts.add("// @spec REQ-GONE-00" + m + "\nfunction f" + m + "() { return 1; }\n");
      }
      pieces.add(new Piece("src/f" + f + ".ts", parts));
    }
    return pieces;
  }

  private static MemorySnapshot snapshot(List<Piece> pieces) {
    MemorySnapshot snapshot = MemorySnapshot.empty();
    for (Piece piece : pieces) {
      snapshot = snapshot.with(piece.path(), piece.text());
    }
    return snapshot;
  }

  private static MemorySnapshot with(MemorySnapshot snapshot, Report before) {
    return snapshot.with(Baseline.PATH.value(), BaselineText.write(Baseline.of(before.findings())));
  }

  @Property(tries = 200)
  void noOldFindingComesBackAndNoNewOneHides(@ForAll long seed) {
    var random = new Random(seed);
    List<Piece> pieces = repository(random);
    Report before = Sample.assess(snapshot(pieces));
    List<Piece> edited = pieces.stream().map(piece -> piece.edited(random)).toList();
    MemorySnapshot after = with(snapshot(edited), before);
    assertThat(fresh(Sample.assess(after))).isEmpty();
    MemorySnapshot worse =
        after.with("src/new.ts", "// @spec REQ-NEW-001\nfunction g() { return 2; }\n");
    assertThat(fresh(Sample.assess(worse))).singleElement().asString().contains("REQ-NEW-001");
  }

  /// The same edits as one change: what its base had is old without any baseline.
  @Property(tries = 200)
  void whatTheBaseHadIsOldAfterARename(@ForAll long seed) {
    var random = new Random(seed);
    List<Piece> pieces = repository(random);
    List<Piece> edited = pieces.stream().map(piece -> piece.edited(random)).toList();
    List<String> fresh = fresh(Sample.assess(snapshot(pieces), snapshot(edited)));
    assertThat(fresh).allMatch(finding -> finding.startsWith("delta/"));
  }

  private static List<String> fresh(Report report) {
    return report.findings().stream()
        .filter(Finding::isNew)
        .map(finding -> finding.rule().id() + " " + finding.message())
        .toList();
  }
}
