package io.github.sddtool.analysis.delta;

import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.analysis.trace.Touched;
import io.github.sddtool.spec.ItemId;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Scenario;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import io.github.sddtool.spec.TraceItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

// @spec engine/delta#REQ-DELTA-002, engine/delta#REQ-DELTA-003, engine/delta#REQ-DELTA-005
/// Compares the requirements of two snapshots. Order, wrapping, emphasis, line ends and front
/// matter are nothing.
public final class DeltaAnalysis {
  private final Survey base;
  private final Survey head;

  /// The specs that read differently, on both sides.
  private final SpecSet before;

  private final SpecSet after;
  private final Identity identity;
  private final Map<RequirementKey, RequirementKey> origins = new HashMap<>();
  private final Map<String, List<String>> dependents;

  private DeltaAnalysis(Survey base, Survey head, Touched touched) {
    this.base = base;
    this.head = head;
    this.before = base.specs().only(touched.texts());
    this.after = head.specs().only(touched.texts());
    this.identity = Identity.of(before, after);
    identity.pairs().forEach((from, to) -> origins.put(to, from));
    this.dependents = base.specs().dependents();
  }

  /// What happens to requirements and scenarios on the way from base to head.
  public static Delta between(Survey base, Survey head, Touched touched) {
    var analysis = new DeltaAnalysis(base, head, touched);
    return new Delta(analysis.requirements(), analysis.scenarios());
  }

  private List<Delta.RequirementChange> requirements() {
    var changes = new ArrayList<Delta.RequirementChange>();
    before.requirements().forEach((key, old) -> change(key, old).ifPresent(changes::add));
    after
        .requirements()
        .forEach((key, now) -> {
          if (!origins.containsKey(key) && !isUnread(before, key)) {
            changes.add(
                new Delta.RequirementChange(
                    key,
                    Optional.empty(),
                    Delta.Type.ADDED,
                    Optional.empty(),
                    Optional.of(now.level()),
                    false));
          }
        });
    changes.sort(
        Comparator.comparing(Delta.RequirementChange::key)
            .thenComparing(Delta.RequirementChange::type));
    return changes;
  }

  private Optional<Delta.RequirementChange> change(RequirementKey key, Requirement old) {
    Optional<RequirementKey> to = identity.now(key);
    Optional<Requirement> now = to.flatMap(after::requirement);
    if (now.isEmpty() && isUnread(after, key)) {
      return Optional.empty();
    }
    Optional<RequirementKey> from = to.filter(k -> !k.equals(key)).map(_ -> key);
    if (from.isEmpty() && now.filter(n -> isSameText(old, n)).isPresent()) {
      return Optional.empty();
    }
    Delta.Type type = type(old, now, from.isPresent());
    boolean weakened = now.filter(n -> old.level().strongerThan(n.level())).isPresent();
    boolean mayBreak = type != Delta.Type.MODIFIED || weakened;
    return Optional.of(
        new Delta.RequirementChange(
            to.orElse(key),
            from,
            type,
            Optional.of(old.level()),
            now.map(Requirement::level),
            mayBreak && isReliedOn(key, to.orElse(key))));
  }

  private static boolean isSameText(Requirement before, Requirement after) {
    return before.statement().equals(after.statement())
        || before.statementFingerprint().equals(after.statementFingerprint());
  }

  private static Delta.Type type(
      Requirement before, Optional<Requirement> after, boolean otherKey) {
    if (after.isEmpty()) {
      return Delta.Type.REMOVED;
    }
    return otherKey && !isOtherRevision(before, after.get())
        ? Delta.Type.RENAMED
        : Delta.Type.MODIFIED;
  }

  /// The same item at another revision: changed on purpose, not renamed.
  private static boolean isOtherRevision(Requirement before, Requirement after) {
    Optional<ItemId> old = before.nature().item().map(TraceItem::id);
    Optional<ItemId> now = after.nature().item().map(TraceItem::id);
    return old.isPresent()
        && now.isPresent()
        && old.get().isSameItem(now.get())
        && old.get().revision() != now.get().revision();
  }

  /// Of a spec that was not read nothing is known to be gone, or new.
  private static boolean isUnread(SpecSet specs, RequirementKey key) {
    return specs.spec(key.spec()).filter(spec -> spec.body().isUnread()).isPresent();
  }

  private boolean isReliedOn(RequirementKey before, RequirementKey now) {
    return dependents.containsKey(before.spec())
        || !base.trace().covering(before).isEmpty()
        || !head.trace().covering(now).isEmpty();
  }

  private List<Delta.ScenarioChange> scenarios() {
    var changes = new ArrayList<Delta.ScenarioChange>();
    var ids = new TreeSet<String>();
    before.specs().forEach(spec -> ids.add(spec.id()));
    after.specs().forEach(spec -> ids.add(spec.id()));
    Map<String, String> moved = movedSpecs();
    ids.removeAll(moved.values());
    for (String id : ids) {
      String now = moved.getOrDefault(id, id);
      compare(now, Optional.empty(), loose(before, id), loose(after, now), changes);
    }
    after
        .requirements()
        .forEach((key, now) ->
            compare(
                key.spec(),
                Optional.of(key),
                origin(key).map(Requirement::scenarios).orElse(List.of()),
                now.scenarios(),
                changes));
    before
        .requirements()
        .forEach((key, old) -> {
          if (identity.now(key).isEmpty() && !isUnread(after, key)) {
            compare(key.spec(), Optional.of(key), old.scenarios(), List.of(), changes);
          }
        });
    return changes;
  }

  private Optional<Requirement> origin(RequirementKey now) {
    return Optional.ofNullable(origins.get(now)).flatMap(before::requirement);
  }

  /// Specs that have another id now, by their id at the base.
  private Map<String, String> movedSpecs() {
    var moved = new TreeMap<>(identity.moves());
    moved
        .entrySet()
        .removeIf(move ->
            after.spec(move.getKey()).isPresent() || before.spec(move.getValue()).isPresent());
    return moved;
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
    if (areAlike(before, after)) {
      return;
    }
    var old = byName(before, after);
    var now = byName(after, before);
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

  /// Whether both are the same texts in the same order, as they mostly are.
  private static boolean areAlike(List<Scenario> before, List<Scenario> after) {
    if (before.size() != after.size()) {
      return false;
    }
    for (int i = 0; i < before.size(); i++) {
      Scenario was = before.get(i);
      Scenario is = after.get(i);
      if (!was.name().equals(is.name()) || !was.text().equals(is.text())) {
        return false;
      }
    }
    return true;
  }

  /// Those of `these` that `those` lack, by name; repeated and missing names get a number, so that
  /// none is lost and the order makes no difference.
  private static Map<String, Scenario> byName(List<Scenario> these, List<Scenario> those) {
    var same = new HashMap<String, Integer>();
    those.forEach(scenario -> same.merge(whole(scenario), 1, Integer::sum));
    var byName = new LinkedHashMap<String, Scenario>();
    var times = new HashMap<String, Integer>();
    for (Scenario scenario : these) {
      if (same.merge(whole(scenario), -1, Integer::sum) >= 0) {
        continue;
      }
      String name = scenario.name().isEmpty() ? "Scenario" : scenario.name();
      int n = times.merge(name, 1, Integer::sum);
      byName.put(n == 1 ? name : name + " (" + n + ")", scenario);
    }
    return byName;
  }

  private static String whole(Scenario scenario) {
    return scenario.name() + "|" + scenario.fingerprint();
  }
}
