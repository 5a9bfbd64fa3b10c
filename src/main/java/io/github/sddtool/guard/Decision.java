package io.github.sddtool.guard;

import io.github.sddtool.analysis.Measured;
import io.github.sddtool.analysis.condition.Condition.Outcome;
import io.github.sddtool.analysis.config.GuardRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

// @spec guard/decision#REQ-DEC-001, guard/decision#REQ-DEC-002, guard/decision#REQ-DEC-003
// @spec guard/decision#REQ-DEC-004, guard/decision#REQ-DEC-005, guard/decision#REQ-DEC-006
/// What is done about a trigger that was set off. Pure: the same evidence gives the same decision,
/// and what it was reached by is part of it.
///
/// Good work is reverted by bots that act on a single red light. So a change is taken back only
/// where the drop is there at a second look, where one change alone brought it, by itself as well
/// as merged, where taking it back mends it, and where nobody was faster. Whatever is lacking,
/// people are told, with what is lacking.
///
/// @param reasons what was looked at, in this order; the last one decided
public record Decision(Deed deed, List<Reason> reasons) {
  /// What was looked at, and what was found.
  ///
  /// @param passed whether it speaks for acting
  public record Reason(String question, boolean passed, String answer) {}

  /// What is done.
  public enum Deed {
    /// A draft that takes the change back.
    REVERT,
    /// An issue, for people to look at.
    ISSUE,
    /// The workflow is started.
    DISPATCH,
    /// People are told, nothing else.
    TELL,
    /// Nothing; it stands in the audit log.
    NOTHING;

    /// How it is said.
    public String word() {
      return switch (this) {
        case REVERT -> "revert";
        case ISSUE -> "issue";
        case DISPATCH -> "dispatch";
        case TELL -> "notice";
        case NOTHING -> "nothing";
      };
    }
  }

  public Decision {
    reasons = List.copyOf(reasons);
  }

  /// The last reason.
  public Reason decisive() {
    return reasons.getLast();
  }

  /// Decides.
  public static Decision of(Evidence evidence) {
    return new Deciding(evidence).decide();
  }

  /// Decides question by question; the first answer against acting ends it.
  private static final class Deciding {
    private final Evidence evidence;
    private final GuardRules.Action action;
    private final List<Reason> reasons = new ArrayList<>();

    Deciding(Evidence evidence) {
      this.evidence = evidence;
      this.action = evidence.trigger().action();
    }

    Decision decide() {
      Evidence.Limits limits = evidence.limits();
      if (!ask("Is the guard switched on?", limits.off().isEmpty(), limits.off().orElse("it is"))) {
        return end(Deed.NOTHING);
      }
      if (!ask(
          "Is this commit's case still open?",
          limits.known().isEmpty(),
          limits.known().isEmpty()
              ? "nothing was done about it yet"
              : String.join(", ", limits.known()))) {
        return end(Deed.NOTHING);
      }
      if (!ask(
          "Are both states measured by the same rules?",
          evidence.move().isComparable(),
          evidence.move().isComparable()
              ? "by " + evidence.move().after().rules()
              : "one by %s, the other by %s"
                  .formatted(evidence.move().before().rules(), evidence.move().after().rules()))) {
        return end(Deed.TELL);
      }
      if (!ask("Did the trigger go off?", evidence.fired().holds(), evidence.fired().text())) {
        return end(Deed.NOTHING);
      }
      if (evidence.trigger().isMeasured()) {
        return measured();
      }
      return isTrue() ? attributed() : end(Deed.TELL);
    }

    /// What is measured at runtime follows from no commit, so it takes none back.
    private Decision measured() {
      return switch (action) {
        case GuardRules.Action.Revert _ -> {
          ask(
              "Can the drop be pinned on a commit?",
              false,
              "what is measured at runtime has causes besides commits; 'do: dispatch' rolls back a deployment");
          yield end(Deed.TELL);
        }
        case GuardRules.Action.Dispatch _ -> limited(Deed.DISPATCH);
        case GuardRules.Action.Issue _ -> limited(Deed.ISSUE);
        case GuardRules.Action.Tell _ -> end(Deed.TELL);
      };
    }

    private boolean isTrue() {
      Optional<Move> again = evidence.again();
      boolean same = again.filter(evidence.move()::equals).isPresent();
      return ask(
          "Does a second evaluation find the same?",
          same,
          same
              ? "from scratch, it gave the same numbers"
              : again.isEmpty()
                  ? "it could not be made"
                  : "it did not: " + differing(evidence.move(), again.get()));
    }

    private static String differing(Move first, Move second) {
      return "first %s → %s, then %s → %s"
          .formatted(
              brief(first.before()),
              brief(first.after()),
              brief(second.before()),
              brief(second.after()));
    }

