package io.github.sddtool.store.search;

import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.Scenario;
import io.github.sddtool.spec.Spec;
import java.util.ArrayList;
import java.util.List;

/// One thing that can be found, and its text. A match in the title counts most, then one in the
/// statement.
///
/// @param position 0 of a spec; else which of its requirements or scenarios it is, from 1
/// @param key see [SearchHit#key()]
public record SearchEntry(SearchKind kind, int position, String key, Said said) {
  /// How many requirements, and how many scenarios, of one spec can be found.
  public static final int MOST_PARTS = 100_000;

  /// What an entry says.
  ///
  /// @param line where it stands in its file, from 1
  /// @param title its name as people read it
  /// @param names other names by which it is found, as well as by its title
  public record Said(int line, String title, String names, String statement, String body) {}

  /// All that can be found in a spec: itself first, then its requirements and scenarios by
  /// position, the scenarios that belong to no requirement before the others.
  public static List<SearchEntry> of(Spec spec, String text) {
    var entries = new ArrayList<SearchEntry>();
    entries.add(
        new SearchEntry(
            SearchKind.SPEC, 0, spec.id(), new Said(1, spec.title(), spec.id(), "", text)));
    var scenarios = new ArrayList<SearchEntry>();
    spec.body().loose().scenarios().forEach(one -> add(scenarios, spec.id(), one));
    int position = 0;
    for (Requirement requirement : spec.body().requirements()) {
      if (++position > MOST_PARTS) {
        break;
      }
      String key = spec.key(requirement).toString();
      entries.add(
          new SearchEntry(
              SearchKind.REQUIREMENT,
              position,
              key,
              new Said(
                  requirement.line(),
                  requirement.title(),
                  requirement.id(),
                  requirement.statement(),
                  key)));
      requirement.scenarios().forEach(one -> add(scenarios, key, one));
    }
    entries.addAll(scenarios);
    return entries;
  }

  private static void add(List<SearchEntry> scenarios, String key, Scenario scenario) {
    int position = scenarios.size() + 1;
    if (position <= MOST_PARTS) {
      scenarios.add(
          new SearchEntry(
              SearchKind.SCENARIO,
              position,
              key,
              new Said(scenario.line(), scenario.name(), "", "", scenario.text() + " " + key)));
    }
  }
}
