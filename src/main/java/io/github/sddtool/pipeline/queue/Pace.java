package io.github.sddtool.pipeline.queue;

import java.time.Duration;
import java.util.List;

// @spec app/jobs#REQ-JOB-007
/// How often a subject is run that changes again and again. Its first change is run at once. One
/// that comes while the last run is still fresh waits until the changes have been quiet for a
/// while, but never longer than three times that; and in six times that no more than three runs
/// begin.
///
/// @param quiet how long; zero to run everything at once
public record Pace(Duration quiet) {
  /// Everything at once.
  public static final Pace NONE = new Pace(Duration.ZERO);

  /// Ten seconds, so three runs a minute.
  public static final Pace USUAL = new Pace(Duration.ofSeconds(10));

  private static final int MOST = 3;

  boolean isNone() {
    return quiet.isZero();
  }

  /// How many of the latest runs matter.
  int most() {
    return MOST;
  }

  /// Runs that began before it do not matter.
  long since(long now) {
    return now - window();
  }

  private long longest() {
    return 3 * quiet.toMillis();
  }

  private long window() {
    return 6 * quiet.toMillis();
  }

  /// When edits may be worked on that people make one after the other: once they have been quiet,
  /// but not later than three times that after the first. Times are milliseconds since 1970.
  long afterQuiet(long since, long now) {
    return Math.clamp(Math.min(now + quiet.toMillis(), since + longest()), now, now + window());
  }

  /// When a change may be run. Times are milliseconds since 1970.
  ///
  /// @param starts of the latest runs, the newest first, at most [#most()]
  /// @param waitingSince when the first change came that no run has seen
  long readyAt(List<Long> starts, long waitingSince, long now) {
    if (starts.isEmpty()) {
      return now;
    }
    boolean fresh = starts.getFirst() > now - longest();
    long ready = fresh ? Math.min(now + quiet.toMillis(), waitingSince + longest()) : now;
    long room = starts.size() < MOST ? now : starts.getLast() + window();
    // The system's clock may have been set back: no wait is longer than the window.
    return Math.clamp(Math.max(ready, room), now, now + window());
  }
}
