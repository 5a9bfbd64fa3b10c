package io.github.sddtool.analysis;

import io.github.sddtool.source.FileDelta;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Companions;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.spec.SpecSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a snapshot states: where its specs stand, and what they and their companions say. Markers
/// are resolved on these grounds.
///
/// @param documents the files that formats look at, by path
/// @param prose the spec that each text belongs to, by the text's path
/// @param attributes what other files say about specs, by id
record Grounds(
    List<SpecFormat> formats,
    Set<RepoPath> documents,
    List<SpecRoot> roots,
    SpecSet specs,
    Companions companions,
    Map<RepoPath, String> prose,
    Map<String, SpecFormat.Attributes> attributes) {

  /// Whether a file belongs to a format, spec or not.
  boolean own(RepoPath file) {
    return roots.stream().anyMatch(root -> root.owns(file));
  }

  /// Whether these are the grounds of a snapshot too that differs in some files.
  boolean standAfter(List<FileDelta> deltas) {
    return deltas.stream().noneMatch(delta -> concerns(delta.path()));
  }

  /// The root that has a file for a spec and for nothing else.
  Optional<SpecRoot> rootOfSpec(RepoPath file) {
    return roots.stream().anyMatch(root -> root.layout().sides().containsKey(file))
        ? Optional.empty()
        : roots.stream().filter(root -> root.layout().specs().containsKey(file)).findFirst();
  }

  /// Whether a file has a say in what the grounds are.
  boolean concerns(RepoPath file) {
    return own(file) || formats.stream().anyMatch(format -> format.looksAt(file));
  }

  /// How far what differs between two grounds reaches: which files' markers may mean something
  /// else.
  ///
  /// @param all any file's
  /// @param ids files that name one of these ids, in lower case
  /// @param hints files with a marker that names nothing, for what it may have meant is told
  /// @param titles files in which titles are found, or may be
  record Reach(boolean all, Set<String> ids, boolean hints, boolean titles) {
    static final Reach NOWHERE = new Reach(false, Set.of(), false, false);
    static final Reach EVERYWHERE = new Reach(true, Set.of(), true, true);
  }

  /// What differs from other grounds. Statements, scenarios, levels and the like reach nowhere: no
  /// marker is resolved by them.
  Reach since(Grounds other) {
    boolean placedAlike =
        roots.equals(other.roots)
            && prose.equals(other.prose)
            && specs.specs().size() == other.specs.specs().size();
    if (!placedAlike) {
      return Reach.EVERYWHERE;
    }
    var ids = new HashSet<String>();
    boolean titles = false;
    Iterator<Spec> others = other.specs.specs().iterator();
    for (Spec spec : specs.specs()) {
      Spec before = others.next();
      if (spec.equals(before)) {
        continue;
      }
      if (!spec.id().equals(before.id())
          || !spec.path().equals(before.path())
          || !spec.domain().equals(before.domain())) {
        return Reach.EVERYWHERE;
      }
      List<Requirement> these = spec.body().requirements();
      List<Requirement> those = before.body().requirements();
      if (!isNamedAlike(these, those)) {
        titles = true;
        these.forEach(one -> ids.add(one.id().toLowerCase(Locale.ROOT)));
        those.forEach(one -> ids.add(one.id().toLowerCase(Locale.ROOT)));
      }
    }
    boolean hints = titles || !companions.proposals().equals(other.companions.proposals());
    return new Reach(false, ids, hints, titles);
  }

  private static boolean isNamedAlike(List<Requirement> these, List<Requirement> those) {
    if (these.equals(those)) {
      return true;
    }
    if (these.size() != those.size()) {
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
