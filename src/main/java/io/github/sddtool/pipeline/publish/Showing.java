package io.github.sddtool.pipeline.publish;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.Labels;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.forge.SummaryComment;
import io.github.sddtool.forge.Target;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

// @spec app/publishing#REQ-PUB-014, app/publishing#REQ-PUB-015, app/publishing#REQ-PUB-017
/// Shows verdicts, knowing what was shown before and what else is open: a check stands on a commit,
/// which several pull requests may propose, so it tells the worst that is true of it; a comment
/// that a person deleted does not come back for a verdict it has told already; and two that are
/// after the same requirement hear of each other.
public final class Showing {
  /// How many others are told of, and are told.
  private static final int MOST_OTHERS = 5;

  private final StandingLog log;
  private final JudgementLog judgements;
  private final Consumer<List<Job>> later;

  /// @param later plans that others are judged again, because they want to hear of it; before what
  ///   they hear of is kept, so that a crash in between loses nobody
  public Showing(StandingLog log, JudgementLog judgements, Consumer<List<Job>> later) {
    this.log = log;
    this.judgements = judgements;
    this.later = later;
  }

  /// Shows that a change could not be evaluated; what it lays its hands on stays as it was known.
  public List<Effect> showUnable(Forge forge, Publication publication) {
    Target target = publication.target();
    Claims known =
        target
            .number()
            .map(number -> log.claims(target.repo()).getOrDefault(number, Claims.NONE))
            .orElse(Claims.NONE);
    return show(forge, publication, Context.of(known));
  }

  /// What is known beside a verdict.
  ///
  /// @param claims what the change lays its hands on
  /// @param labels those that belong on the request; empty: those that are there
  /// @param awaited whether somebody waits for what the comment says
  record Context(Claims claims, Optional<Set<String>> labels, boolean awaited) {
    Context {
      labels = labels.map(Set::copyOf);
    }

    static Context of(Claims claims) {
      return new Context(claims, Optional.empty(), false);
    }
  }

  /// Shows what a report says.
  ///
  /// @param awaited whether somebody waits for what the comment says
  public List<Effect> show(Forge forge, Publication publication, Report report, boolean awaited) {
    List<Effect> effects =
        show(
            forge,
            publication,
            new Context(Claims.of(report), Optional.of(RequestLabels.of(report)), awaited));
    judgements.keep(publication.target(), report);
    return effects;
  }

  List<Effect> show(Forge forge, Publication publication, Context context) {
    Claims claims = context.claims();
    Target target = publication.target();
    if (target.number().isEmpty()
        || !(publication.check() instanceof CheckState.Completed verdict)) {
      return forge.publish(publication);
    }
    RepoId repo = target.repo();
    int number = target.number().get();
    Optional<Standing> before = log.of(repo, number);
    Set<String> had = before.map(Standing::labels).orElse(Set.of());
    Set<String> wanted = context.labels().orElse(had);
    boolean told =
        before.filter(one -> one.commented() && one.verdict() == verdict.verdict()).isPresent();
    Map<Integer, Claims> all = log.claims(repo);
    Map<Integer, Claims> others = others(forge, repo, number, all, claims);
    Optional<SummaryComment> comment =
        publication
            .comment()
            .map(one -> one.onlyEdit(!context.awaited() && (one.onlyEdit() || told)))
            .map(one -> Radar.with(one, claims, others, forge::reference));
    List<Effect> effects =
        forge.publish(
            publication
                .showing(worst(forge, target, verdict), comment)
                .with(Labels.between(had, wanted)));
    boolean commented =
        before.filter(Standing::commented).isPresent()
            || effects.stream().anyMatch(Showing::isStandingComment);
    boolean labelled = effects.stream().anyMatch(Showing::isLabelled);
    log.keep(
        repo,
        new Standing(
            number,
            target.head(),
            verdict.verdict(),
            verdict.title(),
            commented,
            labelled ? wanted : had));
    Claims former = all.getOrDefault(number, Claims.NONE);
    if (!former.equals(claims)) {
      judgeAgain(repo, concerned(repo, number, all, former, claims));
      log.keep(repo, number, claims);
    }
    return effects;
  }

  private void judgeAgain(RepoId repo, Collection<Standing> concerned) {
    if (!concerned.isEmpty()) {
      later.accept(
          concerned.stream()
              .<Job>map(one -> new Job.AssessPullRequest(repo, one.number(), one.head()))
              .toList());
    }
  }

  /// The pull requests of a repository that were told something and not closed since.
  public List<Integer> standing(RepoId repo) {
    return log.numbers(repo);
  }

  /// The head of a pull request that people were told of last.
  public Optional<CommitId> told(RepoId repo, int number) {
    return log.of(repo, number).map(Standing::head);
  }

  /// Those that are after the same, or after what ours rests on, and still open, by number.
  private Map<Integer, Claims> others(
      Forge forge, RepoId repo, int number, Map<Integer, Claims> all, Claims ours) {
    var others = new LinkedHashMap<Integer, Claims>();
    all.forEach((other, theirs) -> {
      boolean worthTelling = !ours.changedBy(theirs).isEmpty() || !ours.restingOn(theirs).isEmpty();
      if (other != number
          && others.size() < MOST_OTHERS
          && worthTelling
          && isOpen(forge, repo, other, _ -> true)) {
        others.put(other, theirs);
      }
    });
    return others;
  }

  /// Those that met our former claims, or meet our present ones.
  private List<Standing> concerned(
      RepoId repo, int number, Map<Integer, Claims> all, Claims former, Claims now) {
    return all.entrySet().stream()
        .filter(other -> other.getKey() != number)
        .filter(other -> other.getValue().meets(former) || other.getValue().meets(now))
        .limit(MOST_OTHERS)
        .flatMap(other -> log.of(repo, other.getKey()).stream())
        .toList();
  }

  private static boolean isLabelled(Effect effect) {
    return effect instanceof Effect.Updated && effect.what().equals("labels");
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
            .filter(one -> isOpen(forge, target.repo(), one.number(), one.head()::equals))
            .findFirst();
    return worse
        .<CheckState>map(one ->
            new CheckState.Completed(
                one.verdict(),
                forge.reference(one.number()) + ", of the same commit: " + one.title(),
                own.summary(),
                own.annotations()))
        .orElse(own);
  }

  /// Whether a pull request is open as far as can be told, with such a head; one that was closed is
  /// forgotten. What the forge refuses to tell counts as it stood: guessing otherwise could show a
  /// green that is none.
  private boolean isOpen(Forge forge, RepoId repo, int number, Predicate<CommitId> head) {
    PullRequest now;
    try {
      now = forge.pullRequest(repo, number);
    } catch (ForgeFault fault) {
      if (fault.retry() instanceof ForgeFault.Retry.Never) {
        return true;
      }
      throw fault;
    }
    if (!now.open()) {
      log.forget(repo, number);
    }
    return now.open() && head.test(now.head());
  }

  /// A pull request was closed. Others whose check may have told of it, or their comment, are
  /// judged again.
  public void closed(RepoId repo, int number) {
    Optional<CommitId> head = log.of(repo, number).map(Standing::head);
    Map<Integer, Claims> all = log.claims(repo);
    Claims former = all.getOrDefault(number, Claims.NONE);
    var concerned = new LinkedHashSet<Standing>();
    head.ifPresent(commit ->
        log.at(repo, commit).stream()
            .filter(one -> one.number() != number)
            .forEach(concerned::add));
    concerned.addAll(concerned(repo, number, all, former, Claims.NONE));
    judgeAgain(repo, concerned);
    log.forget(repo, number);
  }
}
