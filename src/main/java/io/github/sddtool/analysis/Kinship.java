package io.github.sddtool.analysis;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Fingerprint;
import io.github.sddtool.spec.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

// @spec engine/baseline#REQ-BASE-001
/// Gives findings the fingerprints others keep. A finding that is alone in its kind is known
/// without the path of its file and the id of its spec, so a rename leaves it as it is; of several
/// that are alike each is known with its path.
final class Kinship {
  private final Survey survey;

  private Kinship(Survey survey) {
    this.survey = survey;
  }

  /// The same findings, each with a fingerprint of its own.
  static List<Finding> settle(List<Finding> findings, Survey survey) {
    var kinship = new Kinship(survey);
    List<Fingerprint> stems = findings.stream().map(kinship::stem).toList();
    Map<Fingerprint, Long> alike =
        stems.stream().collect(Collectors.groupingBy(stem -> stem, Collectors.counting()));
    var times = new HashMap<Fingerprint, Integer>();
    var settled = new ArrayList<Finding>();
    for (int i = 0; i < findings.size(); i++) {
      Finding finding = findings.get(i);
      Fingerprint stem = stems.get(i);
      boolean alone = alike.getOrDefault(stem, 0L) == 1;
      Fingerprint own = alone ? stem : finding.place();
      int n = times.merge(own, 1, Integer::sum);
      settled.add(
          finding.known(
              new Finding.Identity(
                  finding.identity().text(),
                  n == 1 ? own : Fingerprint.of(own + "|" + n),
                  stem,
                  Fingerprint.of(stem + "|" + kinship.title(finding)))));
    }
    return settled;
  }

  private Fingerprint stem(Finding finding) {
    Optional<RepoPath> path = finding.subject().at().map(Location::path);
    Optional<String> spec = spec(finding).map(Spec::id).or(() -> finding.subject().spec());
    var parts = new ArrayList<String>();
    for (String part : finding.identity().text().split("\\|", -1)) {
      if (path.filter(p -> p.value().equals(part)).isPresent()
          || spec.filter(part::equals).isPresent()) {
        continue;
      }
      boolean local = spec.filter(id -> part.startsWith(id + "#")).isPresent();
      parts.add(local ? part.substring(spec.orElse("").length()) : part);
    }
    return Fingerprint.of(finding.rule().id() + "\n" + String.join("|", parts));
  }

  /// A finding in a spec is alike only in a spec of the same title.
  private String title(Finding finding) {
    return spec(finding).map(spec -> spec.body().title()).orElse("");
  }

  private Optional<Spec> spec(Finding finding) {
    return finding
        .subject()
        .spec()
        .flatMap(survey.specs()::spec)
        .or(() ->
            finding
                .subject()
                .at()
                .flatMap(at -> survey.specs().at(at.path().value()))
                .flatMap(survey.specs()::spec));
  }
}
