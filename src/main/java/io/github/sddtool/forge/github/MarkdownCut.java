package io.github.sddtool.forge.github;

/// Makes Markdown fit into what GitHub takes. What is left still renders as meant: no half
/// character, no fenced block or folded part left open, and a last line that says that it was cut.
final class MarkdownCut {
  /// How GitHub counts: a check run's summary in bytes of UTF-8 (its own description says
  /// characters, its answers say bytes), a comment in characters.
  enum Measure {
    BYTES {
      @Override
      long of(String text) {
        return GitHubText.utf8Length(text);
      }

      @Override
      int fitting(String text, long room) {
        return GitHubText.fittingBytes(text, room);
      }
    },
    CHARACTERS {
      @Override
      long of(String text) {
        return text.length();
      }

      @Override
      int fitting(String text, long room) {
        return GitHubText.wholeBefore(text, (int) Math.min(room, text.length()));
      }
    };

    abstract long of(String text);

    abstract int fitting(String text, long room);
  }

  /// The last line of a text that was cut; in ASCII, so that bytes and characters are the same.
  static final String NOTE = "\n\n*The rest was cut: GitHub takes no longer text.*\n";

  /// For closing what is open at the cut.
  private static final int CLOSING_ROOM = 200;

  /// A last line longer than this is cut in itself.
  private static final int LINE_BACKTRACK = 2_000;

  private static final int LONGEST_FENCE = 100;
  private static final int DEEPEST_FOLD = 6;
  private static final String UNFOLD = "\n</details>";

  private MarkdownCut() {}

  /// The text itself where it fits.
  ///
  /// @param limit at least 1,000
  static String cut(String markdown, int limit, Measure measure) {
    if (measure.of(markdown) <= limit) {
      return markdown;
    }
    int room = limit - NOTE.length() - CLOSING_ROOM;
    int end = measure.fitting(markdown, room);
    int line = markdown.lastIndexOf('\n', end);
    if (line > end - LINE_BACKTRACK && line > 0) {
      end = line;
    }
    String kept = markdown.substring(0, end);
    return kept + closing(kept) + NOTE;
  }

  /// What closes the fenced block and the folded parts that are open at the end of the text.
  private static String closing(String text) {
    String fence = "";
    int folds = 0;
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      String marker = fenceAt(text, start, end);
      if (fence.isEmpty()) {
        fence = marker;
        folds += marker.isEmpty() ? foldsIn(text, start, end) : 0;
      } else if (closes(marker, fence, text, start, end)) {
        fence = "";
      }
      start = end + 1;
    }
    String closed = fence.isEmpty() || fence.length() > LONGEST_FENCE ? "" : "\n" + fence;
    return closed + UNFOLD.repeat(Math.clamp(folds, 0, DEEPEST_FOLD));
  }

  /// The run of three or more backticks or tildes that a line begins with after at most three
  /// blanks; empty where there is none.
  private static String fenceAt(String text, int start, int end) {
    int from = start;
    while (from < end && from - start < 3 && text.charAt(from) == ' ') {
      from++;
    }
    if (from == end || (text.charAt(from) != '`' && text.charAt(from) != '~')) {
      return "";
    }
    int to = from;
    while (to < end && text.charAt(to) == text.charAt(from)) {
      to++;
    }
    // Backticks after backticks on one line are code within the line.
    boolean inline = text.charAt(from) == '`' && text.substring(to, end).indexOf('`') >= 0;
    return to - from < 3 || inline ? "" : text.substring(from, to);
  }

  private static boolean closes(String marker, String fence, String text, int start, int end) {
    return !marker.isEmpty()
        && marker.charAt(0) == fence.charAt(0)
        && marker.length() >= fence.length()
        && text.substring(start, end).strip().length() == marker.length();
  }

  private static int foldsIn(String text, int start, int end) {
    return occurrences(text, "<details", start, end) - occurrences(text, "</details", start, end);
  }

  private static int occurrences(String text, String word, int start, int end) {
    int count = 0;
    for (int at = text.indexOf(word, start, end);
        at >= 0;
        at = text.indexOf(word, at + word.length(), end)) {
      count++;
    }
    return count;
  }
}
