package io.github.sddtool.analysis.drift;

import io.github.sddtool.analysis.trace.Link;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileDelta;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.History;
import io.github.sddtool.source.History.Lineage;
import io.github.sddtool.source.History.Version;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Fingerprint;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

// @spec engine/drift#REQ-DRIFT-021, engine/drift#REQ-DRIFT-022, engine/drift#REQ-DRIFT-023
/// Looks back from a snapshot: when requirements last changed, and whether what is linked to them
/// changed since. Specs are looked at first; code only where its requirement changed at all. What
/// lies beyond the end of the history is unknown, never guessed.
public final class Hindsight {
  /// Files that differ from the newest commit are younger than every commit.
  private static final int UNCOMMITTED = -1;

  private final Survey now;
  private final History history;
  private final Recall recall;
  private final Optional<Memory> memory;
  private final Map<RepoPath, History.Past> pasts = new HashMap<>();

  /// What was told before.
  ///
  /// @param from the commit that is looked back from
  /// @param closely requirements whose code is read more closely than usual, of which another
  ///   answer is possible
  public record Memory(PastVerdicts verdicts, CommitId from, Set<RequirementKey> closely) {}

  /// @param now the survey of the history's newest commit, or of what has become of it since
  /// @param memory none where files are not committed
  public Hindsight(Survey now, History history, Recall recall, Optional<Memory> memory) {
    this.now = now;
    this.history = history;
    this.recall = recall;
    this.memory = memory;
  }

  /// Which requirements changed after everything that is linked to them.
  ///
  /// @param suspects with the commit that changed the requirement; empty for files that are not
  ///   committed
  /// @param unknown those of which the history does not tell
  record Verdict(Map<RequirementKey, Optional<CommitId>> suspects, Set<RequirementKey> unknown) {}

  /// A requirement's last change.
  private sealed interface LastChange {
    /// @param age of the commit
    record Changed(int age, Optional<CommitId> commit) implements LastChange {}

    /// It has read like this since it came.
    record Never(int age) implements LastChange {}

    record Unknown() implements LastChange {}
  }

  Verdict judge(Collection<RequirementKey> keys) {
    var suspects = new TreeMap<RequirementKey, Optional<CommitId>>();
    Set<RequirementKey> open =
        memory
            .map(before ->
                before.verdicts().unknown(before.from(), keys, before.closely(), suspects))
            .orElseGet(() -> new TreeSet<>(keys));
    Verdict fresh = look(open);
    suspects.putAll(fresh.suspects());
    memory.ifPresent(before -> {
      var told = new HashSet<>(open);
      told.removeAll(before.closely());
      told.removeAll(fresh.unknown());
      before.verdicts().remember(before.from(), told, fresh.suspects());
    });
    return new Verdict(suspects, fresh.unknown());
  }

  private Verdict look(Collection<RequirementKey> keys) {
    var changed = new TreeMap<RequirementKey, LastChange.Changed>();
    var unknown = new TreeSet<RequirementKey>();
    load(specPaths(keys));
    for (RequirementKey key : keys) {
      switch (lastChange(key)) {
        case LastChange.Changed change -> changed.put(key, change);
        case LastChange.Unknown _ -> unknown.add(key);
        case LastChange.Never _ -> {}
      }
    }
    load(linkedPaths(changed.keySet()));
    var suspects = new TreeMap<RequirementKey, Optional<CommitId>>();
    changed.forEach((key, change) -> {
      Optional<Boolean> codeToo = codeChangedSince(key, change.age());
      if (codeToo.isEmpty()) {
        unknown.add(key);
      } else if (!codeToo.get()) {
        suspects.put(key, change.commit());
      }
    });
    return new Verdict(suspects, unknown);
  }

  /// Tells which requirements will be asked for, so that the history is walked once for all of
  /// them.
  void expect(Collection<RequirementKey> keys) {
    Set<RepoPath> paths = specPaths(keys);
    paths.addAll(linkedPaths(keys));
    memory.ifPresent(before -> paths.addAll(specPaths(before.closely())));
    load(paths);
  }

  /// Whether one of these paths held a region when the requirement came to read as it does now: a
  /// return to it is no drift.
  boolean stood(RequirementKey key, Fingerprint region, Set<RepoPath> paths) {
    load(specPaths(List.of(key)));
    int age =
        switch (lastChange(key)) {
          case LastChange.Changed(int changed, _) -> changed;
          case LastChange.Never(int came) -> came;
          case LastChange.Unknown _ -> Integer.MAX_VALUE;
        };
    if (age == Integer.MAX_VALUE) {
      return false;
    }
    load(paths);
    return paths.stream()
        .map(this::versions)
        .flatMap(versions -> versions.stream().filter(v -> v.age() >= age).findFirst().stream())
        .anyMatch(version -> recall.regions(key, version.file()).contains(region));
  }

  private Set<RepoPath> specPaths(Collection<RequirementKey> keys) {
    var paths = new TreeSet<RepoPath>();
    keys.forEach(key -> now.specs().spec(key.spec()).ifPresent(spec -> paths.add(spec.path())));
    return paths;
  }

  private Set<RepoPath> linkedPaths(Collection<RequirementKey> keys) {
    var paths = new TreeSet<RepoPath>();
    keys.forEach(key -> now.trace().covering(key).forEach(link -> paths.add(link.at().path())));
    return paths;
  }

