package io.github.sddtool.fake.github;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// Runs the real git, untouched by the configuration of whoever runs the tests.
public final class GitProcess {
  static final Map<String, String> NEUTRAL =
      Map.of(
          "GIT_CONFIG_GLOBAL", "/dev/null",
          "GIT_CONFIG_NOSYSTEM", "1",
          "GIT_TERMINAL_PROMPT", "0",
          "LC_ALL", "C");

  /// No process beside each push that looks whether there is something to tidy up.
  public static final String UNTIDY =
      "[gc]\n\tauto = 0\n[receive]\n\tautogc = false\n[maintenance]\n\tauto = false\n";

  private GitProcess() {}

  /// Standard output without its last line end.
  ///
  /// @throws IllegalStateException git failed; the message carries what it said
  public static String run(Path folder, String... arguments) {
    var result = execute(folder, arguments);
    if (result.code() != 0) {
      throw new IllegalStateException(
          "git " + String.join(" ", arguments) + " in " + folder + ": " + result.output());
    }
    return result.output();
  }

  /// The commit that a revision names, if there is one.
  public static Optional<String> commit(Path bare, String revision) {
    if (revision.isBlank() || revision.startsWith("-")) {
      return Optional.empty();
    }
    // The library looks it up in this process: what is asked with every call must cost little.
    try (Repository repository =
        new FileRepositoryBuilder().setGitDir(gitDir(bare).toFile()).setMustExist(true).build()) {
      return Optional.ofNullable(repository.resolve(revision + "^{commit}")).map(ObjectId::getName);
    } catch (MissingObjectException | IncorrectObjectTypeException | RevisionSyntaxException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path gitDir(Path folder) {
    Path inside = folder.resolve(".git");
    return Files.isDirectory(inside) ? inside : folder;
  }

  /// Adds to the settings of a repository.
  ///
  /// @param text as git's own files are written
  public static void configure(Path bare, String text) {
    try {
      Files.writeString(bare.resolve("config"), text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Result(int code, String output) {}

  private static Result execute(Path folder, String... arguments) {
    var command = new ArrayList<String>();
    command.add("git");
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(NEUTRAL);
    try {
      var process = builder.start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output.strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while git was running", e);
    }
  }
}
