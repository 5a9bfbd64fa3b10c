package io.github.sddtool.source.git;

import io.github.sddtool.source.CommitId;
import java.time.Instant;
import java.util.List;

/// What a commit says of itself.
///
/// @param name of its author
/// @param email of its author
/// @param at when its author made it
/// @param message whole
/// @param brought the messages of what it brought along, its own among them: those of a branch that
///   it merged, too
public record CommitNote(
    CommitId id, String name, String email, Instant at, String message, List<String> brought) {
  public CommitNote {
    brought = List.copyOf(brought);
  }

  /// The first line of the message.
  public String subject() {
    return message.lines().findFirst().orElse("").strip();
  }
}
