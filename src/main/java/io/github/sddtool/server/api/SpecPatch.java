package io.github.sddtool.server.api;

import io.github.sddtool.source.RepoPath;
import java.util.Map;
import java.util.Optional;

/// Changes single fields and requirements in a spec's text and leaves all else as it is.
@FunctionalInterface
public interface SpecPatch {
  /// Where nothing of the kind is built in.
  SpecPatch NONE = (_, _, _, _, _) -> Optional.empty();

  /// The changed text; empty when a change cannot be made in this text.
  ///
  /// @param format its name, for example `sdd`
  /// @param fields of the front matter, by name
  /// @param requirements new statements, by local id
  Optional<String> apply(
      String format,
      RepoPath path,
      String text,
      Map<String, String> fields,
      Map<String, String> requirements);
}
