package io.github.sddtool.analysis.impact;

import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.DomainMap;
import io.github.sddtool.spec.Spec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

// @spec engine/impact#REQ-IMPACT-022
/// Who answers for what a change touches: by `CODEOWNERS` for files, and by the list of domains for
/// the specs of a domain and the files below its path.
final class OwnersOf {
  private final Survey survey;
  private final List<DomainMap.Domain> domains;
  private final Map<String, Set<RepoPath>> paths = new TreeMap<>();
  private final Map<String, Set<String>> specs = new TreeMap<>();

  private OwnersOf(Survey survey) {
    this.survey = survey;
    this.domains =
        survey.companions().domains().stream()
            .flatMap(placed -> placed.value().domains().stream())
            .filter(domain -> !domain.owners().isEmpty())
            .toList();
  }

  /// The owners, by name.
  ///
  /// @param survey whose owners count: the base's where there is one
  static List<Impact.Owner> of(
      Survey survey, Collection<Spec> touched, Collection<RepoPath> files) {
    var owners = new OwnersOf(survey);
    touched.forEach(owners::add);
    files.forEach(owners::add);
    var names = new TreeSet<>(owners.paths.keySet());
    names.addAll(owners.specs.keySet());
    var all = new ArrayList<Impact.Owner>();
    for (String name : names) {
      all.add(
          new Impact.Owner(
              name,
              List.copyOf(owners.paths.getOrDefault(name, Set.of())),
              List.copyOf(owners.specs.getOrDefault(name, Set.of()))));
    }
    return all;
  }

  private void add(Spec spec) {
    add(spec.path());
    var names = new LinkedHashSet<>(survey.owners().owners(spec.path()));
    for (DomainMap.Domain domain : domains) {
      boolean listed = domain.specs().contains(spec.id());
      if (listed || spec.domain().filter(domain.id()::equals).isPresent()) {
        names.addAll(domain.owners());
      }
    }
    names.forEach(name -> specs.computeIfAbsent(name, _ -> new TreeSet<>()).add(spec.id()));
  }

  private void add(RepoPath file) {
    var names = new LinkedHashSet<>(survey.owners().owners(file));
    for (DomainMap.Domain domain : domains) {
      if (domain.path().filter(folder -> isBelow(file, folder)).isPresent()) {
        names.addAll(domain.owners());
      }
    }
    names.forEach(name -> paths.computeIfAbsent(name, _ -> new TreeSet<>()).add(file));
  }

  private static boolean isBelow(RepoPath file, String folder) {
    return file.value().equals(folder) || file.value().startsWith(folder + "/");
  }
}
