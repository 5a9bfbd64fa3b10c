package io.github.sddtool.fake.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A repository made by the real `git`, independent of whoever runs the test: no configuration of
/// the user or the system, one fixed author, and dates that begin at [#BIRTH] and advance by a
/// minute with each commit, so that the same steps give the same ids. The first branch is `main`.
public final class TestRepo {
  /// The date of the first commit.
  public static final Instant BIRTH = Instant.parse("2026-01-01T00:00:00Z");

  private final Path folder;
  private int commits;

  private TestRepo(Path folder) {
    this.folder = folder;
  }

  /// An empty repository in this folder, which is created where it is missing.
  public static TestRepo in(Path folder) {
    var repo = new TestRepo(create(folder));
    repo.git("init", "--quiet", "--initial-branch=main");
    return repo;
  }

  /// An empty bare repository in this folder: one to push to, or to keep beside a server.
  public static TestRepo bare(Path folder) {
    var repo = new TestRepo(create(folder));
    repo.git("init", "--quiet", "--bare", "--initial-branch=main");
    return repo;
  }

  /// The work tree's root; of a bare repository its git directory.
  public Path folder() {
    return folder;
  }

  /// Where a file of the repository stands on disk.
  ///
  /// @param path with `/` between segments; any character works, whatever the locale
  public Path file(String path) {
    // Path.of(String) refuses what the locale cannot encode; a URI carries the bytes themselves.
    var escaped = new StringBuilder();
    for (byte b : path.getBytes(UTF_8)) {
      if (b == '/' || Character.isLetterOrDigit(b)) {
        escaped.append((char) b);
      } else {
        escaped.append(String.format("%%%02X", b & 0xFF));
      }
    }
    String root = folder.toUri().toString();
    return Path.of(URI.create((root.endsWith("/") ? root : root + "/") + escaped));
  }

  /// Writes a file and the folders above it.
  public TestRepo write(String path, String text) {
    return write(path, text.getBytes(UTF_8));
  }

  public TestRepo write(String path, byte[] content) {
    try {
      Path file = file(path);
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.write(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestRepo delete(String path) {
    try {
      Files.delete(file(path));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestRepo move(String from, String to) {
    try {
      Path target = file(to);
      Path parent = target.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.move(file(from), target);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Commits everything that is not ignored, also nothing at all, and gives the new commit's id.
  public String commit(String message) {
    git("add", "--all");
    commits++;
    git("commit", "--quiet", "--allow-empty", "--message", message);
    return head();
  }

  /// Makes a branch at the current commit and goes there.
  public TestRepo branch(String name) {
    git("checkout", "--quiet", "-b", name);
    return this;
  }

  /// Goes to a branch or, detached, to a commit.
  public TestRepo checkout(String name) {
    git("checkout", "--quiet", name);
    return this;
  }

  /// Merges a branch into the current one, always with a merge commit, and gives its id.
  public String merge(String name) {
    commits++;
    git("merge", "--quiet", "--no-ff", "--no-edit", name);
    return head();
  }

  /// The id of the current commit.
  public String head() {
    try {
      Path git = Files.isDirectory(folder.resolve(".git")) ? folder.resolve(".git") : folder;
      String head = Files.readString(git.resolve("HEAD")).strip();
      Path ref = git.resolve(head.replaceFirst("^ref: ", ""));
      // Most commits were just made and stand there to be read, without asking git.
      return head.startsWith("ref: ") && Files.exists(ref)
          ? Files.readString(ref).strip()
          : git("rev-parse", "HEAD");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs git in the folder and gives what it printed, without the last line break.
  ///
  /// @throws AssertionError with git's own words when it fails
  public String git(String... arguments) {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("GIT_"));
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("LC_ALL", "C.UTF-8");
    // XDG_CONFIG_HOME may hold git/ignore, which git reads whatever its configuration says.
    environment.put("XDG_CONFIG_HOME", "/dev/null");
    String date = BIRTH.plusSeconds(60L * Math.max(0, commits - 1)).getEpochSecond() + " +0000";
    for (String role : List.of("AUTHOR", "COMMITTER")) {
      environment.put("GIT_" + role + "_NAME", "Ada");
      environment.put("GIT_" + role + "_EMAIL", "ada@example.com");
      environment.put("GIT_" + role + "_DATE", date);
    }
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      var errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
      String output = text(process.getInputStream());
      int code = process.waitFor();
      if (code != 0) {
        throw new AssertionError(command + " ended with " + code + ": " + errors.join());
      }
      return output.endsWith("\n") ? output.substring(0, output.length() - 1) : output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while git was running", e);
    }
  }

  private static String text(java.io.InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path create(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
