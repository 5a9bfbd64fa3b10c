package io.github.sddtool.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.git.GitServer;
import io.github.sddtool.fake.git.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a release writes and publishes, by its own scripts, to repositories of this machine.
class ReleaseTest {
  private static final Path SCRIPTS = Path.of("src/ship/release").toAbsolutePath();

  @TempDir Path folder;

  private record Ended(int code, String out, String err) {}

  private Ended run(Map<String, String> variables, String script, String... arguments)
      throws IOException, InterruptedException {
    var words = new ArrayList<String>(List.of(SCRIPTS.resolve(script).toString()));
    words.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    var builder =
        new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().putAll(variables);
    int code = builder.start().waitFor();
    return new Ended(code, Files.readString(out), Files.readString(err));
  }

  private Ended run(String script, String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), script, arguments);
  }

  /// Archives that are none, and their checksums.
  private Path archives(String version) throws IOException, InterruptedException {
    Path archives = Files.createDirectories(folder.resolve("archives-" + version));
    for (String name : List.of("linux-x64.tar.gz", "linux-arm64.tar.gz")) {
      Files.writeString(archives.resolve("sdd-" + version + "-" + name), name + version);
    }
    assertThat(run("checksums", archives.toString()).code()).isZero();
    return archives;
  }

  private Path trees(String version) throws IOException, InterruptedException {
    Path out = folder.resolve("trees-" + version);
    Ended ended =
        run(
            "trees",
            version,
            archives(version).resolve("checksums.txt").toString(),
            out.toString());
    assertThat(ended.code()).as(ended.err()).isZero();
    return out;
  }

  // @spec ship/releases#REQ-REL-001
  @Test
  void everyArchiveHasAChecksumInTheOrderOfTheirNames() throws Exception {
    Path archives = archives("2.0.0");
    Files.writeString(archives.resolve("sdd-cli-2.0.0-x64.tar"), "an image");
    Files.writeString(archives.resolve("chart-2.0.0.tgz"), "a chart");
    Files.writeString(archives.resolve("notes.md"), "no archive");
    assertThat(run("checksums", archives.toString()).code()).isZero();
    assertThat(run("checksums", archives.toString()).code()).isZero();
    List<String> lines = Files.readAllLines(archives.resolve("checksums.txt"));
    assertThat(lines)
        .extracting(line -> line.substring(64))
        .containsExactly(
            "  chart-2.0.0.tgz",
            "  sdd-2.0.0-linux-arm64.tar.gz",
            "  sdd-2.0.0-linux-x64.tar.gz",
            "  sdd-cli-2.0.0-x64.tar");
    var check =
        new ProcessBuilder("sha256sum", "--check", "--quiet", "checksums.txt")
            .directory(archives.toFile())
            .start();
    assertThat(check.waitFor()).isZero();
    assertThat(names(archives)).hasSize(6).noneMatch(name -> name.startsWith("."));
  }

  // @spec ship/releases#REQ-REL-001
  @Test
  void aFolderWithoutArchivesIsRefused() throws Exception {
    Ended ended = run("checksums", Files.createDirectory(folder.resolve("empty")).toString());
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("there is no archive");
  }

  // @spec ship/releases#REQ-REL-002
  @Test
  void aPublishedActionHasAllThatItRefersToAndNothingElse() throws Exception {
    Path out = trees("2.0.0");
    assertThat(names(out))
        .containsExactly("action", "action-impact", "action-sync", "action-validate", "ci");
    for (String command : List.of("validate", "sync", "impact")) {
      Path one = out.resolve("action-" + command);
      assertThat(names(one)).containsExactly("LICENSE", "README.md", "action.yml", "lib");
      assertThat(scripts(one, List.of("action.yml"))).isEqualTo(names(one.resolve("lib")));
      String text = Files.readString(one.resolve("action.yml"));
      assertThat(text)
          .contains("IN_COMMAND: " + command + "\n")
          .doesNotContain("uses:", "inputs.command");
      Map<?, ?> action = Yaml.documents(text).getFirst();
      assertThat(Yaml.within(action, "inputs").keySet().stream().map(Object::toString))
          .containsAll(used("inputs", text));
      assertThat(action.keySet().stream().map(Object::toString))
          .containsExactly(
              "name", "description", "author", "branding", "inputs", "outputs", "runs");
    }
    Path whole = out.resolve("action");
    assertThat(names(whole))
        .containsExactly("LICENSE", "README.md", "action.yml", "comment", "examples", "lib");
    assertThat(scripts(whole, List.of("action.yml", "comment/action.yml")))
        .isEqualTo(names(whole.resolve("lib")));
    assertThat(names(out.resolve("ci")))
        .containsExactly("LICENSE", "README.md", "examples", "templates");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static Stream<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map((MatchResult one) -> one.group(1));
  }

  private static List<String> used(String what, String text) {
    return found("(?<!/)" + what + "\\.([a-z_-]+)", text).distinct().toList();
  }

  /// The files of `lib` that actions name, and those that these name in turn.
  private static List<String> scripts(Path root, List<String> actions) throws IOException {
    var all = new TreeSet<String>();
    var rest = new ArrayList<String>();
    for (String action : actions) {
      rest.addAll(
          found("lib/([a-z]+\\.sh)", Files.readString(root.resolve(action))).distinct().toList());
    }
    while (!rest.isEmpty()) {
      String name = rest.removeFirst();
      if (all.add(name) && name.endsWith(".sh")) {
        String text = Files.readString(root.resolve("lib").resolve(name));
        rest.addAll(found("\\$\\{0%/\\*}/([a-z]+\\.sh)", text).toList());
        rest.addAll(found("\\$here/([a-z]+\\.txt)", text).toList());
      }
    }
    return List.copyOf(all);
  }

  // @spec ship/releases#REQ-REL-002
  @Test
  void anActionInstallsTheVersionItWasReleasedWith() throws Exception {
    Path out = trees("2.0.0");
    List<String> sums = Files.readAllLines(folder.resolve("archives-2.0.0/checksums.txt"));
    for (String action : List.of("action", "action-validate", "action-sync", "action-impact")) {
      assertThat(Files.readAllLines(out.resolve(action + "/lib/checksums.txt")))
          .filteredOn(line -> !line.startsWith("#"))
          .isEqualTo(sums);
    }
  }

  // @spec ship/releases#REQ-REL-002
  @ParameterizedTest
  @ValueSource(strings = {"2.0.1", "2.0", "v2.0.0", "2.0.0-rc.1", "2.0.00", "2*0.0", "../2.0.0"})
  void aVersionWithoutArchivesOrThatIsNoneIsRefused(String version) throws Exception {
    Path out = folder.resolve("out");
    Ended ended =
        run(
            "trees",
            version,
            archives("2.0.0").resolve("checksums.txt").toString(),
            out.toString());
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err().lines()).hasSize(1);
    assertThat(out).doesNotExist();
  }

  // @spec ship/releases#REQ-REL-003
  @Test
  void aReleaseIsACommitATagAndTwoTagsThatMove() throws Exception {
    TestRepo target = TestRepo.bare(folder.resolve("target.git"));
    Path trees = trees("2.0.0");
    String first = push(target, "2.0.0", trees.resolve("action-sync"));
    assertThat(refs(target))
        .isEqualTo(
            Map.of(
                "refs/heads/main", first,
                "refs/tags/v2", first,
                "refs/tags/v2.0", first,
                "refs/tags/v2.0.0", first));
    assertThat(target.git("ls-tree", "-r", "--name-only", "v2").lines())
        .contains("action.yml", "lib/run.sh", "lib/checksums.txt", "README.md", "LICENSE");
    assertThat(target.git("show", "v2:action.yml"))
        .isEqualTo(Files.readString(trees.resolve("action-sync/action.yml")).strip());

    String second = push(target, "2.1.0", trees("2.1.0").resolve("action-sync"));
    assertThat(refs(target))
        .isEqualTo(
            Map.of(
                "refs/heads/main", second,
                "refs/tags/v2", second,
                "refs/tags/v2.0", first,
                "refs/tags/v2.1", second,
                "refs/tags/v2.0.0", first,
                "refs/tags/v2.1.0", second));
    assertThat(target.git("rev-parse", "main^")).isEqualTo(first);
  }

  private String push(TestRepo target, String version, Path tree) throws Exception {
    Ended ended = run("push", version, tree.toString(), target.folder().toString());
    assertThat(ended.code()).as(ended.err()).isZero();
    return target.git("rev-parse", "v" + version + "^{commit}");
  }

  private static Map<String, String> refs(TestRepo repo) {
    var refs = new TreeMap<String, String>();
    repo.git("for-each-ref", "--format=%(refname) %(objectname)")
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(parts -> refs.put(parts[0], parts[1]));
    return refs;
  }

  private Path tree(String text) throws IOException {
    Path tree = Files.createTempDirectory(folder, "tree");
    Files.writeString(tree.resolve("action.yml"), text);
    return tree;
  }

  // @spec ship/releases#REQ-REL-003
  @Test
  void theSameAgainChangesNothing() throws Exception {
    TestRepo target = TestRepo.bare(folder.resolve("target.git"));
    push(target, "2.0.0", tree("a"));
    var before = refs(target);
    Ended again = run("push", "2.0.0", tree("a").toString(), target.folder().toString());
    assertThat(again.code()).isZero();
    assertThat(again.out()).isEqualTo("v2.0.0 is published already\n");
    assertThat(refs(target)).isEqualTo(before);
  }

  // @spec ship/releases#REQ-REL-003
  @Test
  void whatWasReleasedIsNotWrittenOver() throws Exception {
    TestRepo target = TestRepo.bare(folder.resolve("target.git"));
    push(target, "2.0.0", tree("a"));
    var before = refs(target);
    Ended other = run("push", "2.0.0", tree("b").toString(), target.folder().toString());
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err())
        .isEqualTo("push: v2.0.0 is there and holds something else; a release is not changed\n");
    assertThat(refs(target)).isEqualTo(before);
  }

  // @spec ship/releases#REQ-REL-003
  @Test
  void aReleaseOfAnOlderLineMovesItsOwnLineOnly() throws Exception {
    TestRepo target = TestRepo.bare(folder.resolve("target.git"));
    String old = push(target, "2.0.9", tree("a"));
    String newest = push(target, "2.1.0", tree("b"));
    String mended = push(target, "2.0.10", tree("c"));
    String one = push(target, "1.0.0", tree("d"));
    assertThat(refs(target))
        .containsEntry("refs/heads/main", newest)
        .containsEntry("refs/tags/v2", newest)
        .containsEntry("refs/tags/v2.1", newest)
        .containsEntry("refs/tags/v2.0", mended)
        .containsEntry("refs/tags/v1", one);
    assertThat(target.git("rev-parse", "v2.0.10^")).isEqualTo(old);
    assertThat(target.git("rev-list", "--count", "v1.0.0")).isEqualTo("1");
  }

  // @spec ship/releases#REQ-REL-003
  @Test
  void aTagThatWasMovedByHandIsMovedBackAndAnAnnotatedOneIsUnderstood() throws Exception {
    TestRepo target = TestRepo.bare(folder.resolve("target.git"));
    String first = push(target, "2.0.0", tree("a"));
    String second = push(target, "2.0.1", tree("b"));
    target.git("tag", "--force", "v2", first);
    target.git("tag", "--force", "--annotate", "--message", "Two", "v2.0", second);
    var before = refs(target);
    Ended again = run("push", "2.0.1", tree("b").toString(), target.folder().toString());
    assertThat(again.out()).isEqualTo("v2.0.1 is published: refs/tags/v2\n");
    before.put("refs/tags/v2", second);
    assertThat(refs(target)).isEqualTo(before);
  }

  // @spec ship/releases#REQ-REL-003
  @Test
  void aRepositoryWithAHistoryOfItsOwnGoesOnFromIt() throws Exception {
    TestRepo work = TestRepo.in(folder.resolve("work")).write("README.md", "# Hello\n");
    String hello = work.commit("Hello");
    TestRepo target = TestRepo.bare(folder.resolve("target.git"));
    work.git("push", "--quiet", target.folder().toString(), "main");
    push(target, "2.0.0", tree("a"));
    assertThat(target.git("rev-parse", "main^")).isEqualTo(hello);
    assertThat(target.git("ls-tree", "--name-only", "main")).isEqualTo("action.yml");
  }

  // @spec ship/releases#REQ-REL-003
  @Test
  void allOfItIsPublishedOrNothing() throws Exception {
    TestRepo target = TestRepo.bare(folder.resolve("target.git"));
    Path hook = target.folder().resolve("hooks/update");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\n[ \"$1\" != refs/tags/v2 ]\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    Ended ended = run("push", "2.0.0", tree("a").toString(), target.folder().toString());
    assertThat(ended.code()).isNotZero();
    assertThat(refs(target)).isEmpty();
  }

  // @spec ship/releases#REQ-REL-003
  @Test
  void componentsHaveTagsWithoutALetter() throws Exception {
    TestRepo target = TestRepo.bare(folder.resolve("target.git"));
    Ended ended = run("push", "2.0.0", tree("a").toString(), target.folder().toString(), "");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(refs(target).keySet())
        .containsExactly("refs/heads/main", "refs/tags/2", "refs/tags/2.0", "refs/tags/2.0.0");
  }

  // @spec ship/releases#REQ-REL-004
  @Test
  void theTokenIsShownToTheRemoteAndToNobodyItLeadsTo() throws Exception {
    TestRepo target = TestRepo.bare(folder.resolve("target.git"));
    target.git("config", "http.receivepack", "true");
    var token = Map.of("PUSH_TOKEN", "s3cret");
    try (var forge = GitServer.over(folder).asksFor("x-access-token", "s3cret");
        var stranger = GitServer.over(folder);
        var leading = GitServer.over(folder).redirectsTo(stranger.uri(""))) {
      String tree = tree("a").toString();
      Ended none = run("push", "2.0.0", tree, forge.uri("target.git").toString());
      assertThat(none.code()).isNotZero();
      assertThat(refs(target)).isEmpty();
      Ended led = run(token, "push", "2.0.0", tree, leading.uri("target.git").toString());
      assertThat(led.code()).isNotZero();
      assertThat(stranger.requests()).isZero();
      Ended shown = run(token, "push", "2.0.0", tree, forge.uri("target.git").toString());
      assertThat(shown.code()).as(shown.err()).isZero();
      assertThat(refs(target)).containsKey("refs/tags/v2.0.0");
      assertThat(none.err() + led.err() + led.out() + shown.err() + shown.out())
          .doesNotContain("s3cret", "czNjcmV0");
    }
  }

  // @spec ship/releases#REQ-REL-004
  @Test
  void theWorkflowShowsEachTokenToTheStepThatPushes() throws Exception {
    String text = Files.readString(Path.of(".github/workflows/release.yml"));
    Map<?, ?> job =
        Yaml.within(Yaml.within(Yaml.documents(text).getFirst(), "jobs"), "repositories");
    assertThat(Yaml.within(job, "permissions")).isEqualTo(Map.of("contents", "read"));
    assertThat(found("secrets\\.([A-Z_]+)", text))
        .containsExactly("IMAGE_TOKEN", "ACTIONS_TOKEN", "COMPONENTS_TOKEN");
  }
}
