package io.github.sddtool.analysis;

import io.github.sddtool.analysis.finding.Adjustment;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A question, and how narrowly and strictly it is asked.
///
/// @param names specs or `SPEC#REQ` the question is limited to; empty: all
/// @param adjust what the caller changes in the repository's own policy
/// @param progress is told how far the reading is
/// @param today by which waivers and attestations expire; empty: none has expired
/// @param granted what is let pass beside what the repository itself lets pass
public record Request(
    Question question,
    List<String> names,
    Adjustment adjust,
    Progress progress,
    Optional<LocalDate> today,
    Grants granted) {
  public Request {
    names = List.copyOf(names);
  }

  /// A request whose progress nobody follows.
  public Request(Question question, List<String> names, Adjustment adjust) {
    this(question, names, adjust, Progress.NONE, Optional.empty(), Grants.NONE);
  }

  public static Request of(Question question) {
    return new Request(question, List.of(), Adjustment.NONE);
  }

  /// The same request, followed by a listener.
  public Request withProgress(Progress other) {
    return new Request(question, names, adjust, other, today, granted);
  }

  /// The same, asked on a day.
  public Request on(LocalDate day) {
    return new Request(question, names, adjust, progress, Optional.of(day), granted);
  }

  /// The same, whatever the day.
  public Request undated() {
    return new Request(question, names, adjust, progress, Optional.empty(), granted);
  }

  /// The same, with more let pass.
  public Request granting(Grants grants) {
    return new Request(question, names, adjust, progress, today, grants);
  }
}
