package io.github.sddtool.facts;

import io.github.sddtool.facts.lexer.Comment;
import io.github.sddtool.facts.lexer.SourceText;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

// @spec engine/markers#REQ-MARK-012
/// What stands at the top of a file: the comments before its first code, without the licence.
final class Header {
  private static final List<String> OF_LICENCES =
      List.of("copyright", "spdx-", "license", "licence", "warrant", "redistribut", "hereby");

  private Header() {}

  static String of(SourceText source, SourceLines lines) {
    var header = new StringJoiner("\n");
    int next = source.headerEndLine() + 1;
    for (Comment comment : source.comments()) {
      boolean above = comment.endLine() <= source.headerEndLine();
      boolean directlyAbove =
          comment.line() == next && lines.isFirst(comment.line(), comment.column());
      if (!above && !directlyAbove) {
        break;
      }
      next = above ? next : comment.endLine() + 1;
      header.add(withoutLicence(comment.text()));
    }
    return header.toString();
  }

  /// Leaves out the paragraphs that speak of rights; of a short one only the lines that do, as a
  /// single line often stands above what the file is about.
  private static String withoutLicence(String comment) {
    if (!isOfLicence(comment)) {
      return comment;
    }
    var kept = new StringJoiner("\n");
    for (String paragraph : comment.split("\n[ \t\r]*\n", -1)) {
      if (!isOfLicence(paragraph)) {
        kept.add(paragraph);
      } else if (paragraph.lines().count() <= 3) {
        paragraph.lines().filter(line -> !isOfLicence(line)).forEach(kept::add);
      }
    }
    return kept.toString();
  }

  private static boolean isOfLicence(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return OF_LICENCES.stream().anyMatch(lower::contains);
  }
}
