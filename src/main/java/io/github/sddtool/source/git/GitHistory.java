package io.github.sddtool.source.git;

import io.github.sddtool.fault.Fault;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.History;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// A git repository on this disk, read only: its commits, its branches, its working tree. May be
/// used by several threads; snapshots can be read until it is closed.
public final class GitHistory implements AutoCloseable {
  /// Larger blobs, in bytes, hold nothing for us; callers look at the entry's size before reading.
  public static final long MAX_BLOB = 10L << 20;

  private static final String ACCEPTED =
      "a branch, a tag, a commit id or its first digits, or one of these with ~N or ^ behind it";

  /// What to do where a clone's history ends too early.
  public static final String WHOLE =
      "Clone the whole history (GitHub: fetch-depth: 0, GitLab: GIT_DEPTH: 0), or complete it with `git fetch --unshallow`.";

  private final Repository repository;
  private final Promisor promisor;
  private final Runnable closed;

  private GitHistory(Repository repository) {
    this(repository, Promisor.NONE, () -> {});
  }

  private GitHistory(Repository repository, Promisor promisor, Runnable closed) {
    this.repository = repository;
    this.promisor = promisor;
    this.closed = closed;
  }

  /// A repository that is open; closing this leaves it open for whoever opened it.
  ///
  /// @param closed runs once this is closed
  static GitHistory of(Repository open, Promisor promisor, Runnable closed) {
    open.incrementOpen();
    return new GitHistory(open, promisor, closed);
  }

  /// Loads what opening a repository needs, by opening the one around this process, if any: that
  /// takes as long as many commands.
  public static void load() {
    try {
      find(Path.of("")).ifPresent(GitHistory::close);
    } catch (Fault _) {
      // Whoever opens one in earnest is told.
    }
  }

  /// Opens the repository that encloses a folder: a work tree, a linked one, or a bare repository.
  ///
  /// @throws UserFault when there is no such folder, or no repository around it
  public static GitHistory open(Path folder) {
    return find(folder)
        .orElseThrow(() ->
            UserFault.usage(folder + " is not inside a git repository; `git init` makes it one"));
  }

  /// As [#open], and empty where no repository encloses the folder.
  public static Optional<GitHistory> find(Path folder) {
    GitSettings.isolate();
    if (!Files.isDirectory(folder)) {
      throw UserFault.usage("there is no folder " + folder);
    }
    try {
      var builder = new FileRepositoryBuilder();
      builder.findGitDir(folder.toRealPath().toFile());
      return builder.getGitDir() == null
          ? Optional.empty()
          : Optional.of(new GitHistory(builder.setMustExist(true).build()));
    } catch (IOException | IllegalArgumentException e) {
      throw new SourceFault("cannot open the git repository of " + folder, e);
    }
  }

  /// The remote that this repository was cloned from.
  public Origin origin() {
    return new Origin(repository);
  }

  /// The same repository, which asks a remote for the history that it lacks. To be closed in place
  /// of this.
  public GitHistory reaching(Origin origin) {
    return new GitHistory(repository, origin, closed);
  }

  /// Makes commits here, and pushes them.
  public BranchWriter writer() {
    return new BranchWriter(repository);
  }

  /// The work tree's root; of a bare repository its git directory.
  public Path root() {
    File root = repository.isBare() ? repository.getDirectory() : repository.getWorkTree();
    try {
      return root.toPath().toRealPath();
    } catch (IOException e) {
      throw new SourceFault("cannot open " + root, e);
    }
  }

  /// Whether there is no working tree.
  public boolean isBare() {
    return repository.isBare();
  }

  /// Where a folder stands below [#root()], with `/` between segments; empty for the root itself.
  ///
  /// @throws UserFault when it is outside
  public String folderOf(Path folder) {
    try {
      Path real = folder.toRealPath();
      if (real.startsWith(root())) {
        return Folder.normal(root().relativize(real).toString().replace(File.separatorChar, '/'));
      }
    } catch (IOException e) {
      throw new SourceFault("cannot open the folder " + folder, e);
    }
    throw UserFault.usage(folder + " is outside of the repository " + root());
  }

