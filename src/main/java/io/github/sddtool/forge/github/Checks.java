package io.github.sddtool.forge.github;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.forge.ForgeText;
import io.github.sddtool.forge.KeyedLocks;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.Target;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.kohsuke.github.GHCheckRun;
import org.kohsuke.github.GHCheckRun.Conclusion;
import org.kohsuke.github.GHCheckRun.Status;
import org.kohsuke.github.GHCheckRunBuilder;
import org.kohsuke.github.GHRepository;

// @spec app/publishing#REQ-PUB-001, app/publishing#REQ-PUB-002
/// The check named `SDD`, found by name and commit. A run is completed by the last of its requests,
/// so that nothing that breaks off in between leaves a verdict with a part of its remarks; a run
/// that was left unfinished is continued after the remarks it has, since GitHub appends them.
final class Checks {
  /// The button beside a check that is not green, as GitHub names it when it is pressed.
  static final String AGAIN = "check";

  private static final String WHAT = "check";
  private static final int PAGE = 100;

  private final AppAccess access;
  private final long appId;
  private final KeyedLocks locks = new KeyedLocks();

  Checks(AppAccess access, long appId) {
    this.access = access;
    this.appId = appId;
  }

  Effect show(Target target, CheckState state) {
    var ask =
        new Ask(
            "set the check " + Publication.CHECK_NAME + " on " + target.checkPlace(),
            "checks: write");
    return locks.holding(
        target.repo() + "@" + target.head(),
        () ->
            access.call(
                ask,
                target.repo(),
                repository ->
                    switch (state) {
                      case CheckState.Queued _ -> queue(repository, target, _ -> true);
                      case CheckState.Requeued _ ->
                          queue(repository, target, run -> run.getStatus() != Status.COMPLETED);
                      case CheckState.Completed completed ->
                          complete(repository, target, CheckOutput.of(completed));
                      case CheckState.Cancelled(String reason) ->
                          cancel(repository, target, reason);
                    }));
  }

  /// @param stands whether a run is left as it is
  private Effect queue(GHRepository repository, Target target, Predicate<GHCheckRun> stands)
      throws IOException {
    Optional<GHCheckRun> present = newest(repository, target).filter(stands);
    if (present.isPresent()) {
      return new Effect.Unchanged(WHAT, target.checkPlace(), id(present.get()));
    }
    return new Effect.Created(
        WHAT,
        target.checkPlace(),
        id(create(repository, target).withStatus(Status.QUEUED).create()));
  }

  private Effect complete(GHRepository repository, Target target, CheckOutput output)
      throws IOException {
    Optional<GHCheckRun> newest = newest(repository, target);
    if (newest.isEmpty()) {
      return new Effect.Created(WHAT, target.checkPlace(), write(repository, target, output));
    }
    GHCheckRun run = newest.get();
    boolean same = output.digest().equals(run.getExternalId());
    if (run.getStatus() == Status.COMPLETED) {
      return same
          ? new Effect.Unchanged(WHAT, target.checkPlace(), id(run))
          : new Effect.Created(WHAT, target.checkPlace(), write(repository, target, output));
    }
    int said = run.getOutput() == null ? 0 : run.getOutput().getAnnotationsCount();
    if (said > 0 && !same) {
      // Remarks cannot be taken back: what began to say something else gives way to a new run.
      cancel(repository, run, "Another verdict was reached before this one was complete.");
      return new Effect.Created(WHAT, target.checkPlace(), write(repository, target, output));
    }
    write(repository, run.getId(), output, output.batches(said));
    return new Effect.Updated(WHAT, target.checkPlace(), id(run));
  }

  private Effect cancel(GHRepository repository, Target target, String reason) throws IOException {
    Optional<GHCheckRun> unfinished =
        newest(repository, target).filter(run -> run.getStatus() != Status.COMPLETED);
    if (unfinished.isEmpty()) {
      return new Effect.Declined(
          WHAT, target.checkPlace(), "There is no unfinished check to cancel.");
    }
    cancel(repository, unfinished.get(), reason);
    return new Effect.Updated(WHAT, target.checkPlace(), id(unfinished.get()));
  }

  private static void cancel(GHRepository repository, GHCheckRun run, String reason)
      throws IOException {
    String why = ForgeText.clip(ForgeText.clean(reason), CheckOutput.LONGEST_TITLE);
    repository
        .updateCheckRun(run.getId())
        .withStatus(Status.COMPLETED)
        .withConclusion(Conclusion.CANCELLED)
        .add(new GHCheckRunBuilder.Output("Cancelled", why.isBlank() ? "Cancelled" : why))
        .create();
  }

  /// Makes a new run; its id.
  private String write(GHRepository repository, Target target, CheckOutput output)
      throws IOException {
    List<List<CheckOutput.Remark>> batches = output.batches(0);
    GHCheckRun run =
        portion(create(repository, target), output, batches.getFirst(), batches.size() == 1)
            .create();
    if (batches.size() > 1) {
      write(repository, run.getId(), output, batches.subList(1, batches.size()));
    }
    return id(run);
  }

  /// Adds the portions to a run and completes it with the last of them.
  private static void write(
      GHRepository repository, long run, CheckOutput output, List<List<CheckOutput.Remark>> batches)
      throws IOException {
    for (int i = 0; i < batches.size(); i++) {
      boolean last = i == batches.size() - 1;
      portion(repository.updateCheckRun(run), output, batches.get(i), last).create();
    }
  }

  private static GHCheckRunBuilder portion(
      GHCheckRunBuilder request,
      CheckOutput output,
      List<CheckOutput.Remark> remarks,
      boolean last) {
    var shown = new GHCheckRunBuilder.Output(output.title(), output.summary());
    for (CheckOutput.Remark remark : remarks) {
      shown.add(
          new GHCheckRunBuilder.Annotation(
                  remark.path(), remark.line(), remark.level(), remark.message())
              .withTitle(remark.title()));
    }
    request.withExternalID(output.digest()).add(shown);
    if (!last) {
      return request.withStatus(Status.IN_PROGRESS);
    }
    if (output.conclusion() != Conclusion.SUCCESS) {
      request.add(
          new GHCheckRunBuilder.Action("Judge again", "Judges this commit once more", AGAIN));
    }
    return request.withStatus(Status.COMPLETED).withConclusion(output.conclusion());
  }

  private static GHCheckRunBuilder create(GHRepository repository, Target target) {
    return repository.createCheckRun(Publication.CHECK_NAME, target.head().hex());
  }

  /// Our newest run; GitHub shows the newest of a name.
  private Optional<GHCheckRun> newest(GHRepository repository, Target target) throws IOException {
    GHCheckRun newest = null;
    var ours =
        repository
            .getCheckRuns(
                target.head().hex(),
                Map.of("check_name", Publication.CHECK_NAME, "filter", "all", "app_id", appId))
            .withPageSize(PAGE);
    for (GHCheckRun run : ours.toList()) {
      boolean ourName = Objects.equals(run.getName(), Publication.CHECK_NAME);
      boolean ourApp = run.getApp() != null && run.getApp().getId() == appId;
      if (ourName && ourApp && (newest == null || run.getId() > newest.getId())) {
        newest = run;
      }
    }
    return Optional.ofNullable(newest);
  }

  private static String id(GHCheckRun run) {
    return Long.toString(run.getId());
  }
}
