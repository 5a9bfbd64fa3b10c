package io.github.sddtool.forge.github;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.StatusLine;
import io.github.sddtool.forge.Target;
import java.io.IOException;
import java.util.Optional;
import org.kohsuke.github.GHCommitState;
import org.kohsuke.github.GHCommitStatus;
import org.kohsuke.github.GHRepository;

// @spec app/publishing#REQ-PUB-013
/// The commit status named `SDD`, which stands in for the check where the App may set no checks. It
/// has a state and a sentence; remarks and summary it has not.
final class CommitStatuses {
  private static final String WHAT = "status";
  private static final int LONGEST_DESCRIPTION = 140;
  private static final int PAGE = 100;

  private final AppAccess access;

  CommitStatuses(AppAccess access) {
    this.access = access;
  }

  /// What GitHub shows.
  private record Wanted(GHCommitState state, String description) {
    boolean isShownBy(GHCommitStatus status) {
      return status.getState() == state && description.equals(status.getDescription());
    }
  }

  Effect show(Target target, CheckState state) {
    var ask =
        new Ask(
            "set the status " + Publication.CHECK_NAME + " on " + target.checkPlace(),
            "statuses: write");
    return access.call(ask, target.repo(), repository -> show(repository, target, state));
  }

  private static Effect show(GHRepository repository, Target target, CheckState state)
      throws IOException {
    Optional<GHCommitStatus> newest = newest(repository, target);
    Optional<GHCommitStatus> stands =
        switch (state) {
          case CheckState.Queued _ -> newest;
          case CheckState.Requeued _ -> newest.filter(CommitStatuses::isUnfinished);
          case CheckState.Completed _ -> newest.filter(wanted(state)::isShownBy);
          case CheckState.Cancelled _ -> newest.filter(status -> !isUnfinished(status));
        };
    if (stands.isPresent()) {
      return new Effect.Unchanged(WHAT, target.checkPlace(), id(stands.get()));
    }
    if (state instanceof CheckState.Cancelled && newest.isEmpty()) {
      return new Effect.Declined(
          WHAT, target.checkPlace(), "There is no unfinished check to cancel.");
    }
    Wanted wanted = wanted(state);
    GHCommitStatus made =
        repository.createCommitStatus(
            target.head().hex(), wanted.state(), "", wanted.description(), Publication.CHECK_NAME);
    return new Effect.Created(WHAT, target.checkPlace(), id(made));
  }

  /// GitHub lists the newest first and shows that one of each name.
  private static Optional<GHCommitStatus> newest(GHRepository repository, Target target)
      throws IOException {
    for (GHCommitStatus status :
        repository.listCommitStatuses(target.head().hex()).withPageSize(PAGE)) {
      if (Publication.CHECK_NAME.equals(status.getContext())) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  private static boolean isUnfinished(GHCommitStatus status) {
    return status.getState() == GHCommitState.PENDING;
  }

  private static Wanted wanted(CheckState state) {
    // GitHub has no state for what was cancelled, so the sentence says it.
    String before = state instanceof CheckState.Cancelled ? "cancelled: " : "";
    String line = StatusLine.of(state, LONGEST_DESCRIPTION - before.length());
    return new Wanted(commitState(state), before + line);
  }

  private static GHCommitState commitState(CheckState state) {
    return switch (state) {
      case CheckState.Queued _, CheckState.Requeued _ -> GHCommitState.PENDING;
      case CheckState.Cancelled _ -> GHCommitState.ERROR;
      case CheckState.Completed done ->
          switch (done.verdict()) {
            case PASS, WARN, SKIPPED -> GHCommitState.SUCCESS;
            case FAIL -> GHCommitState.FAILURE;
            case ERROR -> GHCommitState.ERROR;
          };
    };
  }

  private static String id(GHCommitStatus status) {
    return Long.toString(status.getId());
  }
}
