package io.github.sddtool.cli;

import io.github.sddtool.app.Environment;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.git.GitWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Runs what people run, once, while the virtual machine watches: the build keeps what it saw in a
/// cache, so that later starts find their classes loaded and linked. The answers do not matter.
public final class Rehearsal {
  private static final int SPECS = 40;

  private static final String SPEC =
      """
      ---
      title: "A feature"
      status: implemented
      created: 2026-01-01
      depends: feature-0
      ---

      # Feature N: keep a session

      > What it is for, see [another](../feature-0/spec.md) and `feature-0`.

      ## Requirements

      ### REQ-N: Session expiry

      The system SHALL end a session **after** a while (SHALL).

      - at once for guests

      ## Scenarios

      ### Scenario 1: a guest

      - **GIVEN** a guest
      - **WHEN** an hour passes
      - **THEN** the session ends
      """;

  private static final Map<String, String> SOURCES =
      Map.of(
          "src/appN.ts",
          "/**\n * @spec REQ-N\n */\nexport function f(a: number) {\n  return a + 1;\n}\n",
          "src/AppN.java",
          "class A {\n  // @spec REQ-N\n  int f(int a) { return a; }\n}\n",
          "src/appN.py",
          "# a module\ndef f(a):\n    \"\"\"@spec REQ-N\"\"\"\n    return a\n",
          "src/appN.go",
          "package a\n\n// @spec REQ-N\nfunc f(a int) int {\n\treturn a\n}\n",
          "tests/appN.test.ts",
          "describe('a', () => {\n  it('REQ-N: works', () => {});\n});\n");

  private Rehearsal() {}

  /// Rehearses `commands`, or the `server`.
  public static void main(String[] args) throws IOException {
    if (List.of(args).contains("server")) {
      run("demo");
      return;
    }
    Path folder = Files.createTempDirectory("sdd-rehearsal");
    try {
      write(folder);
      commands(folder.toString());
    } finally {
      remove(folder);
    }
  }

  private static void commands(String at) {
    for (String command : List.of("validate", "sync", "check", "drift", "quality")) {
      run("-C", at, command, "--format", "json");
      run("-C", at, command);
    }
    run("-C", at, "check", "--base", "main~1", "--format", "markdown");
    run("-C", at, "check", "--base", "main~1", "--head", "main");
    run("-C", at, "impact", "feature-1", "--format", "json");
    run("-C", at, "graph", "--format", "dot");
    run("-C", at, "sync", "--threshold", "8O");
  }

  /// A working tree, and two commits behind it.
  private static void write(Path folder) throws IOException {
    var files = new TreeMap<RepoPath, String>();
    for (int i = 0; i < SPECS; i++) {
      files.put(RepoPath.of(".sdd/specs/feature-" + i + "/spec.md"), SPEC.replace("-N", "-" + i));
      for (Map.Entry<String, String> source : SOURCES.entrySet()) {
        files.put(
            RepoPath.of(source.getKey().replace("N", "" + i)),
            source.getValue().replace("-N", "-" + i));
      }
    }
    Path git = folder.resolve(".git");
    try (GitWriter writer = GitWriter.create(git, "main", Instant.EPOCH)) {
      CommitId first = writer.commit("main", Optional.empty(), files, "first");
      files.replaceAll((_, text) -> text.replace("return a", "return 1 + a"));
      files.remove(files.lastKey());
      writer.commit("main", Optional.of(first), files, "second");
    }
    write(git.resolve("config"), "[core]\n\trepositoryformatversion = 0\n\tbare = false\n");
    for (Map.Entry<RepoPath, String> file : files.entrySet()) {
      write(folder.resolve(file.getKey().value()), file.getValue());
    }
  }

  private static void write(Path file, String text) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(file, text);
  }

  private static void run(String... args) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    new Cli(new Console(nowhere, nowhere, new Environment(Map.of()), false)).run(args);
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
