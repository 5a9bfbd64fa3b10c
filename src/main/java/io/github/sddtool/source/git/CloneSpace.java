package io.github.sddtool.source.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

// @spec app/clones#REQ-CLONE-008
/// Keeps the clones within their budget: knows how large each one is, when it was used last and by
/// how many it is read, and gives up those that were used longest ago.
final class CloneSpace {
  /// The place of one clone, which may be empty.
  static final class Lot {
    private final Path place;

    /// Held by whoever fetches into the clone or gives it up.
    final ReentrantLock lock = new ReentrantLock();

    private int readers;
    private volatile long bytes;
    private volatile Instant used;

    private Lot(Path place, long bytes, Instant used) {
      this.place = place;
      this.bytes = bytes;
      this.used = used;
    }

    Path place() {
      return place;
    }

    /// One more reads it, and it is not given up until he leaves.
    synchronized void enter() {
      readers++;
      used = Instant.now();
    }

    synchronized void leave() {
      readers--;
    }

    private synchronized boolean isRead() {
      return readers > 0;
    }

    /// Looks how large it has become, and writes down when it was used, for the next process.
    void measure() {
      bytes = Files.exists(place) ? sizeOf(place) : 0;
      try {
        Files.setLastModifiedTime(place, FileTime.from(used));
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "clone=unmarked place={0} reason={1}", place, e.getMessage());
      }
    }
  }

  /// Walks past what disappears meanwhile.
  private static class Passing extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }

  private static final System.Logger LOG = System.getLogger(CloneSpace.class.getName());

  /// What every clone's folder ends with, and no other folder of the pool.
  static final String SUFFIX = ".git";

  private final Path root;
  private final Path outgoing;
  private final CloneBudget budget;
  private final FetchLimits limits;
  private final OpenClones open;
  private final Map<Path, Lot> lots = new ConcurrentHashMap<>();
  private final ReentrantLock cleaning = new ReentrantLock();
  private final AtomicLong givenUp = new AtomicLong();

  /// @param outgoing a folder on the same disk for what is being deleted
  CloneSpace(Path root, Path outgoing, CloneBudget budget, FetchLimits limits, OpenClones open) {
    this.root = root;
    this.outgoing = outgoing;
    this.budget = budget;
    this.limits = limits;
    this.open = open;
    find();
  }

  /// What earlier processes left.
  private void find() {
    if (!Files.isDirectory(root)) {
      return;
    }
    try {
      Files.walkFileTree(
          root,
          new Passing() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              if (!folder.getFileName().toString().endsWith(SUFFIX)) {
                return FileVisitResult.CONTINUE;
              }
              Instant used = attributes.lastModifiedTime().toInstant();
              lots.put(folder, new Lot(folder, sizeOf(folder), used));
              return FileVisitResult.SKIP_SUBTREE;
            }
          });
    } catch (IOException e) {
      LOG.log(Level.WARNING, "clones=uncounted root={0} reason={1}", root, e.getMessage());
    }
  }

  Lot at(Path place) {
    return lots.computeIfAbsent(place, where -> new Lot(where, 0, Instant.now()));
  }

  /// What all clones take, in bytes, as they were measured last.
  long bytes() {
    return lots.values().stream().mapToLong(lot -> lot.bytes).sum();
  }

  /// How many clones were given up.
  long givenUp() {
    return givenUp.get();
  }

  /// Gives up clones until the others are within the budget.
  ///
  /// @return whether the disk has as much left as it must; the budget alone may be exceeded by
  ///   clones that are being read
  boolean makeRoom() {
    cleaning.lock();
    try {
      if (!isOver()) {
        return true;
      }
      for (Lot lot : oldestFirst()) {
        giveUp(lot);
        if (!isOver()) {
          return true;
        }
      }
      return !isDiskFull();
    } finally {
      cleaning.unlock();
    }
  }

  private List<Lot> oldestFirst() {
    // Clones are used while they are put in order: each one's time is read once.
    record Use(Lot lot, Instant at) {}
    return lots.values().stream()
        .filter(lot -> lot.bytes > 0)
        .map(lot -> new Use(lot, lot.used))
        .sorted(Comparator.comparing(Use::at))
        .map(Use::lot)
        .toList();
  }

  private boolean isOver() {
    return bytes() > budget.most() || isDiskFull();
  }

  private boolean isDiskFull() {
    return limits.isDiskFull(Files.isDirectory(root) ? root : nearest(root));
  }

  private static Path nearest(Path folder) {
    Path there = folder;
    while (!Files.isDirectory(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }

  private void giveUp(Lot lot) {
    if (!lot.lock.tryLock()) {
      return;
    }
    try {
      if (lot.isRead()) {
        return;
      }
      long bytes = lot.bytes;
      remove(lot.place);
      lot.bytes = 0;
      givenUp.incrementAndGet();
      LOG.log(
          Level.INFO,
          "clone=given-up place={0} mib={1} used={2}",
          root.relativize(lot.place),
          bytes >> 20,
          lot.used);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "clone=kept place={0} reason={1}", lot.place, e.getMessage());
    } finally {
      lot.lock.unlock();
    }
  }

  /// Takes a clone away at once, and then deletes it: it is there whole or not at all.
  void remove(Path place) throws IOException {
    open.forget(place);
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      Path going = Files.createDirectories(outgoing).resolve(UUID.randomUUID() + SUFFIX);
      Files.move(place, going, StandardCopyOption.ATOMIC_MOVE);
      delete(going);
    }
  }

  /// The bytes of the files below; what disappears meanwhile takes none.
  private static long sizeOf(Path folder) {
    var bytes = new AtomicLong();
    try {
      Files.walkFileTree(
          folder,
          new Passing() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              bytes.addAndGet(attributes.size());
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "clone=unmeasured place={0} reason={1}", folder, e.getMessage());
    }
    return bytes.get();
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof NoSuchFileException)) {
        throw e.getCause();
      }
    }
  }
}
