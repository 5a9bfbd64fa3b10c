package io.github.sddtool.analysis.delta;

import io.github.sddtool.spec.Fingerprint;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.Requirement.Naming;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.SpecSet;
import io.github.sddtool.spec.TraceItem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

// @spec engine/delta#REQ-DELTA-004, engine/delta#REQ-DELTA-020, engine/delta#REQ-DELTA-021
// @spec engine/delta#REQ-DELTA-022
/// Which requirement of the base is which of the head, one to one: an ordinal goes with its text,
/// every other keeps its key; an item goes on at another revision; then equal texts find each
/// other, then those that have most words in common. The order of specs and requirements makes no
/// difference.
final class Identity {
  private final TreeMap<RequirementKey, Requirement> gone = new TreeMap<>();
  private final TreeMap<RequirementKey, Requirement> come = new TreeMap<>();
  private final Map<RequirementKey, RequirementKey> pairs = new HashMap<>();
  private Map<String, String> moves = Map.of();

  private Identity(SpecSet base, SpecSet head) {
    Map<RequirementKey, Requirement> now = head.requirements();
    base.requirements()
        .forEach((key, old) -> {
          Requirement same = now.get(key);
          if (same != null && staysAtItsKey(old, same)) {
            pairs.put(key, key);
          } else {
            gone.put(key, old);
          }
        });
    now.forEach((key, requirement) -> {
      if (!pairs.containsKey(key)) {
        come.put(key, requirement);
      }
    });
  }

  private static boolean staysAtItsKey(Requirement old, Requirement now) {
    boolean ordinal = naming(old) == Naming.ORDINAL || naming(now) == Naming.ORDINAL;
    return !ordinal || isSameText(old, now);
  }

  /// Finds every requirement of the base again, where it is still there.
  static Identity of(SpecSet base, SpecSet head) {
    var identity = new Identity(base, head);
    identity.revisions();
    identity.sameText();
    for (var pair : Resemblance.of(identity.gone, identity.come)) {
      identity.pair(pair.old(), pair.now());
    }
    identity.sameKey();
    identity.moves = identity.movedSpecs();
    return identity;
  }

  /// The key at the head; empty for what is gone.
  Optional<RequirementKey> now(RequirementKey before) {
    return Optional.ofNullable(pairs.get(before));
  }

  /// Keys at the head by their key at the base.
  Map<RequirementKey, RequirementKey> pairs() {
    return pairs;
  }

  /// Where the requirements of a spec that is gone went, by the spec's id at the base.
  Map<String, String> moves() {
    return moves;
  }

  private void pair(RequirementKey old, RequirementKey now) {
    if (gone.containsKey(old) && come.containsKey(now)) {
      gone.remove(old);
      come.remove(now);
      pairs.put(old, now);
    }
  }

  private void sameKey() {
    for (RequirementKey key : List.copyOf(gone.keySet())) {
      pair(key, key);
    }
  }

  private static Naming naming(Requirement requirement) {
    return requirement.nature().naming();
  }

  private static boolean isSameText(Requirement old, Requirement now) {
    return old.statement().equals(now.statement())
        || old.statementFingerprint().equals(now.statementFingerprint());
  }

  /// An item at another revision is the same item: in its own spec, else in another.
  private void revisions() {
    groups((key, requirement) -> item(requirement).map(name -> key.spec() + "|" + name));
    groups((_, requirement) -> item(requirement));
  }

  private static Optional<String> item(Requirement requirement) {
    return requirement.nature().item().map(TraceItem::id).map(id -> id.type() + "~" + id.name());
  }

  /// Equal texts find each other: first in the spec that the others of theirs went to, then an
  /// ordinal in its own spec and others under their own id, then in the same spec, then anywhere;
  /// at last what only got another title.
  private void sameText() {
    Map<String, String> likely = movedTogether();
    inGroups(
        (key, now) ->
            (now ? key.spec() : likely.getOrDefault(key.spec(), key.spec())) + "|" + key.local(),
        Identity::text);
    inGroups(
        (key, _) -> key.spec(),
        requirement ->
            naming(requirement) == Naming.ORDINAL ? text(requirement) : Optional.empty());
    inGroups((key, _) -> key.local(), Identity::text);
    inGroups((key, _) -> key.spec(), Identity::text);
    inGroups((_, _) -> "", Identity::text);
    inGroups((key, _) -> key.spec(), Identity::body);
    inGroups((_, _) -> "", Identity::body);
  }

