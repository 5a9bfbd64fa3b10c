package io.github.sddtool.forge.github;

import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.Concern;
import io.github.sddtool.forge.KeyedLocks;
import io.github.sddtool.source.RepoId;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.kohsuke.github.GHDirection;
import org.kohsuke.github.GHException;
import org.kohsuke.github.GHIssue;
import org.kohsuke.github.GHIssueBuilder;
import org.kohsuke.github.GHIssueQueryBuilder;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHRepository;

// @spec app/actions#REQ-ACT-003, app/actions#REQ-ACT-004
/// The one issue of ours for a concern, found by its author and its marker: people may take off
/// labels, and a search finds nothing for some seconds after an issue was made.
final class Concerns {
  private static final int PAGE = 100;

  /// GitHub lists pull requests of ours among them.
  private static final int MOST_LOOKED_AT = 1_000;

  /// Issues are switched off.
  private static final int GONE = 410;

  private final RepositoryAccess access;
  private final KeyedLocks locks = new KeyedLocks();

  Concerns(RepositoryAccess access) {
    this.access = access;
  }

  /// Makes GitHub show the concern; gives the issue's number, if the repository has issues.
  Optional<Integer> show(RepoId repo, Concern wanted) {
    Concern concern = wanted.harmless(Proposals.LONGEST_TITLE, Proposals.LONGEST_BODY);
    var ask =
        new Ask(
            "open the issue %s in %s".formatted(concern.marker(), repo.name()), "issues: write");
    return locks.holding(
        repo.name() + "!" + concern.marker(),
        () -> access.call(ask, repo, repository -> show(repository, concern)));
  }

  private Optional<Integer> show(GHRepository repository, Concern concern) throws IOException {
    try {
      Optional<GHIssue> known = known(repository, concern);
      return Optional.of(
          known.isPresent() ? upToDate(known.get(), concern) : opened(repository, concern));
    } catch (IOException e) {
      if (isGone(e)) {
        return Optional.empty();
      }
      throw e;
    } catch (GHException e) {
      // What listings throw.
      if (isGone(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean isGone(Exception failure) {
    return Answers.refusal(failure).filter(refusal -> refusal.status() == GONE).isPresent();
  }

  /// An open one, or else the newest.
  private Optional<GHIssue> known(GHRepository repository, Concern concern) throws IOException {
    GHIssueQueryBuilder.ForRepository query = repository.queryIssues().creator(access.login());
    query
        .state(GHIssueState.ALL)
        .sort(GHIssueQueryBuilder.Sort.CREATED)
        .direction(GHDirection.DESC)
        .pageSize(PAGE);
    Optional<GHIssue> closed = Optional.empty();
    int looked = 0;
    var listing = query.list().iterator();
    while (looked++ < MOST_LOOKED_AT && listing.hasNext()) {
      GHIssue one = listing.next();
      if (one.isPullRequest() || !concern.isOf(Objects.requireNonNullElse(one.getBody(), ""))) {
        continue;
      }
      if (one.getState() == GHIssueState.OPEN) {
        return Optional.of(one);
      }
      closed = closed.or(() -> Optional.of(one));
    }
    return closed;
  }

  private static int opened(GHRepository repository, Concern concern) throws IOException {
    GHIssueBuilder issue = repository.createIssue(concern.title()).body(concern.body());
    concern.labels().forEach(issue::label);
    return issue.create().getNumber();
  }

  private static int upToDate(GHIssue shown, Concern concern) throws IOException {
    String body = Objects.requireNonNullElse(shown.getBody(), "");
    if (shown.getState() == GHIssueState.OPEN && !concern.isBody(body)) {
      shown.setBody(concern.body());
    }
    return shown.getNumber();
  }
}
