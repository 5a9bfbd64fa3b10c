package io.github.sddtool.analysis.delta;

import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Scenario;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

// @spec engine/delta#REQ-DELTA-002, engine/delta#REQ-DELTA-003, engine/delta#REQ-DELTA-005
/// Compares the requirements of two snapshots. Order, wrapping, emphasis, line ends and front
/// matter are nothing.
public final class DeltaAnalysis {
  private final Survey base;
  private final Survey head;
  private final Map<RequirementKey, RequirementKey> renames;
  private final Map<RequirementKey, RequirementKey> origins = new HashMap<>();
  private final Map<String, List<String>> dependents;

  private DeltaAnalysis(Survey base, Survey head) {
    this.base = base;
    this.head = head;
    this.renames = Identity.renames(base.specs(), head.specs());
    renames.forEach((from, to) -> origins.put(to, from));
    this.dependents = base.specs().dependents();
  }

  /// What happens to requirements and scenarios on the way from base to head.
  public static Delta between(Survey base, Survey head) {
    var analysis = new DeltaAnalysis(base, head);
    return new Delta(analysis.requirements(), analysis.scenarios());
  }

  private List<Delta.RequirementChange> requirements() {
    var changes = new ArrayList<Delta.RequirementChange>();
    base.specs()
        .requirements()
        .forEach((key, before) -> change(key, before).ifPresent(changes::add));
    head.specs()
        .requirements()
        .forEach((key, after) -> {
          if (base.specs().requirement(key).isEmpty() && !origins.containsKey(key)) {
            changes.add(
                new Delta.RequirementChange(
                    key,
                    Optional.empty(),
                    Delta.Type.ADDED,
                    Optional.empty(),
                    Optional.of(after.level()),
                    false));
          }
        });
    changes.sort(Comparator.comparing(Delta.RequirementChange::key));
    return changes;
  }

  private Optional<Delta.RequirementChange> change(RequirementKey key, Requirement before) {
    Optional<RequirementKey> renamed = Optional.ofNullable(renames.get(key));
    RequirementKey now = renamed.orElse(key);
    Optional<Requirement> after = head.specs().requirement(now);
    if (after.isEmpty() && isUnread(key)) {
      return Optional.empty();
    }
    boolean same =
        after
            .filter(a -> a.statementFingerprint().equals(before.statementFingerprint()))
            .isPresent();
    if (same && renamed.isEmpty()) {
      return Optional.empty();
    }
    Delta.Type type =
        after.isEmpty()
            ? Delta.Type.REMOVED
            : renamed.isPresent() ? Delta.Type.RENAMED : Delta.Type.MODIFIED;
    boolean weakened = after.filter(a -> before.level().strongerThan(a.level())).isPresent();
    boolean reliedOn = isReliedOn(key, now);
    return Optional.of(
        new Delta.RequirementChange(
            now,
            renamed.map(_ -> key),
            type,
            Optional.of(before.level()),
            after.map(Requirement::level),
            reliedOn && (type != Delta.Type.MODIFIED || weakened)));
  }

  /// Of a spec that was not read at the head nothing is known to be gone.
  private boolean isUnread(RequirementKey key) {
    return head.specs().spec(key.spec()).filter(spec -> spec.body().isUnread()).isPresent();
  }

  private boolean isReliedOn(RequirementKey before, RequirementKey now) {
    return dependents.containsKey(before.spec())
        || !base.trace().covering(before).isEmpty()
        || !head.trace().covering(now).isEmpty();
  }

  private List<Delta.ScenarioChange> scenarios() {
    var changes = new ArrayList<Delta.ScenarioChange>();
    var ids = new TreeSet<String>();
    base.specs().specs().forEach(spec -> ids.add(spec.id()));
    head.specs().specs().forEach(spec -> ids.add(spec.id()));
    for (String id : ids) {
      compare(id, Optional.empty(), loose(base.specs(), id), loose(head.specs(), id), changes);
    }
    head.specs()
        .requirements()
        .forEach((key, after) ->
            compare(
                key.spec(),
                Optional.of(key),
                origin(key).map(Requirement::scenarios).orElse(List.of()),
                after.scenarios(),
                changes));
    base.specs()
        .requirements()
        .forEach((key, before) -> {
          if (!renames.containsKey(key) && head.specs().requirement(key).isEmpty()) {
            compare(key.spec(), Optional.of(key), before.scenarios(), List.of(), changes);
          }
        });
    return changes;
  }

  private Optional<Requirement> origin(RequirementKey now) {
    return base.specs().requirement(origins.getOrDefault(now, now));
  }

  private static List<Scenario> loose(SpecSet specs, String id) {
    return specs.spec(id).map(Spec::body).map(body -> body.loose().scenarios()).orElse(List.of());
  }

  private static void compare(
      String spec,
      Optional<RequirementKey> requirement,
      List<Scenario> before,
      List<Scenario> after,
      List<Delta.ScenarioChange> changes) {
    Map<String, Scenario> old = byName(before);
    Map<String, Scenario> now = byName(after);
    now.forEach((name, scenario) -> {
      Scenario was = old.remove(name);
      if (was == null) {
        changes.add(new Delta.ScenarioChange(spec, requirement, name, Delta.Type.ADDED));
      } else if (!was.fingerprint().equals(scenario.fingerprint())) {
        changes.add(new Delta.ScenarioChange(spec, requirement, name, Delta.Type.MODIFIED));
      }
    });
    old.keySet()
        .forEach(name ->
            changes.add(new Delta.ScenarioChange(spec, requirement, name, Delta.Type.REMOVED)));
  }

  /// Repeated and missing names get a number, so that none is lost.
  private static Map<String, Scenario> byName(List<Scenario> scenarios) {
    var byName = new LinkedHashMap<String, Scenario>();
    var times = new HashMap<String, Integer>();
    for (Scenario scenario : scenarios) {
      String name = scenario.name().isEmpty() ? "Scenario" : scenario.name();
      int n = times.merge(name, 1, Integer::sum);
      byName.put(n == 1 ? name : name + " (" + n + ")", scenario);
    }
    return byName;
  }
}
