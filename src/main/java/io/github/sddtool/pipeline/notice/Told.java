package io.github.sddtool.pipeline.notice;

import io.github.sddtool.source.RepoId;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Something that people are to hear whom its teller names.
///
/// @param key names it: what is told again under the same key is told once
/// @param whom `#room`, `@person`, or an e-mail address
/// @param words what they hear
public record Told(
    String key, Optional<RepoId> repo, List<String> whom, Words words, Optional<URI> page) {
  public Told {
    whom = List.copyOf(whom);
  }

  /// What is said.
  ///
  /// @param title in one line
  /// @param urgent whether quiet hours do not hold it back
  public record Words(String title, String body, boolean urgent) {}
}
