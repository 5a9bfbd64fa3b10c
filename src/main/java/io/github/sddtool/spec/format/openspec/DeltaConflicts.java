package io.github.sddtool.spec.format.openspec;

import io.github.sddtool.spec.SpecProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

// @spec formats/openspec#REQ-OSP-008
/// What contradicts itself in one delta: a requirement named twice, or wanted in two ways.
final class DeltaConflicts {
  private static final String RULE = "change/malformed";

  private final Map<DeltaSection, Map<String, DeltaReader.Entry>> byName = new HashMap<>();
  private final List<SpecProblem> problems = new ArrayList<>();

  private DeltaConflicts() {}

  static List<SpecProblem> of(
      Map<DeltaSection, List<DeltaReader.Entry>> entries, List<DeltaReader.Pair> renames) {
    var conflicts = new DeltaConflicts();
    entries.forEach(conflicts::index);
    conflicts.checkSections();
    conflicts.checkRenames(renames);
    return conflicts.problems;
  }

  private void index(DeltaSection section, List<DeltaReader.Entry> entries) {
    var names = new LinkedHashMap<String, DeltaReader.Entry>();
    for (DeltaReader.Entry entry : entries) {
      DeltaReader.Entry first = names.putIfAbsent(entry.name(), entry);
      if (first != null) {
        add(
            entry,
            section + " names '" + entry.name() + "' twice, first in line " + first.line() + ".");
      }
    }
    byName.put(section, names);
  }

  private Map<String, DeltaReader.Entry> names(DeltaSection section) {
    return byName.getOrDefault(section, Map.of());
  }

  private void checkSections() {
    both(DeltaSection.MODIFIED, DeltaSection.REMOVED);
    both(DeltaSection.MODIFIED, DeltaSection.ADDED);
    both(DeltaSection.ADDED, DeltaSection.REMOVED);
  }

  private void both(DeltaSection one, DeltaSection other) {
    names(one)
        .forEach((name, entry) -> {
          DeltaReader.Entry second = names(other).get(name);
          if (second != null) {
            add(entry, clash(name, one, other, second));
          }
        });
  }

  private static String clash(
      String name, DeltaSection one, DeltaSection other, DeltaReader.Entry second) {
    return "'" + name + "' is " + one + " here and " + other + " in line " + second.line() + ".";
  }

  private void checkRenames(List<DeltaReader.Pair> renames) {
    Map<String, DeltaReader.Entry> removed = folded(names(DeltaSection.REMOVED));
    var targets = new HashMap<String, DeltaReader.Entry>();
    for (DeltaReader.Pair pair : renames) {
      String to = pair.to().name();
      DeltaReader.Entry first = targets.putIfAbsent(to, pair.to());
      if (first != null) {
        add(pair.to(), "Line " + first.line() + " renames another requirement to '" + to + "'.");
      }
      Optional.ofNullable(names(DeltaSection.MODIFIED).get(pair.from().name()))
          .ifPresent(entry ->
              add(
                  entry,
                  "MODIFIED uses the old name of a renamed requirement; write '" + to + "'."));
      Optional.ofNullable(names(DeltaSection.ADDED).get(to))
          .ifPresent(
              entry -> add(pair.to(), clash(to, DeltaSection.RENAMED, DeltaSection.ADDED, entry)));
      Optional.ofNullable(removed.get(Heading.folded(pair.from().name())))
          .ifPresent(entry ->
              add(
                  pair.from(),
                  clash(pair.from().name(), DeltaSection.RENAMED, DeltaSection.REMOVED, entry)));
    }
  }

  private static Map<String, DeltaReader.Entry> folded(Map<String, DeltaReader.Entry> names) {
    var folded = new HashMap<String, DeltaReader.Entry>();
    names.forEach((name, entry) -> folded.putIfAbsent(Heading.folded(name), entry));
    return folded;
  }

  private void add(DeltaReader.Entry entry, String message) {
    problems.add(
        new SpecProblem(RULE, entry.line(), entry.column(), TitleKeys.of(entry.name()), message));
  }
}
