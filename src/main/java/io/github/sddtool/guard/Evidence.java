package io.github.sddtool.guard;

import io.github.sddtool.analysis.Measured;
import io.github.sddtool.analysis.condition.Condition.Outcome;
import io.github.sddtool.analysis.config.GuardRules;
import java.util.List;
import java.util.Optional;

/// All that is known when it is decided what to do about a trigger that was set off.
///
/// @param again what the second evaluation made of the same two states
/// @param own what the change did by itself, where it stood before it was merged
/// @param tip the state of the branch now, where it has moved on since
/// @param rivals who is at it already: an open pull request that takes the change back
public record Evidence(
    GuardRules.Trigger trigger,
    Outcome fired,
    Move move,
    Optional<Move> again,
    Suspect suspect,
    Optional<Move> own,
    Optional<Measured> tip,
    Undoing undoing,
    Optional<String> rivals,
    Limits limits,
    Firing firing) {

  /// What holds the guard back, whatever it found.
  ///
  /// @param off why nothing may be done at all
  /// @param dryRun whether it is only said what would be done
  /// @param cooling that this trigger did something a moment ago, and when
  /// @param left actions that are left of the day's budget
  /// @param known what was done about this commit already
  public record Limits(
      Optional<String> off,
      boolean dryRun,
      Optional<String> cooling,
      int left,
      List<String> known) {
    public Limits {
      known = List.copyOf(known);
    }
  }
}
