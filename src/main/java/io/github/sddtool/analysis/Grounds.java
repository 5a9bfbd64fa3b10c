package io.github.sddtool.analysis;

import io.github.sddtool.source.FileDelta;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Companions;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.spec.SpecSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a snapshot states: where its specs stand, and what they and their companions say. Markers
/// are resolved on these grounds.
///
/// @param documents the files that formats look at, by path
/// @param prose the spec that each text belongs to, by the text's path
record Grounds(
    List<SpecFormat> formats,
    Set<RepoPath> documents,
    List<SpecRoot> roots,
    SpecSet specs,
    Companions companions,
    Map<RepoPath, String> prose) {

  /// Whether a file belongs to a format, spec or not.
  boolean own(RepoPath file) {
    return roots.stream().anyMatch(root -> root.owns(file));
  }

  /// Whether these are the grounds of a snapshot too that differs in some files.
  boolean standAfter(List<FileDelta> deltas) {
    return deltas.stream().noneMatch(delta -> concerns(delta.path()));
  }

  private boolean concerns(RepoPath file) {
    return own(file) || formats.stream().anyMatch(format -> format.looksAt(file));
  }

  /// Whether a marker means here what it means there. Statements, scenarios, levels and the like
  /// may differ: no marker is resolved by them.
  boolean resolveLike(Grounds other) {
    return roots.equals(other.roots)
        && prose.equals(other.prose)
        && companions.tasks().equals(other.companions.tasks())
        && companions.domains().equals(other.companions.domains())
        && companions.proposals().equals(other.companions.proposals())
        && areNamedAlike(other);
  }

  private boolean areNamedAlike(Grounds other) {
    if (specs.specs().size() != other.specs.specs().size()) {
      return false;
    }
    Iterator<Spec> others = other.specs.specs().iterator();
    for (Spec spec : specs.specs()) {
      if (!isNamedAlike(spec, others.next())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNamedAlike(Spec spec, Spec other) {
    if (spec.body().equals(other.body())) {
      return spec.id().equals(other.id()) && spec.path().equals(other.path());
    }
    List<Requirement> these = spec.body().requirements();
    List<Requirement> those = other.body().requirements();
    if (!spec.id().equals(other.id())
        || !spec.path().equals(other.path())
        || !spec.domain().equals(other.domain())
        || these.size() != those.size()) {
      return false;
    }
    for (int i = 0; i < these.size(); i++) {
      if (!these.get(i).id().equals(those.get(i).id())
          || !these.get(i).title().equals(those.get(i).title())
          || !these.get(i).nature().equals(those.get(i).nature())) {
        return false;
      }
    }
    return true;
  }
}
