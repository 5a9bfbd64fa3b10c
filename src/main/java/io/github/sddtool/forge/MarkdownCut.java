package io.github.sddtool.forge;

// @spec app/publishing#REQ-PUB-009
/// Makes Markdown fit into what a forge takes. What is left says in its first words that it was
/// cut: there no fenced block, table or folded part that the cut left open can swallow them, and at
/// its end a text may leave anything open.
public final class MarkdownCut {
  /// How forges count: GitHub a check run's summary in bytes of UTF-8 (its own description says
  /// characters, its answers say bytes), both a comment in characters.
  public enum Measure {
    BYTES {
      @Override
      long of(String text) {
        return ForgeText.utf8Length(text);
      }

      @Override
      int fitting(String text, long room) {
        return ForgeText.fittingBytes(text, room);
      }
    },
    CHARACTERS {
      @Override
      long of(String text) {
        return text.length();
      }

      @Override
      int fitting(String text, long room) {
        return ForgeText.wholeBefore(text, (int) Math.min(room, text.length()));
      }
    };

    abstract long of(String text);

    /// How many leading characters fit, not splitting any.
    abstract int fitting(String text, long room);
  }

  /// In ASCII, so that bytes and characters are the same.
  public static final String NOTE = "*The end was cut: no longer text fits here.*\n\n";

  private static final String GAP = "\n\n";

  /// A last line longer than this is cut in itself.
  private static final int LINE_BACKTRACK = 2_000;

  private MarkdownCut() {}

  /// The text itself where it fits. A first line that is an HTML comment stays the first.
  ///
  /// @param limit at least 1,000
  public static String cut(String markdown, int limit, Measure measure) {
    if (measure.of(markdown) <= limit) {
      return markdown;
    }
    int end = measure.fitting(markdown, limit - GAP.length() - NOTE.length());
    int line = markdown.lastIndexOf('\n', end);
    if (line > end - LINE_BACKTRACK && line > 0) {
      end = line;
    }
    String kept = markdown.substring(0, end);
    int marker = markerLength(kept);
    return marker == 0
        ? NOTE + kept
        : kept.substring(0, marker) + GAP + NOTE + kept.substring(marker).stripLeading();
  }

  private static int markerLength(String text) {
    int lineEnd = text.indexOf('\n');
    String first = (lineEnd < 0 ? text : text.substring(0, lineEnd)).stripTrailing();
    return first.startsWith("<!--") && first.endsWith("-->") ? first.length() : 0;
  }
}
