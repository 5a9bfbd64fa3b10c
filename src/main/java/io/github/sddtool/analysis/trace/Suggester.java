package io.github.sddtool.analysis.trace;

import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.RequirementKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

// @spec engine/markers#REQ-MARK-022
/// Tells for each ambiguous marker which spec is most probably meant: one whose tasks list the
/// file, that the file's domain holds, that other markers of the file mean, whose name the path
/// has, that has most of what the file's ambiguous markers name, that the folder's markers mean.
/// What is equal in all of this goes by id, so that the same input gives the same answer.
public final class Suggester {
  private final Belonging belonging;
  private final Map<RepoPath, Map<String, Integer>> sureInFile = new HashMap<>();
  private final Map<String, Map<String, Integer>> sureInFolder = new HashMap<>();
  private final Map<RepoPath, Map<String, Integer>> possibleInFile = new HashMap<>();

  private Suggester(Survey survey) {
    this.belonging = new Belonging(survey.specs(), survey.companions(), survey.files());
    for (RequirementKey key : survey.specs().requirements().keySet()) {
      for (Link link : survey.trace().links(key)) {
        if (link.status() != LinkStatus.AMBIGUOUS && link.role() != Role.DOC) {
          RepoPath path = link.at().path();
          count(sureInFile.computeIfAbsent(path, _ -> new HashMap<>()), key.spec());
          count(sureInFolder.computeIfAbsent(path.folder(), _ -> new HashMap<>()), key.spec());
        }
      }
    }
    for (Ambiguous marker : survey.trace().ambiguous()) {
      Map<String, Integer> possible =
          possibleInFile.computeIfAbsent(marker.at().path(), _ -> new HashMap<>());
      specs(marker).forEach(spec -> count(possible, spec));
    }
  }

  private static void count(Map<String, Integer> counts, String spec) {
    counts.merge(spec, 1, Integer::sum);
  }

  private static Set<String> specs(Ambiguous marker) {
    var specs = new LinkedHashSet<String>();
    marker.candidates().forEach(key -> specs.add(key.spec()));
    return specs;
  }

  /// One suggestion for each place of ambiguous markers that may mean one of some specs, by place.
  public static List<Suggestion> suggest(Survey survey, Predicate<String> specs) {
    var suggester = new Suggester(survey);
    Map<RepoPath, Map<Location, List<Ambiguous>>> places = new TreeMap<>();
    for (Ambiguous marker : survey.trace().ambiguous()) {
      if (marker.candidates().stream().anyMatch(key -> specs.test(key.spec()))) {
        places
            .computeIfAbsent(marker.at().path(), _ -> new LinkedHashMap<>())
            .computeIfAbsent(marker.at(), _ -> new ArrayList<>())
            .add(marker);
      }
    }
    var suggestions = new ArrayList<Suggestion>();
    places
        .values()
        .forEach(inFile ->
            inFile.forEach((at, markers) -> suggestions.add(suggester.suggest(at, markers))));
    return suggestions;
  }

  /// A range such as `2.1-2.7` is several markers in one place, which one name goes before.
  private Suggestion suggest(Location at, List<Ambiguous> markers) {
    Set<String> common = new LinkedHashSet<>(specs(markers.getFirst()));
    var all = new ArrayList<RequirementKey>();
    for (Ambiguous marker : markers) {
      common.retainAll(specs(marker));
      all.addAll(marker.candidates());
    }
    String best = common.stream().min(byProbability(at.path())).orElse("");
    Ambiguous first = markers.getFirst();
    int hash = first.title() ? -1 : first.text().lastIndexOf('#');
    return new Suggestion(
        at,
        first.title(),
        hash < 0 ? "" : first.text().substring(0, hash),
        best,
        all.stream().filter(key -> !key.spec().equals(best)).toList());
  }

  private Comparator<String> byProbability(RepoPath path) {
    Set<String> listed = belonging.listedBy(path);
    Set<String> domain = belonging.ofDomain(path);
    Set<String> words = words(path.value());
    return Comparator.comparing((String spec) -> !listed.contains(spec))
        .thenComparing(spec -> !domain.contains(spec))
        .thenComparingInt(spec -> -in(sureInFile.getOrDefault(path, Map.of()), spec))
        .thenComparingInt(spec -> -inCommon(spec, words))
        .thenComparingInt(spec -> -in(possibleInFile.getOrDefault(path, Map.of()), spec))
        .thenComparingInt(spec -> -in(sureInFolder.getOrDefault(path.folder(), Map.of()), spec))
        .thenComparing(Comparator.naturalOrder());
  }

  private static int in(Map<String, Integer> counts, String spec) {
    return counts.getOrDefault(spec, 0);
  }

  private static int inCommon(String spec, Set<String> words) {
    Set<String> common = words(spec);
    common.retainAll(words);
    return common.size();
  }

  private static Set<String> words(String name) {
    var words = new HashSet<String>();
    Words.of(name).stream()
        .map(Words.Word::lower)
        .filter(word -> word.length() > 2)
        .forEach(words::add);
    return words;
  }
}
