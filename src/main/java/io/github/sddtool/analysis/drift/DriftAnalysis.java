package io.github.sddtool.analysis.drift;

import io.github.sddtool.analysis.trace.Link;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.analysis.trace.Touched;
import io.github.sddtool.facts.lexer.Region;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.Requirement.Naming;
import io.github.sddtool.spec.RequirementKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

// @spec engine/drift#REQ-DRIFT-001, engine/drift#REQ-DRIFT-002, engine/drift#REQ-DRIFT-003
// @spec engine/drift#REQ-DRIFT-020
/// Finds where specs and code moved apart. Regions and requirements are compared by fingerprint, so
/// moving, reformatting and commenting are nothing.
public final class DriftAnalysis {
  private final Survey base;
  private final Survey head;
  private final Origins origins;
  private final Optional<Hindsight> hindsight;
  private final List<Drift> drifts = new ArrayList<>();

  /// Requirements that neither changed nor had their code changed, by their key at the base: what
  /// is suspect about them was there before. Those that have another key now stand in `renamed`.
  private final Set<RequirementKey> untouched = new LinkedHashSet<>();

  /// Keys at the head, by key at the base, where they differ.
  private final Map<RequirementKey, RequirementKey> renamed = new HashMap<>();

  /// Files whose header names requirements and whose text changed while these did not: one entry a
  /// file, however many requirements the header names.
  private final Map<RepoPath, ChangedFile> changedFiles = new TreeMap<>();

  /// What drifted.
  ///
  /// @param unknown requirements of which the history is too short to tell whether they are suspect
  public record Result(List<Drift> drifts, Set<RequirementKey> unknown) {
    public Result {
      drifts = List.copyOf(drifts);
    }
  }

  private record ChangedFile(Location at, List<RequirementKey> keys, Drift.State state) {
    Drift drift() {
      String others =
          keys.size() == 1
              ? "the requirement did not."
              : "these did not: "
                  + keys.stream().map(RequirementKey::toString).collect(Collectors.joining(", "))
                  + ".";
      return new Drift(
          Drift.Kind.CODE_AHEAD,
          Optional.of(keys.getFirst()),
          at,
          "The file changed, " + others,
          true,
          state);
    }
  }

  private DriftAnalysis(Survey base, Survey head, Origins origins, Optional<Hindsight> hindsight) {
    this.base = base;
    this.head = head;
    this.origins = origins;
    this.hindsight = hindsight;
  }

  /// What drifted between two snapshots, and what was suspect before.
  ///
  /// @param hindsight from the base
  public static Result between(
      Survey base, Survey head, Touched specs, Origins origins, Optional<Hindsight> hindsight) {
    var analysis = new DriftAnalysis(base, head, origins, hindsight);
    Map<RequirementKey, Requirement> touched = new LinkedHashMap<>();
    head.specs()
        .requirements()
        .forEach((key, now) -> {
          if (!specs.isUntouched(key.spec()) && !analysis.isUntouched(key, now)) {
            touched.put(key, now);
          } else if (!base.trace().covering(key).isEmpty()) {
            analysis.untouched.add(key);
          }
        });
    hindsight.ifPresent(past -> past.expect(analysis.mayReturn(touched)));
    touched.forEach(analysis::compare);
    analysis.changedFiles.forEach((_, changed) -> analysis.drifts.add(changed.drift()));
    analysis.drifts.addAll(DanglingDrift.between(base, head));
    analysis.drifts.addAll(StatusDrift.between(base, head, origins));
    Set<RequirementKey> unknown = analysis.suspects(false);
    return new Result(onceAPlace(analysis.drifts), unknown);
  }

  /// What can be told without a base: markers that name nothing, statuses that promise more than
  /// the links hold, requirements that changed after their code.
  ///
  /// @param hindsight from the head
  public static Result within(Survey head, Optional<Hindsight> hindsight) {
    var analysis = new DriftAnalysis(head, head, Origins.SAME, hindsight);
    analysis.drifts.addAll(DanglingDrift.within(head));
    analysis.drifts.addAll(StatusDrift.within(head));
    head.specs().requirements().keySet().stream()
        .filter(key -> !head.trace().covering(key).isEmpty())
        .forEach(analysis.untouched::add);
    Set<RequirementKey> unknown = analysis.suspects(true);
    return new Result(onceAPlace(analysis.drifts), unknown);
  }

