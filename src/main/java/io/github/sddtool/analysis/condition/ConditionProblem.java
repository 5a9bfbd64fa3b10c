package io.github.sddtool.analysis.condition;

/// A condition that cannot be read. Whoever read the file that it stands in says where that is.
public final class ConditionProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int column;
  private final String problem;

  ConditionProblem(int column, String problem) {
    super("column " + column + ": " + problem);
    this.column = column;
    this.problem = problem;
  }

  /// Where in the condition, counted from 1.
  public int column() {
    return column;
  }

  /// What is wrong, what was expected and which choices there are; no full stop at its end.
  public String problem() {
    return problem;
  }
}
