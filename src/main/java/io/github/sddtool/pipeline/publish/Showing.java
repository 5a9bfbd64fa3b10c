package io.github.sddtool.pipeline.publish;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.forge.SummaryComment;
import io.github.sddtool.forge.Target;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.util.List;
import java.util.Optional;

// @spec app/publishing#REQ-PUB-014, app/publishing#REQ-PUB-015
/// Shows verdicts, knowing what was shown before: a check stands on a commit, which several pull
/// requests may propose, so it tells the worst that is true of it; and a comment that a person
/// deleted does not come back for a verdict it has told already.
public final class Showing {
  private final StandingLog log;

  public Showing(StandingLog log) {
    this.log = log;
  }

  /// Shows a verdict.
  public List<Effect> show(Forge forge, Publication publication) {
    Target target = publication.target();
    if (target.number().isEmpty()
        || !(publication.check() instanceof CheckState.Completed verdict)) {
      return forge.publish(publication);
    }
    int number = target.number().get();
    Optional<Standing> before = log.of(target.repo(), number);
    boolean told =
        before.filter(one -> one.commented() && one.verdict() == verdict.verdict()).isPresent();
    Optional<SummaryComment> comment =
        publication.comment().map(one -> new SummaryComment(one.body(), one.onlyEdit() || told));
    List<Effect> effects =
        forge.publish(new Publication(target, worst(forge, target, verdict), comment));
    boolean commented =
        before.filter(Standing::commented).isPresent()
            || effects.stream().anyMatch(Showing::isStandingComment);
    log.keep(
        target.repo(),
        new Standing(number, target.head(), verdict.verdict(), verdict.title(), commented));
    return effects;
  }

  private static boolean isStandingComment(Effect effect) {
    return effect.what().equals("comment")
        && switch (effect) {
          case Effect.Created _, Effect.Updated _, Effect.Unchanged _ -> true;
          case Effect.Declined _, Effect.Failed _ -> false;
        };
  }

  private CheckState worst(Forge forge, Target target, CheckState.Completed own) {
    Optional<Standing> worse =
        log.at(target.repo(), target.head()).stream()
            .filter(one -> target.number().filter(number -> number != one.number()).isPresent())
            .filter(one -> one.isWorseThan(own.verdict()))
            .filter(one -> stillStands(forge, target.repo(), one))
            .findFirst();
    return worse
        .<CheckState>map(one ->
            new CheckState.Completed(
                one.verdict(),
                "Request " + one.number() + ", of the same commit: " + one.title(),
                own.summary(),
                own.annotations()))
        .orElse(own);
  }

  /// Whether a pull request is open and still has this head; what is not, is forgotten.
  private boolean stillStands(Forge forge, RepoId repo, Standing standing) {
    try {
      PullRequest now = forge.pullRequest(repo, standing.number());
      if (now.open() && now.head().equals(standing.head())) {
        return true;
      }
    } catch (ForgeFault fault) {
      if (!(fault.retry() instanceof ForgeFault.Retry.Never)) {
        throw fault;
      }
    }
    log.forget(repo, standing.number());
    return false;
  }

  /// A pull request was closed. Gives those that have its commit as their head too: their check may
  /// have told of it.
  public List<Standing> closed(RepoId repo, int number) {
    Optional<CommitId> head = log.of(repo, number).map(Standing::head);
    log.forget(repo, number);
    return head.map(commit -> log.at(repo, commit)).orElse(List.of());
  }
}