  /// The requirements, by their keys at the base, whose code may have gone back to what it was.
  private Set<RequirementKey> mayReturn(Map<RequirementKey, Requirement> touched) {
    var former = new HashSet<RequirementKey>();
    touched.forEach((key, now) ->
        origins
            .of(key)
            .filter(old ->
                base.specs()
                    .requirement(old)
                    .filter(before -> before.fingerprint().equals(now.fingerprint()))
                    .isPresent())
            .filter(old ->
                !RegionChanges.changed(base.trace().covering(old), head.trace().covering(key))
                    .isEmpty())
            .ifPresent(former::add));
    return former;
  }

  private void compare(RequirementKey key, Requirement now) {
    if (meansAnotherText(key, now)) {
      drifts.add(
          ofSpec(
              Drift.Kind.SPEC_AHEAD,
              key,
              now,
              key.local() + " now stands before another text; the markers that name it stayed."));
      return;
    }
    Optional<RequirementKey> former = origins.of(key);
    Optional<Requirement> before = former.flatMap(base.specs()::requirement);
    List<Link> linked = former.map(base.trace()::covering).orElse(List.of());
    if (former.isEmpty() || before.isEmpty() || linked.isEmpty()) {
      return;
    }
    List<Link> links = head.trace().covering(key);
    boolean named = head.trace().links(key).stream().anyMatch(link -> !link.status().covers());
    if (!named && RegionChanges.isUnimplemented(linked, links)) {
      if (links.size() > 0 || !isStillNamed(former.get(), key, linked)) {
        drifts.add(unimplemented(key, now, linked));
      }
      return;
    }
    boolean specChanged = !before.get().fingerprint().equals(now.fingerprint());
    boolean codeStayed = RegionChanges.regions(linked).equals(RegionChanges.regions(links));
    if (!specChanged) {
      codeAhead(key, now, linked, links);
      if (codeStayed) {
        untouched.add(former.get());
        if (!former.get().equals(key)) {
          renamed.put(former.get(), key);
        }
      }
    } else if (codeStayed) {
      drifts.add(
          ofSpec(
              Drift.Kind.SPEC_AHEAD,
              key,
              now,
              "The requirement changed; nothing that is linked to it did."));
    }
  }

  /// Whether nothing is to be compared, as of most requirements in most changes.
  private boolean isUntouched(RequirementKey key, Requirement now) {
    List<Link> linked = base.trace().covering(key);
    return !linked.isEmpty()
        && origins.of(key).filter(key::equals).isPresent()
        && base.specs().requirement(key).filter(now::equals).isPresent()
        && linked.equals(head.trace().covering(key))
        && head.trace().links(key).equals(base.trace().links(key));
  }

  /// An ordinal whose markers stayed while another text came to stand at its place.
  private boolean meansAnotherText(RequirementKey key, Requirement now) {
    Optional<Requirement> there = base.specs().requirement(key);
    if (now.nature().naming() != Naming.ORDINAL
        || there.isEmpty()
        || origins.of(key).filter(key::equals).isPresent()
        || there.get().fingerprint().equals(now.fingerprint())) {
      return false;
    }
    Set<?> before = RegionChanges.regions(base.trace().covering(key));
    return RegionChanges.regions(head.trace().covering(key)).stream().anyMatch(before::contains);
  }

  /// Whether the markers are there and still write the former key: they mean another requirement
  /// now, or dangle, and that is told of them.
  private boolean isStillNamed(RequirementKey former, RequirementKey key, List<Link> linked) {
    if (former.equals(key)) {
      return false;
    }
    Set<RepoPath> paths = linked.stream().map(l -> l.at().path()).collect(Collectors.toSet());
    return head.trace().covering(former).stream().anyMatch(l -> paths.contains(l.at().path()))
        || DanglingDrift.markers(head).stream()
            .anyMatch(dangling ->
                paths.contains(dangling.at().path())
                    && DanglingDrift.names(dangling.text(), former));
  }

  private Drift unimplemented(RequirementKey key, Requirement now, List<Link> before) {
    return ofSpec(
        Drift.Kind.UNIMPLEMENTED,
        key,
        now,
        "Its last marker in code is gone; it was in "
            + Hindsight.places(RegionChanges.implementing(before))
            + ".");
  }

  private Drift ofSpec(Drift.Kind kind, RequirementKey key, Requirement now, String reason) {
    return new Drift(kind, Optional.of(key), place(key, now), reason, true, state(key, now));
  }

