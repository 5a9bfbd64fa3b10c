package io.github.sddtool.analysis;

import io.github.sddtool.analysis.config.RepositoryConfig;
import io.github.sddtool.facts.FactsReader;
import io.github.sddtool.source.Crew;
import io.github.sddtool.source.FileDelta;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.FileTree;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.spec.SpecSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Finds the specs of a snapshot and what accompanies them, and reads both.
final class GroundsReader {
  private final List<SpecFormat> formats;
  private final RepositoryConfig config;
  private final FactsReader facts;
  private final Crew crew;

  GroundsReader(List<SpecFormat> formats, RepositoryConfig config, FactsReader facts, Crew crew) {
    this.formats = formats;
    this.config = config;
    this.facts = facts;
    this.crew = crew;
  }

  private record Located(SpecRoot root, FileEntry file, String id) {}

  /// The grounds of a snapshot.
  Grounds read(Snapshot snapshot, FileTree files) {
    Set<RepoPath> documents = new TreeSet<>();
    for (RepoPath path : files.paths()) {
      if (isDocument(path)) {
        documents.add(path);
      }
    }
    return read(snapshot, files, documents);
  }

  /// The grounds of a snapshot that differs in some files from one whose grounds are known.
  Grounds read(Snapshot snapshot, FileTree files, Grounds before, List<FileDelta> changed) {
    Set<RepoPath> documents = new TreeSet<>(before.documents());
    for (FileDelta one : changed) {
      if (one.after().isEmpty()) {
        documents.remove(one.path());
      } else if (isDocument(one.path())) {
        documents.add(one.path());
      }
    }
    return read(snapshot, files, documents);
  }

  private boolean isDocument(RepoPath path) {
    return formats.stream().anyMatch(format -> format.looksAt(path));
  }

  private Grounds read(Snapshot snapshot, FileTree files, Set<RepoPath> documents) {
    snapshot.expect(() -> documents.stream().flatMap(path -> files.find(path).stream()).toList());
    List<SpecRoot> roots = holders(roots(documents), snapshot, files);
    Map<SpecRoot, Map<String, String>> ids = ids(roots);
    var companions = new CompanionsReader(facts, snapshot, files);
    roots.forEach(root -> companions.add(root, ids.getOrDefault(root, Map.of())));
    List<Spec> specs = read(located(roots, ids, files), snapshot, companions);
    return new Grounds(
        formats, documents, roots, new SpecSet(specs), companions.companions(), companions.prose());
  }

  // @spec formats/openfasttrace#REQ-OFT-002
  /// The roots with the files that are specs of each: a file that several roots own belongs to the
  /// first of them, and what it says decides whether it is a spec at all.
  private List<SpecRoot> holders(List<SpecRoot> roots, Snapshot snapshot, FileTree files) {
    var holders = new ArrayList<SpecRoot>();
    for (SpecRoot root : roots) {
      List<SpecRoot> earlier = List.copyOf(holders);
      List<RepoPath> candidates = root.layout().specs().keySet().stream().sorted().toList();
      Set<RepoPath> specs = new HashSet<>();
      crew.map(
              candidates,
              path ->
                  earlier.stream().noneMatch(other -> other.owns(path))
                          && files
                              .find(path)
                              .filter(file -> isSpec(root.format(), snapshot, file))
                              .isPresent()
                      ? Optional.of(path)
                      : Optional.<RepoPath>empty())
          .forEach(path -> path.ifPresent(specs::add));
      holders.add(root.keeping(specs::contains));
    }
    return holders;
  }

  private boolean isSpec(SpecFormat format, Snapshot snapshot, FileEntry file) {
    return format.isSpec(file.path(), facts.spec(format, snapshot, file));
  }

  private List<SpecRoot> roots(Collection<RepoPath> files) {
    if (!config.roots().isEmpty()) {
      return config.roots().stream()
          // of nested roots the inner one comes first
          .sorted(Comparator.comparingInt((RepositoryConfig.Root r) -> -r.path().length()))
          .map(r -> SpecRoot.of(format(r.format()), r.path(), files))
          .toList();
    }
    List<RepoPath> own = files.stream().filter(GroundsReader::isOwn).toList();
    var roots = new ArrayList<SpecRoot>();
    for (SpecFormat format : formats) {
      format.roots(own).forEach(path -> roots.add(SpecRoot.of(format, path, files)));
    }
    return roots;
  }

  /// Specs of libraries that a repository carries along are not its own, unless it says so.
  private static boolean isOwn(RepoPath file) {
    String path = "/" + file.value();
    return !path.contains("/node_modules/") && !path.contains("/vendor/");
  }

  private SpecFormat format(String name) {
    return formats.stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the configuration allows no format " + name));
  }

  /// For each root the ids of its specs in the whole repository, by their ids in the root: where
  /// several roots hold the same id, the root stands in front.
  private static Map<SpecRoot, Map<String, String>> ids(List<SpecRoot> roots) {
    Map<String, Set<SpecRoot>> rootsById = new HashMap<>();
    for (SpecRoot root : roots) {
      for (String id : root.layout().specs().values()) {
        rootsById.computeIfAbsent(id, _ -> new HashSet<>()).add(root);
      }
    }
    Map<SpecRoot, Map<String, String>> ids = new HashMap<>();
    rootsById.forEach((id, holders) -> {
      Set<String> prefixes = new HashSet<>();
      holders.forEach(holder -> prefixes.add(holder.folderPrefix()));
      for (SpecRoot holder : holders) {
        String prefix =
            holders.size() == 1
                ? ""
                : prefixes.size() == holders.size() ? holder.folderPrefix() : holder.pathPrefix();
        ids.computeIfAbsent(holder, _ -> new HashMap<>()).put(id, prefix + id);
      }
    });
    return ids;
  }

  private static List<Located> located(
      List<SpecRoot> roots, Map<SpecRoot, Map<String, String>> ids, FileTree files) {
    var located = new ArrayList<Located>();
    for (SpecRoot root : roots) {
      root.layout()
          .specs()
          .forEach((path, id) -> {
            files
                .find(path)
                .ifPresent(file -> {
                  String whole = ids.getOrDefault(root, Map.of()).getOrDefault(id, id);
                  located.add(new Located(root, file, whole));
                });
          });
    }
    return located;
  }

  private List<Spec> read(
      List<Located> located, Snapshot snapshot, CompanionsReader companionsReader) {
    var specs = new ArrayList<Spec>();
    for (Located one : located) {
      SpecBody body =
          facts
              .spec(one.root().format(), snapshot, one.file())
              .with(companionsReader.attributes(one.id()));
      specs.add(new Spec(one.id(), one.root().format().name(), one.file().path(), body));
    }
    return specs;
  }
}
