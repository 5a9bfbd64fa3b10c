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
    return read(snapshot, files, documents, new SpecSet(List.of()));
  }

  /// The grounds of a snapshot that differs in some files from one whose grounds are known.
  Grounds read(Snapshot snapshot, FileTree files, Grounds before, List<FileDelta> changed) {
    Optional<List<Spec>> edited = edited(snapshot, before, changed);
    if (edited.isPresent()) {
      return new Grounds(
          formats,
          before.documents(),
          before.roots(),
          before.specs().with(edited.get()),
          before.companions(),
          before.prose(),
          before.attributes());
    }
    Set<RepoPath> documents = new TreeSet<>(before.documents());
    for (FileDelta one : changed) {
      if (one.after().isEmpty()) {
        documents.remove(one.path());
      } else if (isDocument(one.path())) {
        documents.add(one.path());
      }
    }
    return read(snapshot, files, documents, before.specs());
  }

  // @spec engine/incremental#REQ-INC-001
  /// The specs that read differently, where nothing else that the grounds hang on differs.
  private Optional<List<Spec>> edited(Snapshot snapshot, Grounds before, List<FileDelta> changed) {
    List<FileDelta> concerning =
        changed.stream().filter(one -> before.concerns(one.path())).toList();
    snapshot.expect(() -> concerning.stream().flatMap(one -> one.after().stream()).toList());
    var edited = new ArrayList<Spec>();
    for (FileDelta one : concerning) {
      Optional<Spec> spec =
          one.before().isPresent() && !before.specs().repeatsIds()
              ? one.after().flatMap(file -> edited(snapshot, before, file))
              : Optional.empty();
      if (spec.isEmpty()) {
        return Optional.empty();
      }
      edited.add(spec.get());
    }
    return Optional.of(edited);
  }

  private Optional<Spec> edited(Snapshot snapshot, Grounds before, FileEntry file) {
    Optional<SpecRoot> root = before.rootOfSpec(file.path());
    if (root.isEmpty() || !isSpec(root.get().format(), snapshot, file)) {
      return Optional.empty();
    }
    return before
        .specs()
        .at(file.path().value())
        .flatMap(before.specs()::spec)
        .map(spec ->
            new Spec(
                spec.id(),
                spec.format(),
                spec.path(),
                facts
                    .spec(root.get().format(), snapshot, file)
                    .with(attributes(before.attributes(), spec.id()))));
  }

  private static SpecFormat.Attributes attributes(
      Map<String, SpecFormat.Attributes> all, String id) {
    return all.getOrDefault(id, SpecFormat.Attributes.NONE);
  }

  private boolean isDocument(RepoPath path) {
    return formats.stream().anyMatch(format -> format.looksAt(path));
  }

  /// @param before the specs of another snapshot: one that reads the same is one and the same
  private Grounds read(Snapshot snapshot, FileTree files, Set<RepoPath> documents, SpecSet before) {
    snapshot.expect(() -> documents.stream().flatMap(path -> files.find(path).stream()).toList());
    List<SpecRoot> roots = holders(roots(documents), snapshot, files);
    Map<SpecRoot, Map<String, String>> ids = ids(roots);
    var companions = new CompanionsReader(facts, snapshot, files);
    roots.forEach(root -> companions.add(root, ids.getOrDefault(root, Map.of())));
    List<Located> located = located(roots, ids, files);
    var attributes = new HashMap<String, SpecFormat.Attributes>();
    for (Located one : located) {
      SpecFormat.Attributes said = companions.attributes(one.id());
      if (!said.fields().isEmpty()) {
        attributes.put(one.id(), said);
      }
    }
    List<Spec> specs = read(located, snapshot, attributes, before);
    return new Grounds(
        formats,
        documents,
        roots,
        new SpecSet(specs),
        companions.companions(),
        companions.prose(),
        attributes);
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
      List<Located> located,
      Snapshot snapshot,
      Map<String, SpecFormat.Attributes> attributes,
      SpecSet before) {
    var specs = new ArrayList<Spec>();
    for (Located one : located) {
      SpecBody body =
          facts
              .spec(one.root().format(), snapshot, one.file())
              .with(attributes(attributes, one.id()));
      var spec = new Spec(one.id(), one.root().format().name(), one.file().path(), body);
      specs.add(before.spec(one.id()).filter(spec::equals).orElse(spec));
    }
    return specs;
  }
}
