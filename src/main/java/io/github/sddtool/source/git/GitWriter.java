package io.github.sddtool.source.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/// Writes commits straight into a bare repository, without a working tree.
public final class GitWriter implements AutoCloseable {
  private final Repository repository;
  private final PersonIdent author;

  private GitWriter(Repository repository, PersonIdent author) {
    this.repository = repository;
    this.author = author;
  }

  /// Makes a new, empty, bare repository.
  ///
  /// @param folder that does not exist yet
  /// @param branch the default one
  public static GitWriter create(Path folder, String branch, Instant date) {
    GitSettings.isolate();
    try {
      Git git =
          Git.init().setBare(true).setDirectory(folder.toFile()).setInitialBranch(branch).call();
      return new GitWriter(git.getRepository(), BranchWriter.Signature.ofTool(date).ident());
    } catch (GitAPIException e) {
      throw new SourceFault("No repository could be made in '" + folder + "'.", e);
    }
  }

  /// Commits a whole tree and moves the branch to it.
  ///
  /// @param parent absent for the first commit
  public CommitId commit(
      String branch, Optional<CommitId> parent, Map<RepoPath, String> files, String message) {
    SortedMap<RepoPath, String> sorted = new TreeMap<>(files);
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      DirCacheBuilder index = DirCache.newInCore().builder();
      for (var file : sorted.entrySet()) {
        DirCacheEntry entry = new DirCacheEntry(file.getKey().value());
        entry.setFileMode(FileMode.REGULAR_FILE);
        entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, file.getValue().getBytes(UTF_8)));
        index.add(entry);
      }
      index.finish();
      var commit = new CommitBuilder();
      commit.setTreeId(index.getDirCache().writeTree(inserter));
      commit.setAuthor(author);
      commit.setCommitter(author);
      commit.setMessage(message);
      parent.ifPresent(id -> commit.setParentId(ObjectId.fromString(id.hex())));
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      move(branch, id);
      return new CommitId(id.name());
    } catch (IOException e) {
      throw new SourceFault(
          "No commit could be written to '" + repository.getDirectory() + "'.", e);
    }
  }

  private void move(String branch, ObjectId to) throws IOException {
    RefUpdate update = repository.updateRef(Constants.R_HEADS + branch);
    update.setNewObjectId(to);
    update.disableRefLog();
    RefUpdate.Result result = update.forceUpdate();
    switch (result) {
      case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> {}
      default -> throw new IOException("the branch " + branch + " did not move: " + result);
    }
  }

  @Override
  public void close() {
    repository.close();
  }
}
