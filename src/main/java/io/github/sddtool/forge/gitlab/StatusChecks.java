package io.github.sddtool.forge.gitlab;

import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gitlab4j.api.GitLabApi;
import org.gitlab4j.api.GitLabApiException;
import org.gitlab4j.api.models.ExternalStatusCheckStatus;
import org.gitlab4j.api.models.ExternalStatusCheckStatus.Status;

// @spec app/publishing#REQ-PUB-020
/// The external status check named `SDD` of a project, where the tier has them and the project has
/// one: answered with each verdict. Projects without one are asked again after a while only.
final class StatusChecks {
  private static final String WHAT = "status check";
  private static final Duration FORGET = Duration.ofHours(1);

  /// The commit is the request's head no more.
  private static final int CONFLICT = 409;

  private final Clock clock;
  private final Map<String, Instant> without = new ConcurrentHashMap<>();

  StatusChecks(Clock clock) {
    this.clock = clock;
  }

  /// Whether it is worth asking for one.
  boolean mayHave(Target target, CheckState state) {
    Instant since = without.get(target.repo().name());
    return target.number().isPresent()
        && state instanceof CheckState.Completed
        && (since == null || since.plus(FORGET).isBefore(clock.instant()));
  }

  /// Answers it; nothing where there is none.
  Optional<Effect> show(GitLabApi api, Target target, CheckState.Completed done)
      throws GitLabApiException {
    String project = target.repo().name();
    long number = target.number().orElseThrow();
    Optional<ExternalStatusCheckStatus> check = find(api, project, number);
    if (check.isEmpty()) {
      without.put(project, clock.instant());
      return Optional.empty();
    }
    Status wanted = status(done.verdict());
    String id = String.valueOf(check.get().getId());
    if (wanted == check.get().getStatus()) {
      return Optional.of(new Effect.Unchanged(WHAT, target.commentPlace(), id));
    }
    try {
      api.getExternalStatusCheckApi()
          .setStatusOfExternalStatusCheck(
              project, number, target.head().hex(), check.get().getId(), wanted);
    } catch (GitLabApiException e) {
      if (e.getHttpStatus() != CONFLICT) {
        throw e;
      }
      return Optional.of(target.movedOn(WHAT, "merge request"));
    }
    return Optional.of(new Effect.Updated(WHAT, target.commentPlace(), id));
  }

  private static Optional<ExternalStatusCheckStatus> find(
      GitLabApi api, String project, long number) throws GitLabApiException {
    try {
      return api
          .getExternalStatusCheckApi()
          .getExternalStatusCheckStatuses(project, number)
          .stream()
          .filter(one -> Publication.CHECK_NAME.equals(one.getName()))
          .findFirst();
    } catch (GitLabApiException e) {
      // Other tiers do not know of them.
      if (e.getHttpStatus() == 403 || e.getHttpStatus() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Status status(Verdict verdict) {
    return switch (verdict) {
      case PASS, WARN, SKIPPED -> Status.PASSED;
      case FAIL, ERROR -> Status.FAILED;
    };
  }
}
