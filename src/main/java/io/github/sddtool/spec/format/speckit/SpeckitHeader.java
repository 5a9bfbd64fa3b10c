package io.github.sddtool.spec.format.speckit;

import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.markdown.Block;
import io.github.sddtool.spec.markdown.MarkdownText;
import io.github.sddtool.spec.markdown.TextLine;
import io.github.sddtool.spec.yaml.YamlFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec formats/speckit#REQ-KIT-006
/// What a spec says about itself: front matter, and the lines `**Status**: Draft` below the title.
/// Values are kept as written; Spec Kit leaves them to the author.
record SpeckitHeader(String title, SpecBody.FrontMatter frontMatter, List<SpecProblem> problems) {
  private static final Set<String> KEYS =
      Set.of(
          "feature branch",
          "branch",
          "created",
          "updated",
          "last updated",
          "status",
          "input",
          "priority",
          "owner",
          "author",
          "version");

  private static final Pattern LEAD =
      Pattern.compile(
          "^(?:feature\\s+spec(?:ification)?|spec(?:ification)?|feature)\\s*(?:\\d{1,6})?\\s*[:：–—-]\\s*(?=\\S)",
          Pattern.CASE_INSENSITIVE);

  static SpeckitHeader read(MarkdownText markdown) {
    var problems = new ArrayList<SpecProblem>();
    YamlFields yaml =
        markdown
            .frontMatter()
            .map(text -> YamlFields.read(text, markdown.frontMatterLine()))
            .orElse(YamlFields.NONE);
    yaml.broken()
        .ifPresent(broken ->
            problems.add(
                new SpecProblem(
                    "spec/front-matter",
                    broken.line(),
                    "yaml",
                    "The front matter is no valid YAML: " + broken.problem())));
    Map<String, String> fields = new HashMap<>(yaml.fields());
    Map<String, Integer> lines = new HashMap<>(yaml.lines());
    for (TextLine line : preamble(markdown)) {
      field(line, fields, lines);
    }
    String title = title(markdown);
    if (title.isEmpty()) {
      problems.add(
          new SpecProblem(
              "spec/title-missing",
              1,
              "",
              "The spec has no title: begin it with `# Feature Specification: Title`."));
    }
    return new SpeckitHeader(title, new SpecBody.FrontMatter(fields, lines, List.of()), problems);
  }

  private static String title(MarkdownText markdown) {
    return markdown.blocks().stream()
        .filter(block -> block instanceof Block.Heading heading && heading.level() == 1)
        .map(block -> LEAD.matcher(((Block.Heading) block).text()).replaceFirst("").strip())
        .findFirst()
        .orElse("");
  }

  /// The lines between the title and the first section.
  private static List<TextLine> preamble(MarkdownText markdown) {
    var lines = new ArrayList<TextLine>();
    for (Block block : markdown.blocks()) {
      switch (block) {
        case Block.Heading heading when heading.level() > 1 -> {
          return lines;
        }
        case Block.Paragraph paragraph -> lines.addAll(paragraph.lines());
        case Block.Item item -> lines.addAll(item.lines());
        case Block.Heading _, Block.Code _, Block.Row _ -> {}
      }
    }
    return lines;
  }

  private static void field(TextLine line, Map<String, String> fields, Map<String, Integer> lines) {
    int colon = line.text().indexOf(':');
    if (colon < 0) {
      return;
    }
    String key = line.text().substring(0, colon).strip().toLowerCase(Locale.ROOT);
    String value = line.text().substring(colon + 1).strip();
    if (KEYS.contains(key) && !value.isEmpty() && !fields.containsKey(key)) {
      fields.put(key, bare(value));
      lines.put(key, line.number());
    }
  }

  /// Without the backticks around a whole value.
  private static String bare(String value) {
    Matcher code = Pattern.compile("^`([^`]+)`$").matcher(value);
    return code.matches() ? code.group(1).strip() : value;
  }
}
