package io.github.sddtool.analysis.drift;

import io.github.sddtool.analysis.trace.Dangling;
import io.github.sddtool.analysis.trace.Item;
import io.github.sddtool.analysis.trace.ItemLink;
import io.github.sddtool.analysis.trace.ItemTrace;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.RequirementKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Markers that name what the head does not have.
final class DanglingDrift {
  private DanglingDrift() {}

  /// All of a snapshot.
  static List<Drift> within(Survey head) {
    return markers(head).stream().map(dangling -> drift(dangling, Optional.empty(), true)).toList();
  }

  /// All of the head; those that dangled at the base, also in a file that is gone, are old.
  static List<Drift> between(Survey base, Survey head) {
    var before = new HashSet<String>();
    var moved = new HashSet<String>();
    for (Dangling dangling : markers(base)) {
      before.add(dangling.at().path() + "|" + dangling.text());
      if (!head.paths().contains(dangling.at().path())) {
        moved.add(dangling.text());
      }
    }
    Map<RepoPath, Set<RequirementKey>> lost = lost(base, head);
    var drifts = new ArrayList<Drift>();
    for (Dangling dangling : markers(head)) {
      RepoPath path = dangling.at().path();
      boolean old =
          before.contains(path + "|" + dangling.text())
              || (!base.paths().contains(path) && moved.contains(dangling.text()));
      Optional<RequirementKey> meant =
          lost.getOrDefault(path, Set.of()).stream()
              .filter(key -> names(dangling.text(), key))
              .findFirst();
      drifts.add(drift(dangling, meant, !old));
    }
    return drifts;
  }

  /// Markers that name nothing, and tags that name a revision their item has left behind.
  static List<Dangling> markers(Survey survey) {
    var markers = new ArrayList<>(survey.trace().dangling());
    ItemTrace items = survey.trace().items();
    for (Item item : items.items()) {
      if (item.isTag()) {
        items.outgoing(item).stream()
            .filter(link -> link.state() == ItemLink.State.OUTDATED)
            .map(DanglingDrift::outdated)
            .forEach(markers::add);
      }
    }
    return markers;
  }

  private static Dangling outdated(ItemLink link) {
    String now =
        link.to().stream()
            .map(item -> item.id().toString())
            .distinct()
            .sorted()
            .collect(Collectors.joining(" and "));
    return new Dangling(link.from().at(), link.names().toString(), "It is " + now + " now.");
  }

  /// Whether a marker writes this key, with or without its spec.
  static boolean names(String text, RequirementKey key) {
    return text.equals(key.local()) || text.endsWith("#" + key.local());
  }

  /// The requirements each file was linked to that the head no longer has.
  private static Map<RepoPath, Set<RequirementKey>> lost(Survey base, Survey head) {
    var lost = new HashMap<RepoPath, Set<RequirementKey>>();
    for (RequirementKey key : base.specs().requirements().keySet()) {
      if (head.specs().requirement(key).isEmpty()) {
        base.trace()
            .covering(key)
            .forEach(link -> lost.computeIfAbsent(link.at().path(), _ -> new TreeSet<>()).add(key));
      }
    }
    return lost;
  }

  private static Drift drift(Dangling dangling, Optional<RequirementKey> meant, boolean isNew) {
    return new Drift(
        Drift.Kind.DANGLING, meant, dangling.at(), dangling.text() + ": " + dangling.hint(), isNew);
  }
}
