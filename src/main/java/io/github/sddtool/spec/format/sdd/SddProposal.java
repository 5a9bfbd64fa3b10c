package io.github.sddtool.spec.format.sdd;

import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.markdown.Block;
import io.github.sddtool.spec.markdown.MarkdownText;
import io.github.sddtool.spec.yaml.YamlReading;
import io.github.sddtool.spec.yaml.YamlText;
import io.github.sddtool.spec.yaml.YamlValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

// @spec formats/native#REQ-SDD-002
/// Reads `proposal.md`: id and status from its front matter, the specs it affects from the bullets
/// below "Affected Specs" or "영향받는 스펙".
final class SddProposal {
  /// The field that holds the affected specs, separated by commas.
  static final String SPECS = "specs";

  private static final List<String> STATUSES =
      List.of("draft", "proposed", "review", "approved", "applied", "archived", "rejected");
  private static final Pattern AFFECTED =
      Pattern.compile(".*(?:affected specs?|영향받는 스펙).*", Pattern.CASE_INSENSITIVE);

  private SddProposal() {}

  static SpecFormat.Attributes read(String text) {
    MarkdownText markdown = MarkdownText.read(text);
    var fields = new HashMap<String, String>();
    var problems = new ArrayList<SpecProblem>();
    int offset = markdown.frontMatterLine() - 1;
    switch (YamlText.read(markdown.frontMatter().orElse(""))) {
      case YamlReading.Broken(int line, String problem) ->
          problems.add(
              new SpecProblem(
                  "change/malformed",
                  line + offset,
                  "yaml",
                  "The front matter is no valid YAML: " + problem + "."));
      case YamlReading.Read(YamlValue.Mapping mapping) -> {
        mapping.entries().keySet().forEach(k -> mapping.text(k).ifPresent(v -> fields.put(k, v)));
        checkStatus(mapping, offset, fields, problems);
      }
      case YamlReading.Read(YamlValue other) ->
          problems.add(
              new SpecProblem(
                  "change/malformed",
                  other.line() + offset,
                  "shape",
                  "The front matter must be `key: value` pairs, not " + other.kind() + "."));
    }
    String specs = String.join(", ", affected(markdown));
    if (!specs.isEmpty()) {
      fields.put(SPECS, specs);
    }
    return new SpecFormat.Attributes(fields, problems);
  }

  private static void checkStatus(
      YamlValue.Mapping mapping,
      int offset,
      Map<String, String> fields,
      List<SpecProblem> problems) {
    String status = fields.get("status");
    if (status == null) {
      return;
    }
    String word = status.strip().toLowerCase(Locale.ROOT);
    fields.put("status", word);
    if (!STATUSES.contains(word)) {
      int line = mapping.get("status").map(YamlValue::line).orElse(1) + offset;
      problems.add(
          new SpecProblem(
              "change/malformed",
              line,
              "status",
              "Unknown status '" + status + "'. One of: " + String.join(", ", STATUSES) + "."));
    }
  }

  private static Iterable<String> affected(MarkdownText markdown) {
    var specs = new LinkedHashSet<String>();
    boolean inside = false;
    for (Block block : markdown.blocks()) {
      switch (block) {
        case Block.Heading heading -> inside = AFFECTED.matcher(heading.text()).matches();
        case Block.Item item -> {
          if (inside) {
            SpecName.in(item.text()).ifPresent(specs::add);
          }
        }
        default -> {}
      }
    }
    return specs;
  }
}
