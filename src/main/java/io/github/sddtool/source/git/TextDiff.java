package io.github.sddtool.source.git;

import io.github.sddtool.source.RepoPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/// The difference of two texts, as git writes it.
public final class TextDiff {
  /// What is larger is not compared: finding the least difference may take its square.
  private static final int LARGEST = 1 << 20;

  private TextDiff() {}

  /// A text and where it stands.
  public record Side(RepoPath path, String text) {}

  /// A unified diff with three lines around each change; empty where both say the same.
  ///
  /// @param before empty of what is new
  /// @param after empty of what is gone
  public static String of(Optional<Side> before, Optional<Side> after) {
    if (isLarge(before) || isLarge(after)) {
      return "--- %s\n+++ %s\nThe texts are too large to be compared.\n"
          .formatted(name("a/", before), name("b/", after));
    }
    RawText old = raw(before);
    RawText now = raw(after);
    EditList edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, old, now);
    var out = new ByteArrayOutputStream();
    var moved = new StringBuilder();
    if (!before.map(Side::path).equals(after.map(Side::path)) || !edits.isEmpty()) {
      moved.append("--- ").append(name("a/", before)).append('\n');
      moved.append("+++ ").append(name("b/", after)).append('\n');
    }
    try (var formatter = new DiffFormatter(out)) {
      formatter.format(edits, old, now);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return moved + out.toString(StandardCharsets.UTF_8);
  }

  private static boolean isLarge(Optional<Side> side) {
    return side.filter(one -> one.text().length() > LARGEST).isPresent();
  }

  private static RawText raw(Optional<Side> side) {
    return new RawText(side.map(Side::text).orElse("").getBytes(StandardCharsets.UTF_8));
  }

  private static String name(String prefix, Optional<Side> side) {
    return side.map(one -> prefix + one.path()).orElse("/dev/null");
  }
}
