package io.github.sddtool.spec.format.speckit;

import io.github.sddtool.spec.Constitution;
import io.github.sddtool.spec.markdown.Block;
import io.github.sddtool.spec.markdown.MarkdownText;
import io.github.sddtool.spec.markdown.TextLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec formats/speckit#REQ-KIT-008
/// Reads a constitution: its last `**Version**: 1.2.3` line, and its principles, which are the
/// headings below the one that announces them. A template nobody filled in has no version.
final class SpeckitConstitution {
  private static final Pattern VERSION =
      Pattern.compile("^Version\\s*[:：]\\s*v?([^\\s|]+)", Pattern.CASE_INSENSITIVE);

  private SpeckitConstitution() {}

  static Constitution.Body read(MarkdownText markdown) {
    Optional<String> version = Optional.empty();
    var principles = new ArrayList<String>();
    int section = 0;
    for (Block block : markdown.blocks()) {
      switch (block) {
        case Block.Heading heading -> {
          boolean announces =
              heading.text().toLowerCase(java.util.Locale.ROOT).contains("principle");
          if (section > 0 && heading.level() > section) {
            principles.add(heading.text());
          } else {
            section = announces && heading.level() > 1 ? heading.level() : 0;
          }
        }
        case Block.Paragraph paragraph -> version = version(paragraph.lines()).or(keep(version));
        case Block.Item item -> version = version(item.lines()).or(keep(version));
        case Block.Code _, Block.Row _ -> {}
      }
    }
    return new Constitution.Body(version, principles, List.of());
  }

  private static java.util.function.Supplier<Optional<String>> keep(Optional<String> version) {
    return () -> version;
  }

  private static Optional<String> version(List<TextLine> lines) {
    for (TextLine line : lines) {
      Matcher matcher = VERSION.matcher(line.text());
      if (matcher.find() && !matcher.group(1).startsWith("[")) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }
}
