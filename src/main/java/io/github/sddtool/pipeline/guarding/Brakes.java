package io.github.sddtool.pipeline.guarding;

import io.github.sddtool.analysis.config.GuardRules;
import io.github.sddtool.guard.CaseBook;
import io.github.sddtool.guard.Evidence;
import io.github.sddtool.guard.GuardSwitch;
import io.github.sddtool.source.RepoId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

// @spec guard/deeds#REQ-DEED-004
/// What holds the guard back: the switches, the budget of a day, what was done already.
///
/// @param permitted what the operator permits
record Brakes(CaseBook cases, GuardSwitch toggle, Guarding.Permitted permitted) {
  private static final Duration DAY = Duration.ofDays(1);

  Evidence.Limits of(
      RepoId repo, GuardRules rules, GuardRules.Trigger trigger, String once, Instant now) {
    Optional<String> cooling =
        cases
            .lastActed(repo, trigger.name())
            .filter(last -> last.plus(trigger.coolDown()).isAfter(now))
            .map(last ->
                "it did something at %s, and cools down for %s"
                    .formatted(last, trigger.coolDown()));
    return new Evidence.Limits(
        off(repo, rules),
        rules.dryRun() || permitted.dryRun(),
        cooling,
        rules.budget() - cases.acted(repo, now.minus(DAY)),
        cases
            .find(repo, once)
            .filter(known -> known.state() != CaseBook.State.DECIDED)
            .map(known ->
                "%s at %s%s"
                    .formatted(
                        known.deed().word(),
                        known.opened(),
                        known.page().map(page -> ", " + page).orElse("")))
            .stream()
            .toList());
  }

  private Optional<String> off(RepoId repo, GuardRules rules) {
    if (!permitted.acting()) {
      return Optional.of("the server's settings switch it off");
    }
    if (!rules.enabled()) {
      return Optional.of("the repository's configuration switches it off");
    }
    return toggle
        .off(Optional.of(repo))
        .map(setting ->
            "%s switched it off at %s: %s".formatted(setting.by(), setting.at(), setting.reason()));
  }
}
