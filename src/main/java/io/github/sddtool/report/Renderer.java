package io.github.sddtool.report;

import io.github.sddtool.analysis.Report;

/// A way to write a report down. Pure: the same report and style give the same text.
public interface Renderer {
  /// The name in `--format`.
  String name();

  String render(Report report, Style style);
}
