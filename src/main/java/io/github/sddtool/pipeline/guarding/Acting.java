package io.github.sddtool.pipeline.guarding;

import io.github.sddtool.analysis.config.GuardRules;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.Branch;
import io.github.sddtool.forge.Concern;
import io.github.sddtool.forge.Dispatch;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.Proposal;
import io.github.sddtool.guard.CaseBook;
import io.github.sddtool.guard.Decision;
import io.github.sddtool.guard.Evidence;
import io.github.sddtool.guard.EvidenceText;
import io.github.sddtool.guard.Suspect;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.git.BranchWriter;
import io.github.sddtool.source.git.GitHistory;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

// @spec guard/deeds#REQ-DEED-001, guard/deeds#REQ-DEED-002, guard/deeds#REQ-DEED-005
/// Does what was decided, once: the case is written before anything leaves, and noted as done after
/// it. What may be said twice is said again by whoever goes on after a crash; a workflow is not
/// started twice.
final class Acting {
  /// Branches of drafts begin so.
  static final String BRANCHES = "sdd/revert-";

  private static final int SHORT = 12;
  private static final String DRAFT = "draft of a revert";

  private final Forge forge;
  private final RepoId repo;
  private final CaseBook cases;
  private final Telling telling;
  private final Clock clock;

  Acting(Forge forge, RepoId repo, CaseBook cases, Telling telling, Clock clock) {
    this.forge = forge;
    this.repo = repo;
    this.cases = cases;
    this.telling = telling;
    this.clock = clock;
  }

  /// The message of a commit that takes a change back.
  record Message(Suspect.Change change, String subject) {
    String text() {
      String commits =
          change.commits().size() == 1
              ? "This reverts commit %s.".formatted(change.to().hex())
              : "This reverts commits %s to %s."
                  .formatted(change.commits().getFirst().hex(), change.to().hex());
      return "%s%n%n%s%n%nSDD-Reverts: %s%n"
          .formatted(
              EvidenceText.revertTitle(change, Optional.of(subject)), commits, change.to().hex());
    }
  }

  /// What is to be done, and about what.
  ///
  /// @param once what may happen once only
  /// @param commit that the case is of
  /// @param subject the first line of the change's commit
  /// @param body of what people read
  record Work(
      GuardRules rules,
      Evidence evidence,
      Decision decision,
      Branch branch,
      CommitId commit,
      String once,
      String subject,
      String body) {
    String place(RepoId repo) {
      return repo.name() + "@" + commit.brief();
    }
  }

  /// Does it.
  ///
  /// @param history that holds the commit that takes the change back
  List<Effect> act(Work work, Optional<GitHistory> history) {
    Instant now = clock.instant();
    CaseBook.Opened opened =
        cases.open(
            repo,
            work.commit(),
            work.once(),
            work.evidence().trigger().name(),
            work.decision(),
            now);
    if (opened.known().state() != CaseBook.State.DECIDED) {
      return List.of(declined(work, "this case was closed before"));
    }
    var effects = new ArrayList<Effect>();
    Optional<URI> page = Optional.empty();
    CaseBook.State state = CaseBook.State.DONE;
    try {
      page = doIt(work, opened, history, effects);
    } catch (ForgeFault fault) {
      if (!(fault.retry() instanceof ForgeFault.Retry.Never)) {
        throw fault;
      }
      state = CaseBook.State.FAILED;
      effects.add(
          new Effect.Failed(work.decision().deed().word(), work.place(repo), fault.message()));
    }
    // People are told before the case is closed: told twice, they hear it once.
    if (work.decision().deed() != Decision.Deed.NOTHING) {
      telling.tell(news(work, page, effects));
    }
    cases.settle(opened.known(), state, page, clock.instant());
    return effects;
  }

  private Optional<URI> doIt(
      Work work, CaseBook.Opened opened, Optional<GitHistory> history, List<Effect> effects) {
    return switch (work.decision().deed()) {
      case REVERT -> revert(work, history.orElseThrow(), effects);
      case ISSUE -> issue(work, effects);
      case DISPATCH -> {
        if (opened.isNew()) {
          dispatch(work, effects);
        } else {
          effects.add(declined(work, "it may have been started already, so it is not again"));
        }
        yield Optional.empty();
      }
      case TELL, NOTHING -> {
        effects.add(declined(work, reason(work.decision())));
        yield Optional.empty();
      }
    };
  }

