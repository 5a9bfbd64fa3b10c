package io.github.sddtool.spec.format.adr;

import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.markdown.Block;
import io.github.sddtool.spec.markdown.MarkdownText;
import io.github.sddtool.spec.markdown.TextLine;
import io.github.sddtool.spec.prose.OpenPoints;
import io.github.sddtool.spec.prose.SourceLines;
import io.github.sddtool.spec.yaml.YamlFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

// @spec formats/adr#REQ-ADR-002
/// Reads one decision: its title, its status and links from front matter, from a section `Status`
/// or from the bullets below the title, and whether it says what was decided and why.
final class DecisionReader {
  private static final Pattern NUMBER =
      Pattern.compile(
          "^(?:ADR[- ]?)?\\d{1,8}\\s*[.:：)–—-]\\s*(?=\\S)|^ADR\\s*[:：–—-]\\s*(?=\\S)",
          Pattern.CASE_INSENSITIVE);
  private static final Set<String> FIELDS =
      Set.of(
          "status",
          "date",
          "deciders",
          "decision-makers",
          "consulted",
          "informed",
          "technical story");

  private final MarkdownText markdown;
  private final SourceLines source;
  private final DecisionLinks links = new DecisionLinks();
  private final List<SpecProblem> problems = new ArrayList<>();
  private String title = "";

  private DecisionReader(MarkdownText markdown, SourceLines source) {
    this.markdown = markdown;
    this.source = source;
  }

  static SpecBody read(MarkdownText markdown, SourceLines source) {
    return new DecisionReader(markdown, source).read();
  }

  private SpecBody read() {
    frontMatter();
    boolean preamble = true;
    boolean inStatus = false;
    for (Block block : markdown.blocks()) {
      switch (block) {
        case Block.Heading heading when heading.level() == 1 && title.isEmpty() ->
            title = NUMBER.matcher(heading.text()).replaceFirst("").strip();
        case Block.Heading heading -> {
          preamble = false;
          inStatus = heading.text().strip().equalsIgnoreCase("status");
        }
        case Block.Item item -> lines(item.lines(), preamble, inStatus);
        case Block.Paragraph paragraph -> lines(paragraph.lines(), preamble, inStatus);
        case Block.Code _, Block.Row _ -> {}
      }
    }
    if (title.isEmpty()) {
      problem("spec/title-missing", 1, "", "The decision has no title: begin it with `# Title`.");
    }
    problems.addAll(links.problems());
    problems.addAll(DecisionSections.missing(markdown));
    problems.addAll(OpenPoints.in(markdown, source, List.of()));
    return new SpecBody(
        title, links.frontMatter(), List.of(), new SpecBody.Loose(List.of(), 0), problems);
  }

  private void frontMatter() {
    YamlFields yaml =
        markdown
            .frontMatter()
            .map(text -> YamlFields.read(text, markdown.frontMatterLine()))
            .orElse(YamlFields.NONE);
    yaml.broken()
        .ifPresent(broken ->
            problem(
                "spec/front-matter",
                broken.line(),
                "yaml",
                "The front matter is no valid YAML: " + broken.problem()));
    yaml.fields()
        .forEach((key, value) -> {
          int line = yaml.lines().getOrDefault(key, 1);
          if (key.equals("status")) {
            links.status(value, value, line, false);
          } else {
            links.field(key, value, line);
          }
        });
  }

  private void lines(List<TextLine> lines, boolean preamble, boolean inStatus) {
    for (TextLine line : lines) {
      if (inStatus && !line.text().isBlank()) {
        links.status(line.text(), source.at(line.number()), line.number(), true);
      } else if (preamble) {
        attribute(line);
      }
    }
  }

  /// `Date: 2026-01-31` and MADR 2's `* Status: accepted`.
  private void attribute(TextLine line) {
    int colon = line.text().indexOf(':');
    String key = colon < 0 ? "" : line.text().substring(0, colon).strip().toLowerCase(Locale.ROOT);
    if (!FIELDS.contains(key)) {
      return;
    }
    String value = line.text().substring(colon + 1).strip();
    if (key.equals("status")) {
      links.status(value, source.at(line.number()), line.number(), false);
    } else if (!value.isEmpty()) {
      links.field(key, value, line.number());
    }
  }

  private void problem(String rule, int line, String subject, String message) {
    problems.add(new SpecProblem(rule, line, subject, message));
  }
}
