package io.github.sddtool.app;

import io.github.sddtool.guard.CaseBook;
import io.github.sddtool.guard.Decision;
import io.github.sddtool.pipeline.guarding.Telling;
import io.github.sddtool.pipeline.notice.Notices;
import io.github.sddtool.pipeline.notice.Occurrence;
import io.github.sddtool.pipeline.notice.Told;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Reading;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the guard has to say, said where people hear it: to those whom its trigger names, and to
/// those whom the server's rules name.
record GuardNews(Notices notices, Clock clock) implements Telling {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MOST = 100;

  @Override
  public void tell(News news) {
    if (!news.to().isEmpty()) {
      notices.tell(
          new Told(
              news.key(),
              Optional.of(news.repo()),
              news.to(),
              new Told.Words(news.title(), news.body(), isUrgent(news.deed())),
              news.page()));
    }
    occurred(news, "guard.drop");
    if (news.deed() == Decision.Deed.REVERT) {
      occurred(news, "guard.rollback_proposed");
    }
  }

  private static boolean isUrgent(Decision.Deed deed) {
    return deed == Decision.Deed.REVERT || deed == Decision.Deed.DISPATCH;
  }

  private void occurred(News news, String flag) {
    notices.occurred(
        Occurrence.ofGuard(
            news.key() + " " + flag,
            flag,
            Occurrence.About.of(news.repo()).on(news.about().commit().hex()),
            Map.of(
                "commit", news.about().commit().brief(),
                "guard.trigger", news.about().trigger(),
                "guard.why", news.about().why()),
            clock.instant()));
  }

  /// What a digest says of the last day's drafts.
  static List<String> drafts(Reading database, Optional<RepoId> repo, Instant now) {
    return repo.map(one -> CaseBook.list(database, one, MOST)).orElse(List.of()).stream()
        .filter(one -> one.deed() == Decision.Deed.REVERT)
        .filter(one -> one.opened().isAfter(now.minus(DAY)))
        .map(one ->
            "%s: a draft takes %s back%s"
                .formatted(
                    one.trigger(),
                    one.commit().brief(),
                    one.page().map(URI::toString).map(page -> ", " + page).orElse("")))
        .toList();
  }
}
