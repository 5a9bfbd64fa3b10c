package io.github.sddtool.analysis;

import io.github.sddtool.analysis.config.RepositoryConfig;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Layout;
import io.github.sddtool.spec.SpecFormat;
import java.util.Collection;
import java.util.HashMap;
import java.util.function.Predicate;

/// A folder of specs in one format, and what lies there.
record SpecRoot(SpecFormat format, String path, Layout layout) {
  static SpecRoot of(SpecFormat format, String path, Collection<RepoPath> files) {
    return new SpecRoot(format, path, format.layout(path, files));
  }

  /// The same root with some of its specs.
  SpecRoot keeping(Predicate<RepoPath> isSpec) {
    var kept = new HashMap<>(layout.specs());
    kept.keySet().removeIf(isSpec.negate());
    return new SpecRoot(format, path, new Layout(kept, layout.sides(), layout.problems()));
  }

  /// Whether anything of the format is there.
  boolean isInhabited() {
    return !layout.specs().isEmpty() || !layout.sides().isEmpty();
  }

  /// Roots are told apart by where they are; what lies there may be much.
  @Override
  public int hashCode() {
    return 31 * path.hashCode() + format.name().hashCode();
  }

  /// As a configuration names it.
  RepositoryConfig.Root configured() {
    return new RepositoryConfig.Root(format.name(), path);
  }

  boolean owns(RepoPath file) {
    return format.owns(path, file);
  }

  /// Whether something that is no file stands in the root's place or below it.
  boolean holds(RepoPath link) {
    return path.isEmpty()
        ? owns(link)
        : link.value().equals(path) || link.value().startsWith(path + "/");
  }

  /// What stands before ids that roots in several folders share: the folder that holds the root.
  String folderPrefix() {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash) + ":";
  }

  /// The same for roots in one folder.
  String pathPrefix() {
    return (path.isEmpty() ? format.name() : path) + ":";
  }
}
