package io.github.sddtool.cli;

import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.BranchName;
import io.github.sddtool.forge.Occasion;
import io.github.sddtool.report.Order;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.folder.FolderSnapshot;
import io.github.sddtool.source.git.CommitNote;
import io.github.sddtool.source.git.GitHistory;
import io.github.sddtool.source.git.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

// @spec cli/commands#REQ-CLI-004
/// The folder a command looks at: in a git repository, or plain.
final class Workspace implements AutoCloseable {
  /// Where what is remembered between commands stands.
  static final String CACHE = ".sdd/.cache";

  private final Path folder;
  private final Optional<GitHistory> history;
  private final Optional<Origin> origin;

  private Workspace(Path folder, Optional<GitHistory> history, Optional<Origin> origin) {
    this.folder = folder;
    this.history = history;
    this.origin = origin;
  }

  static Workspace open(Path folder) {
    Optional<GitHistory> history = find(folder);
    return new Workspace(root(folder, history.map(GitHistory::root)), history, Optional.empty());
  }

  // @spec cli/pipelines#REQ-PIPE-002
  /// The same in a pipeline, whose clone may lack what the remote has.
  static Workspace reaching(Path folder) {
    Optional<GitHistory> here = find(folder);
    Optional<Origin> origin = here.map(GitHistory::origin);
    return new Workspace(
        root(folder, here.map(GitHistory::root)),
        here.map(git -> git.reaching(origin.orElseThrow())),
        origin);
  }

