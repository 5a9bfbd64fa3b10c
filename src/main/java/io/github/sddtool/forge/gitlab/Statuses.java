package io.github.sddtool.forge.gitlab;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.StatusLine;
import io.github.sddtool.forge.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.gitlab4j.api.GitLabApi;
import org.gitlab4j.api.GitLabApiException;
import org.gitlab4j.api.models.CommitStatus;
import org.gitlab4j.api.models.CommitStatusFilter;
import org.gitlab4j.models.Constants.CommitBuildState;

// @spec app/publishing#REQ-PUB-010
/// The commit status named `SDD`. GitLab hangs each status on a pipeline, and makes one of its own
/// kind where a commit has none; one commit may have several. So whatever of ours is unfinished is
/// ended where it stands, in its own pipeline, and a pipeline never goes on running because of us.
final class Statuses {
  private static final String WHAT = "check";
  private static final int LONGEST_DESCRIPTION = 255;
  private static final Set<String> UNFINISHED =
      Set.of("created", "waiting_for_resource", "preparing", "pending", "running", "scheduled");

  private Statuses() {}

  /// What GitLab shows: a state and a sentence.
  private record Wanted(CommitBuildState state, String description) {
    boolean isShownBy(CommitStatus status) {
      return state.toString().equals(status.getStatus())
          && description.equals(Objects.requireNonNullElse(status.getDescription(), ""));
    }
  }

  /// @param me the id of our own account
  /// @param ref the branch that is proposed, read where a new status needs it; blank where none is
  static Effect show(GitLabApi api, long me, Target target, Supplier<String> ref, CheckState state)
      throws GitLabApiException {
    List<CommitStatus> ours = ours(api, me, target);
    return switch (state) {
      case CheckState.Queued _ ->
          ours.isEmpty()
              ? created(target, post(api, target, wanted(state), Optional.empty(), ref))
              : new Effect.Unchanged(WHAT, target.checkPlace(), id(ours.getLast()));
      case CheckState.Requeued _ -> requeue(api, target, ref, ours, wanted(state));
      case CheckState.Completed _ -> complete(api, target, ref, ours, wanted(state));
      case CheckState.Cancelled _ -> cancel(api, target, ours, wanted(state));
    };
  }

  private static Effect requeue(
      GitLabApi api, Target target, Supplier<String> ref, List<CommitStatus> ours, Wanted wanted)
      throws GitLabApiException {
    Optional<CommitStatus> unfinished = ours.stream().filter(Statuses::isUnfinished).findFirst();
    if (unfinished.isPresent()) {
      return new Effect.Unchanged(WHAT, target.checkPlace(), id(unfinished.get()));
    }
    Optional<CommitStatus> last = ours.isEmpty() ? Optional.empty() : Optional.of(ours.getLast());
    return created(target, post(api, target, wanted, last, ref));
  }

  private static boolean isUnfinished(CommitStatus status) {
    return UNFINISHED.contains(String.valueOf(status.getStatus()));
  }

  private static Effect complete(
      GitLabApi api, Target target, Supplier<String> ref, List<CommitStatus> ours, Wanted wanted)
      throws GitLabApiException {
    if (ours.isEmpty()) {
      return created(target, post(api, target, wanted, Optional.empty(), ref));
    }
    var written = new ArrayList<CommitStatus>();
    for (CommitStatus status : ours) {
      if (!wanted.isShownBy(status)) {
        written.add(post(api, target, wanted, Optional.of(status), ref));
      }
    }
    return written.isEmpty()
        ? new Effect.Unchanged(WHAT, target.checkPlace(), id(ours.getLast()))
        : new Effect.Updated(WHAT, target.checkPlace(), id(written.getLast()));
  }

  private static Effect cancel(GitLabApi api, Target target, List<CommitStatus> ours, Wanted wanted)
      throws GitLabApiException {
    var written = new ArrayList<CommitStatus>();
    for (CommitStatus status : ours) {
      if (isUnfinished(status)) {
        written.add(post(api, target, wanted, Optional.of(status), () -> ""));
      }
    }
    return written.isEmpty()
        ? new Effect.Declined(WHAT, target.checkPlace(), "There is no unfinished check to cancel.")
        : new Effect.Updated(WHAT, target.checkPlace(), id(written.getLast()));
  }

  /// Our newest status of each pipeline, the oldest pipeline first.
  private static List<CommitStatus> ours(GitLabApi api, long me, Target target)
      throws GitLabApiException {
    var filter = new CommitStatusFilter().withName(Publication.CHECK_NAME);
    Map<Long, CommitStatus> newest = new LinkedHashMap<>();
    api
        .getCommitsApi()
        .getCommitStatuses(target.repo().name(), target.head().hex(), filter)
        .stream()
        .filter(status -> Publication.CHECK_NAME.equals(status.getName()))
        .filter(status -> status.getAuthor() != null && status.getAuthor().getId() == me)
        .sorted(Comparator.comparing(CommitStatus::getId))
        .forEach(
            status -> newest.put(Objects.requireNonNullElse(status.getPipelineId(), 0L), status));
    return newest.values().stream().sorted(Comparator.comparing(CommitStatus::getId)).toList();
  }

  private static CommitStatus post(
      GitLabApi api,
      Target target,
      Wanted wanted,
      Optional<CommitStatus> instead,
      Supplier<String> ref)
      throws GitLabApiException {
    var status =
        new CommitStatus().withName(Publication.CHECK_NAME).withDescription(wanted.description());
    if (instead.isPresent()) {
      status.setRef(instead.get().getRef());
      status.setPipelineId(instead.get().getPipelineId());
    } else {
      Optional.of(ref.get()).filter(branch -> !branch.isBlank()).ifPresent(status::setRef);
    }
    return api.getCommitsApi()
        .addCommitStatus(target.repo().name(), target.head().hex(), wanted.state(), status);
  }

  private static Wanted wanted(CheckState state) {
    return new Wanted(buildState(state), StatusLine.of(state, LONGEST_DESCRIPTION));
  }

  private static CommitBuildState buildState(CheckState state) {
    return switch (state) {
      case CheckState.Queued _, CheckState.Requeued _ -> CommitBuildState.PENDING;
      case CheckState.Cancelled _ -> CommitBuildState.CANCELED;
      case CheckState.Completed done ->
          switch (done.verdict()) {
            case PASS, WARN, SKIPPED -> CommitBuildState.SUCCESS;
            case FAIL, ERROR -> CommitBuildState.FAILED;
          };
    };
  }

  private static Effect created(Target target, CommitStatus status) {
    return new Effect.Created(WHAT, target.checkPlace(), id(status));
  }

  private static String id(CommitStatus status) {
    return String.valueOf(status.getId());
  }
}
