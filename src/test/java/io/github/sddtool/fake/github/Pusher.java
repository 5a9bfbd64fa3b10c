package io.github.sddtool.fake.github;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// Somebody with a clone who pushes commits to a bare repository.
public final class Pusher {
  private static final String[] IDENTITY = {
    "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false"
  };

  private final Path work;
  private final Path bare;

  /// Clones into this folder, which is empty or not there yet.
  public Pusher(Path work, Path bare) {
    this.work = work;
    this.bare = bare;
    try {
      Files.createDirectories(work);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    GitProcess.run(work, "init", "--quiet", "--initial-branch=nothing-yet");
  }

  /// Writes a file on a branch, which is made from wherever the clone stands if it is new, and
  /// pushes it. Gives the commit.
  public String push(String branch, String file, String text) {
    boolean isNew = GitProcess.commit(work, "refs/heads/" + branch).isEmpty();
    boolean empty = GitProcess.commit(work, "HEAD").isEmpty();
    if (isNew) {
      GitProcess.run(work, "checkout", "--quiet", empty ? "--orphan" : "-b", branch);
    } else {
      GitProcess.run(work, "checkout", "--quiet", branch);
    }
    try {
      var target = work.resolve(file);
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      Files.writeString(target, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    GitProcess.run(work, "add", "--", file);
    commit("Write " + file);
    GitProcess.run(work, "push", "--quiet", bare.toString(), branch);
    return GitProcess.run(work, "rev-parse", "HEAD");
  }

  /// Pushes a branch as it is to another bare repository, such as that of a fork.
  public void copy(String branch, Path otherBare) {
    GitProcess.run(work, "push", "--quiet", otherBare.toString(), branch);
  }

  private void commit(String message) {
    var command = new String[IDENTITY.length + 4];
    System.arraycopy(IDENTITY, 0, command, 0, IDENTITY.length);
    System.arraycopy(
        new String[] {"commit", "--quiet", "-m", message}, 0, command, IDENTITY.length, 4);
    GitProcess.run(work, command);
  }
}
