package io.github.sddtool.guard;

import static io.github.sddtool.guard.Cases.FREE;
import static io.github.sddtool.guard.Cases.measured;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.config.GuardRules;
import io.github.sddtool.guard.Decision.Deed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

// @spec guard/decision#REQ-DEC-001, guard/decision#REQ-DEC-002, guard/decision#REQ-DEC-003
// @spec guard/decision#REQ-DEC-004, guard/decision#REQ-DEC-005, guard/decision#REQ-DEC-006
class DecisionTest {
  private static final Move DROP = new Move(measured(82), measured(60));

  /// What is wrong with otherwise perfect evidence.
  private record Flaw(String question, Evidence evidence, Deed deed) {}

  private static Evidence with(
      Optional<Move> again,
      Suspect suspect,
      Optional<Move> own,
      Optional<io.github.sddtool.analysis.Measured> tip,
      Undoing undoing,
      Optional<String> rivals,
      Evidence.Limits limits) {
    Evidence all = Cases.revert();
    return new Evidence(
        all.trigger(),
        all.fired(),
        all.move(),
        again,
        suspect,
        own,
        tip,
        undoing,
        rivals,
        limits,
        all.firing());
  }

  private static Evidence limited(Evidence.Limits limits) {
    Evidence all = Cases.revert();
    return with(
        all.again(), all.suspect(), all.own(), all.tip(), all.undoing(), all.rivals(), limits);
  }

  private static Evidence undoing(Undoing undoing) {
    Evidence all = Cases.revert();
    return with(all.again(), all.suspect(), all.own(), all.tip(), undoing, all.rivals(), FREE);
  }

  private static Suspect.Change takingBack() {
    Suspect.Change change = Cases.change();
    return new Suspect.Change(
        change.from(), change.to(), change.commits(), change.request(), Optional.of("1234567"));
  }

  private static List<Flaw> flaws() {
    Evidence all = Cases.revert();
    Undoing clean = all.undoing();
    Optional<Move> again = all.again();
    return List.of(
        new Flaw(
            "Is the guard switched on?",
            limited(new Evidence.Limits(Optional.of("off"), false, Optional.empty(), 3, List.of())),
            Deed.NOTHING),
        new Flaw(
            "Is this commit's case still open?",
            limited(
                new Evidence.Limits(
                    Optional.empty(), false, Optional.empty(), 3, List.of("a draft is open"))),
            Deed.NOTHING),
        new Flaw(
            "Are both states measured by the same rules?",
            Cases.evidence(all.trigger(), new Move(measured("1", 82), measured("2", 60))),
            Deed.TELL),
        new Flaw(
            "Does a second evaluation find the same?",
            with(
                Optional.of(new Move(measured(82), measured(81))),
                all.suspect(),
                all.own(),
                all.tip(),
                clean,
                all.rivals(),
                FREE),
            Deed.TELL),
        new Flaw(
            "Does a second evaluation find the same?",
            with(Optional.empty(), all.suspect(), all.own(), all.tip(), clean, all.rivals(), FREE),
            Deed.TELL),
        new Flaw(
            "Did one change alone bring it?",
            with(
                again,
                new Suspect.None("bit by bit"),
                all.own(),
                all.tip(),
                clean,
                all.rivals(),
                FREE),
            Deed.TELL),
        new Flaw(
            "Did it do so by itself, before it was merged?",
            with(
                again,
                all.suspect(),
                Optional.of(new Move(measured(82), measured(82))),
                all.tip(),
                clean,
                all.rivals(),
                FREE),
            Deed.TELL),
        new Flaw(
            "Did it do so by itself, before it was merged?",
            with(again, all.suspect(), Optional.empty(), all.tip(), clean, all.rivals(), FREE),
            Deed.TELL),
        new Flaw(
            "Is it no revert itself?",
            with(again, takingBack(), all.own(), all.tip(), clean, all.rivals(), FREE),
            Deed.TELL),
        new Flaw(
            "Is nobody at it already?",
            with(
                again,
                all.suspect(),
                all.own(),
                all.tip(),
                clean,
                Optional.of("revert-17-simpler takes it back"),
                FREE),
            Deed.TELL),
        new Flaw(
            "Is the drop still there?",
            with(
                again,
                all.suspect(),
                all.own(),
                Optional.of(measured(83)),
                clean,
                all.rivals(),
                FREE),
            Deed.TELL),
        new Flaw("Can it be taken back cleanly?", undoing(new Undoing.Nothing()), Deed.TELL),
        new Flaw(
            "Does taking it back mend it?",
            undoing(new Undoing.Clean(Cases.BACK, measured(61))),
            Deed.TELL),
        new Flaw(
            "Does taking it back mend it?",
            undoing(new Undoing.Clean(Cases.BACK, measured("2", 82))),
            Deed.TELL),
        new Flaw(
            "Has the trigger cooled down?",
            limited(new Evidence.Limits(Optional.empty(), false, Optional.of("hot"), 3, List.of())),
            Deed.TELL),
        new Flaw(
            "Is anything left of the day's budget?",
            limited(new Evidence.Limits(Optional.empty(), false, Optional.empty(), 0, List.of())),
            Deed.TELL),
        new Flaw(
            "Is this no dry run?",
            limited(new Evidence.Limits(Optional.empty(), true, Optional.empty(), 3, List.of())),
            Deed.TELL));
  }

