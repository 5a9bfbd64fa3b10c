package io.github.sddtool.forge;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// The state a forge shall show: a check on a commit and, on a pull request, one summary comment.
///
/// @param labels what changes of them
/// @param remarks those that shall stand; empty: whatever stands, stays
public record Publication(
    Target target,
    CheckState check,
    Optional<SummaryComment> comment,
    Labels labels,
    Optional<List<Remark>> remarks) {
  public Publication {
    remarks = remarks.map(List::copyOf);
  }

  /// A check and a comment alone.
  public Publication(Target target, CheckState check, Optional<SummaryComment> comment) {
    this(target, check, comment, Labels.SAME, Optional.empty());
  }

  /// The same with a section more in its comment, above the small print.
  public Publication with(String section) {
    return section.isEmpty()
        ? this
        : new Publication(target, check, comment.map(one -> one.with(section)), labels, remarks);
  }

  /// The same, which tells in check and comment where all of it can be read.
  public Publication telling(URI whole) {
    String line = "[The whole report](" + whole.toASCIIString() + ")\n\n";
    CheckState told =
        switch (check) {
          case CheckState.Completed done ->
              new CheckState.Completed(
                  done.verdict(), done.title(), line + done.summary(), done.annotations());
          case CheckState.Queued _, CheckState.Requeued _, CheckState.Cancelled _ -> check;
        };
    return new Publication(target, told, comment.map(one -> one.with(line)), labels, remarks);
  }

  /// The same, with these labels put on or taken off.
  public Publication with(Labels others) {
    return new Publication(target, check, comment, others, remarks);
  }

  /// The same, with these remarks standing.
  public Publication withRemarks(List<Remark> others) {
    return new Publication(target, check, comment, labels, Optional.of(others));
  }

  /// The same, with another check and comment.
  public Publication showing(CheckState other, Optional<SummaryComment> saying) {
    return new Publication(target, other, saying, labels, remarks);
  }

  /// The first line of the one comment that is ours on a pull request.
  public static final String COMMENT_MARKER = "<!-- sdd:summary -->";

  /// The name of our check on every forge.
  public static final String CHECK_NAME = "SDD";
}
