package io.github.sddtool.bridge.merge;

import java.util.List;
import java.util.Optional;

/// What a spec was in the store since both sides last agreed, the oldest first.
///
/// @param states empty ones: it was deleted
public record FilePast(List<Optional<FileState>> states) {
  /// A spec that was nothing else.
  public static final FilePast NONE = new FilePast(List.of());

  public FilePast {
    states = List.copyOf(states);
  }

  boolean had(Optional<FileState> state) {
    return states.contains(state);
  }

  boolean hadPath(FileState state) {
    return states.stream()
        .anyMatch(one -> one.map(FileState::path).filter(state.path()::equals).isPresent());
  }

  List<String> texts() {
    return states.stream().flatMap(one -> one.map(FileState::text).stream()).toList();
  }
}
