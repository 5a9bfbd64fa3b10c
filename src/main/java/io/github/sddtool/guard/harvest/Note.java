package io.github.sddtool.guard.harvest;

import io.github.sddtool.source.RepoPath;
import java.util.Comparator;

/// What was refreshed at a place, or why it was not.
///
/// @param line from 1
/// @param text one sentence; it may repeat what others wrote
public record Note(RepoPath path, int line, String text) implements Comparable<Note> {
  private static final Comparator<Note> ORDER =
      Comparator.comparing(Note::path).thenComparingInt(Note::line).thenComparing(Note::text);

  @Override
  public int compareTo(Note other) {
    return ORDER.compare(this, other);
  }

  /// For people: `docs/a.md:3: …`.
  @Override
  public String toString() {
    return path + ":" + line + ": " + text;
  }
}