  private Location place(RequirementKey key, Requirement now) {
    return head.specs()
        .spec(key.spec())
        .map(spec -> spec.at(now.line()))
        .orElseThrow(() -> new IllegalStateException("a requirement stands in a spec: " + key));
  }

  private Drift.State state(RequirementKey key, Requirement now) {
    return new Drift.State(
        now.fingerprint(), RegionChanges.together(head.trace().covering(key).stream()), false);
  }

  private void codeAhead(RequirementKey key, Requirement now, List<Link> before, List<Link> after) {
    for (Link changed : RegionChanges.changed(before, after)) {
      if (isReturn(key, changed, before)) {
        continue;
      }
      RepoPath path = changed.at().path();
      var code =
          RegionChanges.together(after.stream().filter(link -> link.at().path().equals(path)));
      boolean wholeFile = changed.region().filter(Region::wholeFile).isPresent();
      var state = new Drift.State(now.fingerprint(), code, wholeFile && headerNamesSeveral(path));
      if (state.broad()) {
        changedFiles
            .computeIfAbsent(path, _ -> new ChangedFile(changed.at(), new ArrayList<>(), state))
            .keys()
            .add(key);
      } else {
        String name =
            changed.region().map(Region::name).filter(n -> !n.isEmpty()).orElse("its code");
        drifts.add(
            new Drift(
                Drift.Kind.CODE_AHEAD,
                Optional.of(key),
                changed.at(),
                name + " changed, the requirement did not.",
                true,
                state));
      }
    }
  }

  private boolean headerNamesSeveral(RepoPath path) {
    return headers().getOrDefault(path, Set.of()).size() > 1;
  }

  private Map<RepoPath, Set<RequirementKey>> headersOfHead = Map.of();

  /// For each file the requirements its header names; found when first asked for.
  private Map<RepoPath, Set<RequirementKey>> headers() {
    if (headersOfHead.isEmpty()) {
      headersOfHead = new TreeMap<>();
      for (RequirementKey key : head.specs().requirements().keySet()) {
        head.trace().covering(key).stream()
            .filter(link -> link.region().filter(Region::wholeFile).isPresent())
            .forEach(link ->
                headersOfHead.computeIfAbsent(link.at().path(), _ -> new TreeSet<>()).add(key));
      }
    }
    return headersOfHead;
  }

  /// Whether the code went back to what it was when the requirement last changed.
  private boolean isReturn(RequirementKey key, Link changed, List<Link> before) {
    Set<RepoPath> paths = before.stream().map(l -> l.at().path()).collect(Collectors.toSet());
    return hindsight.isPresent()
        && changed.region().isPresent()
        && hindsight
            .get()
            .stood(origins.of(key).orElse(key), changed.region().get().fingerprint(), paths);
  }

  /// Adds what is suspect, and gives the keys of which nothing is known.
  private Set<RequirementKey> suspects(boolean isNew) {
    if (hindsight.isEmpty() || untouched.isEmpty()) {
      return Set.of();
    }
    Hindsight.Verdict verdict = hindsight.get().judge(untouched);
    verdict
        .suspects()
        .forEach((former, commit) -> {
          RequirementKey key = renamed.getOrDefault(former, former);
          head.specs()
              .requirement(key)
              .ifPresent(now -> drifts.add(suspect(key, now, commit, isNew)));
        });
    return verdict.unknown();
  }

  private Drift suspect(
      RequirementKey key, Requirement now, Optional<CommitId> commit, boolean isNew) {
    String reason =
        "The requirement changed "
            + commit.map(c -> "in " + c.brief()).orElse("in files that are not committed")
            + ", after all that is linked to it: "
            + Hindsight.places(head.trace().covering(key))
            + ".";
    return new Drift(
        Drift.Kind.SUSPECT, Optional.of(key), place(key, now), reason, isNew, state(key, now));
  }

  /// One entry a key and path: of several kinds the first.
  private static List<Drift> onceAPlace(List<Drift> drifts) {
    var once = new LinkedHashMap<String, Drift>();
    drifts.stream()
        .sorted(java.util.Comparator.comparing(Drift::kind).thenComparing(Drift.ORDER))
        .forEach(drift ->
            once.putIfAbsent(
                drift.at().path()
                    + "|"
                    + drift.requirement().map(RequirementKey::toString).orElse(drift.reason()),
                drift));
    return once.values().stream().sorted(Drift.ORDER).toList();
  }
}
