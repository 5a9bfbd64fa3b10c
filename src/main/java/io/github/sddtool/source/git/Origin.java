package io.github.sddtool.source.git;

import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.source.CommitId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

// @spec cli/pipelines#REQ-PIPE-002
/// The remote that a pipeline's clone was made of. Pipelines clone as little as they can; what a
/// comparison needs beyond that is asked of it with the machine's git, by the clone's own settings
/// and credentials.
public final class Origin implements Promisor {
  private static final String NAME = "origin";
  private static final String BRANCHES = "refs/remotes/" + NAME + "/";
  private static final String TAGS = "refs/tags/";

  /// The disk is whose the pipeline is.
  private static final FetchLimits LIMITS =
      new FetchLimits(Duration.ofMinutes(1), Duration.ofMinutes(10), 0);

  /// Most branches are young; only then is everything worth its time.
  private static final List<String> STEPS = List.of("--deepen=100", "--deepen=1000", "--unshallow");

  private final Repository clone;
  private final Iterator<String> steps = STEPS.iterator();

  Origin(Repository clone) {
    this.clone = clone;
  }

  /// What came of asking for something.
  public sealed interface Answer {
    /// It is here.
    ///
    /// @param revision what it is called here: a whole ref, which no tag of the same name hides, or
    ///   an id
    record Here(String revision) implements Answer {}

    /// It is not.
    ///
    /// @param reason in git's words
    record Refused(String reason) implements Answer {}
  }

  /// A branch as it stands there, as far as this clone knows or can be told.
  public Answer branch(String name) {
    return ref("refs/heads/" + name, BRANCHES + name);
  }

  /// A commit.
  public Answer commit(CommitId id) {
    if (isHere(id)) {
      return new Answer.Here(id.hex());
    }
    Optional<String> refusal = fetch(shallowly(), List.of(id.hex()));
    return refusal.<Answer>map(Answer.Refused::new).orElseGet(() -> new Answer.Here(id.hex()));
  }

  // @spec cli/pipelines#REQ-PIPE-005
  /// What somebody named: a branch, with or without the remote's name before it, a tag, or the
  /// whole id of a commit.
  public Answer named(String revision) {
    if (revision.matches("[0-9a-f]{40}")) {
      return commit(new CommitId(revision));
    }
    String branch =
        revision.startsWith(NAME + "/") ? revision.substring(NAME.length() + 1) : revision;
    return switch (branch(branch)) {
      case Answer.Here here -> here;
      case Answer.Refused refused ->
          ref(TAGS + revision, TAGS + revision) instanceof Answer.Here tag ? tag : refused;
    };
  }

  private Answer ref(String there, String here) {
    if (isHere(here)) {
      return new Answer.Here(here);
    }
    Optional<String> refusal = fetch(shallowly(), List.of("+" + there + ":" + here));
    return refusal.<Answer>map(Answer.Refused::new).orElseGet(() -> new Answer.Here(here));
  }

  @Override
  public boolean promises() {
    return false;
  }

  @Override
  public void fetch(Collection<ObjectId> objects) {
    throw new IllegalStateException("nothing is promised");
  }

  // @spec cli/pipelines#REQ-PIPE-006
  /// The gaps themselves are asked for, so that nothing else is deepened, and it does not matter
  /// whether the remote knows the commits that are compared.
  @Override
  public boolean deepen(Set<ObjectId> gaps) {
    List<String> wanted = gaps.stream().map(ObjectId::name).sorted().toList();
    Optional<String> refusal = Optional.empty();
    while (steps.hasNext()) {
      refusal = fetch(List.of(steps.next()), wanted);
      if (refusal.isEmpty()) {
        return true;
      }
    }
    if (refusal.isPresent()) {
      throw new SourceFault(
          "the history that this comparison takes cannot be fetched (%s). %s"
              .formatted(refusal.get(), GitHistory.WHOLE));
    }
    return false;
  }

  /// Why git could not; empty when it could.
  private Optional<String> fetch(List<String> options, List<String> refspecs) {
    Optional<GitProgram> git = GitProgram.find();
    if (git.isEmpty()) {
      return Optional.of("there is no git 2.36 or newer on the PATH");
    }
    var words = new ArrayList<>(GitProgram.FETCH);
    words.addAll(options);
    words.addAll(List.of("--stdin", NAME));
    return git.get()
        .runAsUser(clone.getDirectory().toPath(), LIMITS, words, refspecs)
        .map(Origin::gist);
  }

  /// The line that tells, without what a URL may hold before its host.
  private static String gist(GitProgram.Failure failure) {
    List<String> lines = failure.reason().lines().toList();
    return lines.stream()
        .filter(line -> line.startsWith("fatal: ") || line.startsWith("error: "))
        .findFirst()
        .or(() -> lines.stream().findFirst())
        .orElse("git does not say why")
        .replaceAll("//[^/@\\s]*@", "//");
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

  private boolean isHere(String ref) {
    try {
      return clone.exactRef(ref) != null;
    } catch (IOException e) {
      throw new SourceFault("cannot read the git repository " + clone.getDirectory(), e);
    }
  }
}
