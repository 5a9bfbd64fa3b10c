package io.github.sddtool.forge.gitlab;

import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.Concern;
import io.github.sddtool.forge.KeyedLocks;
import io.github.sddtool.source.RepoId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.gitlab4j.api.GitLabApi;
import org.gitlab4j.api.GitLabApiException;
import org.gitlab4j.api.models.Issue;
import org.gitlab4j.api.models.Project;
import org.gitlab4j.models.Constants.IssueState;
import org.gitlab4j.models.Constants.ProjectFeatureVisibilityAccessLevel;

// @spec app/actions#REQ-ACT-003, app/actions#REQ-ACT-004
/// The one issue of ours for a concern, found by its author and its marker: people may take off
/// labels.
final class Concerns {
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 10;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final Client client;
  private final LongSupplier me;
  private final KeyedLocks locks = new KeyedLocks();

  /// @param me the id of our own account
  Concerns(Client client, LongSupplier me) {
    this.client = client;
    this.me = me;
  }

  /// Makes GitLab show the concern; gives the issue's number, if the project has issues.
  Optional<Long> show(RepoId repo, Concern wanted) {
    Concern concern =
        wanted
            .withBody(QuickActions.disarmed(wanted.body()))
            .harmless(Proposals.LONGEST_TITLE, Notes.LONGEST);
    String project = ProjectPath.of(repo).text();
    var ask =
        new Ask("open the issue %s in %s".formatted(concern.marker(), project), GitLabForge.SCOPE);
    return locks.holding(
        project + "#" + concern.marker(),
        () -> client.call(ask, api -> show(api, project, concern)));
  }

  private Optional<Long> show(GitLabApi api, String project, Concern concern)
      throws GitLabApiException {
    try {
      Optional<Issue> known = known(api, project, concern);
      return Optional.of(
          known.isPresent()
              ? upToDate(api, project, known.get(), concern)
              : new MoreCalls(api).openIssue(project, concern).getIid());
    } catch (GitLabApiException e) {
      boolean barred = e.getHttpStatus() == FORBIDDEN || e.getHttpStatus() == NOT_FOUND;
      if (barred && hasNone(api.getProjectApi().getProject(project))) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean hasNone(Project project) {
    ProjectFeatureVisibilityAccessLevel level = project.getIssuesAccessLevel();
    return level == null
        ? Boolean.FALSE.equals(project.getIssuesEnabled())
        : level == ProjectFeatureVisibilityAccessLevel.DISABLED;
  }

  /// An open one, or else the newest.
  private Optional<Issue> known(GitLabApi api, String project, Concern concern)
      throws GitLabApiException {
    Optional<Issue> closed = Optional.empty();
    for (int page = 1; page <= MOST_PAGES; page++) {
      List<Issue> ours = new MoreCalls(api).issuesOf(project, me.getAsLong(), PAGE, page);
      for (Issue one : ours) {
        if (!concern.isOf(Objects.requireNonNullElse(one.getDescription(), ""))) {
          continue;
        }
        if (one.getState() == IssueState.OPENED) {
          return Optional.of(one);
        }
        closed = closed.or(() -> Optional.of(one));
      }
      if (ours.size() < PAGE) {
        break;
      }
    }
    return closed;
  }

  private static long upToDate(GitLabApi api, String project, Issue shown, Concern concern)
      throws GitLabApiException {
    String body = Objects.requireNonNullElse(shown.getDescription(), "");
    if (shown.getState() == IssueState.OPENED && !concern.isBody(body)) {
      new MoreCalls(api).describeIssue(project, shown.getIid(), concern.body());
    }
    return shown.getIid();
  }
}
