package io.github.sddtool.fault;

/// A line of text in a small language of ours, such as a condition, that cannot be read. Whoever
/// read the file that it stands in says where that is.
public final class WordingProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int column;
  private final String problem;

  /// @param column where in the text, counted from 1
  /// @param problem what is wrong, what was expected and which choices there are; no full stop at
  ///   its end
  public WordingProblem(int column, String problem) {
    super("column " + column + ": " + problem);
    this.column = column;
    this.problem = problem;
  }

  /// Where in the text, counted from 1.
  public int column() {
    return column;
  }

  /// What is wrong, what was expected and which choices there are; no full stop at its end.
  public String problem() {
    return problem;
  }
}
