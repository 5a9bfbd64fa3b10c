package io.github.sddtool.source.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoPath;
import java.io.IOException;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ResolveMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;

/// Makes commits in a bare clone and pushes them to where it was cloned from. A branch moves only
/// from the commit that the pusher says it stands at; nothing is ever forced over what somebody
/// else pushed.
public final class BranchWriter {
  private static final int TIMEOUT_SECONDS = 30;

  /// Longer merges say nothing of the rest.
  private static final int MOST_MESSAGES = 1_000;

  private static final int MOST_FILES = 10;

  private final Repository clone;

  BranchWriter(Repository clone) {
    this.clone = clone;
  }

  /// Who commits, and when.
  public record Signature(String name, String email, Instant at) {
    /// Whom commits are by that no person asked for.
    public static final String TOOL = "SDD Tool";

    /// Nobody reads what is sent there.
    public static final String TOOL_EMAIL = "sdd@localhost";

    /// This program commits.
    public static Signature ofTool(Instant at) {
      return new Signature(TOOL, TOOL_EMAIL, at);
    }

    PersonIdent ident() {
      return new PersonIdent(name, email, at, ZoneOffset.UTC);
    }
  }

  /// What came of a push.
  public sealed interface Pushed {
    /// The branch stands at the commit.
    record Done() implements Pushed {}

    /// Somebody was faster: the branch stands elsewhere.
    record Moved() implements Pushed {}

    /// The other side does not want it.
    ///
    /// @param reason in its own words
    record Refused(String reason) implements Pushed {}
  }

