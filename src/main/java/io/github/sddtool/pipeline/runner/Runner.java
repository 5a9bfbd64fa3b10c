package io.github.sddtool.pipeline.runner;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.git.GitHistory;

// @spec app/runners#REQ-RUN-001
/// Answers questions about changes, wherever the work is done. May be used by several threads; who
/// is interrupted while it waits stops the work.
public interface Runner {
  /// Answers one question.
  ///
  /// @param clone the repository that holds the change's commits, whole
  /// @throws io.github.sddtool.fault.SourceFault when the change cannot be assessed within the
  ///   limits, or what came back is no answer to what was asked
  /// @throws io.github.sddtool.fault.UserFault when the repository's configuration is wrong or a
  ///   name in the request is no spec
  /// @throws io.github.sddtool.fault.RunnerFault when the work could not be begun
  Report assess(GitHistory clone, Change change, Request request);
}
