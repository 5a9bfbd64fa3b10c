package io.github.sddtool.pipeline.notice;

/// A message that cannot be read. Whoever read the file that it stands in says where that is.
public final class WordingProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int column;
  private final String problem;

  WordingProblem(int column, String problem) {
    super("column " + column + ": " + problem);
    this.column = column;
    this.problem = problem;
  }

  /// Where in the message, counted from 1.
  public int column() {
    return column;
  }

  /// What is wrong and which choices there are; no full stop at its end.
  public String problem() {
    return problem;
  }
}
