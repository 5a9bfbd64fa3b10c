package io.github.sddtool.forge;

import java.time.Duration;

/// Within what limits a forge is asked.
///
/// @param rate how much an account may write
/// @param patience how long an answer may take
public record CallLimits(WriteBudget.Rate rate, Duration patience) {
  private static final Duration USUAL = Duration.ofSeconds(30);

  public static final CallLimits GITHUB = new CallLimits(WriteBudget.Rate.GITHUB, USUAL);
  public static final CallLimits GITLAB = new CallLimits(WriteBudget.Rate.GITLAB, USUAL);
}
