package io.github.sddtool.pipeline.guarding;

import io.github.sddtool.guard.Decision;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Who hears of cases. Told twice of the same, people hear it once.
@FunctionalInterface
public interface Telling {
  /// Nobody hears.
  Telling NOBODY = _ -> {};

  /// Tells of a case.
  void tell(News news);

  /// What went off.
  ///
  /// @param why in one line
  record About(String trigger, CommitId commit, String why) {}

  /// What is told.
  ///
  /// @param key by which the same is known again
  /// @param to whom the trigger names: rooms `#ops-alerts`, people `@alice`
  /// @param about what went off
  /// @param body what was done, and why, in plain lines
  /// @param page where people look at what was opened
  record News(
      String key,
      RepoId repo,
      List<String> to,
      About about,
      String title,
      String body,
      Decision.Deed deed,
      Optional<URI> page) {
    public News {
      to = List.copyOf(to);
    }
  }
}
