package io.github.sddtool.analysis.drift;

import io.github.sddtool.analysis.trace.Dangling;
import io.github.sddtool.analysis.trace.Link;
import io.github.sddtool.analysis.trace.Role;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.facts.lexer.Region;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Fingerprint;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

// @spec engine/drift#REQ-DRIFT-001, engine/drift#REQ-DRIFT-002, engine/drift#REQ-DRIFT-003
/// Finds where specs and code moved apart. Regions and requirements are compared by fingerprint, so
/// moving, reformatting and commenting are nothing.
public final class DriftAnalysis {
  private static final Set<String> DONE = Set.of("implemented", "completed");

  private final Survey base;
  private final Survey head;

  /// The key each requirement of the head had at the base, where that was another.
  private final Map<RequirementKey, RequirementKey> formerKeys;

  /// Files whose header names requirements and whose text changed while these did not: one entry a
  /// file, however many requirements the header names.
  private final Map<RepoPath, ChangedFile> changedFiles = new TreeMap<>();

  private record ChangedFile(Location at, List<RequirementKey> keys) {
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
          true);
    }
  }

  private DriftAnalysis(Survey base, Survey head, Map<RequirementKey, RequirementKey> formerKeys) {
    this.base = base;
    this.head = head;
    this.formerKeys = formerKeys;
  }

  /// What drifted between two snapshots.
  ///
  /// @param formerKeys for each renamed requirement its key at the base, by its key at the head
  public static List<Drift> between(
      Survey base, Survey head, Map<RequirementKey, RequirementKey> formerKeys) {
    var analysis = new DriftAnalysis(base, head, formerKeys);
    var drifts = new ArrayList<Drift>();
    head.specs().requirements().forEach((key, now) -> analysis.compare(key, now, drifts));
    analysis.changedFiles.forEach((path, changed) -> drifts.add(changed.drift()));
    analysis.dangling(drifts);
    drifts.addAll(status(head, unfulfilled(base)));
    drifts.sort(Drift.ORDER);
    return List.copyOf(drifts);
  }

  /// What can be told from one snapshot alone: markers that name nothing, statuses that promise
  /// more than the links hold.
  public static List<Drift> within(Survey head) {
    var drifts = new ArrayList<Drift>();
    head.trace().dangling().forEach(dangling -> drifts.add(drift(dangling, true)));
    drifts.addAll(status(head, Set.of()));
    drifts.sort(Drift.ORDER);
    return List.copyOf(drifts);
  }

  private void compare(RequirementKey key, Requirement now, List<Drift> drifts) {
    RequirementKey formerKey = formerKeys.getOrDefault(key, key);
    Optional<Requirement> before = base.specs().requirement(formerKey);
    List<Link> linked = base.trace().covering(formerKey);
    if (before.isEmpty() || linked.isEmpty()) {
      return;
    }
    List<Link> links = head.trace().covering(key);
    boolean named = head.trace().links(key).stream().anyMatch(link -> !link.status().covers());
    if (!named && isUnimplemented(linked, links)) {
      drifts.add(unimplemented(key, now, linked));
      return;
    }
    boolean specChanged = !before.get().fingerprint().equals(now.fingerprint());
    if (!specChanged) {
      codeAhead(key, linked, links, drifts);
    } else if (fingerprints(linked).equals(fingerprints(links))) {
      specOf(key)
          .ifPresent(spec ->
              drifts.add(
                  new Drift(
                      Drift.Kind.SPEC_AHEAD,
                      Optional.of(key),
                      spec.at(now.line()),
                      "The requirement changed; nothing that is linked to it did.",
                      true)));
    }
  }

  private static boolean isUnimplemented(List<Link> before, List<Link> now) {
    if (now.isEmpty()) {
      return true;
    }
    return before.stream().anyMatch(link -> link.role() == Role.IMPL)
        && now.stream().noneMatch(link -> link.role() == Role.IMPL);
  }

  private Drift unimplemented(RequirementKey key, Requirement now, List<Link> before) {
    Location at =
        specOf(key).map(spec -> spec.at(now.line())).orElseGet(() -> before.getFirst().at());
    String where =
        before.stream()
            .map(link -> link.at().path().value())
            .distinct()
            .limit(3)
            .reduce((a, b) -> a + ", " + b)
            .orElse("");
    return new Drift(
        Drift.Kind.UNIMPLEMENTED,
        Optional.of(key),
        at,
        "Its last marker in code is gone; it was in " + where + ".",
        true);
  }

  /// Code is ahead where a region that was linked has another text now: one region of before and
  /// one of now are left over in the same file, or in any file when the region moved while
  /// changing.
  private void codeAhead(
      RequirementKey key, List<Link> before, List<Link> now, List<Drift> drifts) {
    var left = leftOver(before, now);
    var come = leftOver(now, before);
    var reported = new HashSet<RepoPath>();
    for (Link changed : come) {
      boolean sameFile = left.stream().anyMatch(l -> l.at().path().equals(changed.at().path()));
      boolean moved = !left.isEmpty() && left.stream().allMatch(l -> isGone(l.at().path(), now));
      if (!(sameFile || moved) || !reported.add(changed.at().path())) {
        continue;
      }
      if (changed.region().filter(Region::wholeFile).isPresent()) {
        changedFiles
            .computeIfAbsent(
                changed.at().path(), _ -> new ChangedFile(changed.at(), new ArrayList<>()))
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
                true));
      }
    }
  }

  private static boolean isGone(RepoPath path, Collection<Link> links) {
    return links.stream().noneMatch(link -> link.at().path().equals(path));
  }

  /// The implementation links of `these` whose region is not among those of `those`.
  private static List<Link> leftOver(List<Link> these, List<Link> those) {
    var unmatched = new LinkedHashMap<Fingerprint, Integer>();
    for (Link link : those) {
      implemented(link).ifPresent(f -> unmatched.merge(f, 1, Integer::sum));
    }
    var left = new ArrayList<Link>();
    for (Link link : these) {
      Optional<Fingerprint> fingerprint = implemented(link);
      if (fingerprint.isPresent() && unmatched.getOrDefault(fingerprint.get(), 0) > 0) {
        unmatched.merge(fingerprint.get(), -1, Integer::sum);
      } else if (fingerprint.isPresent()) {
        left.add(link);
      }
    }
    return left;
  }

  private static Optional<Fingerprint> implemented(Link link) {
    return link.role() == Role.IMPL ? link.region().map(Region::fingerprint) : Optional.empty();
  }

  private static Set<Fingerprint> fingerprints(List<Link> links) {
    var fingerprints = new HashSet<Fingerprint>();
    links.forEach(
        link -> link.region().ifPresent(region -> fingerprints.add(region.fingerprint())));
    return fingerprints;
  }

  private void dangling(List<Drift> drifts) {
    var before = new HashSet<String>();
    base.trace().dangling().forEach(dangling -> before.add(place(dangling)));
    for (Dangling dangling : head.trace().dangling()) {
      drifts.add(drift(dangling, !before.contains(place(dangling))));
    }
  }

  private static String place(Dangling dangling) {
    return dangling.at().path() + "|" + dangling.text();
  }

  private static Drift drift(Dangling dangling, boolean isNew) {
    return new Drift(
        Drift.Kind.DANGLING,
        Optional.empty(),
        dangling.at(),
        dangling.text() + ": " + dangling.hint(),
        isNew);
  }

  private static Set<RequirementKey> unfulfilled(Survey survey) {
    var keys = new HashSet<RequirementKey>();
    for (Drift drift : status(survey, Set.of())) {
      drift.requirement().ifPresent(keys::add);
    }
    return keys;
  }

  private static List<Drift> status(Survey survey, Set<RequirementKey> known) {
    var drifts = new ArrayList<Drift>();
    for (Spec spec : survey.specs().specs()) {
      String status = spec.body().status().orElse("");
      if (!DONE.contains(status)) {
        continue;
      }
      for (Requirement requirement : spec.body().requirements()) {
        RequirementKey key = spec.key(requirement);
        if (survey.trace().covering(key).isEmpty()) {
          drifts.add(
              new Drift(
                  Drift.Kind.STATUS,
                  Optional.of(key),
                  spec.at(requirement.line()),
                  "The spec is '" + status + "', but no code or test names the requirement.",
                  !known.contains(key)));
        }
      }
    }
    return drifts;
  }

  private Optional<Spec> specOf(RequirementKey key) {
    return head.specs().spec(key.spec());
  }
}
