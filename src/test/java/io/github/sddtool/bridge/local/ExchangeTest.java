package io.github.sddtool.bridge.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.bridge.merge.FileState;
import io.github.sddtool.bridge.mirror.MirrorSettings;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.format.sdd.SddFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

// @spec cli/server#REQ-SRV-002, cli/server#REQ-SRV-003, cli/server#REQ-SRV-005
class ExchangeTest {
  private static final String TEXT =
      """
      ---
      status: draft
      ---
      # Spec %s

      ### REQ-001: One

      It MUST be one.

      ### REQ-002: Two

      It MUST be two.
      """;

  /// Somebody pulled the plug.
  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// A working tree and a store.
  private static final class World implements AutoCloseable {
    final Path root;
    final MemoryFar far = new MemoryFar();
    final Merger merger = Merger.of(List.of(new SddFormat()), MirrorSettings.Resolution.PROMPT);
    final List<Line> lines = new ArrayList<>();
    Runnable told = () -> {};

    World() throws IOException {
      root = Files.createTempDirectory("sync");
    }

    static RepoPath path(String id) {
      return new RepoPath(".sdd/specs/" + id + "/spec.md");
    }

    void write(String id, String text) throws IOException {
      Path file = root.resolve(path(id).value());
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }

    String text(String id) throws IOException {
      return Files.readString(root.resolve(path(id).value()));
    }

    boolean has(String id) {
      return Files.exists(root.resolve(path(id).value()));
    }

    void remove(String id) throws IOException {
      Files.delete(root.resolve(path(id).value()));
    }

    void editThere(String id, String text) {
      Kept kept = far.read(id).orElseThrow();
      Kept made = far.edit(kept.number(), id, new FileState(kept.file().path(), text));
      assertThat(made.file().text()).isEqualTo(text);
    }

    List<LocalSpec> specs() throws IOException {
      Path folder = root.resolve(".sdd/specs");
      if (!Files.isDirectory(folder)) {
        return List.of();
      }
      try (Stream<Path> files = Files.walk(folder)) {
        List<Path> found =
            files.filter(file -> file.endsWith("spec.md") && Files.isRegularFile(file)).toList();
        var all = new ArrayList<LocalSpec>();
        for (Path file : found) {
          String id = folder.relativize(file.getParent()).toString();
          all.add(LocalSpec.of(id, "sdd", new FileState(path(id), Files.readString(file))));
        }
        return all;
      }
    }

    LocalPlan plan() throws IOException {
      try (LocalBook book = LocalBook.look(root.resolve("book"), "s", "p")) {
        List<Known> known = book.all();
        return LocalPlan.of(known, specs(), FarReading.read(far, known), merger);
      }
    }

    void sync(boolean pull) throws IOException {
      try (LocalBook book = LocalBook.open(root.resolve("book"), "s", "p")) {
        var exchange =
            new Exchange(
                book,
                new WorkingFiles(root),
                far,
                merger,
                _ -> true,
                line -> {
                  lines.add(line);
                  told.run();
                });
        List<Change> changes = plan().changes();
        if (pull) {
          exchange.pull(changes);
        } else {
          exchange.push(changes);
        }
      }
    }

    void pull() throws IOException {
      sync(true);
    }

    void push() throws IOException {
      sync(false);
    }

    String everythingHere() throws IOException {
      return specs().stream().map(LocalSpec::raw).collect(Collectors.joining());
    }

    String everythingThere() {
      return far.now().stream().map(k -> k.file().text()).collect(Collectors.joining());
    }

