package io.github.sddtool.spec.format.adr;

import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.markdown.Block;
import io.github.sddtool.spec.markdown.MarkdownText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

// @spec formats/adr#REQ-ADR-005
/// Which sections a decision lacks. MADR asks for the context, the options and the outcome,
/// adr-tools for the context and the decision. A decision without any of these headings follows no
/// template we know, and nothing is asked of it.
final class DecisionSections {
  private static final List<String> MADR =
      List.of("Context and Problem Statement", "Considered Options", "Decision Outcome");
  private static final List<String> ADR_TOOLS = List.of("Context", "Decision");

  private DecisionSections() {}

  static List<SpecProblem> missing(MarkdownText markdown) {
    Set<String> headings =
        markdown.blocks().stream()
            .filter(block -> block instanceof Block.Heading heading && heading.level() > 1)
            .map(block -> ((Block.Heading) block).text().strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    List<String> wanted = wanted(headings);
    var problems = new ArrayList<SpecProblem>();
    for (String section : wanted) {
      String name = section.toLowerCase(Locale.ROOT);
      if (headings.stream().noneMatch(heading -> heading.startsWith(name))) {
        problems.add(
            new SpecProblem(
                "spec/section-missing",
                1,
                section,
                "The decision has no section `## " + section + "`."));
      }
    }
    return problems;
  }

  private static List<String> wanted(Set<String> headings) {
    if (MADR.stream().anyMatch(s -> headings.contains(s.toLowerCase(Locale.ROOT)))) {
      return MADR;
    }
    boolean known =
        headings.stream().anyMatch(h -> h.startsWith("context") || h.startsWith("decision"));
    return known ? ADR_TOOLS : List.of();
  }
}
