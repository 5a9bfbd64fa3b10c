package io.github.sddtool.pipeline.guarding;

import io.github.sddtool.analysis.condition.Condition.Outcome;
import io.github.sddtool.analysis.config.GuardRules;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.Merged;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.guard.Evidence;
import io.github.sddtool.guard.Move;
import io.github.sddtool.guard.Suspect;
import io.github.sddtool.guard.Undoing;
import io.github.sddtool.pipeline.runner.Runner;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.git.BranchWriter;
import io.github.sddtool.source.git.CommitNote;
import io.github.sddtool.source.git.GitHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

// @spec guard/decision#REQ-DEC-002, guard/decision#REQ-DEC-003
/// Gathers what is to be known before anything is done about a push that set off a trigger.
final class Inquiry {
  /// A longer push is looked at by people.
  private static final int MOST_STEPS = 50;

  private static final int MOST_RIVALS = 100;

  /// How far back a state is looked for that the branch went back to.
  private static final int MOST_EARLIER = 50;

  private static final int SHORT = 8;

  /// What git and the forges write into a commit that takes another back.
  private static final Pattern TAKES_BACK =
      Pattern.compile(
          "This reverts (?:commit|merge request|pull request) (\\S{1,80})|SDD-Reverts: (\\S{1,80})|(?m:^Revert \"(.{1,200})\")");

  private final Forge forge;
  private final PushCase one;
  private final GitHistory history;
  private final Gauge gauge;
  private final Consumer<CommitId> bring;
  private final CommitId before;
  private final CommitId after;

  /// @param history whole, with the commits of the push and the branch's tip
  /// @param bring tries to bring another commit
  Inquiry(PushCase one, GitHistory history, Gauge gauge, Consumer<CommitId> bring) {
    this.forge = one.forge();
    this.one = one;
    this.history = history;
    this.gauge = gauge;
    this.bring = bring;
    this.before = one.push().before();
    this.after = one.push().after();
  }

  /// All that is to be known.
  ///
  /// @param fresh evaluates without remembering anything
  Evidence of(GuardRules.Trigger trigger, Outcome fired, Runner fresh, Evidence.Limits limits) {
    Optional<Move> again = again(fresh);
    boolean looked = again.filter(one.move()::equals).isPresent() && limits.off().isEmpty();
    Suspect suspect = looked ? suspect(trigger) : new Suspect.None("it was not looked for");
    Optional<Suspect.Change> change =
        undoes(trigger.action()) && suspect instanceof Suspect.Change found
            ? Optional.of(found)
            : Optional.empty();
    CommitId tip = one.branch().tip();
    return new Evidence(
        trigger,
        fired,
        one.move(),
        again,
        suspect,
        change.flatMap(this::own),
        tip.equals(after) ? Optional.empty() : Optional.of(gauge.of(tip)),
        change.map(this::undoing).orElse(new Undoing.Untried("it is not known what to take back")),
        change.flatMap(this::rival),
        limits,
        one.firing());
  }

  /// Whoever only tells people asks no more than which change it was.
  private static boolean undoes(GuardRules.Action action) {
    return switch (action) {
      case GuardRules.Action.Revert _, GuardRules.Action.Dispatch _ -> true;
      case GuardRules.Action.Issue _, GuardRules.Action.Tell _ -> false;
    };
  }

  private Optional<Move> again(Runner fresh) {
    try {
      Gauge second = gauge.by(fresh, history);
      return Optional.of(new Move(second.of(before), second.of(after)));
    } catch (SourceFault | UserFault unable) {
      return Optional.empty();
    }
  }

  /// One change of a push: the commits that came by one pull request, or those that came by none.
  private record Part(Optional<Merged> merged, List<CommitNote> commits) {
    CommitId last() {
      return commits.getLast().id();
    }
  }

  private Suspect suspect(GuardRules.Trigger trigger) {
    BranchWriter writer = history.writer();
    if (!writer.isAncestor(before, after)) {
      return new Suspect.None("the branch was rewritten, so it is no step from one to the other");
    }
    List<CommitNote> steps = writer.steps(before, after);
    if (steps.isEmpty() || steps.size() > MOST_STEPS) {
      return new Suspect.None(
          "the push has %d commits; at most %d are told apart".formatted(steps.size(), MOST_STEPS));
    }
    List<Part> parts = parts(steps);
    var blamed = new ArrayList<Suspect.Change>();
    CommitId from = before;
    for (Part part : parts) {
      CommitId to = part.last();
      boolean only = parts.size() == 1;
      if (only
          || one.firing().fires(trigger.when(), new Move(gauge.of(from), gauge.of(to))).holds()) {
        blamed.add(change(from, part));
      }
      from = to;
    }
    return switch (blamed.size()) {
      case 1 -> blamed.getFirst();
      case 0 ->
          new Suspect.None(
              "it came bit by bit, by %d changes of which none is enough".formatted(parts.size()));
      default ->
          new Suspect.None("%d changes of the push did, each enough".formatted(blamed.size()));
    };
  }