  private static String reason(Decision decision) {
    Decision.Reason last = decision.decisive();
    return "%s %s".formatted(last.question(), last.answer());
  }

  private Effect declined(Work work, String reason) {
    return new Effect.Declined("rollback", work.place(repo), reason);
  }

  private Optional<URI> revert(Work work, GitHistory history, List<Effect> effects) {
    if (!(work.evidence().suspect() instanceof Suspect.Change change)
        || !(work.evidence().undoing()
            instanceof io.github.sddtool.guard.Undoing.Clean(CommitId commit, var _))) {
      throw new IllegalStateException("a revert without what is taken back");
    }
    String name = BRANCHES + change.to().hex().substring(0, SHORT);
    BranchWriter.Pushed pushed =
        history.writer().push(forge.pushRequest(repo), name, Optional.empty(), commit, false);
    String place = repo.name() + "@" + name;
    if (pushed instanceof BranchWriter.Pushed.Refused(String why)) {
      effects.add(new Effect.Failed(DRAFT, place, why));
      return issue(work, effects);
    }
    // Where the branch is there already, an earlier run was stopped between the two.
    Optional<URI> page =
        forge.propose(
            repo,
            new Proposal(
                name,
                work.branch().name(),
                EvidenceText.revertTitle(change, Optional.of(work.subject())),
                work.body(),
                true,
                Set.of(work.rules().label())));
    effects.add(new Effect.Created(DRAFT, place, page.map(URI::toString).orElse(name)));
    return page;
  }

  private Optional<URI> issue(Work work, List<Effect> effects) {
    String marker = "guard-" + work.commit().hex().substring(0, SHORT);
    Optional<URI> page =
        forge.raise(
            repo,
            new Concern(
                marker,
                EvidenceText.issueTitle(work.evidence()),
                work.body(),
                Set.of(work.rules().label())));
    effects.add(
        page.<Effect>map(at -> new Effect.Created("issue", work.place(repo), at.toString()))
            .orElseGet(() ->
                new Effect.Declined("issue", work.place(repo), "the repository has no issues")));
    return page;
  }

  private void dispatch(Work work, List<Effect> effects) {
    if (!(work.evidence().trigger().action()
        instanceof GuardRules.Action.Dispatch(String workflow, var given))) {
      throw new IllegalStateException("a dispatch without a workflow");
    }
    var inputs = new TreeMap<>(given);
    inputs.put("trigger", work.evidence().trigger().name());
    inputs.put("reason", work.evidence().fired().text());
    inputs.put("commit", work.commit().hex());
    inputs.put(
        "pull_request",
        work.evidence().suspect() instanceof Suspect.Change change
            ? change.request().map(one -> String.valueOf(one.number())).orElse("")
            : "");
    forge.dispatch(repo, new Dispatch(workflow, work.branch().name(), inputs));
    effects.add(new Effect.Created("workflow", work.place(repo), workflow));
  }

  private Telling.News news(Work work, Optional<URI> page, List<Effect> effects) {
    String done = effects.stream().map(Acting::told).collect(Collectors.joining("\n"));
    String why = work.evidence().fired().text();
    return new Telling.News(
        "guard " + repo + " " + work.once(),
        repo,
        work.evidence().trigger().tell(),
        new Telling.About(work.evidence().trigger().name(), work.commit(), why),
        EvidenceText.issueTitle(work.evidence()),
        why + "\n" + done,
        work.decision().deed(),
        page);
  }

  private static String told(Effect effect) {
    return switch (effect) {
      case Effect.Created(String what, String where, String id) ->
          "Opened: %s, %s (%s)".formatted(what, where, id);
      case Effect.Updated(String what, String where, String id) ->
          "Updated: %s, %s (%s)".formatted(what, where, id);
      case Effect.Unchanged(String what, String where, String _) ->
          "Unchanged: %s, %s".formatted(what, where);
      case Effect.Declined(String _, String _, String reason) -> "Nothing was changed. " + reason;
      case Effect.Failed(String what, String where, String reason) ->
          "Failed: %s, %s: %s".formatted(what, where, reason);
    };
  }
}
