package io.github.sddtool.fault;

/// The operator must act: an assessment cannot be run where the settings say, because an image, a
/// program or a right is missing, or the cluster does not answer.
public final class RunnerFault extends Fault {
  private static final long serialVersionUID = 1L;

  public RunnerFault(String message, Throwable cause) {
    super(message, cause);
  }

  public RunnerFault(String message) {
    super(message);
  }
}
