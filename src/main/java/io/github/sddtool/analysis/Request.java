package io.github.sddtool.analysis;

import io.github.sddtool.analysis.finding.Policy;
import java.util.List;
import java.util.function.UnaryOperator;

/// A question, and how narrowly and strictly it is asked.
///
/// @param names specs or `SPEC#REQ` the question is limited to; empty: all
/// @param adjust what the caller changes in the repository's own policy
public record Request(Question question, List<String> names, UnaryOperator<Policy> adjust) {
  public Request {
    names = List.copyOf(names);
  }

  public static Request of(Question question) {
    return new Request(question, List.of(), UnaryOperator.identity());
  }
}
