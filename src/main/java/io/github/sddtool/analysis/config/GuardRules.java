package io.github.sddtool.analysis.config;

import io.github.sddtool.analysis.condition.Condition;
import io.github.sddtool.analysis.condition.Term;
import io.github.sddtool.analysis.condition.Vocabulary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is to happen when quality drops, as a repository says it.
///
/// @param enabled whether anything is done at all
/// @param dryRun whether what would be done is only written down
/// @param budget how many reverts, dispatches and issues a day, 0 to 100
/// @param label of what is opened
public record GuardRules(
    boolean enabled, boolean dryRun, int budget, String label, List<Trigger> triggers) {
  /// Of a repository that says nothing of it.
  public static final GuardRules NONE = new GuardRules(true, false, 3, "sdd:guard", List.of());

  /// The names that conditions may use; others are measures that somebody posts.
  public static final Vocabulary WORDS =
      new Vocabulary(
          Map.ofEntries(
              Map.entry("score", Vocabulary.Kind.SCORE),
              Map.entry("score_drop", Vocabulary.Kind.DROP),
              Map.entry("coverage", Vocabulary.Kind.SCORE),
              Map.entry("coverage_drop", Vocabulary.Kind.DROP),
              Map.entry("tested", Vocabulary.Kind.SCORE),
              Map.entry("tested_drop", Vocabulary.Kind.DROP),
              Map.entry("drift.open", Vocabulary.Kind.COUNT),
              Map.entry("validate.errors", Vocabulary.Kind.COUNT),
              Map.entry("validate.warnings", Vocabulary.Kind.COUNT),
              Map.entry("spec.id", Vocabulary.Kind.WORD),
              Map.entry("spec.domain", Vocabulary.Kind.WORD),
              Map.entry("spec.quality_score", Vocabulary.Kind.SCORE),
              Map.entry("spec.score_drop", Vocabulary.Kind.DROP),
              Map.entry("spec.coverage", Vocabulary.Kind.SCORE),
              Map.entry("spec.coverage_drop", Vocabulary.Kind.DROP)),
          true);

  public GuardRules {
    triggers = List.copyOf(triggers);
  }

  /// Something to look out for.
  ///
  /// @param name unique in the repository
  /// @param action what is done besides telling people
  /// @param tell who hears of it: rooms `#ops-alerts`, people `@alice`
  /// @param coolDown how long after an action the next one is only told of
  /// @param until ends an alarm that stands; empty: it ends when the condition does not hold
  public record Trigger(
      String name,
      Condition when,
      Action action,
      List<String> tell,
      Duration coolDown,
      Optional<Condition> until) {
    public Trigger {
      tell = List.copyOf(tell);
    }

    /// Whether it looks at anything that is posted and follows from no commit.
    public boolean isMeasured() {
      return when.terms().stream().anyMatch(Trigger::isMeasure);
    }

    /// Whether it looks at a single step, so that each push can set it off anew.
    public boolean isStep() {
      return when.terms().stream()
          .anyMatch(term ->
              term instanceof Term.Compare compare
                  && compare.kind() == Vocabulary.Kind.DROP
                  && compare.span().isEmpty());
    }

    private static boolean isMeasure(Term term) {
      return term instanceof Term.Compare compare && compare.kind() == Vocabulary.Kind.MEASURE;
    }
  }

  /// What is done.
  public sealed interface Action {
    /// What it is called in settings.
    String word();

    /// A draft of a pull request that takes the change back.
    record Revert() implements Action {
      @Override
      public String word() {
        return "revert";
      }
    }

    /// A workflow of the repository is started.
    ///
    /// @param workflow the name of its file
    record Dispatch(String workflow, Map<String, String> inputs) implements Action {
      public Dispatch {
        inputs = Map.copyOf(inputs);
      }

      @Override
      public String word() {
        return "dispatch";
      }
    }

    /// An issue is opened.
    record Issue() implements Action {
      @Override
      public String word() {
        return "issue";
      }
    }

    /// Nothing else.
    record Tell() implements Action {
      @Override
      public String word() {
        return "notify";
      }
    }
  }
}
