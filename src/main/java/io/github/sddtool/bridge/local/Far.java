package io.github.sddtool.bridge.local;

import io.github.sddtool.bridge.merge.FileState;
import java.util.List;
import java.util.Optional;

/// The project on the server.
public interface Far {
  /// Every spec, without its text.
  List<Listed> list();

  /// A spec as it is now; empty where there is none of that id.
  Optional<Kept> read(String id);

  /// What a spec was at a revision; empty where that cannot be told.
  Optional<FileState> earlier(String id, int revision);

  /// Adds a spec.
  Sent create(String id, String format, FileState file);

  /// Edits a spec, if it is still as it was.
  ///
  /// @param id what it is to be called
  Sent update(Kept before, String id, FileState file);

  /// Removes a spec, if it is still as it was.
  Sent delete(Kept before);

  /// A spec in a list.
  record Listed(String id, int revision, String stamp) {}

  /// What became of something that was sent.
  sealed interface Sent {
    /// The store has it.
    record Done(Kept kept) implements Sent {}

    /// It is removed there.
    record Removed() implements Sent {}

    /// Somebody else was faster.
    record Raced() implements Sent {}

    /// The store does not want it.
    ///
    /// @param why for people
    record Refused(String why) implements Sent {}
  }
}