  /// Whether one commit can be reached from another, or is it.
  public boolean isAncestor(CommitId earlier, CommitId later) {
    try (var walk = new RevWalk(clone)) {
      ObjectId id = ObjectId.fromString(earlier.hex());
      return clone.getObjectDatabase().has(id)
          && walk.isMergedInto(
              walk.parseCommit(id), walk.parseCommit(ObjectId.fromString(later.hex())));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// The commits by which a branch came from one commit to another, the oldest first: of merges
  /// only the first side.
  ///
  /// @param after an ancestor; it is not among them
  public List<CommitNote> steps(CommitId after, CommitId to) {
    var steps = new ArrayList<CommitNote>();
    try (var walk = new RevWalk(clone)) {
      RevCommit commit = walk.parseCommit(ObjectId.fromString(to.hex()));
      RevCommit end = walk.parseCommit(ObjectId.fromString(after.hex()));
      while (!commit.equals(end) && !walk.isMergedInto(commit, end)) {
        steps.addFirst(note(commit));
        if (commit.getParentCount() == 0) {
          break;
        }
        commit = walk.parseCommit(commit.getParent(0));
      }
      return steps;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// The last commits by which a branch came to a commit, that one too, the oldest first: of merges
  /// only the first side.
  public List<CommitNote> last(CommitId tip, int most) {
    var last = new ArrayList<CommitNote>();
    try (var walk = new RevWalk(clone)) {
      RevCommit commit = walk.parseCommit(ObjectId.fromString(tip.hex()));
      last.addFirst(note(commit));
      while (last.size() < most && commit.getParentCount() > 0) {
        commit = walk.parseCommit(commit.getParent(0));
        last.addFirst(note(commit));
      }
      return last;
    } catch (MissingObjectException cutOff) {
      return last;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// What a commit says.
  public CommitNote note(CommitId id) {
    try (var walk = new RevWalk(clone)) {
      return note(walk.parseCommit(ObjectId.fromString(id.hex())));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Whether a commit was written by somebody, and by nobody since: whoever amends or rebases it
  /// stands beside them.
  public boolean isBy(CommitId id, String name, String email) {
    try (var walk = new RevWalk(clone)) {
      RevCommit commit = walk.parseCommit(ObjectId.fromString(id.hex()));
      return List.of(commit.getAuthorIdent(), commit.getCommitterIdent()).stream()
          .allMatch(who -> who.getName().equals(name) && who.getEmailAddress().equals(email));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// When a commit was written.
  public Instant time(CommitId id) {
    try (var walk = new RevWalk(clone)) {
      return walk.parseCommit(ObjectId.fromString(id.hex())).getCommitterIdent().getWhenAsInstant();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Takes a ref of this clone away, so that one that is there after the next fetch is there on the
  /// other side, too.
  ///
  /// @param ref by its full name
  public void forget(String ref) {
    try {
      RefUpdate update = clone.updateRef(ref);
      update.setForceUpdate(true);
      update.delete();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private CommitNote note(RevCommit commit) throws IOException {
    PersonIdent author = commit.getAuthorIdent();
    return new CommitNote(
        new CommitId(commit.name()),
        author.getName(),
        author.getEmailAddress(),
        author.getWhenAsInstant(),
        commit.getFullMessage(),
        brought(commit));
  }

  private List<String> brought(RevCommit commit) throws IOException {
    var messages = new ArrayList<String>();
    try (var walk = new RevWalk(clone)) {
      walk.sort(RevSort.TOPO);
      walk.markStart(walk.parseCommit(commit));
      if (commit.getParentCount() > 0) {
        walk.markUninteresting(walk.parseCommit(commit.getParent(0)));
      }
      for (RevCommit one : walk) {
        messages.add(one.getFullMessage());
        if (messages.size() >= MOST_MESSAGES) {
          break;
        }
      }
    }
    return messages;
  }

  /// Makes a commit that changes some files of its parent; no branch moves.
  ///
  /// @param files by path what each says; empty where it is removed
  public CommitId commit(
      CommitId parent,
      Map<RepoPath, Optional<String>> files,
      Signature author,
      Signature committer,
      String message) {
    try (ObjectInserter inserter = clone.newObjectInserter();
        ObjectReader reader = clone.newObjectReader();
        var walk = new RevWalk(reader)) {
      DirCache index = read(reader, walk.parseCommit(ObjectId.fromString(parent.hex())));
      DirCacheEditor editor = index.editor();
      for (var file : files.entrySet()) {
        editor.add(edit(file.getKey(), file.getValue(), inserter));
      }
      editor.finish();
      var commit = new CommitBuilder();
      commit.setTreeId(index.writeTree(inserter));
      commit.setParentId(ObjectId.fromString(parent.hex()));
      commit.setAuthor(author.ident());
      commit.setCommitter(committer.ident());
      commit.setMessage(message);
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return new CommitId(id.name());
    } catch (IOException e) {
      throw new SourceFault("no commit could be written to " + clone.getDirectory(), e);
    }
  }

  /// What came of taking commits back.
  public sealed interface TakenBack {
    /// It went.
    record Clean(CommitId commit) implements TakenBack {}

    /// Others changed the same places since.
    record Conflict(List<String> files) implements TakenBack {
      public Conflict {
        files = List.copyOf(files);
      }
    }

    /// Nothing of them is left.
    record Nothing() implements TakenBack {}
  }

  /// Makes a commit that takes back what a branch did from one commit to another, whatever was
  /// merged in between; no branch moves.
  ///
  /// @param tip that it is made upon; where others have pushed since, their work stays
  /// @param from the state that is wanted again
  /// @param to the state that is not
  public TakenBack takeBack(
      CommitId tip, CommitId from, CommitId to, Signature author, String message) {
    try (ObjectInserter inserter = clone.newObjectInserter();
        var walk = new RevWalk(inserter.newReader())) {
      RevCommit ours = walk.parseCommit(ObjectId.fromString(tip.hex()));
      var merger = (ResolveMerger) MergeStrategy.RECURSIVE.newMerger(clone, true);
      merger.setObjectInserter(inserter);
      merger.setBase(walk.parseCommit(ObjectId.fromString(to.hex())));
      // Without flushing: it would close the inserter, which writes the commit, too.
      if (!merger.merge(false, ours, walk.parseCommit(ObjectId.fromString(from.hex())))) {
        return new TakenBack.Conflict(
            merger.getUnmergedPaths().stream().sorted().limit(MOST_FILES).toList());
      }
      if (merger.getResultTreeId().equals(ours.getTree())) {
        return new TakenBack.Nothing();
      }
      var commit = new CommitBuilder();
      commit.setTreeId(merger.getResultTreeId());
      commit.setParentId(ours);
      commit.setAuthor(author.ident());
      commit.setCommitter(author.ident());
      commit.setMessage(message);
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return new TakenBack.Clean(new CommitId(id.name()));
    } catch (IOException e) {
      throw new SourceFault("no commit could be written to " + clone.getDirectory(), e);
    }
  }

  /// The earlier commit of a branch whose files are those of a commit: whoever made it went back to
  /// where the branch had been.
  ///
  /// @param commit whose first parent is where looking begins
  /// @param most commits that are looked at
  public Optional<CommitId> sameAsBefore(CommitId commit, int most) {
    try (var walk = new RevWalk(clone)) {
      RevCommit one = walk.parseCommit(ObjectId.fromString(commit.hex()));
      RevCommit earlier = one;
      for (int i = 0; i < most && earlier.getParentCount() > 0; i++) {
        earlier = walk.parseCommit(earlier.getParent(0));
        // The one right before is no earlier state: a commit that changes nothing takes nothing
        // back.
        if (i > 0 && earlier.getTree().equals(one.getTree())) {
          return Optional.of(new CommitId(earlier.name()));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static DirCache read(ObjectReader reader, RevCommit commit) throws IOException {
    DirCache index = DirCache.newInCore();
    DirCacheBuilder builder = index.builder();
    builder.addTree(new byte[0], DirCacheEntry.STAGE_0, reader, commit.getTree());
    builder.finish();
    return index;
  }

  private static DirCacheEditor.PathEdit edit(
      RepoPath path, Optional<String> text, ObjectInserter inserter) throws IOException {
    if (text.isEmpty()) {
      return new DirCacheEditor.DeletePath(path.value());
    }
    ObjectId blob = inserter.insert(Constants.OBJ_BLOB, text.get().getBytes(UTF_8));
    return new DirCacheEditor.PathEdit(path.value()) {
      @Override
      public void apply(DirCacheEntry entry) {
        if (entry.getRawMode() == 0) {
          entry.setFileMode(FileMode.REGULAR_FILE);
        }
        entry.setObjectId(blob);
      }
    };
  }

  /// Moves a branch of the other side.
  ///
  /// @param expected where it stands; empty where it is not there yet
  /// @param replace whether it may be moved to a commit that does not follow: for branches that are
  ///   ours alone
  /// @throws SourceFault when this clone is shallow
  /// @throws ForgeFault when the other side does not answer
  public Pushed push(
      FetchRequest to, String branch, Optional<CommitId> expected, CommitId tip, boolean replace) {
    if (GitHistory.isShallow(clone)) {
      throw new SourceFault("this clone is shallow, and nothing is pushed from such a clone");
    }
    var host = new OneHost(to);
    try (Transport transport = Transport.open(clone, new URIish(to.uri().toString()))) {
      transport.setTimeout(TIMEOUT_SECONDS);
      if (transport instanceof TransportHttp http) {
        host.guard(http);
      }
      var update =
          new RemoteRefUpdate(
              clone,
              tip.hex(),
              Constants.R_HEADS + branch,
              replace,
              null,
              expected.map(id -> ObjectId.fromString(id.hex())).orElse(ObjectId.zeroId()));
      transport.push(NullProgressMonitor.INSTANCE, List.of(update));
      return outcome(update);
    } catch (NotSupportedException | URISyntaxException e) {
      throw new SourceFault("cannot push to " + to.uri(), e);
    } catch (IOException e) {
      return meaning(to, host.status(), e);
    }
  }

  private static Pushed outcome(RemoteRefUpdate update) {
    String reason = String.valueOf(update.getMessage());
    return switch (update.getStatus()) {
      case OK, UP_TO_DATE -> new Pushed.Done();
      case REJECTED_REMOTE_CHANGED, REJECTED_NONFASTFORWARD -> new Pushed.Moved();
      case REJECTED_OTHER_REASON ->
          reason.contains("failed to update ref")
                  || reason.contains("cannot lock ref")
                  || reason.contains("failed to lock")
                  || reason.contains("lock error")
                  || reason.contains("stale info")
              ? new Pushed.Moved()
              : new Pushed.Refused(reason);
      default -> new Pushed.Refused(update.getStatus() + ": " + reason);
    };
  }

  private static Pushed meaning(FetchRequest to, int status, IOException e) {
    if (status == 401 || status == 403) {
      return new Pushed.Refused(to.uri() + " refused access (" + status + ")");
    }
    throw new ForgeFault(
        "pushing to " + to.uri() + " did not succeed: " + e.getMessage(),
        new ForgeFault.Retry.Backoff(),
        e);
  }

  private SourceFault unreadable(IOException e) {
    return new SourceFault("cannot read the git repository " + clone.getDirectory(), e);
  }
}
