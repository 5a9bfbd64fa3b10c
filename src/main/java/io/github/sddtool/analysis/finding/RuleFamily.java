package io.github.sddtool.analysis.finding;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Rules that ask about the same thing: what stands before the `/` of their names.
public enum RuleFamily {
  CHANGE("change", "Whether proposed changes of specs are well formed and fit the current specs."),
  CONFIG("config", "Whether the repository's configuration can be read."),
  CONSTITUTION(
      "constitution", "Whether specs were written under the constitution that is in force."),
  COVERAGE("coverage", "Whether code and tests name the requirements, and the gates for it."),
  DELTA("delta", "What a change does to requirements that others rely on."),
  DEPS("deps", "Whether specs depend on specs that exist, and not in a circle."),
  DOMAIN("domain", "Whether specs and code keep to the boundaries of business domains."),
  DRIFT("drift", "Where specs and code moved apart."),
  INPUT("input", "What could not be read."),
  LINK("link", "Whether markers and links name something, and one thing only."),
  PLUGIN("plugin", "What happened to rules that are not ours."),
  QUALITY("quality", "How well specs are written, and the gates for it."),
  SPEC("spec", "Whether a spec is well formed and says what must hold."),
  STATUS("status", "Whether a spec's status agrees with what stands in the repository."),
  TASK("task", "Whether tasks agree with specs and code.");

  private final String word;
  private final String about;

  RuleFamily(String word, String about) {
    this.word = word;
    this.about = about;
  }

  /// As in the names of its rules.
  public String word() {
    return word;
  }

  /// What its rules ask, in a sentence.
  public String about() {
    return about;
  }

  /// Its rules by name; none for a family whose rules are still to come.
  public List<Rule> rules() {
    return Arrays.stream(Rule.values())
        .filter(rule -> rule.id().startsWith(word + "/"))
        .sorted(Comparator.comparing(Rule::id))
        .toList();
  }

  /// Families that have rules, by name.
  public static List<RuleFamily> inUse() {
    return Arrays.stream(values()).filter(family -> !family.rules().isEmpty()).toList();
  }

  public static Optional<RuleFamily> of(String word) {
    return inUse().stream().filter(family -> family.word.equals(word)).findFirst();
  }
}