  private List<Part> parts(List<CommitNote> steps) {
    var parts = new ArrayList<Part>();
    for (CommitNote step : steps) {
      Optional<Merged> merged = forge.mergedBy(one.repo(), step.id());
      boolean goesOn =
          !parts.isEmpty()
              && parts.getLast().merged().map(Merged::number).equals(merged.map(Merged::number));
      if (goesOn) {
        Part last = parts.removeLast();
        parts.add(
            new Part(
                last.merged(), Stream.concat(last.commits().stream(), Stream.of(step)).toList()));
      } else {
        parts.add(new Part(merged, List.of(step)));
      }
    }
    return parts;
  }

  private Suspect.Change change(CommitId from, Part part) {
    return new Suspect.Change(
        from,
        part.last(),
        part.commits().stream().map(CommitNote::id).toList(),
        part.merged()
            .map(one ->
                new Suspect.Request(
                    one.number(), one.title(), one.author(), one.headRef(), one.page())),
        takesBack(part));
  }

  /// A change that takes another back is never taken back itself: two bots, or a bot and a person,
  /// would go on for ever.
  private Optional<String> takesBack(Part part) {
    Optional<String> said =
        Stream.concat(
                part.merged().stream().map(Merged::title),
                part.commits().stream().flatMap(commit -> commit.brought().stream()))
            .map(TAKES_BACK::matcher)
            .filter(matcher -> matcher.find())
            .map(matcher ->
                Stream.of(matcher.group(1), matcher.group(2), matcher.group(3))
                    .filter(found -> found != null)
                    .findFirst()
                    .orElse("another change"))
            .findFirst();
    return said.or(() ->
            part.merged()
                .map(Merged::headRef)
                .filter(ref -> ref.startsWith("revert-") || ref.startsWith(Acting.BRANCHES))
                .map(ref -> "what its branch is called for, " + ref))
        .or(() ->
            history
                .writer()
                .sameAsBefore(part.last(), MOST_EARLIER)
                .map(earlier -> "all since " + earlier.brief() + ", whose files it has"));
  }

  /// What the change did before it was merged. Its commits may be out of reach by now.
  private Optional<Move> own(Suspect.Change change) {
    if (change.request().isEmpty()) {
      return Optional.of(new Move(gauge.of(change.from()), gauge.of(change.to())));
    }
    try {
      Optional<CommitId> head = forge.mergedBy(one.repo(), change.to()).map(Merged::head);
      head.filter(known -> history.find(known.hex()).isEmpty()).ifPresent(bring);
      return head.filter(known -> history.find(known.hex()).isPresent())
          .flatMap(known ->
              history
                  .mergeBase(change.from(), known)
                  .map(fork -> new Move(gauge.of(fork), gauge.of(known))));
    } catch (SourceFault unreachable) {
      return Optional.empty();
    }
  }

  private Undoing undoing(Suspect.Change change) {
    var text = new Acting.Message(change, history.writer().note(change.to()).subject());
    BranchWriter.TakenBack back =
        history
            .writer()
            .takeBack(
                one.branch().tip(),
                change.from(),
                change.to(),
                BranchWriter.Signature.ofTool(madeAt(change)),
                text.text());
    return switch (back) {
      case BranchWriter.TakenBack.Clean(CommitId commit) ->
          new Undoing.Clean(commit, gauge.of(commit));
      case BranchWriter.TakenBack.Conflict(List<String> files) -> new Undoing.Conflict(files);
      case BranchWriter.TakenBack.Nothing _ -> new Undoing.Nothing();
    };
  }

  /// The moment of the change itself, so that the same change gives the same commit however often
  /// it is taken back.
  private Instant madeAt(Suspect.Change change) {
    return history.writer().note(change.to()).at();
  }

  private Optional<String> rival(Suspect.Change change) {
    List<PullRequest> open;
    try {
      open = forge.openPullRequests(one.repo(), MOST_RIVALS);
    } catch (ForgeFault fault) {
      if (fault.retry() instanceof ForgeFault.Retry.Never) {
        return Optional.empty();
      }
      throw fault;
    }
    String shown = change.to().hex().substring(0, SHORT);
    return open.stream()
        .filter(pull ->
            pull.headRef().startsWith("revert-" + shown)
                || change
                    .request()
                    .filter(one -> pull.headRef().startsWith("revert-" + one.number() + "-"))
                    .isPresent())
        .map(pull -> "%s takes it back".formatted(pull.headRef()))
        .findFirst();
  }
}
