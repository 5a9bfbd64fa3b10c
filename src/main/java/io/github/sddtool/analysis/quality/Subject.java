package io.github.sddtool.analysis.quality;

import io.github.sddtool.analysis.trace.SpecReferences;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

// @spec engine/quality#REQ-QUAL-002
/// A spec in its surroundings, as the items look at it.
///
/// @param distinct its requirements, copies of one text together: a copy must not gain what its
///   original has
record Subject(
    Spec spec, Survey survey, SpecReferences references, List<List<Requirement>> distinct) {
  private static final Set<String> WITHOUT_REQUIREMENTS = Set.of("adr");

  /// Formats whose requirements are shown by scenarios.
  private static final Set<String> WITH_SCENARIOS = Set.of("sdd", "openspec", "speckit");

  /// A text of fewer words is too short to be a copy: many requirements read "It MUST work."
  private static final int WORDS_OF_A_COPY = 6;

  static Subject of(Spec spec, Survey survey, SpecReferences references) {
    return new Subject(spec, survey, references, distinct(spec));
  }

  boolean hasRequirements() {
    return !WITHOUT_REQUIREMENTS.contains(spec.format());
  }

  boolean hasScenarios() {
    return WITH_SCENARIOS.contains(spec.format());
  }

  private static List<List<Requirement>> distinct(Spec spec) {
    Map<String, List<Requirement>> byText = new LinkedHashMap<>();
    for (Requirement requirement : spec.body().requirements()) {
      byText.computeIfAbsent(text(requirement), _ -> new ArrayList<>()).add(requirement);
    }
    return List.copyOf(byText.values());
  }

  /// What tells a requirement from others: its text without the title where that says enough.
  private static String text(Requirement requirement) {
    String statement = requirement.statement();
    int end = statement.indexOf('\n');
    List<String> body = words(end < 0 ? "" : statement.substring(end));
    return String.join(" ", body.size() >= WORDS_OF_A_COPY ? body : words(statement));
  }

  private static List<String> words(String text) {
    String said = text.strip();
    var words = new ArrayList<String>();
    int start = 0;
    while (start < said.length()) {
      int end = start;
      while (end < said.length() && !Words.isSpace(said.charAt(end))) {
        end++;
      }
      words.add(said.substring(start, end));
      start = Words.skipSpace(said, end);
    }
    return words;
  }

  /// How many of the distinct requirements pass a test; of copies all must.
  long count(Predicate<Requirement> test) {
    return distinct().stream().filter(copies -> copies.stream().allMatch(test)).count();
  }

  long problems(String rule) {
    return spec.body().problems().stream().filter(p -> p.rule().equals(rule)).count();
  }
}
