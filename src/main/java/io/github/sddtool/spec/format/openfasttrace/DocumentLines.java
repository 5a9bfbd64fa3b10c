package io.github.sddtool.spec.format.openfasttrace;

import io.github.sddtool.spec.format.openfasttrace.DocumentLine.Kind;
import io.github.sddtool.spec.markdown.Block;
import io.github.sddtool.spec.markdown.MarkdownText;
import io.github.sddtool.spec.markdown.TextLine;
import java.util.ArrayList;
import java.util.List;

/// Finds titles and code blocks among the lines of a document. Items are a matter of lines, which
/// both markups share; what a title or an example is, each says in its own way.
final class DocumentLines {
  private static final int SHORTEST_RULE = 3;

  private final List<DocumentLine> lines = new ArrayList<>();

  private DocumentLines(String text) {
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    body.lines()
        .forEach(raw -> lines.add(new DocumentLine(lines.size() + 1, raw, raw.strip(), Kind.TEXT)));
  }

  static List<DocumentLine> ofMarkdown(String text) {
    var document = new DocumentLines(text);
    for (Block block : MarkdownText.read(text).blocks()) {
      switch (block) {
        case Block.Heading heading -> document.heading(heading);
        case Block.Code code -> document.code(code);
        case Block.Item item -> document.prose(item.lines());
        case Block.Paragraph paragraph -> document.prose(paragraph.lines());
        case Block.Row _ -> {}
      }
    }
    return document.lines;
  }

  private void heading(Block.Heading heading) {
    if (raw(heading.line()).stripLeading().startsWith("#")) {
      mark(heading.line(), Kind.TITLE, heading.text());
      return;
    }
    int rule = heading.line() + 1;
    while (rule <= lines.size() && !isUnderline(raw(rule))) {
      rule++;
    }
    // of several lines above a rule the last one is the title, as in a document without markup
    mark(rule - 1, Kind.TITLE, rule - 1 == heading.line() ? heading.text() : raw(rule - 1).strip());
    mark(rule, Kind.RULE, "");
  }

  private static boolean isUnderline(String raw) {
    String rule = raw.strip();
    return !rule.isEmpty() && (isRun(rule, '=') || isRun(rule, '-'));
  }

  private void code(Block.Code code) {
    String opening = raw(code.line());
    boolean fenced = opening.contains("```") || opening.contains("~~~");
    int last = code.line() + (int) code.text().lines().count() - 1 + (fenced ? 2 : 0);
    for (int line = code.line(); line <= last; line++) {
      mark(line, Kind.CODE, raw(line).strip());
    }
  }

  private void prose(List<TextLine> read) {
    read.forEach(line -> mark(line.number(), Kind.TEXT, line.text()));
  }

  static List<DocumentLine> ofRestructuredText(String text) {
    var document = new DocumentLines(text);
    for (int line = 2; line <= document.lines.size(); line++) {
      String title = document.raw(line - 1);
      if (isAdornment(document.raw(line)) && !title.isBlank() && !isAdornment(title)) {
        document.mark(line - 1, Kind.TITLE, title.strip());
        document.mark(line, Kind.RULE, "");
        if (line > 2 && isAdornment(document.raw(line - 2))) {
          document.mark(line - 2, Kind.RULE, "");
        }
      }
    }
    for (DocumentLine line : List.copyOf(document.lines)) {
      if (line.kind() == Kind.TEXT) {
        document.mark(line.number(), Kind.TEXT, ItemLine.withoutBullet(line.raw()));
      }
    }
    return document.lines;
  }

  private static boolean isAdornment(String raw) {
    String rule = raw.stripTrailing();
    return rule.length() >= SHORTEST_RULE
        && "=-~^\"'`#*+.:_<>".indexOf(rule.charAt(0)) >= 0
        && isRun(rule, rule.charAt(0));
  }

  private static boolean isRun(String text, char c) {
    return text.chars().allMatch(other -> other == c);
  }

  private String raw(int line) {
    return line <= lines.size() ? lines.get(line - 1).raw() : "";
  }

  private void mark(int line, Kind kind, String words) {
    if (line <= lines.size()) {
      lines.set(line - 1, lines.get(line - 1).as(kind, words));
    }
  }
}
