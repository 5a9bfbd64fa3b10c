package io.github.sddtool.analysis;

import io.github.sddtool.analysis.coverage.Coverage;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.impact.Impact;
import io.github.sddtool.analysis.impact.ImpactAnalysis;
import io.github.sddtool.analysis.impact.SpecGraph;
import io.github.sddtool.analysis.quality.Quality;
import io.github.sddtool.analysis.quality.QualityAnalysis;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The specs and requirements a question is limited to.
///
/// @param specs ids; empty: all
/// @param requirements keys, where single requirements were named
record Scope(Set<String> specs, Set<RequirementKey> requirements) {

  /// Finds the named specs: by id, by path, by a folder that holds them, or as `SPEC#REQ`.
  static Scope of(List<String> names, Survey survey) {
    var specs = new LinkedHashSet<String>();
    var requirements = new LinkedHashSet<RequirementKey>();
    for (String name : names) {
      int hash = name.lastIndexOf('#');
      if (hash > 0) {
        RequirementKey key = requirement(name.substring(0, hash), name.substring(hash + 1), survey);
        specs.add(key.spec());
        requirements.add(key);
      } else {
        find(name, survey).forEach(spec -> specs.add(spec.id()));
      }
    }
    return new Scope(specs, requirements);
  }

  private static RequirementKey requirement(String specName, String id, Survey survey) {
    Spec spec = find(specName, survey).getFirst();
    return spec.body().requirements().stream()
        .map(spec::key)
        .filter(key -> key.local().equalsIgnoreCase(id))
        .findFirst()
        .orElseThrow(() ->
            UserFault.nothingFound(
                spec.id()
                    + " has no requirement '"
                    + id.toUpperCase(Locale.ROOT)
                    + "'. It has: "
                    + some(spec.body().requirements().stream().map(r -> r.id()).toList())
                    + "."));
  }

  private static List<Spec> find(String name, Survey survey) {
    return switch (survey.specs().resolve(name)) {
      case SpecSet.Resolution.Found(Spec spec) -> List.of(spec);
      case SpecSet.Resolution.Ambiguous(List<String> ids) ->
          throw UserFault.usage("'" + name + "' could be " + String.join(" or ", ids) + ".");
      case SpecSet.Resolution.Missing _ -> byPath(name, survey);
    };
  }

  private static List<Spec> byPath(String name, Survey survey) {
    String path = name.replaceAll("^\\./", "").replaceAll("/+$", "");
    var found = new ArrayList<Spec>();
    for (Spec spec : survey.specs().specs()) {
      boolean inside =
          path.isEmpty() || path.equals(".") || spec.path().value().startsWith(path + "/");
      if (inside || spec.path().value().equals(path) || spec.id().startsWith(path + "/")) {
        found.add(spec);
      }
    }
    if (found.isEmpty()) {
      throw UserFault.nothingFound(
          "There is no spec '"
              + name
              + "'. "
              + (survey.specs().isEmpty()
                  ? "The repository has no spec at all."
                  : "There are: "
                      + some(survey.specs().specs().stream().map(Spec::id).toList())
                      + "."));
    }
    return found;
  }

  private static String some(List<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    String shown = String.join(", ", names.subList(0, Math.min(10, names.size())));
    return names.size() > 10 ? shown + " and " + (names.size() - 10) + " more" : shown;
  }

  boolean isLimited() {
    return !specs.isEmpty();
  }

  List<Spec> specs(Survey survey) {
    return survey.specs().specs().stream()
        .filter(spec -> !isLimited() || specs.contains(spec.id()))
        .toList();
  }

  /// Whether a finding is about what the question is limited to; one about nothing in particular is
  /// about its figures.
  boolean includes(Finding finding) {
    Finding.Subject subject = finding.subject();
    return !isLimited()
        || subject.equals(Finding.Subject.whole())
        || subject.spec().filter(specs::contains).isPresent();
  }

  Coverage coverage(Survey survey) {
    return isLimited() ? Coverage.of(survey, specs::contains) : Coverage.of(survey, _ -> true);
  }

  Coverage coverage(Surveyed surveyed) {
    return isLimited()
        ? coverage(surveyed.survey())
        : surveyed.memo().coverage(() -> coverage(surveyed.survey()));
  }

  Optional<Quality> quality(Surveyed surveyed) {
    return isLimited()
        ? quality(surveyed.survey())
        : surveyed.memo().quality(() -> quality(surveyed.survey()));
  }

  Optional<Quality> quality(Survey survey) {
    return QualityAnalysis.of(specs(survey), survey);
  }

  Impact impact(Survey survey) {
    return requirements.isEmpty()
        ? ImpactAnalysis.ofSpecs(specs(survey), survey)
        : ImpactAnalysis.of(requirements, List.of(survey), SpecGraph.of(survey), 0);
  }
}
