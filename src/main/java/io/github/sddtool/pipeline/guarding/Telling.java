package io.github.sddtool.pipeline.guarding;

import io.github.sddtool.guard.Decision;
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

  /// What is told.
  ///
  /// @param key by which the same is known again
  /// @param to whom the trigger names: rooms `#ops-alerts`, people `@alice`
  /// @param body in Markdown
  /// @param page where people look at what was opened
  record News(
      String key,
      RepoId repo,
      List<String> to,
      String title,
      String body,
      Decision.Deed deed,
      Optional<URI> page) {
    public News {
      to = List.copyOf(to);
    }
  }
}
