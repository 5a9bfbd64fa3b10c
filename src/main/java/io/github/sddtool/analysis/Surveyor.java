package io.github.sddtool.analysis;

import static java.util.stream.Collectors.toSet;

import io.github.sddtool.analysis.config.RepositoryConfig;
import io.github.sddtool.analysis.config.Sources;
import io.github.sddtool.analysis.trace.FileTrace;
import io.github.sddtool.analysis.trace.Layers;
import io.github.sddtool.analysis.trace.MarkerResolver;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.analysis.trace.Trace;
import io.github.sddtool.facts.FactsReader;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.Crew;
import io.github.sddtool.source.FileDelta;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.FileTree;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.TreeDelta;
import io.github.sddtool.source.git.CodeOwners;
import io.github.sddtool.source.git.GeneratedPaths;
import io.github.sddtool.spec.SpecFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

// @spec engine/incremental#REQ-INC-001
/// Reads one snapshot: finds its specs, reads every file that may hold markers, joins the two. One
/// that differs from a surveyed snapshot in a few files is surveyed at the cost of these few.
final class Surveyor {
  /// Files are read by handfuls, so that progress can be told in between.
  private static final int HANDFUL = 512;

  private final RepositoryConfig config;
  private final FactsReader facts;
  private final Progress progress;
  private final Crew crew;
  private final GroundsReader grounds;
  private final Sources.Sieve sieve;

  /// Configured roots that hold something in a snapshot that was surveyed.
  private final Set<RepositoryConfig.Root> inhabited = new HashSet<>();

  Surveyor(
      List<SpecFormat> formats,
      RepositoryConfig config,
      FactsReader facts,
      Progress progress,
      Crew crew) {
    this.config = config;
    this.facts = facts;
    this.progress = progress;
    this.crew = crew;
    this.grounds = new GroundsReader(formats, config, facts, crew);
    this.sieve = config.sources().sieve();
  }

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

  /// Notes which configured roots a snapshot inhabits.
  Surveyed seen(Surveyed surveyed) {
    surveyed.grounds().roots().stream()
        .filter(SpecRoot::isInhabited)
        .forEach(root -> inhabited.add(root.configured()));
    return surveyed;
  }

  /// A survey from scratch.
  Surveyed survey(Snapshot snapshot) {
    FileTree files = snapshot.tree();
    Grounds here = grounds.read(snapshot, files);
    var resolver = new MarkerResolver(here.specs(), here.companions(), files);
    return seen(survey(snapshot, files, here, resolver, GeneratedPaths.of(snapshot)));
  }

  /// Every file is read, and its markers resolved.
  private Surveyed survey(
      Snapshot snapshot,
      FileTree files,
      Grounds here,
      MarkerResolver resolver,
      GeneratedPaths generated) {
    var reading = new Reading(snapshot, files, here, resolver, generated, facts);
    List<FileEntry> sources =
        files.files().stream().filter(file -> reading.isSource(file.path())).toList();
    int others = files.size() - sources.size();
    var markers = new HashMap<RepoPath, FileTrace>();
    var unread = new ArrayList<RepoPath>();
    facts.expect(snapshot, sources, resolver.passages());
    for (int from = 0; from < sources.size(); from += HANDFUL) {
      int to = Math.min(sources.size(), from + HANDFUL);
      reading.read(sources.subList(from, to), markers, unread);
      progress.read(others + to, files.size());
    }
    reading.prose(here.prose().keySet()).forEach(markers::put);
    markers.values().removeIf(FileTrace.NONE::equals);
    Trace trace =
        Trace.of(
            here.specs(),
            markers.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList(),
            config.countInferred());
    Layers<RepoPath, FileTrace> all = Layers.of(markers);
    return new Surveyed(
        new Survey(
            here.specs(),
            here.companions(),
            trace,
            files,
            unread,
            links(snapshot, here),
            CodeOwners.of(snapshot)),
        here,
        resolver,
        all,
        generated,
        MarkerIndex.of(all),
        new Memo());
  }

