package io.github.sddtool.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What is under judgement: a head, and the base it is compared with. Without a base the head is
/// judged by itself.
///
/// @param rules whose configuration holds: the tip of the base branch, which may be further than
///   the point where the head left it
/// @param history the way back from the base, or without one from the head; empty where there is
///   none
public record Change(
    Optional<Snapshot> base, Snapshot head, Snapshot rules, Optional<History> history) {

  public static Change of(Snapshot head) {
    return new Change(Optional.empty(), head, head, Optional.empty());
  }

  public static Change between(Snapshot base, Snapshot head) {
    return new Change(Optional.of(base), head, base, Optional.empty());
  }

  /// The same change, with what was before it.
  public Change after(History past) {
    return new Change(base, head, rules, Optional.of(past));
  }

  /// The same change, judged by the configuration of another snapshot.
  public Change judgedBy(Snapshot other) {
    return new Change(base, head, other, history);
  }

  /// The files that differ, by path; empty without a base.
  public List<FileDelta> files() {
    return difference().files();
  }

  /// What differs, found by comparing trees where that can be; nothing without a base.
  public TreeDelta difference() {
    return base.map(from ->
            from.id()
                .flatMap(head::since)
                .orElseGet(() -> new TreeDelta(compared(from.files(), head.files()), true)))
        .orElse(TreeDelta.NOTHING);
  }

  private static List<FileDelta> compared(List<FileEntry> from, List<FileEntry> to) {
    var before = new TreeMap<RepoPath, FileEntry>();
    from.forEach(file -> before.put(file.path(), file));
    var deltas = new ArrayList<FileDelta>();
    for (FileEntry after : to) {
      FileEntry old = before.remove(after.path());
      if (old == null || !old.blob().equals(after.blob())) {
        deltas.add(new FileDelta(after.path(), Optional.ofNullable(old), Optional.of(after)));
      }
    }
    before.forEach(
        (path, old) -> deltas.add(new FileDelta(path, Optional.of(old), Optional.empty())));
    deltas.sort((a, b) -> a.path().compareTo(b.path()));
    return List.copyOf(deltas);
  }
}
