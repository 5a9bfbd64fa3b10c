package io.github.sddtool.spec;

import io.github.sddtool.source.RepoPath;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A way of writing specs that we can read. Formats know nothing of each other.
///
/// Reading never fails: whatever the text is, something comes back, and what is wrong with it
/// stands among its problems. What a format does not have it does not override.
public interface SpecFormat {
  /// The name in configuration and reports.
  String name();

  /// Whether [#roots] and [#layout] may answer otherwise because a file is there or is not. They
  /// give the same answers for the files this is true of as for all.
  default boolean looksAt(RepoPath file) {
    return true;
  }

  /// The root folders of this format among the files of a repository; empty where it is not used.
  /// `""` is the repository's root.
  Collection<String> roots(Collection<RepoPath> files);

  /// Which files below a root play which part. A configured root may be the format's own folder
  /// (`.kiro`), the folder of its specs (`.kiro/specs`) or the folder that holds it.
  Layout layout(String root, Collection<RepoPath> files);

  /// Whether a file belongs to the format, spec or not. Such files hold no markers.
  boolean owns(String root, RepoPath file);

  /// Reads a spec.
  SpecBody read(String text);

  /// Reads a spec of a format that is written in several markups, which the file's name tells.
  default SpecBody read(RepoPath path, String text) {
    return read(text);
  }

  /// Whether what a located file says makes it a spec.
  default boolean isSpec(RepoPath path, SpecBody body) {
    return true;
  }

  /// Reads a [Layout.Side.Tasks] or [Layout.Side.ProposalTasks].
  default TaskList readTasks(String text) {
    return TaskList.NONE;
  }

  /// Reads a [Layout.Side.Attributes] or [Layout.Side.ProposalText].
  default Attributes readAttributes(RepoPath path, String text) {
    return Attributes.NONE;
  }

  /// Reads a [Layout.Side.Amends].
  default Amendment.Body readAmendment(String text) {
    return new Amendment.Body(List.of(), List.of());
  }

  /// Reads a [Layout.Side.AmendsSeveral].
  default List<Amendment.Part> readAmendments(String text) {
    return List.of();
  }

  /// Reads a [Layout.Side.Constitutes].
  default Constitution.Body readConstitution(String text) {
    return new Constitution.Body(Optional.empty(), List.of(), List.of());
  }

  /// Reads a [Layout.Side.Domains].
  default DomainMap readDomains(String text) {
    return DomainMap.NONE;
  }

  /// What a file says about a spec or a proposal.
  ///
  /// @param fields single values by key, for example `status`
  record Attributes(Map<String, String> fields, List<SpecProblem> problems) {
    public static final Attributes NONE = new Attributes(Map.of(), List.of());

    public Attributes {
      fields = Map.copyOf(fields);
      problems = List.copyOf(problems);
    }
  }
}
