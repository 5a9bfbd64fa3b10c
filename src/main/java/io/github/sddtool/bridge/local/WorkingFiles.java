package io.github.sddtool.bridge.local;

import io.github.sddtool.bridge.merge.FileState;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.source.RepoPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

// @spec cli/server#REQ-SRV-004
/// The files of a working tree. What is written replaces exactly what was looked at, whole or not
/// at all, inside of the folder and never through a link.
public final class WorkingFiles {
  /// In bytes; longer texts are no specs that anybody edits, and the server takes none.
  private static final long LONGEST = 1 << 20;

  private static final String DRAFT = ".sdd-sync.tmp";

  private final Path root;

  public WorkingFiles(Path root) {
    this.root = root;
  }

  /// The text of a file; empty where there is none that would come back byte for byte.
  public Optional<String> read(RepoPath path) {
    Optional<Path> file = inside(path);
    if (file.isEmpty() || !Files.isRegularFile(file.get(), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return Files.size(file.get()) > LONGEST
          ? Optional.empty()
          : decoded(Files.readAllBytes(file.get()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new SourceFault("cannot read " + file.get(), e);
    }
  }

  private static Optional<String> decoded(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /// Why a file may not be put in place of another; empty when it may.
  ///
  /// @param before what is there; empty for nothing
  Optional<String> obstacle(Optional<FileState> before, FileState after) {
    if (inside(after.path()).isEmpty()) {
      return Optional.of("'" + after.path() + "' is no place for a spec in this folder");
    }
    boolean moves = before.filter(one -> one.path().equals(after.path())).isEmpty();
    boolean taken =
        moves && exists(after.path()) && !read(after.path()).equals(Optional.of(after.text()));
    return taken ? Optional.of("another file stands at '" + after.path() + "'") : Optional.empty();
  }

  private boolean exists(RepoPath path) {
    return inside(path).filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS)).isPresent();
  }

  /// Puts a file in place of another.
  ///
  /// @return whether it did; not where the file is no longer what it was
  boolean replace(Optional<FileState> before, Optional<FileState> after) {
    if (before.isPresent() && !read(before.get().path()).equals(Optional.of(before.get().text()))) {
      return false;
    }
    if (after.isPresent()) {
      FileState file = after.get();
      if (obstacle(before, file).isPresent()) {
        return false;
      }
      if (!read(file.path()).equals(Optional.of(file.text()))) {
        write(file);
      }
    }
    Optional<RepoPath> gone =
        before
            .map(FileState::path)
            .filter(path -> after.filter(file -> file.path().equals(path)).isEmpty());
    gone.flatMap(this::inside).ifPresent(this::delete);
    return true;
  }

  private void write(FileState file) {
    Path target = inside(file.path()).orElseThrow();
    try {
      Path folder = Files.createDirectories(Objects.requireNonNull(target.getParent()));
      Path draft = folder.resolve(target.getFileName() + DRAFT);
      try {
        Files.writeString(
            draft,
            file.text(),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
        move(draft, target);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new SourceFault("cannot write " + target + ": " + e.getMessage(), e);
    }
  }

  private static void move(Path draft, Path target) throws IOException {
    try {
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException _) {
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// A folder in which nothing is left goes with its file.
  private void delete(Path file) {
    try {
      Files.deleteIfExists(file);
      Path folder = file.getParent();
      if (folder != null && !folder.equals(root)) {
        Files.deleteIfExists(folder);
      }
    } catch (DirectoryNotEmptyException _) {
      // others stand there
    } catch (IOException e) {
      throw new SourceFault("cannot delete " + file, e);
    }
  }

  /// Where a path is; empty where it would leave the folder, follow a link, or mean something to
  /// git or a system.
  private Optional<Path> inside(RepoPath path) {
    String[] parts = path.value().split("/", -1);
    if (!Arrays.stream(parts).allMatch(WorkingFiles::isPlain)) {
      return Optional.empty();
    }
    Path at = root;
    for (String part : parts) {
      at = at.resolve(part);
      if (Files.isSymbolicLink(at)) {
        return Optional.empty();
      }
    }
    return Optional.of(at);
  }

  private static boolean isPlain(String part) {
    String lower = part.toLowerCase(Locale.ROOT);
    return !part.isBlank()
        && !part.endsWith(".")
        && !part.endsWith(" ")
        && !lower.equals(".git")
        && !lower.equals("git~1")
        && part.codePoints()
            .noneMatch(c ->
                Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || "\\:*?\"<>|".indexOf(c) >= 0);
  }
}