  @Test
  void aDropThatIsTrueAndHasOneCauseIsTakenBack() {
    Decision decision = Decision.of(Cases.revert());

    assertThat(decision.deed()).isEqualTo(Deed.REVERT);
    assertThat(decision.reasons()).allMatch(Decision.Reason::passed).hasSizeGreaterThan(10);
  }

  @Test
  void anyFlawInTheEvidenceIsEnoughToRevertNothingAndIsTheReason() {
    for (Flaw flaw : flaws()) {
      Decision decision = Decision.of(flaw.evidence());

      assertThat(decision.deed()).as(flaw.question()).isEqualTo(flaw.deed());
      assertThat(decision.decisive().question()).isEqualTo(flaw.question());
      assertThat(decision.decisive().passed()).isFalse();
    }
  }

  @Test
  void whereOthersPushedSinceOrItClashesPeopleGetAnIssue() {
    Evidence all = Cases.revert();
    Evidence moved =
        with(
            all.again(),
            all.suspect(),
            all.own(),
            Optional.of(measured(61)),
            all.undoing(),
            all.rivals(),
            FREE);

    assertThat(Decision.of(moved).deed()).isEqualTo(Deed.ISSUE);
    assertThat(Decision.of(undoing(new Undoing.Conflict(List.of("src/login.ts")))).deed())
        .isEqualTo(Deed.ISSUE);
  }

  @Test
  void whatIsMeasuredAtRuntimeRevertsNothing() {
    GuardRules.Trigger trigger = Cases.trigger("error_rate > 5%", new GuardRules.Action.Revert());
    Evidence evidence = Cases.evidence(trigger, DROP);
    var so =
        new Evidence(
            trigger,
            new io.github.sddtool.analysis.condition.Condition.Outcome(true, List.of("7 %")),
            DROP,
            evidence.again(),
            evidence.suspect(),
            evidence.own(),
            evidence.tip(),
            evidence.undoing(),
            evidence.rivals(),
            FREE,
            evidence.firing());

    assertThat(Decision.of(so).deed()).isEqualTo(Deed.TELL);
    assertThat(Decision.of(so).decisive().answer()).contains("do: dispatch");
  }

  @Test
  void eachActionHasItsDeed() {
    Map<GuardRules.Action, Deed> deeds =
        Map.of(
            new GuardRules.Action.Revert(), Deed.REVERT,
            new GuardRules.Action.Issue(), Deed.ISSUE,
            new GuardRules.Action.Dispatch("rollback.yml", Map.of()), Deed.DISPATCH,
            new GuardRules.Action.Tell(), Deed.TELL);
    deeds.forEach((action, deed) ->
        assertThat(
                Decision.of(Cases.evidence(Cases.trigger("score_drop > 15%", action), DROP)).deed())
            .isEqualTo(deed));
  }