    @Override
    public void close() throws IOException {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(one);
        }
      }
    }
  }

  private static World withTwo() throws IOException {
    var world = new World();
    world.write("a", TEXT.formatted("a"));
    world.write("b", TEXT.formatted("b"));
    world.push();
    return world;
  }

  @Test
  void whatOneSideChangedReachesTheOther() throws IOException {
    try (World world = withTwo()) {
      assertThat(world.far.now()).extracting(Kept::id).containsExactly("a", "b");
      assertThat(world.plan().changes()).isEmpty();
      world.write("a", world.text("a").replace("be one", "be 1"));
      world.editThere("b", world.text("b").replace("be two", "be 2"));
      world.push();
      world.pull();
      assertThat(world.far.read("a").orElseThrow().file().text()).contains("be 1");
      assertThat(world.text("b")).contains("be 2");
      assertThat(world.plan().changes()).isEmpty();
    }
  }

  @Test
  void editsOfDifferentPartsOfASpecAreMerged() throws IOException {
    try (World world = withTwo()) {
      world.write("a", world.text("a").replace("be one", "be 1"));
      world.editThere("a", TEXT.formatted("a").replace("be two", "be 2"));
      world.push();
      assertThat(world.text("a"))
          .contains("be 1", "be 2")
          .isEqualTo(world.far.read("a").orElseThrow().file().text());
      assertThat(world.plan().changes()).isEmpty();
    }
  }

  @Test
  void aContradictionIsLeftAndEverythingElseFlows() throws IOException {
    try (World world = withTwo()) {
      world.write("a", world.text("a").replace("be one", "be 1").replace("be two", "be 2"));
      world.editThere(
          "a", TEXT.formatted("a").replace("be one", "be I").replace("draft", "review"));
      world.push();
      assertThat(world.text("a")).contains("be 1", "be 2", "review");
      assertThat(world.far.read("a").orElseThrow().file().text())
          .contains("be I", "be 2", "review");
      assertThat(world.lines).extracting(Line::kind).contains(Line.Kind.CONFLICT);
      assertThat(world.plan().changes())
          .singleElement()
          .satisfies(change -> assertThat(change.clashes()).isTrue());
    }
  }

  @Test
  void aContradictionIsSettledAsAPersonSays() throws IOException {
    for (Settling.Choice choice : Settling.Choice.values()) {
      try (World world = withTwo()) {
        world.write("a", world.text("a").replace("be one", "be 1").replace("be two", "be 2"));
        world.editThere("a", TEXT.formatted("a").replace("be one", "be I"));
        world.pull();
        try (LocalBook book = LocalBook.open(world.root.resolve("book"), "s", "p")) {
          new Settling(book, new WorkingFiles(world.root), world.merger)
              .settle(world.plan().changes().getFirst(), choice);
        }
        assertThat(world.text("a"))
            .contains("be 2")
            .contains(
                switch (choice) {
                  case LOCAL -> "be 1.";
                  case REMOTE -> "be I.";
                  case BASE -> "be one.";
                  case MERGE -> "<<<<<<< local\n### REQ-001: One\n\nIt MUST be 1.\n\n=======\n";
                });
        world.push();
        boolean marked = choice == Settling.Choice.MERGE;
        assertThat(world.far.read("a").orElseThrow().file().text().contains("be 2"))
            .isEqualTo(!marked);
        assertThat(world.lines.getLast().kind())
            .isEqualTo(marked ? Line.Kind.LEFT : Line.Kind.SENT);
      }
    }
  }

  @Test
  void whoIsFasterIsMergedAndNotOverwritten() throws IOException {
    try (World world = withTwo()) {
      world.write("a", world.text("a").replace("be one", "be 1"));
      var raced = new ArrayList<String>();
      world.far.beforeWrite =
          () -> {
            if (raced.isEmpty()) {
              raced.add("once");
              world.editThere("a", TEXT.formatted("a").replace("be two", "be 2"));
            }
          };
      world.push();
      assertThat(world.far.read("a").orElseThrow().file().text()).contains("be 1", "be 2");
      assertThat(world.text("a")).contains("be 1", "be 2");
    }
  }

  @Test
  void aMovedFileIsTheSameSpec() throws IOException {
    try (World world = withTwo()) {
      long number = world.far.read("a").orElseThrow().number();
      world.write("c", world.text("a"));
      world.remove("a");
      world.push();
      Kept moved = world.far.read("c").orElseThrow();
      assertThat(moved.number()).isEqualTo(number);
      assertThat(moved.file().path()).isEqualTo(World.path("c"));
      assertThat(world.plan().changes()).isEmpty();
    }
  }

  @Test
  void whatTheServerMovedIsMovedHereWithItsEdits() throws IOException {
    try (World world = withTwo()) {
      Kept kept = world.far.read("a").orElseThrow();
      world.write("a", world.text("a").replace("be one", "be 1"));
      Kept moved =
          world.far.edit(kept.number(), "c", new FileState(World.path("c"), kept.file().text()));
      assertThat(moved.id()).isEqualTo("c");
      world.pull();
      assertThat(world.has("a")).isFalse();
      assertThat(world.text("c")).contains("be 1");
    }
  }

  @Test
  void anEchoOfWhatTheServerSaidBeforeIsNoContradiction() throws IOException {
    try (World world = withTwo()) {
      String earlier = TEXT.formatted("a").replace("be one", "be 1");
      world.editThere("a", earlier);
      world.editThere("a", TEXT.formatted("a").replace("be one", "be I"));
      world.write("a", earlier);
      world.pull();
      assertThat(world.text("a")).contains("be I");
      assertThat(world.plan().changes()).isEmpty();
    }
  }

  @Test
  void muchThatIsGoneIsAskedAbout() throws IOException {
    try (World world = withTwo()) {
      assertThat(world.plan().questionOfSending()).isEmpty();
      world.remove("a");
      assertThat(world.plan().questionOfSending()).isEmpty();
      world.remove("b");
      assertThat(world.plan().questionOfSending()).isPresent();
      assertThat(world.plan().questionOfBringing()).isEmpty();
    }
  }

  @Test
  void theServerWritesNowhereElse() throws IOException {
    try (World world = withTwo()) {
      Path outside = Files.createTempDirectory("outside");
      Files.createSymbolicLink(world.root.resolve(".sdd/specs/link"), outside);
      for (String path :
          List.of(
              "../evil/spec.md",
              ".git/hooks/spec.md",
              ".sdd/specs/link/spec.md",
              ".sdd/specs/x/../../../../spec.md",
              ".sdd/specs/x/run.sh",
              "C:\\x.md")) {
        Far.Sent made = world.far.create(path, "sdd", new FileState(new RepoPath(path), "# X\n"));
        assertThat(made).isInstanceOf(Far.Sent.Done.class);
      }
      String before = world.everythingHere();
      world.pull();
      assertThat(world.everythingHere()).isEqualTo(before);
      assertThat(outside).isEmptyDirectory();
      assertThat(world.lines).filteredOn(line -> line.kind() == Line.Kind.LEFT).hasSize(6);
      Files.delete(outside);
    }
  }

  @Test
  void lineEndsOfTheMachineAreNobodysEdit() throws IOException {
    try (World world = withTwo()) {
      world.write("a", world.text("a").replace("\n", "\r\n"));
      assertThat(world.plan().changes()).isEmpty();
      world.editThere("a", TEXT.formatted("a").replace("be two", "be 2"));
      world.pull();
      assertThat(world.text("a"))
          .isEqualTo(TEXT.formatted("a").replace("be two", "be 2").replace("\n", "\r\n"));
      assertThat(world.plan().changes()).isEmpty();
    }
  }

  @Test
  void aBookThatIsDamagedLosesNoText() throws IOException {
    try (World world = withTwo()) {
      try (Stream<Path> all = Files.walk(world.root.resolve("book"))) {
        for (Path file : all.filter(one -> one.toString().endsWith(".json")).toList()) {
          Files.writeString(file, "{");
        }
      }
      world.write("a", world.text("a").replace("be one", "be 1"));
      world.editThere("b", TEXT.formatted("b").replace("be two", "be 2"));
      world.pull();
      world.push();
      assertThat(world.text("a")).contains("be 1");
      assertThat(world.everythingThere()).contains("be 2");
    }
  }

  /// An edit.
  ///
  /// @param spec 0 for `a`, 1 for `b`
  /// @param what 0 to 2 edit a part, 3 removes the spec
  record Edit(boolean here, int spec, int what) {}

  @Provide
  Arbitrary<List<Edit>> edits() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 1),
            Arbitraries.frequency(
                net.jqwik.api.Tuple.of(4, 0),
                net.jqwik.api.Tuple.of(4, 1),
                net.jqwik.api.Tuple.of(4, 2),
                net.jqwik.api.Tuple.of(1, 3)))
        .as(Edit::new)
        .list()
        .ofMaxSize(6);
  }

  private static String edited(String text, int what, String token) {
    return switch (what) {
      case 0 -> text.replace("be one", "be one " + token);
      case 1 -> text.replace("be two", "be two " + token);
      default -> text.replace("status: draft", "status: draft " + token);
    };
  }

  /// Makes the edits; gives the words of each side that have to be there in the end.
  private static List<List<String>> make(World world, List<Edit> edits) throws IOException {
    var here = new ArrayList<String>();
    var there = new ArrayList<String>();
    for (int i = 0; i < edits.size(); i++) {
      Edit edit = edits.get(i);
      String id = edit.spec() == 0 ? "a" : "b";
      Optional<Kept> kept = world.far.read(id);
      String token = (edit.here() ? "h" : "t") + id + i + "x";
      if (edit.here() && world.has(id)) {
        if (edit.what() == 3) {
          world.remove(id);
          here.removeIf(word -> word.startsWith("h" + id));
        } else {
          world.write(id, edited(world.text(id), edit.what(), token));
          here.add(token);
        }
      } else if (!edit.here() && kept.isPresent()) {
        if (edit.what() == 3) {
          world.far.specs.remove(kept.get().number());
          there.removeIf(word -> word.startsWith("t" + id));
        } else {
          world.editThere(id, edited(kept.get().file().text(), edit.what(), token));
          there.add(token);
        }
      }
    }
    return List.of(here, there);
  }

  /// Whatever is edited and wherever it ends: no side's words are lost on that side, and once it
  /// ran through there is nothing more to do but what clashes.
  @Property(tries = 150)
  void whereverItEndsNoLineIsLostAndItComesToRest(
      @ForAll("edits") List<Edit> edits, @ForAll @IntRange(min = 0, max = 8) int at)
      throws IOException {
    try (World world = withTwo()) {
      List<List<String>> words = make(world, edits);
      var left = new int[] {at};
      Runnable maybe =
          () -> {
            if (left[0]-- == 0) {
              throw new Crash();
            }
          };
      world.told = maybe;
      world.far.beforeWrite = maybe;
      world.far.afterWrite = maybe;
      for (boolean pull : List.of(at % 2 == 0, at % 2 != 0)) {
        try {
          world.sync(pull);
        } catch (Crash crash) {
          assertThat(words.get(0)).allMatch(world.everythingHere()::contains);
          assertThat(words.get(1)).allMatch(world.everythingThere()::contains);
        }
      }
      world.told = () -> {};
      world.far.beforeWrite = () -> {};
      world.far.afterWrite = () -> {};
      world.pull();
      world.push();
      world.pull();
      assertThat(words.get(0)).allMatch(world.everythingHere()::contains);
      assertThat(words.get(1)).allMatch(world.everythingThere()::contains);
      int writes = world.far.writes;
      String here = world.everythingHere();
      world.push();
      world.pull();
      assertThat(world.far.writes).isEqualTo(writes);
      assertThat(world.everythingHere()).isEqualTo(here);
      assertThat(world.plan().changes()).allMatch(Change::clashes);
    }
  }
}
