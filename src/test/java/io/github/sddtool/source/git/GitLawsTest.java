package io.github.sddtool.source.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What we say about a repository is what git itself says.
class GitLawsTest {
  /// Few letters, so that names and patterns meet often.
  private static final List<String> NAMES =
      List.of("a", "b", "ab", "a.b", "b.a", "aab", "a b", "é", "[a]", "!a", "#a", "a\\b");

  /// Many patterns at once, each in a folder of its own, so that one run of git judges them all.
  @Property(tries = 12)
  void everyPatternMatchesWhatItMatchesInGit(
      @ForAll("patterns") List<String> patterns, @ForAll("trees") Set<String> tree) {
    inTemporaryFolder(folder -> {
      var repo = TestRepo.in(folder);
      var asked = new StringBuilder();
      var expected = new TreeSet<String>();
      for (int i = 0; i < patterns.size(); i++) {
        String base = "d" + i + "/";
        repo.write(base + ".gitignore", patterns.get(i) + "\n");
        var rules = IgnoreRules.parse(patterns.get(i) + "\n");
        for (String path : tree) {
          asked.append(base).append(path).append('\0');
          if (ignored(rules, path)) {
            expected.add(base + path);
          }
        }
      }
      repo.write(".git/asked", asked.toString());
      String answer =
          repo.git(
              "-c",
              "alias.judge=!git check-ignore --no-index -z --stdin < .git/asked || true",
              "judge");
      assertThat(new TreeSet<>(lines(answer))).isEqualTo(expected);
    });
  }

