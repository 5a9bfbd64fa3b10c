package io.github.sddtool.source.git;

import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.source.CommitId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

// @spec cli/pipelines#REQ-PIPE-002
/// The remote that a pipeline's clone was made of. Pipelines clone as little as they can; what a
/// comparison needs beyond that is asked of it with the machine's git, by the clone's own settings
/// and credentials.
public final class Origin implements Promisor {
  private static final String NAME = "origin";
  private static final String BRANCHES = "refs/remotes/" + NAME + "/";

  /// The disk is whose the pipeline is.
  private static final FetchLimits LIMITS =
      new FetchLimits(Duration.ofMinutes(1), Duration.ofMinutes(10), 0);

  /// Most branches are young; only then is everything worth its time.
  private static final List<String> STEPS = List.of("--deepen=100", "--deepen=1000", "--unshallow");

  private final Repository clone;
  private final Iterator<String> steps = STEPS.iterator();

  /// What is compared, and so has to be reached from both sides.
  private final Set<String> compared = new LinkedHashSet<>();

  Origin(Repository clone) {
    this.clone = clone;
  }

  /// Where a branch stands there, as far as this clone knows or can be told.
  public Optional<CommitId> tip(String branch) {
    Optional<CommitId> tip = here(BRANCHES + branch);
    if (tip.isEmpty()) {
      fetch(shallowly(), List.of("+refs/heads/" + branch + ":" + BRANCHES + branch));
      tip = here(BRANCHES + branch);
    }
    tip.ifPresent(commit -> compared.add(commit.hex()));
    return tip;
  }

  /// A commit, if it is here or there.
  public Optional<CommitId> commit(CommitId id) {
    if (!isHere(id)) {
      fetch(shallowly(), List.of(id.hex()));
    }
    Optional<CommitId> found = Optional.of(id).filter(this::isHere);
    found.ifPresent(commit -> compared.add(commit.hex()));
    return found;
  }

  @Override
  public boolean promises() {
    return false;
  }

  @Override
  public void fetch(Collection<ObjectId> objects) {
    throw new IllegalStateException("nothing is promised");
  }

  @Override
  public boolean deepen() {
    here(Constants.HEAD).ifPresent(head -> compared.add(head.hex()));
    while (GitHistory.isShallow(clone) && steps.hasNext()) {
      if (fetch(List.of(steps.next()), List.copyOf(compared))) {
        return true;
      }
    }
    return false;
  }

  private boolean fetch(List<String> options, List<String> refspecs) {
    var words = new ArrayList<>(List.of("fetch", "--quiet", "--no-tags", "--no-write-fetch-head"));
    words.addAll(options);
    words.add(NAME);
    words.addAll(refspecs);
    Path folder = clone.getDirectory().toPath();
    return GitProgram.find()
        .filter(git -> git.runAsUser(folder, LIMITS, words, List.of()).isEmpty())
        .isPresent();
  }

  private List<String> shallowly() {
    return GitHistory.isShallow(clone) ? List.of("--depth=1") : List.of();
  }

  private boolean isHere(CommitId id) {
    try (var reader = clone.newObjectReader()) {
      return reader.has(ObjectId.fromString(id.hex()));
    } catch (IOException e) {
      throw new SourceFault("cannot read the git repository " + clone.getDirectory(), e);
    }
  }

  private Optional<CommitId> here(String ref) {
    try {
      Ref found = clone.exactRef(ref);
      return found == null || found.getObjectId() == null
          ? Optional.empty()
          : Optional.of(new CommitId(found.getObjectId().name()));
    } catch (IOException e) {
      throw new SourceFault("cannot read the git repository " + clone.getDirectory(), e);
    }
  }
}
