package io.github.sddtool.analysis.trace;

import io.github.sddtool.source.FileTree;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Companions;
import io.github.sddtool.spec.DomainMap;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

// @spec engine/markers#REQ-MARK-015
/// Which specs a file belongs to: those whose tasks list it, those of the domain it lies in.
final class Belonging {
  private final Map<RepoPath, Set<String>> listed = new HashMap<>();
  private final Map<String, Set<String>> domains = new LinkedHashMap<>();

  Belonging(SpecSet specs, Companions companions, FileTree files) {
    var paths = new TaskPaths(files);
    for (Spec spec : specs.specs()) {
      companions.tasksOf(spec).stream()
          .flatMap(task -> task.refers().paths().stream())
          .distinct()
          .map(paths::resolve)
          .flatMap(Optional::stream)
          .forEach(file -> listed.computeIfAbsent(file, _ -> new TreeSet<>()).add(spec.id()));
    }
    var members = new HashMap<String, List<String>>();
    if (!companions.domains().isEmpty()) {
      for (Spec spec : specs.specs()) {
        spec.domain()
            .ifPresent(
                domain -> members.computeIfAbsent(domain, _ -> new ArrayList<>()).add(spec.id()));
      }
    }
    companions
        .domains()
        .forEach(map -> map.value().domains().forEach(domain -> add(domain, specs, members)));
  }

  /// @param members the ids of the specs that say themselves which domain they are of
  private void add(DomainMap.Domain domain, SpecSet specs, Map<String, List<String>> members) {
    String folder = domain.path().map(Belonging::folder).orElse("");
    if (folder.isEmpty()) {
      return;
    }
    Set<String> ids = domains.computeIfAbsent(folder, _ -> new TreeSet<>());
    for (String name : domain.specs()) {
      if (specs.resolve(name) instanceof SpecSet.Resolution.Found(Spec spec)) {
        ids.add(spec.id());
      }
    }
    ids.addAll(members.getOrDefault(domain.id(), List.of()));
  }

  private static String folder(String path) {
    String folder = path.startsWith("./") ? path.substring(2) : path;
    int end = folder.length();
    while (end > 0 && "/*".indexOf(folder.charAt(end - 1)) >= 0) {
      end--;
    }
    return folder.substring(0, end);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Belonging that
        && listed.equals(that.listed)
        && domains.equals(that.domains);
  }

  @Override
  public int hashCode() {
    return 31 * listed.hashCode() + domains.hashCode();
  }

  /// The specs whose tasks list a file.
  Set<String> listedBy(RepoPath file) {
    return listed.getOrDefault(file, Set.of());
  }

  /// The specs of the domain a file lies in; empty where it lies in none, or in several.
  Set<String> ofDomain(RepoPath file) {
    List<Set<String>> around =
        domains.entrySet().stream()
            .filter(domain -> file.value().startsWith(domain.getKey() + "/"))
            .map(Map.Entry::getValue)
            .toList();
    return around.size() == 1 ? around.getFirst() : Set.of();
  }

  /// Finds the files that tasks name.
  private static final class TaskPaths {
    private final FileTree files;
    private final Map<String, Optional<RepoPath>> known = new HashMap<>();

    TaskPaths(FileTree files) {
      this.files = files;
    }

    /// From the repository's root, else by a suffix that one file alone has.
    Optional<RepoPath> resolve(String written) {
      return known.computeIfAbsent(written, this::find);
    }

    private Optional<RepoPath> find(String written) {
      String path = written.startsWith("./") ? written.substring(2) : written;
      path = path.startsWith("/") ? path.substring(1) : path;
      int colon = path.indexOf(':');
      String plain = colon > 0 ? path.substring(0, colon) : path;
      String name = plain.substring(plain.lastIndexOf('/') + 1);
      boolean command = plain.contains(" ") || !(name.contains(".") || plain.contains("/"));
      if (command || name.isEmpty()) {
        return Optional.empty();
      }
      RepoPath whole = RepoPath.of(plain);
      if (files.contains(whole)) {
        return Optional.of(whole);
      }
      List<RepoPath> ending =
          files.named(name).stream()
              .filter(known -> known.endsWith("/" + plain))
              .map(RepoPath::of)
              .filter(files::contains)
              .limit(2)
              .toList();
      return ending.size() == 1 ? Optional.of(ending.getFirst()) : Optional.empty();
    }
  }
}