  /// One walk for all paths that were not asked for yet.
  private void load(Set<RepoPath> paths) {
    var missing = new TreeSet<>(paths);
    missing.removeAll(pasts.keySet());
    if (!missing.isEmpty()) {
      History.Past past = history.past(missing);
      missing.forEach(path -> pasts.put(path, past));
    }
  }

  private Lineage lineage(RepoPath path) {
    return Optional.ofNullable(pasts.get(path)).map(past -> past.of(path)).orElse(Lineage.NONE);
  }

  /// Newest first, with what is not committed in front.
  private List<Version> versions(RepoPath path) {
    List<Version> committed = lineage(path).versions();
    Optional<FileEntry> file = now.files().find(path);
    if (file.isEmpty() || (committed.isEmpty() && !lineage(path).whole())) {
      return committed;
    }
    if (!committed.isEmpty() && committed.getFirst().file().blob().equals(file.get().blob())) {
      return committed;
    }
    var versions = new ArrayList<Version>();
    versions.add(new Version(UNCOMMITTED, NOWHERE, file.get()));
    versions.addAll(committed);
    return versions;
  }

  private static final CommitId NOWHERE = new CommitId("0".repeat(40));

  private LastChange lastChange(RequirementKey key) {
    Optional<Spec> spec = now.specs().spec(key.spec());
    if (spec.isEmpty()) {
      return new LastChange.Unknown();
    }
    List<Version> versions = versions(spec.get().path());
    for (int i = 0; i + 1 < versions.size(); i++) {
      Fingerprint after = text(spec.get(), versions.get(i), key);
      Fingerprint before = text(spec.get(), versions.get(i + 1), key);
      if (before.equals(NONE)) {
        return new LastChange.Never(versions.get(i).age());
      }
      if (!before.equals(after)) {
        Version version = versions.get(i);
        return new LastChange.Changed(
            version.age(),
            version.age() == UNCOMMITTED ? Optional.empty() : Optional.of(version.commit()));
      }
    }
    return lineage(spec.get().path()).whole() && !versions.isEmpty()
        ? new LastChange.Never(versions.getLast().age())
        : new LastChange.Unknown();
  }

  private static final Fingerprint NONE = new Fingerprint("");

  private Fingerprint text(Spec spec, Version version, RequirementKey key) {
    return recall.requirements(spec, version.file()).getOrDefault(key.local(), NONE);
  }

  /// What one commit did to the regions linked to a requirement.
  private record Step(CommitId commit, Set<Fingerprint> lost, Set<Fingerprint> gained) {}

  /// Whether a region linked to the requirement changed in a commit of this age or a later one;
  /// empty where the history does not tell.
  private Optional<Boolean> codeChangedSince(RequirementKey key, int age) {
    var steps = new TreeMap<Integer, Step>();
    for (RepoPath path : linkedPaths(Set.of(key))) {
      List<Version> versions = versions(path);
      boolean told = lineage(path).whole() || reached(path) >= age;
      if (!told) {
        return Optional.empty();
      }
      for (int i = 0; i < versions.size() && versions.get(i).age() <= age; i++) {
        boolean last = i + 1 == versions.size();
        if (last && !lineage(path).whole()) {
          return Optional.empty();
        }
        Version version = versions.get(i);
        Set<Fingerprint> before = last ? Set.of() : recall.regions(key, versions.get(i + 1).file());
        note(steps, version, before, recall.regions(key, version.file()));
      }
    }
    return Optional.of(
        steps.entrySet().stream().anyMatch(step -> changed(key, step.getKey(), step.getValue())));
  }

  private int reached(RepoPath path) {
    return Optional.ofNullable(pasts.get(path)).map(History.Past::reached).orElse(-1);
  }

  private static void note(
      Map<Integer, Step> steps, Version version, Set<Fingerprint> before, Set<Fingerprint> after) {
    Step step =
        steps.computeIfAbsent(
            version.age(), _ -> new Step(version.commit(), new HashSet<>(), new HashSet<>()));
    before.stream().filter(region -> !after.contains(region)).forEach(step.lost()::add);
    after.stream().filter(region -> !before.contains(region)).forEach(step.gained()::add);
  }

  /// A region that left one file and came to another in the same commit was moved, not changed.
  private boolean changed(RequirementKey key, int age, Step step) {
    var gained = new HashSet<>(step.gained());
    var lost = new HashSet<>(step.lost());
    gained.removeAll(step.lost());
    lost.removeAll(step.gained());
    if (!gained.isEmpty() && age != UNCOMMITTED) {
      for (FileDelta delta : history.changed(step.commit())) {
        delta.before().ifPresent(file -> gained.removeAll(recall.regions(key, file)));
      }
    }
    return !gained.isEmpty() || !lost.isEmpty();
  }

  /// The links to show for a suspect requirement.
  static String places(List<Link> links) {
    List<String> paths = links.stream().map(link -> link.at().path().value()).distinct().toList();
    String shown = String.join(", ", paths.subList(0, Math.min(3, paths.size())));
    return paths.size() > 3 ? shown + " and " + (paths.size() - 3) + " more" : shown;
  }
}