  private static Optional<GitHistory> find(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw UserFault.usage("There is no folder '" + folder + "' (-C).");
    }
    return GitHistory.find(folder);
  }

  // @spec cli/pipelines#REQ-PIPE-001
  /// What a pipeline's head is compared with; empty where it came from nothing.
  ///
  /// @throws SourceFault when the comparison is what the pipeline is about, and cannot be made
  Optional<String> base(Occasion occasion) {
    if (origin.isEmpty() || occasion.bases().isEmpty()) {
      return Optional.empty();
    }
    var refusals = new ArrayList<String>();
    for (Occasion.Base one : occasion.bases()) {
      switch (ask(origin.get(), one)) {
        case Origin.Answer.Here(String revision) -> {
          return Optional.of(revision);
        }
        case Origin.Answer.Refused(String reason) -> refusals.add(reason);
      }
    }
    if (!occasion.compared()) {
      return Optional.empty();
    }
    throw new SourceFault(
        "this pipeline compares with %s, which is not in this clone and cannot be fetched from its origin (%s). %s Or name a --base."
            .formatted(occasion.bases().getFirst().words(), refusals.getFirst(), GitHistory.WHOLE));
  }

  private static Origin.Answer ask(Origin origin, Occasion.Base base) {
    return switch (base) {
      case Occasion.Base.Branch(String name) -> origin.branch(name);
      case Occasion.Base.Commit(CommitId id) -> origin.commit(id);
    };
  }

  // @spec cli/pipelines#REQ-PIPE-005
  /// What a revision that somebody named is called here, once a pipeline's clone has it. What no
  /// remote can be asked for is left to whoever reads it.
  ///
  /// @throws SourceFault when the remote does not give it
  String here(String revision) {
    if (origin.isEmpty()
        || history.flatMap(git -> git.find(revision)).isPresent()
        || !BranchName.isFetchable(revision)) {
      return revision;
    }
    return switch (origin.get().named(revision)) {
      case Origin.Answer.Here(String here) -> here;
      case Origin.Answer.Refused(String reason) ->
          throw new SourceFault(
              "'%s' is not in this clone and cannot be fetched from its origin (%s). Give a branch, a tag or the whole id of a commit that is there. %s"
                  .formatted(revision, reason, GitHistory.WHOLE));
    };
  }

  /// The commit a revision names.
  Optional<CommitId> commit(String revision) {
    return history.map(git -> git.resolve(revision));
  }

  /// The nearest folder upwards that holds specs or their configuration, so that a command works
  /// from any folder below; where there is none, the repository, or the folder itself.
  private static Path root(Path folder, Optional<Path> repository) {
    Path given = folder.toAbsolutePath().normalize();
    for (Path at = given; at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve(".sdd")) || Files.isRegularFile(at.resolve(".sdd.yml"))) {
        return at;
      }
      if (repository.filter(at::equals).isPresent()) {
        return at;
      }
    }
    return repository.isPresent() ? given : folder;
  }

  /// Where the workspace stands.
  Path root() {
    return folder;
  }

  /// A name as it counts from the workspace's root: absolute paths become relative ones.
  String name(String given) {
    Path path = Path.of(given);
    return path.isAbsolute() && path.normalize().startsWith(folder)
        ? folder.relativize(path.normalize()).toString().replace('\\', '/')
        : given;
  }

  /// Where the workspace stands in its repository; empty at its top and outside of any.
  String folder() {
    return history.map(git -> git.folderOf(folder)).orElse("");
  }

  /// What stands before the paths of the workspace in its repository: nothing, or a folder with a
  /// trailing `/`.
  String prefix() {
    String below = folder();
    return below.isEmpty() ? "" : below + "/";
  }

  /// The change from base to head: from the point where head left the base, so that what happened
  /// on the base meanwhile is not held against the head.
  Change change(Optional<String> base, Optional<String> head) {
    if (history.isEmpty()) {
      if (base.isPresent() || head.isPresent()) {
        throw UserFault.usage(
            "'" + folder + "' is in no git repository, so --base and --head mean nothing here.");
      }
      return Change.of(FolderSnapshot.of(folder));
    }
    GitHistory git = history.get();
    String below = git.folderOf(folder);
    Optional<CommitId> headCommit = head.map(git::resolve);
    Snapshot now =
        headCommit
            .map(commit -> git.snapshot(commit, below))
            .orElseGet(() -> git.workingTree(below));
    if (base.isEmpty()) {
      return headCommit
          .or(git::head)
          .map(commit -> Change.of(now).after(git.past(commit, below)))
          .orElseGet(() -> Change.of(now));
    }
    CommitId baseCommit = git.resolve(base.get());
    CommitId from =
        headCommit
            .or(git::head)
            .map(commit ->
                git.mergeBase(baseCommit, commit)
                    .orElseThrow(() ->
                        new SourceFault(
                            "'" + base.get() + "' and the head have no common commit.")))
            .orElse(baseCommit);
    return Change.between(git.snapshot(from, below), now)
        .judgedBy(git.snapshot(baseCommit, below))
        .after(git.past(from, below));
  }

  /// The last commits by which a branch came to a revision, or to what is checked out, the oldest
  /// first.
  List<CommitNote> commits(Optional<String> head, int most) {
    GitHistory git =
        history.orElseThrow(() ->
            UserFault.usage("'" + folder + "' is in no git repository, so it has no history."));
    CommitId tip =
        head.map(git::resolve)
            .or(git::head)
            .orElseThrow(() -> UserFault.nothingFound("The repository has no commit yet."));
    return git.writer().last(tip, most);
  }

  /// The files of a commit alone, judged by another's rules.
  Change at(CommitId commit, CommitId rules) {
    GitHistory git = history.orElseThrow();
    String below = git.folderOf(folder);
    return Change.of(git.snapshot(commit, below)).judgedBy(git.snapshot(rules, below));
  }

  /// The change that an order names.
  Change change(Order order) {
    GitHistory git =
        history.orElseThrow(() ->
            UserFault.usage(
                "'" + folder + "' is in no git repository, so it has none of the commits."));
    return order.change(git, git.folderOf(folder));
  }

  // @spec engine/cache#REQ-CACHE-005
  /// The folder of what is remembered between commands; empty where none may be used: outside of
  /// git, behind a link, or where the repository itself has files in it, which could tell anything.
  Optional<Path> cacheFolder(Snapshot files) {
    Path cache = folder.resolve(CACHE);
    boolean linked = Files.isSymbolicLink(folder.resolve(".sdd")) || Files.isSymbolicLink(cache);
    boolean given =
        Stream.concat(files.files().stream().map(FileEntry::path), files.links().stream())
            .anyMatch(Workspace::isOfCache);
    return history.isEmpty() || linked || given ? Optional.empty() : Optional.of(cache);
  }

  /// Whether a folder of ours is there.
  boolean holds(String below) {
    return Files.isDirectory(folder.resolve(below));
  }

  /// In whatever case: some file systems do not tell one from the other.
  private static boolean isOfCache(RepoPath path) {
    String name = path.value();
    return name.regionMatches(true, 0, CACHE, 0, CACHE.length())
        && (name.length() == CACHE.length() || name.charAt(CACHE.length()) == '/');
  }

  /// The files that git tracks or would track here.
  Snapshot files() {
    return history
        .map(git -> git.workingTree(git.folderOf(folder)))
        .orElseThrow(
            () -> UserFault.usage("'" + folder + "' is in no git repository; nothing is cached."));
  }

  /// Who works here by git's settings.
  Optional<String> author() {
    return history.flatMap(GitHistory::author);
  }

  /// The text of a file of ours; empty where there is none.
  Optional<String> text(RepoPath path) {
    Path file = folder.resolve(path.value());
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      throw new SourceFault("cannot read " + file, e);
    }
  }

  /// Where files are now that are gone, as far as the commits up to the one that is checked out
  /// tell.
  Map<RepoPath, RepoPath> moved(Set<RepoPath> gone) {
    return history
        .flatMap(git -> git.head().map(commit -> git.moved(commit, git.folderOf(folder), gone)))
        .orElse(Map.of());
  }

  /// Writes a file, whole or not at all; who may read it stays as it is.
  void write(RepoPath path, String text) {
    Path file = folder.resolve(path.value());
    try {
      Path parent = Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Path draft = Files.createTempFile(parent, ".sdd", ".tmp");
      try {
        Files.writeString(draft, text);
        if (Files.exists(file)
            && draft.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(file));
        }
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new SourceFault("cannot write " + file, e);
    }
  }

  @Override
  public void close() {
    history.ifPresent(GitHistory::close);
  }
}
