package io.github.sddtool.facts.lexer;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/// Reads what the beginning of a file says about the whole of it.
final class FileHeader {
  private static final int GENERATED_WITHIN = 20;

  private FileHeader() {}

  /// The last line before the first code that is neither import nor package, and before the
  /// comments that stand directly above that code.
  static int endLine(Code code, BitSet preamble, List<Comment> comments) {
    int first = preamble.nextClearBit(0);
    if (first >= code.size()) {
      return code.lines().count();
    }
    int end = code.line(first) - 1;
    for (Comment comment : comments.reversed()) {
      boolean before = comment.endLine() <= end;
      if (before && comment.endLine() == end && !speaksOfTheFile(code, comment)) {
        end = comment.line() - 1;
      } else if (before) {
        break;
      }
    }
    return end;
  }

  /// A module's documentation string, Rust's `//!`, what stands above a page.
  private static boolean speaksOfTheFile(Code code, Comment comment) {
    int offset = code.lines().offset(comment.line(), comment.column());
    char c = code.text().charAt(offset);
    boolean docstring = c == '"' || c == '\'' || Character.isLetter(c);
    return docstring
        || code.text().startsWith("//!", offset)
        || code.text().startsWith("/*!", offset)
        || code.text().startsWith("<!--", offset)
        || code.text().startsWith("#!", offset);
  }

  /// Whether a comment near the top says that the file is made by a program.
  static boolean isGenerated(List<Comment> comments) {
    return comments.stream()
        .takeWhile(c -> c.line() <= GENERATED_WITHIN)
        .map(c -> c.text().toLowerCase(Locale.ROOT))
        .anyMatch(FileHeader::saysGenerated);
  }

  private static boolean saysGenerated(String text) {
    boolean hands = text.contains("do not edit") || text.contains("don't edit");
    return text.contains("@generated") || (text.contains("generated") && hands);
  }
}
