package io.github.sddtool.source.git;

import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.source.RepoId;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

// @spec app/clones#REQ-CLONE-001, app/clones#REQ-CLONE-003, app/clones#REQ-CLONE-006
/// One bare clone for each repository, made on first use and kept: `<root>/<forge>/<name>.git`. A
/// clone holds what was fetched and nothing else; it can be deleted at any time and is made anew.
/// One process owns the root.
///
/// Over the network the `git` of this machine fetches, where there is one: commits and trees at
/// once, contents when they are read. Where there is none, or it does not get through, the library
/// does, and fetches everything.
public final class ClonePool implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ClonePool.class.getName());

  /// No safe name begins with a dot, so this is no forge.
  private static final String INCOMING = ".incoming";

  private final Path root;
  private final Patience patience;
  private final Optional<GitProgram> git;
  private final int depth;
  private final OpenClones open = new OpenClones();
  private final Map<RepoId, ReentrantLock> locks = new ConcurrentHashMap<>();

  /// Repositories that the library gets through to, and the program does not.
  private final Set<RepoId> whole = ConcurrentHashMap.newKeySet();

  public ClonePool(Path root) {
    this(root, Map.of());
  }

  /// A pool in a network of its own.
  ///
  /// @param network variables that tell the `git` of this machine through which proxy it goes and
  ///   whom it trusts
  public ClonePool(Path root, Map<String, String> network) {
    this(root, Patience.USUAL, GitProgram.find(network), GitPast.MAX_COMMITS + 1);
  }

  /// Removes what an interrupted first clone left behind.
  ///
  /// @param git empty when the library is to fetch everything
  /// @param depth how many commits back a new clone's history goes, until more is needed
  ClonePool(Path root, Patience patience, Optional<GitProgram> git, int depth) {
    GitSettings.isolate();
    this.git = git;
    this.depth = depth;
    this.root = root.toAbsolutePath().normalize();
    this.patience = patience;
    try {
      delete(this.root.resolve(INCOMING));
    } catch (IOException e) {
      throw new StoreFault("cannot clean up " + this.root.resolve(INCOMING), e);
    }
  }

  /// Brings the clone up to date and opens it; the caller closes what it gets. Fetches of one
  /// repository wait for each other. A clone that turns out to be broken is made anew once.
  ///
  /// @throws SourceFault when access is refused, or a ref or the whole repository is not there
  /// @throws io.github.sddtool.fault.ForgeFault when the other side does not answer
  /// @throws StoreFault when the pool's own disk fails
  public GitHistory fetch(RepoId repo, FetchRequest request) {
    ReentrantLock lock = locks.computeIfAbsent(repo, _ -> new ReentrantLock());
    lock.lock();
    try {
      return fetch(repo, place(repo), request);
    } catch (IOException e) {
      throw new StoreFault("cannot keep a clone of " + repo + " in " + root, e);
    } finally {
      lock.unlock();
    }
  }

  private GitHistory fetch(RepoId repo, Path place, FetchRequest request) throws IOException {
    if (git.isPresent() && !request.isFile() && !whole.contains(repo)) {
      try {
        return fetch(repo, place, new ProgramTransport(git.get(), request, patience, depth));
      } catch (Transport.Barred e) {
        LOG.log(
            Level.WARNING, "git=barred repo={0} action=library reason={1}", repo, e.getMessage());
        whole.add(repo);
      }
    }
    return fetch(repo, place, new LibraryTransport(request, patience));
  }

  private GitHistory fetch(RepoId repo, Path place, Transport transport) throws IOException {
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      try {
        return update(place, transport);
      } catch (Transport.Damaged e) {
        LOG.log(
            Level.WARNING,
            "clone=broken repo={0} action=clone-anew reason={1}",
            repo,
            e.getMessage());
      }
    }
    return cloneAnew(place, transport);
  }

  private GitHistory update(Path place, Transport transport) throws Transport.Damaged {
    try {
      Repository clone = open.at(place);
      transport.update(clone);
      return GitHistory.of(clone, transport.promisor(clone));
    } catch (IOException | IllegalArgumentException e) {
      throw new Transport.Damaged("cannot open the clone", e);
    }
  }

  /// Clones under a name nobody looks for, so that a clone is there whole or not at all.
  private GitHistory cloneAnew(Path place, Transport transport) throws IOException {
    Path incoming = root.resolve(INCOMING).resolve(UUID.randomUUID() + ".git");
    try {
      Files.createDirectories(incoming);
      try (Repository clone = create(incoming)) {
        transport.fill(clone);
      }
      open.forget(place);
      delete(place);
      Files.createDirectories(place.resolveSibling("."));
      Files.move(incoming, place, StandardCopyOption.ATOMIC_MOVE);
      Repository clone = open.at(place);
      return GitHistory.of(clone, transport.promisor(clone));
    } catch (Transport.Damaged e) {
      throw new SourceFault("a fresh clone could not be read: " + e.getMessage(), e);
    } finally {
      delete(incoming);
    }
  }

  private static Repository create(Path place) throws IOException {
    Repository clone = new FileRepositoryBuilder().setGitDir(place.toFile()).setBare().build();
    clone.create(true);
    StoredConfig config = clone.getConfig();
    // Each fetch may tidy up; it does so within the lock, not behind our back.
    config.setBoolean("gc", null, "autoDetach", false);
    config.setString("core", null, "logAllRefUpdates", "false");
    config.save();
    return clone;
  }

  /// Lets go of the clones that nobody reads any more.
  @Override
  public void close() {
    open.close();
  }

  private Path place(RepoId repo) {
    Path place = root.resolve(SafeName.of(repo.forge()));
    String[] segments = repo.name().split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      String name = SafeName.of(segments[i]);
      place = place.resolve(i == segments.length - 1 ? name + ".git" : name);
    }
    return place;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (java.io.UncheckedIOException e) {
      if (!(e.getCause() instanceof NoSuchFileException)) {
        throw e.getCause();
      }
    }
  }
}
