package io.github.sddtool.analysis;

import io.github.sddtool.analysis.config.RepositoryConfig;
import io.github.sddtool.analysis.config.Sources;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.analysis.trace.TraceBuilder;
import io.github.sddtool.facts.FactsReader;
import io.github.sddtool.facts.FileFacts;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.git.CodeOwners;
import io.github.sddtool.source.git.GeneratedPaths;
import io.github.sddtool.spec.Companions;
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
import java.util.Set;
import java.util.TreeMap;

/// Reads one snapshot: finds its specs, reads every file that may hold markers, joins the two.
final class Surveyor {
  private final List<SpecFormat> formats;
  private final RepositoryConfig config;
  private final FactsReader facts;
  private final Progress progress;

  Surveyor(
      List<SpecFormat> formats, RepositoryConfig config, FactsReader facts, Progress progress) {
    this.formats = formats;
    this.config = config;
    this.facts = facts;
    this.progress = progress;
  }

  /// Configured roots that hold something in a snapshot that was surveyed.
  private final Set<RepositoryConfig.Root> inhabited = new HashSet<>();

  private record Located(SpecRoot root, FileEntry file, String id) {}

  // @spec engine/gates#REQ-GATE-010
  /// Refuses a configured root that holds nothing in any snapshot that was surveyed: judging the
  /// others alone would look like a judgement of all.
  ///
  /// @throws UserFault naming the root
  void checkRoots() {
    config.roots().stream()
        .filter(root -> !inhabited.contains(root))
        .findFirst()
        .ifPresent(root -> {
          throw UserFault.nothingFound(
              "The configuration names the root '"
                  + (root.path().isEmpty() ? "." : root.path())
                  + "' for "
                  + root.format()
                  + ", and nothing of that format is there. Correct `specs`, or remove it: then specs"
                  + " are found by looking.");
        });
  }

  Survey survey(Snapshot snapshot) {
    Map<RepoPath, FileEntry> files = new TreeMap<>();
    snapshot.files().forEach(file -> files.put(file.path(), file));
    List<SpecRoot> roots = holders(roots(files.keySet()), snapshot, files);
    roots.stream().filter(SpecRoot::isInhabited).forEach(root -> inhabited.add(root.configured()));
    Map<SpecRoot, Map<String, String>> ids = ids(roots);
    var companionsReader = new CompanionsReader(facts, snapshot, files);
    roots.forEach(root -> companionsReader.add(root, ids.getOrDefault(root, Map.of())));
    SpecSet specs = new SpecSet(read(located(roots, ids, files), snapshot, companionsReader));
    Companions companions = companionsReader.companions();
    var trace = new TraceBuilder(specs, companions, files.keySet(), config.countInferred());
    List<RepoPath> unread = readSources(snapshot, files, roots, trace);
    companionsReader
        .prose()
        .forEach((path, id) ->
            specs
                .spec(id)
                .ifPresent(spec -> trace.addProse(path, prose(snapshot, files, path), spec)));
    return new Survey(
        specs,
        companions,
        trace.build(),
        files.keySet(),
        unread,
        links(snapshot, roots),
        CodeOwners.of(snapshot));
  }

  // @spec engine/robustness#REQ-ROB-004
  /// The links where specs are looked for: below a root, or in its place.
  private static List<RepoPath> links(Snapshot snapshot, List<SpecRoot> roots) {
    return snapshot.links().stream()
        .filter(link -> roots.stream().anyMatch(root -> root.holds(link)))
        .toList();
  }

  // @spec formats/openfasttrace#REQ-OFT-002
  /// The roots with the files that are specs of each: a file that several roots own belongs to the
  /// first of them, and what it says decides whether it is a spec at all.
  private List<SpecRoot> holders(
      List<SpecRoot> roots, Snapshot snapshot, Map<RepoPath, FileEntry> files) {
    var holders = new ArrayList<SpecRoot>();
    for (SpecRoot root : roots) {
      List<SpecRoot> earlier = roots.subList(0, holders.size());
      holders.add(
          root.keeping(path -> {
            FileEntry file = files.get(path);
            return file != null
                && earlier.stream().noneMatch(other -> other.owns(path))
                && root.format().isSpec(path, facts.spec(root.format(), snapshot, file));
          }));
    }
    return holders;
  }

  private List<RepoPath> readSources(
      Snapshot snapshot, Map<RepoPath, FileEntry> files, List<SpecRoot> roots, TraceBuilder trace) {
    var unread = new ArrayList<RepoPath>();
    Sources.Sieve sieve = config.sources().sieve();
    GeneratedPaths generated = GeneratedPaths.of(snapshot);
    int done = 0;
    for (FileEntry file : files.values()) {
      progress.read(++done, files.size());
      if (roots.stream().anyMatch(root -> root.owns(file.path()))
          || !sieve.includes(file.path())
          || generated.contains(file.path())) {
        continue;
      }
      switch (facts.source(snapshot, file, trace.passages())) {
        case FactsReader.Reading.Read(var found) ->
            trace.add(file.path(), found, sieve.isTest(file.path()));
        case FactsReader.Reading.TooLarge _ -> unread.add(file.path());
      }
    }
    return unread;
  }

  private FileFacts prose(Snapshot snapshot, Map<RepoPath, FileEntry> files, RepoPath path) {
    FileEntry file = files.get(path);
    return file == null ? FileFacts.NONE : facts.prose(snapshot, file);
  }

  private List<SpecRoot> roots(Collection<RepoPath> files) {
    if (!config.roots().isEmpty()) {
      return config.roots().stream()
          // of nested roots the inner one comes first
          .sorted(Comparator.comparingInt((RepositoryConfig.Root r) -> -r.path().length()))
          .map(r -> SpecRoot.of(format(r.format()), r.path(), files))
          .toList();
    }
    List<RepoPath> own = files.stream().filter(Surveyor::isOwn).toList();
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
      List<SpecRoot> roots,
      Map<SpecRoot, Map<String, String>> ids,
      Map<RepoPath, FileEntry> files) {
    var located = new ArrayList<Located>();
    for (SpecRoot root : roots) {
      root.layout()
          .specs()
          .forEach((path, id) -> {
            FileEntry file = files.get(path);
            if (file != null) {
              String whole = ids.getOrDefault(root, Map.of()).getOrDefault(id, id);
              located.add(new Located(root, file, whole));
            }
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
