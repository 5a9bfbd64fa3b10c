package io.github.sddtool.spec.format.sdd;

import io.github.sddtool.spec.Constitution;
import io.github.sddtool.spec.markdown.Block;
import io.github.sddtool.spec.markdown.MarkdownText;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec formats/native#REQ-SDD-004
/// Reads a constitution with headings in English or Korean: its version from the front matter or a
/// `**Version**: 1.2.3` line, its principles from the headings below `## Principles` or `## 원칙`.
final class SddConstitution {
  private static final Pattern PRINCIPLES =
      Pattern.compile(
          "(?:.*\\bprinciples?\\b.*|(?:핵심\\s*)?원칙.*|금지.*|forbidden.*|prohibit.*)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER = Pattern.compile("^(?:\\d+|[IVXLC]+)[.)]\\s*");
  private static final Pattern VERSION =
      Pattern.compile(
          "\\b(?:version|버전)\\s*[:：]\\s*v?([0-9][0-9A-Za-z.+-]{0,40})", Pattern.CASE_INSENSITIVE);

  private SddConstitution() {}

  static Constitution.Body read(String text) {
    MarkdownText markdown = MarkdownText.read(text);
    SddFrontMatter frontMatter = SddFrontMatter.read(markdown);
    var principles = new ArrayList<String>();
    int section = 0;
    Optional<String> version = Optional.ofNullable(frontMatter.fields().get("version"));
    for (Block block : markdown.blocks()) {
      switch (block) {
        case Block.Heading heading -> {
          if (section > 0 && heading.level() > section) {
            principles.add(NUMBER.matcher(heading.text()).replaceFirst("").strip());
          } else {
            boolean begins = heading.level() > 1 && PRINCIPLES.matcher(heading.text()).matches();
            section = begins ? heading.level() : 0;
          }
        }
        case Block.Paragraph paragraph -> {
          Matcher said = VERSION.matcher(paragraph.text());
          if (version.isEmpty() && said.find()) {
            version = Optional.of(said.group(1));
          }
        }
        default -> {}
      }
    }
    return new Constitution.Body(version, principles, frontMatter.problems());
  }
}