  /// The branch that is checked out, for example `main`; empty on a detached head.
  public Optional<String> currentBranch() {
    try {
      Ref head = repository.exactRef(Constants.HEAD);
      return head != null && head.isSymbolic()
          ? Optional.of(Repository.shortenRefName(head.getTarget().getName()))
          : Optional.empty();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// The commit that is checked out; empty before the first one.
  public Optional<CommitId> head() {
    return refTip(Constants.HEAD);
  }

  /// The commit a ref stands at, by its full name, for example `refs/sdd/pull/17`; tags are peeled.
  public Optional<CommitId> refTip(String ref) {
    try (var walk = new RevWalk(repository)) {
      Ref found = repository.exactRef(ref);
      return found == null || found.getObjectId() == null
          ? Optional.empty()
          : Optional.of(id(walk.parseCommit(found.getObjectId())));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// The local branches with their tips, by name.
  public java.util.NavigableMap<String, CommitId> branches() {
    var branches = new java.util.TreeMap<String, CommitId>();
    try {
      for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
        if (ref.getObjectId() != null) {
          branches.put(
              ref.getName().substring(Constants.R_HEADS.length()),
              new CommitId(ref.getObjectId().name()));
        }
      }
      return branches;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// The commit a revision names, as people write it.
  ///
  /// @throws UserFault naming the value and what is accepted, when it is unknown or ambiguous
  public CommitId resolve(String revision) {
    return find(revision)
        .orElseThrow(() ->
            UserFault.usage(
                "unknown revision '" + revision + "': give " + ACCEPTED + hint(revision)));
  }

  /// As [#resolve], and empty where the revision is unknown here.
  ///
  /// @throws UserFault when it is none, or ambiguous
  public Optional<CommitId> find(String revision) {
    if (revision.isBlank() || revision.startsWith("-")) {
      throw UserFault.usage("'" + revision + "' is not a revision: give " + ACCEPTED);
    }
    try (var walk = new RevWalk(repository)) {
      ObjectId found = repository.resolve(revision + "^{commit}");
      return found == null ? Optional.empty() : Optional.of(id(walk.parseCommit(found)));
    } catch (AmbiguousObjectException e) {
      throw UserFault.usage(
          "revision '" + revision + "' could mean several commits: give more of its digits");
    } catch (MissingObjectException | IncorrectObjectTypeException | IllegalArgumentException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private String hint(String revision) {
    try {
      if (repository.exactRef("refs/remotes/origin/" + revision) != null) {
        return "; there is origin/" + revision;
      }
    } catch (IOException | IllegalArgumentException _) {
      return "";
    }
    return isShallow()
        ? "; this clone is shallow, `git fetch --unshallow` completes its history"
        : "";
  }

  /// Whether the history was cut off when it was cloned.
  public boolean isShallow() {
    return isShallow(repository);
  }

  static boolean isShallow(Repository clone) {
    return Files.exists(clone.getCommonDirectory().toPath().resolve("shallow"));
  }

  // @spec app/clones#REQ-CLONE-006, cli/pipelines#REQ-PIPE-006
  /// The best common ancestor; of several the newest, and of equally new ones the smallest id.
  ///
  /// @return empty where the two have nothing in common, for certain
  /// @throws SourceFault when the history that is here is cut off where it matters, and there is no
  ///   way to the rest of it
  public Optional<CommitId> mergeBase(CommitId a, CommitId b) {
    ForkPoint found = forkPoint(a, b);
    while (!found.isCertain() && promisor.deepen(found.gaps())) {
      ForkPoint before = found;
      found = forkPoint(a, b);
      if (found.equals(before)) {
        // The other side's own history is cut off there.
        break;
      }
    }
    if (!found.isCertain()) {
      throw new SourceFault(
          "cannot tell where %s and %s parted: this clone is shallow, and what it lacks may hide a later common commit. %s"
              .formatted(a.brief(), b.brief(), WHOLE));
    }
    return found.commit();
  }

  private ForkPoint forkPoint(CommitId a, CommitId b) {
    try {
      return ForkPoint.of(repository, a, b);
    } catch (IOException e) {
      throw new SourceFault(
          "cannot find the merge base of " + a.brief() + " and " + b.brief() + " in " + root(), e);
    }
  }

  /// What a head changed since it left a branch, judged by the branch's tip; empty where the two
  /// have no common commit.
  public Optional<Change> change(CommitId tip, CommitId head) {
    return mergeBase(tip, head)
        .map(from ->
            Change.between(snapshot(from), snapshot(head))
                .judgedBy(snapshot(tip))
                .after(past(from, "")));
  }

  /// The way back from a commit, for files below a folder, with paths relative to it. It can be
  /// read until this is closed.
  public History past(CommitId commit, String folder) {
    return new GitPast(new GitObjects(repository, promisor), commit, Folder.normal(folder));
  }

  /// Where files are now that are not at their paths any more, as far as a commit's history tells.
  ///
  /// @param folder paths are relative to it; empty for everything
  public Map<RepoPath, RepoPath> moved(CommitId commit, String folder, Set<RepoPath> gone) {
    String below = Folder.normal(folder);
    String prefix = below.isEmpty() ? "" : below + "/";
    var moved = new HashMap<RepoPath, RepoPath>();
    new Moves(new GitObjects(repository, promisor), commit)
        .of(gone.stream().map(path -> RepoPath.of(prefix + path)).collect(Collectors.toSet()))
        .forEach((from, to) -> {
          if (to.value().startsWith(prefix)) {
            moved.put(
                RepoPath.of(from.value().substring(prefix.length())),
                RepoPath.of(to.value().substring(prefix.length())));
          }
        });
    return moved;
  }

  /// Who commits here by git's settings, as `Name <address>`; empty where they do not say.
  public Optional<String> author() {
    return GitSettings.author(repository);
  }

  /// All files of a commit.
  public Snapshot snapshot(CommitId commit) {
    return snapshot(commit, "");
  }

  /// The files of a commit below a folder, with paths relative to it; none where it has no such
  /// folder.
  ///
  /// @throws SourceFault when the commit is not here
  public Snapshot snapshot(CommitId commit, String folder) {
    return CommitSnapshot.of(new GitObjects(repository, promisor), commit, Folder.normal(folder));
  }

  /// The files of the working tree.
  public Snapshot workingTree() {
    return workingTree("");
  }

  /// The files of the working tree below a folder, with paths relative to it.
  ///
  /// @throws UserFault when the repository is bare
  public Snapshot workingTree(String folder) {
    if (repository.isBare()) {
      throw UserFault.usage(root() + " is a bare repository: say which commit to look at");
    }
    return WorkingTree.of(repository, Folder.normal(folder));
  }

  @Override
  public void close() {
    repository.close();
    closed.run();
  }

  private SourceFault unreadable(IOException e) {
    return new SourceFault("cannot read the git repository " + repository.getDirectory(), e);
  }

  private static CommitId id(RevCommit commit) {
    return new CommitId(commit.name());
  }
}
