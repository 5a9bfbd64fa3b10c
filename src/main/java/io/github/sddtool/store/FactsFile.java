package io.github.sddtool.store;

import io.github.sddtool.facts.FactsCodec;
import io.github.sddtool.facts.FactsMemory;
import io.github.sddtool.source.BlobId;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

// @spec engine/cache#REQ-CACHE-001, engine/cache#REQ-CACHE-003, engine/cache#REQ-CACHE-004
/// Facts on the disk, in one file that is read whole and replaced whole: two commands at once, or
/// one that is killed, leave a file that one of them wrote. A file that is damaged or that another
/// version of ours wrote counts as empty.
public final class FactsFile implements FactsMemory {
  /// The most bytes that are kept.
  public static final long BUDGET = 64L << 20;

  /// What was not asked for in so many writings is let go.
  static final int GENERATIONS = 50;

  private static final String IGNORES = "# Made by sdd; may be deleted at any time.\n*\n";
  private static final String NAME = "sdd.db";
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final Path file;
  private final String writer;
  private final long budget;
  private final FactsBook book;
  private final State state;
  private final Map<FactsBook.Key, byte[]> fresh = new ConcurrentHashMap<>();
  private final AtomicLong freshBytes = new AtomicLong();
  private final AtomicInteger hits = new AtomicInteger();

  /// How a file was found.
  public enum State {
    /// There is none.
    ABSENT,
    /// It holds what we wrote.
    GOOD,
    /// Another version of ours, or another format, wrote it.
    OTHER_VERSION,
    /// It does not hold what was written.
    DAMAGED
  }

  private FactsFile(Path file, String writer, long budget, FactsBook book, State state) {
    this.file = file;
    this.writer = writer;
    this.budget = budget;
    this.book = book;
    this.state = state;
  }

  /// Opens the file of a folder, which need not be there.
  ///
  /// @param writer the version of ours whose facts these are
  public static FactsFile open(Path folder, String writer) {
    return open(folder, writer, BUDGET);
  }

  static FactsFile open(Path folder, String writer, long budget) {
    Path file = folder.resolve(NAME);
    try {
      if (Files.size(file) > 2 * budget + FactsBook.OVERHEAD) {
        return new FactsFile(file, writer, budget, FactsBook.EMPTY, State.DAMAGED);
      }
      Optional<FactsBook> book = FactsBook.read(Files.readAllBytes(file), writer);
      return book.map(good -> new FactsFile(file, writer, budget, good, State.GOOD))
          .orElseGet(
              () -> new FactsFile(file, writer, budget, FactsBook.EMPTY, State.OTHER_VERSION));
    } catch (NoSuchFileException _) {
      return new FactsFile(file, writer, budget, FactsBook.EMPTY, State.ABSENT);
    } catch (IOException | IllegalArgumentException _) {
      return new FactsFile(file, writer, budget, FactsBook.EMPTY, State.DAMAGED);
    }
  }

  @Override
  public Optional<Object> recall(BlobId blob, String kind) {
    Optional<byte[]> known = book.facts(new FactsBook.Key(blob, kind));
    if (known.isEmpty()) {
      return Optional.empty();
    }
    try {
      Object facts = FactsCodec.read(known.get());
      hits.incrementAndGet();
      return Optional.of(facts);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public void remember(BlobId blob, String kind, Object facts) {
    if (freshBytes.get() < budget) {
      FactsCodec.written(facts)
          .ifPresent(bytes -> {
            freshBytes.addAndGet(bytes.length);
            fresh.put(new FactsBook.Key(blob, kind), bytes);
          });
    }
  }

  /// Writes what is new beside what was known, where there is anything new. What was not asked for
  /// the longest goes first when it is too much.
  ///
  /// @throws IOException when the file cannot be written; the one before is still there then
  public void save() throws IOException {
    if (fresh.isEmpty() && state == State.GOOD) {
      return;
    }
    Path folder = folder();
    Files.createDirectories(folder);
    Path ignores = folder.resolve(".gitignore");
    if (!Files.exists(ignores)) {
      Files.writeString(ignores, IGNORES);
    }
    Path draft = Files.createTempFile(folder, "sdd", ".tmp");
    try {
      try (var out = new BufferedOutputStream(Files.newOutputStream(draft))) {
        book.with(fresh, budget).write(out, writer);
      }
      clean(folder, Files.getLastModifiedTime(draft));
      replace(draft);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private void replace(Path draft) throws IOException {
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException _) {
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Deletes what commands that were killed left behind.
  private static void clean(Path folder, FileTime now) throws IOException {
    FileTime before = FileTime.from(now.toInstant().minus(ABANDONED));
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, "sdd*.tmp")) {
      for (Path draft : drafts) {
        if (Files.getLastModifiedTime(draft).compareTo(before) < 0) {
          Files.deleteIfExists(draft);
        }
      }
    } catch (NoSuchFileException _) {
      // another command was faster
    }
  }

  /// Deletes everything of ours in the folder.
  public void clear() throws IOException {
    Path folder = folder();
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(folder, "{sdd.db,sdd*.tmp,.gitignore}")) {
      for (Path one : all) {
        Files.deleteIfExists(one);
      }
    }
    try (DirectoryStream<Path> rest = Files.newDirectoryStream(folder)) {
      if (!rest.iterator().hasNext()) {
        Files.deleteIfExists(folder);
      }
    }
  }

  private Path folder() {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  public Path file() {
    return file;
  }

  public State state() {
    return state;
  }

  /// How many contents the file knew when it was opened.
  public int entries() {
    return book.size();
  }

  /// How many bytes their facts take.
  public long bytes() {
    return book.bytes();
  }

  /// The most bytes that facts may take.
  public long budget() {
    return budget;
  }

  /// How many contents were read anew since it was opened.
  public int added() {
    return fresh.size();
  }

  /// How often it knew what it was asked for.
  public int hits() {
    return hits.get();
  }

  /// The kinds of reading that the file has of a content.
  public List<String> kinds(BlobId blob) {
    return book.kinds(blob);
  }

  /// The facts of a content as the file has them, to compare them with others.
  public Optional<byte[]> stored(BlobId blob, String kind) {
    return book.facts(new FactsBook.Key(blob, kind));
  }
}