  private static Optional<Fingerprint> text(Requirement requirement) {
    return Optional.of(requirement.statementFingerprint());
  }

  /// The text without the title, where the title is the id.
  private static Optional<Fingerprint> body(Requirement requirement) {
    String statement = requirement.statement();
    boolean titled =
        naming(requirement) == Naming.TITLE && statement.startsWith(requirement.title());
    return Optional.of(statement.substring(titled ? requirement.title().length() : 0))
        .filter(body -> titled && !body.isBlank())
        .map(Fingerprint::of);
  }

  /// Pairs what has the same text in the same group.
  ///
  /// @param group of a key, which is one of the head where the flag says so
  private void inGroups(
      BiFunction<RequirementKey, Boolean, String> group,
      Function<Requirement, Optional<Fingerprint>> textOf) {
    var byName = new HashMap<String, Deque<RequirementKey>>();
    come.forEach((key, requirement) ->
        textOf
            .apply(requirement)
            .ifPresent(text ->
                byName
                    .computeIfAbsent(text + "|" + group.apply(key, true), _ -> new ArrayDeque<>())
                    .add(key)));
    take(
        byName,
        (key, requirement) ->
            textOf.apply(requirement).map(text -> text + "|" + group.apply(key, false)));
  }

  private void groups(BiFunction<RequirementKey, Requirement, Optional<String>> nameOf) {
    var byName = new HashMap<String, Deque<RequirementKey>>();
    come.forEach((key, requirement) ->
        nameOf
            .apply(key, requirement)
            .ifPresent(name -> byName.computeIfAbsent(name, _ -> new ArrayDeque<>()).add(key)));
    take(byName, nameOf);
  }

  private void take(
      Map<String, Deque<RequirementKey>> byName,
      BiFunction<RequirementKey, Requirement, Optional<String>> nameOf) {
    for (var old : List.copyOf(gone.entrySet())) {
      nameOf
          .apply(old.getKey(), old.getValue())
          .map(byName::get)
          .map(Deque::poll)
          .ifPresent(now -> pair(old.getKey(), now));
    }
  }

  /// For each spec the one most of its texts went to, told by texts that stand once on each side.
  private Map<String, String> movedTogether() {
    Map<Fingerprint, Optional<RequirementKey>> before = once(gone);
    Map<Fingerprint, Optional<RequirementKey>> after = once(come);
    var votes = new TreeMap<String, Integer>();
    before.forEach((text, old) -> {
      Optional<RequirementKey> now = after.getOrDefault(text, Optional.empty());
      if (old.isPresent() && now.isPresent()) {
        votes.merge(old.get().spec() + "\n" + now.get().spec(), 1, Integer::sum);
      }
    });
    return oneToOne(votes);
  }

  private static Map<Fingerprint, Optional<RequirementKey>> once(
      Map<RequirementKey, Requirement> requirements) {
    var once = new HashMap<Fingerprint, Optional<RequirementKey>>();
    requirements.forEach((key, requirement) ->
        once.merge(
            requirement.statementFingerprint(), Optional.of(key), (_, _) -> Optional.empty()));
    return once;
  }

  private Map<String, String> movedSpecs() {
    var votes = new TreeMap<String, Integer>();
    pairs.forEach((old, now) -> {
      if (!old.spec().equals(now.spec())) {
        votes.merge(old.spec() + "\n" + now.spec(), 1, Integer::sum);
      }
    });
    return oneToOne(votes);
  }

  private static Map<String, String> oneToOne(Map<String, Integer> votes) {
    var ballots = new ArrayList<>(votes.entrySet());
    ballots.sort(Comparator.comparing(Map.Entry<String, Integer>::getValue).reversed());
    var moves = new TreeMap<String, String>();
    for (var ballot : ballots) {
      int line = ballot.getKey().indexOf('\n');
      String to = ballot.getKey().substring(line + 1);
      if (!moves.containsValue(to)) {
        moves.putIfAbsent(ballot.getKey().substring(0, line), to);
      }
    }
    return moves;
  }
}
