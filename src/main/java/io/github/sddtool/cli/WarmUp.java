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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Runs what people run, once, while the virtual machine watches: the build keeps what it saw in a
/// cache, so that later starts find their classes loaded and linked. The answers do not matter;
/// what is not met here is loaded slowly later, so the sample holds every format and many
/// languages.
public final class WarmUp {
  private static final int COPIES = 40;

  /// In names and texts of the sample, the number of a copy.
  private static final String NUMBER = "{n}";

  private WarmUp() {}

  /// Warms up for the `server`, or for the `commands` on the sample repository in a folder.
  public static void main(String[] args) throws IOException {
    if (args.length == 1 && args[0].equals("server")) {
      run("demo");
      return;
    }
    Path folder = Files.createTempDirectory("sdd-warmup");
    try {
      write(sample(Path.of(args[1])), folder);
      commands(folder.toString());
    } finally {
      remove(folder);
    }
  }

  private static void commands(String at) {
    Console.ofProcess();
    for (String command : List.of("validate", "sync", "check", "drift", "quality")) {
      run("-C", at, command, "--format", "json");
      run("-C", at, command);
    }
    run("-C", at, "check", "--base", "main~1", "--format", "markdown");
    run("-C", at, "check", "--base", "main~1", "--head", "main");
    run("-C", at, "diff", "--base", "main~1");
    run("-C", at, "impact", "feature-1", "--format", "json");
    run("-C", at, "impact", "feature-1");
    run("-C", at, "graph", "--format", "dot");
    run("-C", at, "explain", "spec/structure");
    run("-C", at, "sync", "--threshold", "8O");
  }

  /// The files of the sample; those whose name holds [#NUMBER] many times.
  private static SortedMap<RepoPath, String> sample(Path folder) throws IOException {
    var files = new TreeMap<RepoPath, String>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        String text = Files.readString(file);
        for (int i = 0; i < (name.contains(NUMBER) ? COPIES : 1); i++) {
          String number = Integer.toString(i);
          files.put(RepoPath.of(name.replace(NUMBER, number)), text.replace(NUMBER, number));
        }
      }
    }
    return files;
  }

  /// A working tree, and two commits behind it.
  private static void write(SortedMap<RepoPath, String> sample, Path folder) throws IOException {
    var files = new TreeMap<>(sample);
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