  private static boolean ignored(IgnoreRules rules, String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (rules.ignores(path.substring(0, slash).getBytes(UTF_8), 0, true).orElse(false)) {
        return true;
      }
    }
    return rules.ignores(path.getBytes(UTF_8), 0, false).orElse(false);
  }

  @Property(tries = 60)
  void theSameFilesAreIgnored(
      @ForAll("trees") Set<String> tree,
      @ForAll("ignoreFiles") List<String> rootRules,
      @ForAll("ignoreFiles") List<String> innerRules,
      @ForAll("ignoreFiles") List<String> excludes) {
    inTemporaryFolder(folder -> {
      var repo = TestRepo.in(folder);
      plant(repo, tree);
      repo.write(".gitignore", String.join("\n", rootRules));
      if (Files.isDirectory(folder.resolve("a"))) {
        repo.write("a/.gitignore", String.join("\n", innerRules) + "\n");
      }
      repo.write(".git/info/exclude", String.join("\n", excludes));
      compareListing(repo);
    });
  }

  @Property(tries = 15)
  void trackedFilesCountEvenWhereTheyAreIgnored(
      @ForAll("trees") Set<String> before,
      @ForAll("trees") Set<String> after,
      @ForAll("ignoreFiles") List<String> rules) {
    inTemporaryFolder(folder -> {
      var repo = TestRepo.in(folder);
      plant(repo, before);
      repo.commit("everything");
      plant(repo, after);
      repo.write(".gitignore", String.join("\n", rules) + "\n");
      compareListing(repo);
    });
  }

  @Property(tries = 15)
  void changesAreThoseOfGitDiff(
      @ForAll("trees") Set<String> before, @ForAll("trees") Set<String> after) {
    inTemporaryFolder(folder -> {
      var repo = TestRepo.in(folder);
      plant(repo, before);
      String first = repo.commit("before");
      repo.git("rm", "-r", "--quiet", "--ignore-unmatch", ".");
      plant(repo, after);
      after.stream()
          .filter(path -> path.length() % 3 == 0)
          .filter(path -> Files.isRegularFile(repo.file(path)))
          .forEach(path -> repo.write(path, "changed"));
      String second = repo.commit("after");
      try (var history = GitHistory.open(folder)) {
        var base = history.snapshot(new CommitId(first));
        var head = history.snapshot(new CommitId(second));
        var expected = lines(repo.git("diff", "--name-only", "--no-renames", "-z", first, second));
        assertThat(changed(Change.between(base, head))).isEqualTo(expected);
        assertThat(changed(Change.between(base, history.workingTree()))).isEqualTo(expected);
      }
    });
  }

  @Property(tries = 15)
  void mergeBasesAreThoseOfGit(@ForAll("steps") List<int[]> steps) {
    inTemporaryFolder(folder -> {
      var repo = TestRepo.in(folder);
      var commits = new ArrayList<>(List.of(repo.commit("root")));
      for (int[] step : steps) {
        String one = commits.get(step[0] % commits.size());
        String two = commits.get(step[1] % commits.size());
        repo.checkout(one);
        if (one.equals(two)
            || lines(repo.git("merge-base", "--all", one, two)).contains(two)
            || repo.git("merge-base", one, two).equals(one)) {
          commits.add(repo.commit("step " + commits.size()));
        } else {
          commits.add(repo.merge(two));
        }
      }
      try (var history = GitHistory.open(folder)) {
        for (int i = Math.max(0, commits.size() - 2); i < commits.size(); i++) {
          for (String other : commits) {
            var base = history.mergeBase(new CommitId(commits.get(i)), new CommitId(other));
            var best = repo.git("merge-base", "--all", commits.get(i), other).split("\n");
            assertThat(Arrays.asList(best)).contains(base.orElseThrow().hex());
            assertThat(base.orElseThrow().hex())
                .isEqualTo(repo.git("merge-base", commits.get(i), other));
          }
        }
      }
    });
  }

  // @spec app/clones#REQ-CLONE-006
  @Property(tries = 25)
  void aHistoryThatIsCutOffGivesTheSameMergeBaseOrNone(
      @ForAll("graphs") List<int[]> graph, @ForAll("cuts") List<Set<Integer>> cuts) {
    inTemporaryFolder(folder -> {
      List<CommitId> commits = draw(graph, TestRepo.bare(folder));
      Map<String, Optional<CommitId>> whole;
      try (var history = GitHistory.open(folder)) {
        whole = mergeBases(history, commits);
      }
      assertThat(whole).hasSize(commits.size() * commits.size());
      for (Set<Integer> cut : cuts) {
        Files.write(
            folder.resolve("shallow"),
            cut.stream().map(i -> commits.get(i % commits.size()).hex()).sorted().toList());
        try (var history = GitHistory.open(folder)) {
          mergeBases(history, commits)
              .forEach((pair, base) -> assertThat(base).as(pair).isEqualTo(whole.get(pair)));
        }
      }
    });
  }

  /// Those of all pairs that can be told.
  private static Map<String, Optional<CommitId>> mergeBases(
      GitHistory history, List<CommitId> commits) {
    var bases = new HashMap<String, Optional<CommitId>>();
    for (CommitId one : commits) {
      for (CommitId other : commits) {
        try {
          bases.put(one + " " + other, history.mergeBase(one, other));
        } catch (SourceFault _) {
          // Said instead of a wrong one.
        }
      }
    }
    return bases;
  }

  /// Makes a commit of each three numbers: two earlier ones to come from, and a clock that may be
  /// wrong. One run of git makes them all.
  private static List<CommitId> draw(List<int[]> graph, TestRepo repo) throws IOException {
    var asked = new StringBuilder();
    for (int i = 0; i < graph.size(); i++) {
      int[] node = graph.get(i);
      asked.append("commit refs/heads/c%d\nmark :%d\n".formatted(i, i + 1));
      asked.append("committer Ada <ada@example.com> %d +0000\n".formatted(1_767_225_600 + node[2]));
      asked.append("data <<.\nCommit %d\n.\n".formatted(i));
      // Every now and then a history begins anew.
      if (i > 0 && node[0] != 0) {
        asked.append("from :%d\n".formatted(1 + node[0] % i));
        if (node[1] % i != node[0] % i) {
          asked.append("merge :%d\n".formatted(1 + node[1] % i));
        }
      }
      asked.append('\n');
    }
    repo.write("asked", asked.toString());
    repo.git("-c", "alias.draw=!git fast-import --quiet --export-marks=marks < asked", "draw");
    return Files.readAllLines(repo.folder().resolve("marks")).stream()
        .map(line -> new CommitId(line.substring(line.indexOf(' ') + 1)))
        .toList();
  }

  @Provide
  Arbitrary<List<int[]>> graphs() {
    return Arbitraries.integers()
        .between(0, 1000)
        .array(int[].class)
        .ofSize(3)
        .list()
        .ofMinSize(3)
        .ofMaxSize(14);
  }

  @Provide
  Arbitrary<List<Set<Integer>>> cuts() {
    return Arbitraries.integers().between(0, 100).set().ofMinSize(1).ofMaxSize(4).list().ofSize(5);
  }

  @Provide
  Arbitrary<Set<String>> trees() {
    return Arbitraries.of(NAMES)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(segments -> String.join("/", segments))
        .set()
        .ofMinSize(1)
        .ofMaxSize(25);
  }

  @Provide
  Arbitrary<List<String>> ignoreFiles() {
    return rules().list().ofMaxSize(5);
  }

  @Provide
  Arbitrary<List<String>> patterns() {
    return rules().list().ofSize(150);
  }

  private static Arbitrary<String> rules() {
    Arbitrary<String> piece =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, Arbitraries.of("a", "b", ".", "/", "é")),
            net.jqwik.api.Tuple.of(3, Arbitraries.of("*", "**", "/**", "**/", "?", "***")),
            net.jqwik.api.Tuple.of(
                2,
                Arbitraries.of("[ab]", "[!a]", "[a-c]", "[[:alpha:]]", "[]a]", "[", "]", "[^b-]")),
            net.jqwik.api.Tuple.of(
                1, Arbitraries.of("\\", "\\a", "\\[", "!", "#", " ", "\\ ", "\r")));
    Arbitrary<String> body =
        piece.list().ofMinSize(1).ofMaxSize(5).map(pieces -> String.join("", pieces));
    return Combinators.combine(
            Arbitraries.of("", "", "", "!", "/"), body, Arbitraries.of("", "", "", "/", " "))
        .as((begin, middle, end) -> begin + middle + end);
  }

  @Provide
  Arbitrary<List<int[]>> steps() {
    return Arbitraries.integers().between(0, 100).array(int[].class).ofSize(2).list().ofMaxSize(10);
  }

  private static void plant(TestRepo repo, Set<String> tree) {
    for (String path : tree) {
      try {
        repo.write(path, path);
      } catch (UncheckedIOException _) {
        // A file stands where this path needs a folder, or the other way round: first come.
      }
    }
  }

  private static void compareListing(TestRepo repo) {
    var expected =
        lines(repo.git("ls-files", "-co", "--exclude-standard", "-z")).stream()
            .filter(path -> Files.isRegularFile(repo.file(path), LinkOption.NOFOLLOW_LINKS))
            .collect(Collectors.toCollection(TreeSet::new));
    try (var history = GitHistory.open(repo.folder())) {
      assertThat(SnapshotTest.paths(history.workingTree())).containsExactlyElementsOf(expected);
    }
  }

  private static List<String> changed(Change change) {
    return change.files().stream().map(delta -> delta.path().value()).sorted().toList();
  }

  private static List<String> lines(String zeroSeparated) {
    return Arrays.stream(zeroSeparated.split("\0"))
        .filter(line -> !line.isEmpty())
        .sorted()
        .toList();
  }

  private interface Body {
    void in(Path folder) throws IOException;
  }

  private static void inTemporaryFolder(Body body) {
    try {
      Path folder = Files.createTempDirectory("laws");
      try {
        body.in(folder);
      } finally {
        try (var all = Files.walk(folder)) {
          for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
