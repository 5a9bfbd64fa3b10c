package io.github.sddtool.guard.harvest;

import io.github.sddtool.source.RepoPath;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What of a snapshot would be refreshed.
///
/// @param files whole new texts by path, of those that differ, in order
/// @param changes what differs, by place
/// @param notes what was left as it is and why, by place
public record Harvested(Map<RepoPath, String> files, List<Note> changes, List<Note> notes) {
  public Harvested {
    files = java.util.Collections.unmodifiableMap(new TreeMap<>(files));
    changes = changes.stream().sorted().toList();
    notes = notes.stream().sorted().toList();
  }
}