  /// The survey of a snapshot that differs from a surveyed one: equal, part for part, to one from
  /// scratch.
  ///
  /// @param again files that are to be read again although their content is the same: it is read
  ///   more closely
  Surveyed survey(Snapshot snapshot, Surveyed before, TreeDelta delta, Set<RepoPath> again) {
    List<FileDelta> changed = delta.files();
    FileTree files = before.survey().files().with(changed);
    if (changed.stream().anyMatch(one -> GeneratedPaths.isDecidedBy(one.path()))) {
      return closer(snapshot, survey(snapshot), again);
    }
    boolean stand = before.grounds().standAfter(changed);
    Grounds here =
        stand ? before.grounds() : grounds.read(snapshot, files, before.grounds(), changed);
    Grounds.Reach reach = stand ? Grounds.Reach.NOWHERE : here.since(before.grounds());
    MarkerResolver resolver = resolver(before, here, reach, changed, files);
    boolean sameNames =
        resolver.passages().namesKey().equals(before.resolver().passages().namesKey());
    if (reach.all() || !sameNames) {
      return closer(snapshot, survey(snapshot, files, here, resolver, before.generated()), again);
    }
    var paths = new TreeSet<>(again);
    changed.forEach(one -> paths.add(one.path()));
    FactsReader close = facts.comparing(again::contains);
    var reading = new Reading(snapshot, files, here, resolver, before.generated(), close);
    if (!resolver.belongsLike(before.resolver())) {
      paths.addAll(before.markers().keys());
    } else if (!reach.equals(Grounds.Reach.NOWHERE)) {
      paths.addAll(before.index().reached(reach));
    }
    if (!resolver.passages().key().equals(before.resolver().passages().key())) {
      paths.addAll(before.index().naming(() -> reading.naming(paths)));
    }
    return seen(reading.replacing(before, paths, delta));
  }

  /// The same survey, for which some files are read more closely.
  private Surveyed closer(Snapshot snapshot, Surveyed whole, Set<RepoPath> again) {
    return again.isEmpty() ? seen(whole) : survey(snapshot, whole, TreeDelta.NOTHING, again);
  }

  /// The resolver there was, where markers mean the same.
  private static MarkerResolver resolver(
      Surveyed before, Grounds here, Grounds.Reach reach, List<FileDelta> changed, FileTree files) {
    boolean sameTasks =
        here.companions().tasks().equals(before.grounds().companions().tasks())
            && here.companions().domains().equals(before.grounds().companions().domains());
    if (!reach.equals(Grounds.Reach.NOWHERE) || !sameTasks) {
      return new MarkerResolver(here.specs(), here.companions(), files);
    }
    boolean samePaths =
        changed.stream().allMatch(one -> one.before().isPresent() && one.after().isPresent());
    return samePaths || here.companions().tasks().isEmpty()
        ? before.resolver()
        : before.resolver().among(here.specs(), here.companions(), files);
  }

  // @spec engine/robustness#REQ-ROB-004
  /// The links where specs are looked for: below a root, or in its place.
  private static List<RepoPath> links(Snapshot snapshot, Grounds here) {
    return snapshot.links().stream()
        .filter(link -> here.roots().stream().anyMatch(root -> root.holds(link)))
        .toList();
  }

  /// A snapshot whose files are being read.
  private final class Reading {
    private final Snapshot snapshot;
    private final FileTree files;
    private final Grounds here;
    private final MarkerResolver resolver;
    private final GeneratedPaths generated;
    private final FactsReader facts;

    Reading(
        Snapshot snapshot,
        FileTree files,
        Grounds here,
        MarkerResolver resolver,
        GeneratedPaths generated,
        FactsReader facts) {
      this.facts = facts;
      this.snapshot = snapshot;
      this.files = files;
      this.here = here;
      this.resolver = resolver;
      this.generated = generated;
    }

    /// Whether markers are looked for in a file.
    boolean isSource(RepoPath path) {
      return !here.own(path) && sieve.includes(path) && !generated.contains(path);
    }

