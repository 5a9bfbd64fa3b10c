package io.github.sddtool.analysis;

import io.github.sddtool.analysis.config.RepositoryConfig;
import io.github.sddtool.analysis.config.Sources;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.analysis.trace.TraceBuilder;
import io.github.sddtool.facts.FactsReader;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.git.GeneratedPaths;
import io.github.sddtool.spec.Constitution;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.spec.SpecSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads one snapshot: finds its specs, reads every file that may hold markers, joins the two.
final class Surveyor {
  private final List<SpecFormat> formats;
  private final RepositoryConfig config;
  private final FactsReader facts;

  Surveyor(List<SpecFormat> formats, RepositoryConfig config, FactsReader facts) {
    this.formats = formats;
    this.config = config;
    this.facts = facts;
  }

  /// A root with its format, and the folder that stands before ids when roots share them.
  private record Root(SpecFormat format, String path) {
    String prefix() {
      int slash = path.lastIndexOf('/');
      return slash < 0 ? "" : path.substring(0, slash) + ":";
    }
  }

  private record Located(Root root, FileEntry file, String id) {}

  Survey survey(Snapshot snapshot) {
    Map<RepoPath, FileEntry> files = new TreeMap<>();
    snapshot.files().forEach(file -> files.put(file.path(), file));
    List<Root> roots = roots(files.keySet());
    List<Located> located = locate(roots, files);
    var unread = new ArrayList<RepoPath>();
    SpecSet specs = new SpecSet(read(located, snapshot));
    var trace = new TraceBuilder(specs);
    Sources.Sieve sieve = config.sources().sieve();
    GeneratedPaths generated = GeneratedPaths.of(snapshot);
    for (FileEntry file : files.values()) {
      if (roots.stream().anyMatch(root -> root.format().owns(root.path(), file.path()))
          || !sieve.includes(file.path())
          || generated.contains(file.path())) {
        continue;
      }
      switch (facts.source(snapshot, file)) {
        case FactsReader.Reading.Read(var found) ->
            trace.add(file.path(), found, sieve.isTest(file.path()));
        case FactsReader.Reading.TooLarge _ -> unread.add(file.path());
      }
    }
    return new Survey(specs, trace.build(), constitution(roots, files, snapshot), unread);
  }

  private List<Root> roots(Collection<RepoPath> files) {
    if (!config.roots().isEmpty()) {
      return config.roots().stream().map(r -> new Root(format(r.format()), r.path())).toList();
    }
    var roots = new ArrayList<Root>();
    for (SpecFormat format : formats) {
      format.roots(files).forEach(path -> roots.add(new Root(format, path)));
    }
    return roots;
  }

  private SpecFormat format(String name) {
    return formats.stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the configuration allows no format " + name));
  }

  private static List<Located> locate(List<Root> roots, Map<RepoPath, FileEntry> files) {
    var located = new ArrayList<Located>();
    Map<String, Set<Root>> rootsById = new HashMap<>();
    for (Root root : roots) {
      root.format()
          .locate(root.path(), files.keySet())
          .forEach((path, id) -> {
            FileEntry file = files.get(path);
            if (file != null) {
              located.add(new Located(root, file, id));
              rootsById.computeIfAbsent(id, _ -> new HashSet<>()).add(root);
            }
          });
    }
    return located.stream()
        .map(one ->
            rootsById.getOrDefault(one.id(), Set.of()).size() > 1
                ? new Located(one.root(), one.file(), one.root().prefix() + one.id())
                : one)
        .toList();
  }

  private List<Spec> read(List<Located> located, Snapshot snapshot) {
    var specs = new ArrayList<Spec>();
    for (Located one : located) {
      SpecBody body = facts.spec(one.root().format(), snapshot, one.file());
      var spec = new Spec(one.id(), one.root().format().name(), one.file().path(), body);
      boolean named = one.file().path().fileName().equalsIgnoreCase("spec.md");
      if (named || !body.isEmpty()) {
        specs.add(spec);
      }
    }
    return specs;
  }

  private Optional<Constitution> constitution(
      List<Root> roots, Map<RepoPath, FileEntry> files, Snapshot snapshot) {
    for (Root root : roots) {
      Optional<RepoPath> path = root.format().constitutionPath(root.path());
      Optional<FileEntry> file = path.map(files::get);
      if (file.isPresent()) {
        return facts
            .text(snapshot, file.get())
            .map(text -> root.format().readConstitution(file.get().path(), text));
      }
    }
    return Optional.empty();
  }
}
