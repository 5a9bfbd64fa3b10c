package io.github.sddtool.bridge.local;

import io.github.sddtool.bridge.merge.FileState;
import java.util.Optional;

/// A spec in the working tree.
///
/// @param file with the text that is compared
/// @param raw the text as it stands on the disk
public record LocalSpec(String id, String format, FileState file, String raw) {
  /// A spec as it stands on the disk.
  public static LocalSpec of(String id, String format, FileState file) {
    return new LocalSpec(id, format, file, file.text());
  }

  /// The same, with the other side's line ends: where the working tree has those of Windows and the
  /// store does not, they are the machine's and nobody's edit.
  LocalSpec like(Optional<String> other) {
    boolean machines =
        other.filter(text -> text.indexOf('\r') < 0 && !text.isEmpty()).isPresent()
            && hasReturnsThroughout(raw);
    return machines
        ? new LocalSpec(id, format, new FileState(file.path(), raw.replace("\r\n", "\n")), raw)
        : this;
  }

  /// A text as it is written in place of this one.
  String ends(String text) {
    return raw.equals(file.text()) || text.indexOf('\r') >= 0 ? text : text.replace("\n", "\r\n");
  }

  private static boolean hasReturnsThroughout(String text) {
    return text.contains("\r\n") && text.replace("\r\n", "").chars().noneMatch(c -> c == '\n');
  }
}