    void read(List<FileEntry> sources, Map<RepoPath, FileTrace> markers, List<RepoPath> unread) {
      List<Optional<FileTrace>> read = crew.map(sources, this::read);
      for (int i = 0; i < sources.size(); i++) {
        RepoPath path = sources.get(i).path();
        read.get(i).ifPresentOrElse(found -> markers.put(path, found), () -> unread.add(path));
      }
    }

    /// Empty for a file that is too large.
    private Optional<FileTrace> read(FileEntry file) {
      return switch (facts.source(snapshot, file, resolver.passages())) {
        case FactsReader.Reading.Read(var found) ->
            Optional.of(resolver.resolve(file.path(), found, sieve.isTest(file.path())));
        case FactsReader.Reading.TooLarge _ -> Optional.empty();
      };
    }

    /// The files that name a spec, and those that are looked at anyway.
    Set<RepoPath> naming(Set<RepoPath> anyway) {
      var naming = new HashSet<>(anyway);
      List<FileEntry> others =
          files.files().stream()
              .filter(file -> isSource(file.path()) && !anyway.contains(file.path()))
              .toList();
      snapshot.expect(() -> others);
      List<Boolean> named =
          crew.map(others, file -> facts.mayName(snapshot, file, resolver.passages()));
      for (int i = 0; i < named.size(); i++) {
        if (named.get(i)) {
          naming.add(others.get(i).path());
        }
      }
      return naming;
    }

    /// What texts that belong to specs name.
    Map<RepoPath, FileTrace> prose(Set<RepoPath> paths) {
      var named = new HashMap<RepoPath, FileTrace>();
      for (RepoPath path : paths) {
        here.specs()
            .spec(here.prose().getOrDefault(path, ""))
            .flatMap(spec ->
                files
                    .find(path)
                    .map(file -> resolver.resolveProse(path, facts.prose(snapshot, file), spec)))
            .ifPresent(found -> named.put(path, found));
      }
      return named;
    }

    Surveyed replacing(Surveyed before, Set<RepoPath> paths, TreeDelta delta) {
      var after = new HashMap<RepoPath, FileTrace>();
      var unread = new TreeSet<>(before.survey().unread());
      unread.removeAll(paths);
      var tooLarge = new ArrayList<RepoPath>();
      List<FileEntry> sources =
          paths.stream().filter(this::isSource).flatMap(path -> files.find(path).stream()).toList();
      facts.expect(snapshot, sources, resolver.passages());
      read(sources, after, tooLarge);
      unread.addAll(tooLarge);
      after.putAll(prose(paths.stream().filter(here.prose()::containsKey).collect(toSet())));
      after.values().removeIf(FileTrace.NONE::equals);
      var old = new HashMap<RepoPath, FileTrace>();
      var changes = new HashMap<RepoPath, Optional<FileTrace>>();
      for (RepoPath path : paths) {
        before.markers().get(path).ifPresent(found -> old.put(path, found));
        changes.put(path, Optional.ofNullable(after.get(path)));
      }
      Layers<RepoPath, FileTrace> now = before.markers().with(changes);
      boolean same = delta.files().isEmpty() && sameButRegions(old, after);
      Survey survey = before.survey();
      return new Surveyed(
          new Survey(
              here.specs(),
              here.companions(),
              survey.trace().replacing(here.specs(), old, after),
              files,
              List.copyOf(unread),
              delta.links() || !here.roots().equals(before.grounds().roots())
                  ? links(snapshot, here)
                  : survey.links(),
              paths.stream().anyMatch(CodeOwners::isDecidedBy)
                  ? CodeOwners.of(snapshot)
                  : survey.owners()),
          here,
          resolver,
          now,
          generated,
          same ? before.index() : before.index().after(now, paths),
          same ? before.memo() : new Memo());
    }

    private static boolean sameButRegions(
        Map<RepoPath, FileTrace> old, Map<RepoPath, FileTrace> after) {
      return old.keySet().equals(after.keySet())
          && old.entrySet().stream()
              .allMatch(one ->
                  one.getValue()
                      .equalsButForRegions(after.getOrDefault(one.getKey(), FileTrace.NONE)));
    }
  }
}
