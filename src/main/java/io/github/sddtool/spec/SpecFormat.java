package io.github.sddtool.spec;

import io.github.sddtool.source.RepoPath;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// A way of writing specs that we can read. Formats know nothing of each other.
public interface SpecFormat {
  /// The name in configuration and reports.
  String name();

  /// The root folders of this format among the files of a repository; empty where it is not used.
  /// `""` is the repository's root.
  Collection<String> roots(Collection<RepoPath> files);

  /// Which files below a root are specs, and the id of each.
  Map<RepoPath, String> locate(String root, Collection<RepoPath> files);

  /// Whether a file belongs to the format without being a spec: plans, tasks, the constitution.
  /// Such files hold no markers.
  boolean owns(String root, RepoPath file);

  /// Reads a spec. Whatever the text is, something comes back; what is wrong with it stands in
  /// [SpecBody#problems()].
  SpecBody read(String text);

  /// The constitution's path below a root, for formats that have one.
  Optional<RepoPath> constitutionPath(String root);

  /// Reads a constitution that stands at [#constitutionPath(String)].
  Constitution readConstitution(RepoPath path, String text);
}
