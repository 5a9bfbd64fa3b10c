import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Capabilities for OpenSpec, and open changes: each modifies a requirement and adds one.
///
/// @param specs how many
/// @param changes how many, at most as many as specs
record OpenSpecSet(int specs, int changes) {
  private static final int REQUIREMENTS = 5;
  private static final int SCENARIOS = 3;

  Map<String, Supplier<String>> all() {
    var set = new LinkedHashMap<String, Supplier<String>>();
    set.put("openspec/config.yaml", () -> "schema: spec-driven\n");
    for (int k = 0; k < specs; k++) {
      int spec = k;
      set.put("openspec/specs/" + name(spec) + "/spec.md", () -> spec(spec));
    }
    for (int k = 0; k < changes; k++) {
      int change = k;
      Words words = Words.of(9, k);
      String folder = "openspec/changes/change-%04d/".formatted(k);
      set.put(
          folder + "proposal.md",
          () ->
              "## Why\n%s.\n\n## What Changes\n- %s\n".formatted(words.title(20), words.title(8)));
      set.put(
          folder + "tasks.md",
          () ->
              "## 1. Work\n- [ ] 1.1 %s\n- [x] 1.2 %s\n".formatted(words.title(6), words.title(5)));
      set.put(folder + "specs/" + name(change) + "/spec.md", () -> amendment(change));
    }
    return set;
  }

  private static String name(int spec) {
    Words words = Words.of(7, spec);
    return "%s-%s-%04d".formatted(words.some(1), words.some(1), spec);
  }

  private static String spec(int k) {
    Words words = Words.of(8, k);
    var text = new StringBuilder("# ").append(name(k)).append(" Specification\n\n## Purpose\n");
    text.append(words.title(20)).append(".\n\n## Requirements\n\n");
    for (int r = 0; r < REQUIREMENTS; r++) {
      requirement(text, titles(k, r), words);
    }
    return text.toString();
  }

  /// The names of a requirement and its scenarios, which an amendment keeps.
  private static List<String> titles(int spec, int requirement) {
    Words words = Words.of(10, spec * REQUIREMENTS + requirement);
    return IntStream.rangeClosed(0, SCENARIOS)
        .mapToObj(n -> words.title(3) + " " + (n == 0 ? requirement : n))
        .toList();
  }

  private static String amendment(int k) {
    Words words = Words.of(11, k);
    var text = new StringBuilder("## MODIFIED Requirements\n\n");
    requirement(text, titles(k, 0), words);
    text.append("## ADDED Requirements\n\n");
    requirement(text, List.of("New Thing " + k, "Works", "Fails"), words);
    return text.toString();
  }

  private static void requirement(StringBuilder text, List<String> titles, Words words) {
    text.append("### Requirement: ").append(titles.getFirst()).append("\nThe system SHALL ");
    text.append(words.some(18)).append(".\n\n");
    for (String scenario : titles.subList(1, titles.size())) {
      text.append("#### Scenario: ").append(scenario);
      text.append("\n- **GIVEN** ").append(words.some(6)).append("\n- **WHEN** ");
      text.append(words.some(8)).append("\n- **THEN** ").append(words.some(8));
      text.append("\n- **AND** ").append(words.some(7)).append("\n\n");
    }
  }
}
