package io.github.sddtool.source.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeFormatter;
import org.eclipse.jgit.merge.MergeResult;

/// Merges texts line by line, as git does.
public final class LineMerge {
  private LineMerge() {}

  /// Both sides' changes since the base in one text; empty where they change the same or adjacent
  /// lines.
  public static Optional<String> of(String base, String ours, String theirs) {
    MergeResult<RawText> result =
        new MergeAlgorithm().merge(RawTextComparator.DEFAULT, raw(base), raw(ours), raw(theirs));
    if (result.containsConflicts()) {
      return Optional.empty();
    }
    var out = new ByteArrayOutputStream();
    try {
      new MergeFormatter().formatMerge(out, result, List.of("base", "ours", "theirs"), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(out.toString(UTF_8));
  }

  private static RawText raw(String text) {
    return new RawText(text.getBytes(UTF_8));
  }
}
