package io.github.sddtool.spec.prose;

import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.markdown.Block;
import io.github.sddtool.spec.markdown.MarkdownText;
import io.github.sddtool.spec.markdown.TextLine;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec formats/speckit#REQ-KIT-010
/// Finds what an author left open: `[NEEDS CLARIFICATION: …]`, TBD, TODO and text of a template
/// nobody filled in. Comments and code are not looked at, and "a TODO list" is no open point.
public final class OpenPoints {
  private static final Pattern OPEN =
      Pattern.compile(
          "\\[NEEDS CLARIFICATION(?!\\] marker)[^\\]]{0,400}\\]?|\\bTBD\\b|\\bTODO(?=\\s?[:)\\]])|^TODO$");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final int SHOWN = 120;

  private OpenPoints() {}

  /// The open points of a text, each with line and column.
  ///
  /// @param leftovers phrases of the format's template, as a reader sees them
  public static List<SpecProblem> in(
      MarkdownText markdown, SourceLines source, List<String> leftovers) {
    var problems = new ArrayList<SpecProblem>();
    for (Block block : markdown.blocks()) {
      for (TextLine line : lines(block)) {
        String prose = withoutCode(line.text());
        Matcher matcher = OPEN.matcher(prose);
        while (matcher.find()) {
          problems.add(problem(line.number(), matcher.group(), source));
        }
        for (String leftover : leftovers) {
          if (prose.contains(leftover)) {
            problems.add(problem(line.number(), leftover, source));
          }
        }
      }
    }
    return problems;
  }

  private static String withoutCode(String text) {
    return text.indexOf('`') < 0 ? text : CODE.matcher(text).replaceAll("``");
  }

  private static SpecProblem problem(int line, String found, SourceLines source) {
    String start = found.startsWith("[NEEDS") ? "[NEEDS CLARIFICATION" : found;
    String shown = found.length() > SHOWN ? found.substring(0, SHOWN) + "…" : found;
    return new SpecProblem(
        "spec/placeholder", line, source.column(line, start), shown, "Still open: " + shown);
  }

  private static List<TextLine> lines(Block block) {
    return switch (block) {
      case Block.Heading heading -> List.of(new TextLine(heading.line(), heading.text(), false));
      case Block.Item item -> item.lines();
      case Block.Paragraph paragraph -> paragraph.lines();
      case Block.Row row ->
          row.cells().stream().map(cell -> new TextLine(row.line(), cell, false)).toList();
      case Block.Code _ -> List.of();
    };
  }
}
