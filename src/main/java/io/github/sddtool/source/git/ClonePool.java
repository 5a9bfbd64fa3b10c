package io.github.sddtool.source.git;

import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.source.RepoId;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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
  private final FetchLimits limits;
  private final Optional<GitProgram> git;
  private final int depth;
  private final OpenClones open = new OpenClones();
  private final CloneSpace space;
  private final Holding holding;
  private boolean passing;

  /// How much of a repository a clone holds.
  public enum Holding {
    /// Commits and trees as far back as anybody looks, and the contents that were read.
    WHAT_IS_READ,
    /// Everything, so that nobody who reads it needs the network.
    ALL
  }

  /// Repositories that the library gets through to, and the program does not.
  private final Set<RepoId> whole = ConcurrentHashMap.newKeySet();

  public ClonePool(Path root) {
    this(root, CloneBudget.USUAL, Map.of(), Holding.WHAT_IS_READ);
  }

  /// A pool in a network of its own.
  ///
  /// @param budget what its clones may take of the disk
  /// @param network variables that tell the `git` of this machine through which proxy it goes and
  ///   whom it trusts
  public ClonePool(Path root, CloneBudget budget, Map<String, String> network, Holding holding) {
    this(
        root,
        budget,
        FetchLimits.USUAL,
        GitProgram.find(network),
        GitPast.MAX_COMMITS + 1,
        holding);
  }

  /// A pool in a folder for temporary files, which is gone when it is closed.
  ///
  /// @param network as above
  public static ClonePool passing(Map<String, String> network) {
    Path folder;
    try {
      folder = Files.createTempDirectory("sdd-clones");
    } catch (IOException e) {
      throw new StoreFault("no folder for temporary files can be made", e);
    }
    var pool = new ClonePool(folder, CloneBudget.USUAL, network, Holding.WHAT_IS_READ);
    pool.passing = true;
    return pool;
  }

  /// Removes what an interrupted first clone left behind.
  ///
  /// @param git empty when the library is to fetch everything
  /// @param depth how many commits back a new clone's history goes, until more is needed
  ClonePool(
      Path root, CloneBudget budget, FetchLimits limits, Optional<GitProgram> git, int depth) {
    this(root, budget, limits, git, depth, Holding.WHAT_IS_READ);
  }

  private ClonePool(
      Path root,
      CloneBudget budget,
      FetchLimits limits,
      Optional<GitProgram> git,
      int depth,
      Holding holding) {
    this.holding = holding;
    GitSettings.isolate();
    this.git = git;
    this.depth = depth;
    this.root = root.toAbsolutePath().normalize();
    this.limits = limits.leaving(budget.free());
    Path incoming = this.root.resolve(INCOMING);
    try {
      CloneSpace.delete(incoming);
    } catch (IOException e) {
      throw new StoreFault("cannot clean up " + incoming, e);
    }
    this.space = new CloneSpace(this.root, incoming, budget, this.limits, open);
  }

  /// Brings the clone up to date and opens it; the caller closes what it gets. Fetches of one
  /// repository wait for each other. A clone that turns out to be broken is made anew once. Where
  /// there is not room enough, clones that nobody reads are given up first.
  ///
  /// @throws SourceFault when access is refused, or a ref or the whole repository is not there
  /// @throws io.github.sddtool.fault.ForgeFault when the other side does not answer
  /// @throws StoreFault when the pool's own disk fails, or too little of it is left
  public GitHistory fetch(RepoId repo, FetchRequest request) {
    CloneSpace.Lot lot = space.at(place(repo));
    lot.enter();
    boolean fetched = false;
    lot.lock.lock();
    try {
      if (!space.makeRoom()) {
        throw limits.diskFull();
      }
      GitHistory history = fetch(repo, lot, request);
      fetched = true;
      return history;
    } catch (IOException e) {
      throw new StoreFault("cannot keep a clone of " + repo + " in " + root, e);
    } finally {
      lot.measure();
      lot.lock.unlock();
      if (!fetched) {
        lot.leave();
      }
      space.makeRoom();
    }
  }

  /// What all clones take of the disk, in bytes.
  public long bytes() {
    return space.bytes();
  }

  /// How many clones were given up for others.
  public long givenUp() {
    return space.givenUp();
  }

  private GitHistory fetch(RepoId repo, CloneSpace.Lot place, FetchRequest request)
      throws IOException {
    if (git.isPresent() && !request.isFile() && !whole.contains(repo)) {
      try {
        return fetch(repo, place, new ProgramTransport(git.get(), request, limits, partial()));
      } catch (Transport.Barred e) {
        LOG.log(
            Level.WARNING, "git=barred repo={0} action=library reason={1}", repo, e.getMessage());
        whole.add(repo);
      }
    }
    return fetch(repo, place, new LibraryTransport(request, limits));
  }

  private Optional<Integer> partial() {
    return holding == Holding.ALL ? Optional.empty() : Optional.of(depth);
  }

  private GitHistory fetch(RepoId repo, CloneSpace.Lot lot, Transport transport)
      throws IOException {
    if (Files.exists(lot.place(), LinkOption.NOFOLLOW_LINKS)) {
      try {
        return update(lot, transport);
      } catch (Transport.Damaged e) {
        LOG.log(
            Level.WARNING,
            "clone=broken repo={0} action=clone-anew reason={1}",
            repo,
            e.getMessage());
      }
    }
    return cloneAnew(lot, transport);
  }

  private GitHistory update(CloneSpace.Lot lot, Transport transport) throws Transport.Damaged {
    try {
      Repository clone = open.at(lot.place());
      transport.update(clone);
      return GitHistory.of(clone, transport.promisor(clone), lot::leave);
    } catch (IOException | IllegalArgumentException e) {
      throw new Transport.Damaged("cannot open the clone", e);
    }
  }

  /// Clones under a name nobody looks for, so that a clone is there whole or not at all.
  private GitHistory cloneAnew(CloneSpace.Lot lot, Transport transport) throws IOException {
    Path place = lot.place();
    Path incoming = root.resolve(INCOMING).resolve(UUID.randomUUID() + CloneSpace.SUFFIX);
    try {
      Files.createDirectories(incoming);
      try (Repository clone = create(incoming)) {
        transport.fill(clone);
      }
      space.remove(place);
      Files.createDirectories(place.resolveSibling("."));
      Files.move(incoming, place, StandardCopyOption.ATOMIC_MOVE);
      Repository clone = open.at(place);
      return GitHistory.of(clone, transport.promisor(clone), lot::leave);
    } catch (Transport.Damaged e) {
      throw new SourceFault("a fresh clone could not be read: " + e.getMessage(), e);
    } finally {
      CloneSpace.delete(incoming);
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
    if (passing) {
      try {
        CloneSpace.delete(root);
      } catch (IOException e) {
        LOG.log(Level.WARNING, "clones=left root={0} reason={1}", root, e.getMessage());
      }
    }
  }

  private Path place(RepoId repo) {
    Path place = root.resolve(SafeName.of(repo.forge()));
    String[] segments = repo.name().split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      String name = SafeName.of(segments[i]);
      place = place.resolve(i == segments.length - 1 ? name + CloneSpace.SUFFIX : name);
    }
    return place;
  }
}