  @Property(tries = 2_000)
  void aRevertHasNoFlaw(@ForAll("evidence") Evidence evidence) {
    Decision decision = Decision.of(evidence);

    assertThat(Decision.of(evidence)).isEqualTo(decision);
    assertThat(decision.reasons()).isNotEmpty();
    if (decision.deed() == Deed.REVERT) {
      assertThat(decision.reasons()).allMatch(Decision.Reason::passed);
      assertThat(evidence.trigger().action()).isInstanceOf(GuardRules.Action.Revert.class);
      assertThat(evidence.limits().off()).isEmpty();
      assertThat(evidence.limits().dryRun()).isFalse();
      assertThat(evidence.limits().known()).isEmpty();
      assertThat(evidence.limits().left()).isPositive();
      assertThat(evidence.move().isComparable()).isTrue();
      assertThat(evidence.fired().holds()).isTrue();
      assertThat(evidence.again()).contains(evidence.move());
      assertThat(evidence.tip()).isEmpty();
      assertThat(evidence.rivals()).isEmpty();
      assertThat(((Suspect.Change) evidence.suspect()).takesBack()).isEmpty();
      assertThat(((Undoing.Clean) evidence.undoing()).result().score().orElse(0.0))
          .isGreaterThan(evidence.move().after().score().orElse(0.0));
    }
    if (decision.deed() == Deed.ISSUE || decision.deed() == Deed.DISPATCH) {
      assertThat(evidence.limits().off()).isEmpty();
      assertThat(evidence.limits().dryRun()).isFalse();
      assertThat(evidence.limits().left()).isPositive();
      assertThat(evidence.again()).contains(evidence.move());
    }
  }

  @Provide
  Arbitrary<Evidence> evidence() {
    Arbitrary<io.github.sddtool.analysis.Measured> states =
        Arbitraries.of(60.0, 61.0, 82.0, 83.0)
            .flatMap(score ->
                Arbitraries.frequencyOf(
                    net.jqwik.api.Tuple.of(6, Arbitraries.just(measured(score))),
                    net.jqwik.api.Tuple.of(1, Arbitraries.just(measured("2", score)))));
    Arbitrary<Move> moves =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(5, Arbitraries.just(DROP)),
            net.jqwik.api.Tuple.of(2, Combinators.combine(states, states).as(Move::new)));
    Arbitrary<GuardRules.Action> actions =
        Arbitraries.of(
            new GuardRules.Action.Revert(),
            new GuardRules.Action.Revert(),
            new GuardRules.Action.Issue(),
            new GuardRules.Action.Dispatch("rollback.yml", Map.of()),
            new GuardRules.Action.Tell());
    Arbitrary<Evidence.Limits> limits =
        Combinators.combine(
                Arbitraries.of("off").optional(0.1),
                Arbitraries.of(false, false, false, true),
                Arbitraries.of("hot").optional(0.1),
                Arbitraries.of(0, 1, 3, 3),
                Arbitraries.of(List.<String>of(), List.<String>of(), List.of("known")))
            .as(Evidence.Limits::new);
    Arbitrary<Suspect> suspects =
        Arbitraries.of(
            Cases.change(), Cases.change(), Cases.change(), takingBack(), new Suspect.None("many"));
    Arbitrary<Undoing> undoings =
        Combinators.combine(states, Arbitraries.integers().between(0, 6))
            .as((state, kind) ->
                switch (kind) {
                  case 0 -> new Undoing.Conflict(List.of("a"));
                  case 1 -> new Undoing.Nothing();
                  case 2 -> new Undoing.Untried("no");
                  case 3 -> new Undoing.Clean(Cases.BACK, state);
                  default -> new Undoing.Clean(Cases.BACK, measured(82));
                });
    Arbitrary<Evidence> bare =
        Combinators.combine(moves, actions, limits, suspects, undoings)
            .as((move, action, limit, suspect, undoing) -> {
              Evidence all = Cases.evidence(Cases.trigger("score_drop > 15%", action), move);
              return new Evidence(
                  all.trigger(),
                  all.fired(),
                  move,
                  all.again(),
                  suspect,
                  all.own(),
                  all.tip(),
                  undoing,
                  all.rivals(),
                  limit,
                  all.firing());
            });
    return Combinators.combine(
            bare,
            Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, Arbitraries.just(Optional.<Move>empty())),
                net.jqwik.api.Tuple.of(1, moves.map(Optional::of))),
            states.optional(0.15),
            Arbitraries.of("revert-17-x").optional(0.1))
        .as((all, again, tip, rivals) ->
            new Evidence(
                all.trigger(),
                all.fired(),
                all.move(),
                again.isPresent() ? again : all.again(),
                all.suspect(),
                again.isPresent() ? again : all.own(),
                tip,
                all.undoing(),
                rivals,
                all.limits(),
                all.firing()));
  }
}
