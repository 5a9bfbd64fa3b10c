package io.github.sddtool.spec;

import io.github.sddtool.source.RepoPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A change to specs that is written down and not yet, or already, part of them.
///
/// @param id its folder's name
/// @param folder in the repository
/// @param archived whether it is done and put away; then its amendments are not read
/// @param fields what it says about itself: `status` and the like
/// @param tasks its own task file, if any
public record Proposal(
    String id,
    String folder,
    boolean archived,
    Map<String, String> fields,
    List<Amendment> amendments,
    Optional<Placed<TaskList>> tasks) {
  public Proposal {
    fields = Map.copyOf(fields);
    amendments = List.copyOf(amendments);
  }

  /// A value with the file it was read from.
  public record Placed<T>(RepoPath path, T value) {}

  public Optional<String> status() {
    return Optional.ofNullable(fields.get("status"));
  }
}
