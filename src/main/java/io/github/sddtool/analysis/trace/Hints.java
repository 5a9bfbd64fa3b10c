package io.github.sddtool.analysis.trace;

import io.github.sddtool.spec.Amendment;
import io.github.sddtool.spec.Companions;
import io.github.sddtool.spec.Edit;
import io.github.sddtool.spec.Proposal;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

// @spec engine/markers#REQ-MARK-007, engine/markers#REQ-MARK-016
/// Says what a marker that names nothing may have meant.
final class Hints {
  private final SpecSet specs;

  /// Open proposals that add a requirement, by its key.
  private final Map<RequirementKey, TreeSet<String>> proposed = new TreeMap<>();

  private final NearIds locals;

  Hints(SpecSet specs, Companions companions) {
    this.specs = specs;
    this.locals =
        new NearIds(
            specs.requirements().keySet().stream().map(RequirementKey::local).distinct().toList());
    companions.proposals().stream().filter(p -> !p.archived()).forEach(this::addOf);
  }

  private void addOf(Proposal proposal) {
    for (Amendment amendment : proposal.amendments()) {
      for (Edit edit : amendment.body().edits()) {
        switch (edit) {
          case Edit.Add(Requirement added) -> add(amendment.spec(), added.id(), proposal.id());
          case Edit.Rename(_, String to, _) -> add(amendment.spec(), to, proposal.id());
          case Edit.Replace _, Edit.Remove _ -> {}
        }
      }
    }
  }

  private void add(String spec, String local, String proposal) {
    proposed.computeIfAbsent(new RequirementKey(spec, local), _ -> new TreeSet<>()).add(proposal);
  }

  /// For an id that no spec has.
  String nowhere(String id) {
    String proposals =
        proposed.keySet().stream()
            .filter(key -> key.local().equals(id))
            .findFirst()
            .map(this::proposal)
            .orElse("");
    return "No spec has " + id + "." + proposals + near(id, locals);
  }

  /// For an id that a spec lacks.
  String notIn(Spec spec, String id) {
    return spec.id()
        + " has no "
        + id
        + "."
        + proposal(new RequirementKey(spec.id(), id))
        + near(
            id,
            new NearIds(
                spec.body().requirements().stream().map(Requirement::id).distinct().toList()));
  }

  /// For a title that no requirement of a spec has.
  String noTitle(Spec spec, String title) {
    String key = String.join("-", Words.of(title).stream().map(Words.Word::lower).toList());
    return "No requirement of "
        + spec.id()
        + " has this title."
        + proposal(new RequirementKey(spec.id(), key));
  }

  /// For an id in a spec that does not exist.
  String noSpec(String name, String id) {
    var key = new RequirementKey(name, id);
    if (proposed.containsKey(key)) {
      return "There is no spec '" + name + "' yet." + proposal(key);
    }
    List<RequirementKey> keys = specs.withLocalId(id);
    return "There is no spec '"
        + name
        + "'."
        + (keys.isEmpty() ? "" : " " + id + " stands in " + list(keys) + ".");
  }

  private String proposal(RequirementKey key) {
    TreeSet<String> by = proposed.get(key);
    return by == null ? "" : " The open change " + String.join(", ", by) + " proposes " + key + ".";
  }

  private static String near(String id, NearIds ids) {
    List<String> near = ids.to(id);
    return near.isEmpty() ? "" : " Did you mean " + String.join(", ", near) + "?";
  }

  private static String list(List<RequirementKey> keys) {
    String first =
        keys.stream()
            .limit(5)
            .map(RequirementKey::toString)
            .reduce((a, b) -> a + ", " + b)
            .orElse("");
    return keys.size() > 5 ? first + " and " + (keys.size() - 5) + " more" : first;
  }
}
