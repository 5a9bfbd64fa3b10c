package io.github.sddtool.analysis.trace;

import io.github.sddtool.facts.Marker;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What one file says about which specs its markers mean. Texts that many markers share are read
/// once.
final class FileScope {
  private final SpecNames names;
  private final Belonging belonging;
  private final RepoPath path;
  private final String header;
  private final IdentityHashMap<String, Optional<Spec>> known = new IdentityHashMap<>();

  FileScope(SpecNames names, Belonging belonging, RepoPath path, String header) {
    this.names = names;
    this.belonging = belonging;
    this.path = path;
    this.header = header;
  }

  /// The one spec that is named on the marker's line, in its comment, in the title of a test around
  /// it, or in the file's header: the first of these that names exactly one.
  Optional<Spec> named(Marker marker) {
    for (String near : marker.around().near()) {
      Optional<Spec> one = one(near);
      if (one.isPresent()) {
        return one;
      }
    }
    return one(header);
  }

  private Optional<Spec> one(String text) {
    return known.computeIfAbsent(
        text,
        t -> {
          Set<Spec> named = names.in(t);
          return named.size() == 1 ? Optional.of(named.iterator().next()) : Optional.empty();
        });
  }

  /// The only one of several requirements whose spec the file belongs to.
  Optional<RequirementKey> concluded(List<RequirementKey> keys) {
    Set<String> listed = belonging.listedBy(path);
    Optional<RequirementKey> byTasks = listed.size() == 1 ? only(keys, listed) : Optional.empty();
    return byTasks.or(() -> only(keys, belonging.ofDomain(path)));
  }

  private static Optional<RequirementKey> only(List<RequirementKey> keys, Set<String> specs) {
    if (specs.isEmpty()) {
      return Optional.empty();
    }
    List<RequirementKey> of =
        keys.stream().filter(key -> specs.contains(key.spec())).limit(2).toList();
    return of.size() == 1 ? Optional.of(of.getFirst()) : Optional.empty();
  }
}
