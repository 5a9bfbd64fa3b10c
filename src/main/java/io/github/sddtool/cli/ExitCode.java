package io.github.sddtool.cli;

import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.fault.Fault;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.RunnerFault;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.fault.UserFault;

// @spec cli/commands#REQ-CLI-001
/// What the process says when it ends.
public enum ExitCode {
  PASS(0),
  FINDINGS(1),
  USAGE(2),
  NOTHING_FOUND(3),
  COULD_NOT_EVALUATE(4);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  static ExitCode of(Verdict verdict) {
    return switch (verdict) {
      case PASS, WARN -> PASS;
      case FAIL -> FINDINGS;
      case SKIPPED -> NOTHING_FOUND;
      case ERROR -> COULD_NOT_EVALUATE;
    };
  }

  static ExitCode of(Fault fault) {
    return switch (fault) {
      case UserFault user -> user.kind() == UserFault.Kind.USAGE ? USAGE : NOTHING_FOUND;
      case SourceFault _, ForgeFault _, StoreFault _, RunnerFault _ -> COULD_NOT_EVALUATE;
    };
  }
}