    private static String brief(Measured measured) {
      return "score %s, coverage %s, %d errors"
          .formatted(
              measured.score().map(String::valueOf).orElse("none"),
              measured.coverage().map(one -> one + " %").orElse("none"),
              measured.counts().errors());
    }

    private Decision attributed() {
      if (action instanceof GuardRules.Action.Tell) {
        return end(Deed.TELL);
      }
      if (action instanceof GuardRules.Action.Issue) {
        return limited(Deed.ISSUE);
      }
      return switch (evidence.suspect()) {
        case Suspect.None(String why) -> {
          ask("Did one change alone bring it?", false, why);
          yield end(Deed.TELL);
        }
        case Suspect.Change change -> {
          ask("Did one change alone bring it?", true, EvidenceText.name(change));
          yield blamed(change);
        }
      };
    }

    private Decision blamed(Suspect.Change change) {
      Outcome own =
          evidence
              .own()
              .map(move -> evidence.firing().alone(evidence.trigger().when(), move))
              .orElse(new Outcome(false, List.of("where it stood before the merge is not known")));
      if (!ask("Did it do so by itself, before it was merged?", own.holds(), own.text())) {
        return end(Deed.TELL);
      }
      if (!ask(
          "Is it no revert itself?",
          change.takesBack().isEmpty(),
          change
              .takesBack()
              .map(what -> "it takes back " + what)
              .orElse("it takes nothing back"))) {
        return end(Deed.TELL);
      }
      if (!ask(
          "Is nobody at it already?",
          evidence.rivals().isEmpty(),
          evidence.rivals().orElse("no open pull request takes it back"))) {
        return end(Deed.TELL);
      }
      return evidence.tip().isPresent() ? movedOn(evidence.tip().get()) : undone();
    }

    private Decision movedOn(Measured tip) {
      Outcome still = evidence.firing().fires(evidence.trigger().when(), evidence.move().to(tip));
      if (!ask(
          "Is the drop still there?",
          still.holds(),
          still.holds()
              ? still.text()
              : "the branch has moved on and is well again: " + still.text())) {
        return end(Deed.TELL);
      }
      if (action instanceof GuardRules.Action.Dispatch) {
        ask("Does the branch stand where it was judged?", false, "others have pushed since");
        return end(Deed.TELL);
      }
      ask("Does the branch stand where it was judged?", false, "others have pushed since");
      return limited(Deed.ISSUE);
    }

    private Decision undone() {
      ask("Does the branch stand where it was judged?", true, "nobody has pushed since");
      if (action instanceof GuardRules.Action.Dispatch) {
        return limited(Deed.DISPATCH);
      }
      return switch (evidence.undoing()) {
        case Undoing.Conflict(List<String> files) -> {
          ask("Can it be taken back cleanly?", false, "it clashes in " + String.join(", ", files));
          yield limited(Deed.ISSUE);
        }
        case Undoing.Nothing _ -> {
          ask("Can it be taken back cleanly?", false, "nothing of it is left to take back");
          yield end(Deed.TELL);
        }
        case Undoing.Untried(String why) -> {
          ask("Can it be taken back cleanly?", false, why);
          yield end(Deed.TELL);
        }
        case Undoing.Clean(var _, Measured result) -> {
          ask("Can it be taken back cleanly?", true, "nothing clashes");
          yield mended(result);
        }
      };
    }

    private Decision mended(Measured result) {
      Move without = evidence.move().to(result);
      Outcome still = evidence.firing().holds(evidence.trigger().when(), without);
      boolean mends = without.isComparable() && !still.holds();
      if (!ask("Does taking it back mend it?", mends, still.text())) {
        return end(Deed.TELL);
      }
      return limited(Deed.REVERT);
    }

    private Decision limited(Deed deed) {
      Evidence.Limits limits = evidence.limits();
      if (!ask(
          "Has the trigger cooled down?",
          limits.cooling().isEmpty(),
          limits.cooling().orElse("it has"))) {
        return end(Deed.TELL);
      }
      if (!ask(
          "Is anything left of the day's budget?",
          limits.left() > 0,
          "%d of the repository's budget".formatted(limits.left()))) {
        return end(Deed.TELL);
      }
      if (!ask(
          "Is this no dry run?",
          !limits.dryRun(),
          limits.dryRun() ? "it is one; it would have been: " + deed.word() : "it is none")) {
        return end(Deed.TELL);
      }
      return end(deed);
    }

    private boolean ask(String question, boolean passed, String answer) {
      reasons.add(new Reason(question, passed, answer));
      return passed;
    }

    private Decision end(Deed deed) {
      return new Decision(deed, reasons);
    }
  }
}
