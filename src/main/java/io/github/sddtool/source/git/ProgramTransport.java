package io.github.sddtool.source.git;

import io.github.sddtool.fault.SourceFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;

// @spec app/clones#REQ-CLONE-004, app/clones#REQ-CLONE-005
/// Fetches with the `git` of this machine: commits and trees at once, as far back as anybody looks,
/// and contents when they are read.
final class ProgramTransport implements Transport {
  private static final String REMOTE = "remote";
  private static final String ORIGIN = "origin";
  private static final String PROMISOR = "promisor";
  private static final String FILTER = "--filter=blob:none";

  private final GitProgram git;
  private final FetchRequest request;
  private final FetchLimits limits;
  private final Optional<Integer> depth;
  private final LibraryTransport library;

  /// @param depth how many commits back the history of a new clone goes, whose contents come when
  ///   they are read; empty for a clone that holds everything
  ProgramTransport(
      GitProgram git, FetchRequest request, FetchLimits limits, Optional<Integer> depth) {
    this.git = git;
    this.request = request;
    this.limits = limits;
    this.depth = depth;
    this.library = new LibraryTransport(request, limits);
  }

  /// Whether a clone was made without contents.
  static boolean isPartial(Repository clone) {
    return clone.getConfig().getBoolean(REMOTE, ORIGIN, PROMISOR, false);
  }

  @Override
  public void fill(Repository clone) throws Damaged {
    if (depth.isPresent()) {
      promise(clone);
    }
    List<String> options =
        depth.map(commits -> List.of(FILTER, "--depth=" + commits)).orElse(List.of());
    Optional<GitProgram.Failure> failure = fetch(clone, options, request.refspecs());
    if (failure.isPresent()) {
      explain(clone, failure.get());
      throw new Barred(failure.get().reason());
    }
    library.checkHealth(clone);
  }

  /// Contents that are missing are promised by the remote.
  private static void promise(Repository clone) throws Damaged {
    try {
      StoredConfig config = clone.getConfig();
      config.setBoolean(REMOTE, ORIGIN, PROMISOR, true);
      config.setString(REMOTE, ORIGIN, "partialclonefilter", "blob:none");
      config.save();
    } catch (IOException e) {
      throw new Damaged("cannot write its settings", e);
    }
  }

  @Override
  public void update(Repository clone) throws Damaged {
    if (depth.isEmpty() && isPartial(clone)) {
      throw new Damaged("it holds only what was read");
    }
    List<String> options = isPartial(clone) ? List.of(FILTER) : List.of();
    Optional<GitProgram.Failure> failure = fetch(clone, options, request.refspecs());
    if (failure.isPresent()) {
      explain(clone, failure.get());
      throw new Damaged(failure.get().reason());
    }
    library.checkHealth(clone);
    tidy(clone);
  }

  /// Throws what the failure means, where the other side has to do with it.
  private void explain(Repository clone, GitProgram.Failure failure) {
    for (String refspec : request.refspecs()) {
      String source = refspec.replaceFirst("^\\+", "").replaceFirst(":.*$", "");
      if (failure.reason().contains("remote ref " + source)
          || failure.reason().contains("not our ref " + source)) {
        throw new SourceFault(request.uri() + " has no " + source);
      }
    }
    library.probe(clone);
  }

  private Optional<GitProgram.Failure> fetch(
      Repository clone, List<String> options, List<String> refspecs) {
    var words = words(options);
    words.add(ORIGIN);
    // Forced: the clone mirrors, it has no commits of its own to lose.
    refspecs.forEach(one -> words.add(one.startsWith("+") ? one : "+" + one));
    return git.run(clone.getDirectory().toPath(), request, limits, words, List.of());
  }

  private static List<String> words(List<String> options) {
    var words = new ArrayList<>(GitProgram.FETCH);
    words.addAll(options);
    return words;
  }

  /// Puts packs together when they are many. A failure is the next fetch's to meet.
  private void tidy(Repository clone) {
    if (!isScattered(clone.getDirectory().toPath())) {
      return;
    }
    git.run(
        clone.getDirectory().toPath(),
        request,
        limits,
        List.of("gc", "--auto", "--quiet"),
        List.of());
  }

  /// Whether git would find something to put together. Asking git itself costs a process with every
  /// fetch.
  private static boolean isScattered(Path clone) {
    Path objects = clone.resolve("objects");
    return count(objects.resolve("pack"), "*.pack") > GitProgram.MOST_PACKS
        // Ids are spread evenly, so that one folder of 256 tells of all, as git itself reckons.
        || count(objects.resolve("17"), "*") > GitProgram.MOST_LOOSE / 256;
  }

  private static int count(Path folder, String names) {
    int count = 0;
    try (var files = Files.newDirectoryStream(folder, names)) {
      for (Path _ : files) {
        count++;
      }
    } catch (IOException e) {
      // There is none, or whoever reads it next will tell.
    }
    return count;
  }

  @Override
  public Promisor promisor(Repository clone) {
    return isPartial(clone) ? new Rest(clone) : Promisor.NONE;
  }

  /// What the other side still has.
  private final class Rest implements Promisor {
    private final Repository clone;

    Rest(Repository clone) {
      this.clone = clone;
    }

    @Override
    public boolean promises() {
      return true;
    }

    @Override
    public void fetch(Collection<ObjectId> objects) {
      List<String> words = new ArrayList<>(List.of("-c", "fetch.negotiationAlgorithm=noop"));
      words.addAll(words(List.of(FILTER, "--stdin", ORIGIN)));
      List<String> ids = objects.stream().map(ObjectId::name).toList();
      done(git.run(clone.getDirectory().toPath(), request, limits, words, ids));
    }

    /// All of it: what is behind the usual depth is seldom needed, and then once.
    @Override
    public boolean deepen(Set<ObjectId> gaps) {
      // Whoever reads the same clone beside this may have brought it meanwhile.
      if (GitHistory.isShallow(clone)) {
        done(
            ProgramTransport.this.fetch(clone, List.of(FILTER, "--unshallow"), request.refspecs()));
      }
      return true;
    }

    private void done(Optional<GitProgram.Failure> failure) {
      if (failure.isPresent()) {
        library.probe(clone);
        throw new SourceFault("cannot fetch from " + request.uri() + ": " + failure.get().reason());
      }
    }
  }
}
