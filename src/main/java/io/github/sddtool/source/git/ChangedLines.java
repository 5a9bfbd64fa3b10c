package io.github.sddtool.source.git;

import io.github.sddtool.source.Bytes;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/// Which lines of a file a change wrote, as git sees it.
public final class ChangedLines {
  private static final DiffAlgorithm DIFF = new HistogramDiff();

  private ChangedLines() {}

  /// The lines, from 1.
  ///
  /// @param before the file as it was; nothing for a new one
  public static Set<Integer> of(Bytes before, Bytes after) {
    var lines = new TreeSet<Integer>();
    for (Edit edit :
        DIFF.diff(
            RawTextComparator.DEFAULT,
            new RawText(before.toArray()),
            new RawText(after.toArray()))) {
      for (int line = edit.getBeginB(); line < edit.getEndB(); line++) {
        lines.add(line + 1);
      }
    }
    return lines;
  }
}
