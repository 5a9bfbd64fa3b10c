package io.github.sddtool.spec;

import java.util.List;

/// A piece of work that a plan lists.
///
/// @param id as written, for example `T012` or `1.2`; empty where it has none
/// @param text without box and id
/// @param line from 1
public record Task(String id, State state, String text, int line, References refers) {
  /// How far a task is.
  public enum State {
    OPEN,
    IN_PROGRESS,
    DONE,
    /// May be left out.
    OPTIONAL
  }

  /// What a task names.
  ///
  /// @param requirements local ids as written, ranges spread out, for example `1.2` or `FR-004`
  /// @param paths of files, as written
  /// @param tasks ids of tasks that come before it
  public record References(List<String> requirements, List<String> paths, List<String> tasks) {
    public static final References NONE = new References(List.of(), List.of(), List.of());

    public References {
      requirements = List.copyOf(requirements);
      paths = List.copyOf(paths);
      tasks = List.copyOf(tasks);
    }
  }
}
