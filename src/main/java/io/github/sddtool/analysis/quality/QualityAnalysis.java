package io.github.sddtool.analysis.quality;

import io.github.sddtool.analysis.trace.SpecReferences;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.analysis.trace.Touched;
import io.github.sddtool.spec.Spec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Scores specs, one by one, by the items of [Criterion].
public final class QualityAnalysis {
  private QualityAnalysis() {}

  /// The scores of some specs of a survey; empty where there is none.
  public static Optional<Quality> of(Collection<Spec> specs, Survey survey) {
    if (specs.isEmpty()) {
      return Optional.empty();
    }
    SpecReferences references = survey.references();
    return Optional.of(
        new Quality(
            specs.stream().map(spec -> score(Subject.of(spec, survey, references))).toList()));
  }

  /// The same, where the scores of another survey are known: of a spec that nothing happened to
  /// they are still true, but for where its references lead.
  public static Optional<Quality> of(
      Collection<Spec> specs, Survey survey, Survey before, Touched touched, Quality known) {
    if (specs.isEmpty() || !survey.companions().equals(before.companions())) {
      return of(specs, survey);
    }
    var scores = new HashMap<String, Quality.OfSpec>();
    known.specs().forEach(score -> scores.put(score.id(), score));
    SpecReferences references = survey.references();
    var all = new ArrayList<Quality.OfSpec>();
    for (Spec spec : specs) {
      Quality.OfSpec score = scores.get(spec.id());
      all.add(
          score != null && touched.isUntouched(spec.id())
              ? touched.samePlaces()
                  ? score
                  : referringAnew(score, new Subject(spec, survey, references, List.of()))
              : score(Subject.of(spec, survey, references)));
    }
    return Optional.of(new Quality(all));
  }

  private static Quality.OfSpec referringAnew(Quality.OfSpec score, Subject subject) {
    Criterion references = Criterion.REFERENCES;
    return Measure.of(references, subject)
        .map(share -> item(references, share))
        .filter(item -> !score.items().contains(item))
        .map(item ->
            new Quality.OfSpec(
                score.id(),
                score.items().stream()
                    .map(old -> old.name().equals(references.id()) ? item : old)
                    .toList()))
        .orElse(score);
  }

  private static Quality.OfSpec score(Subject subject) {
    var items = new ArrayList<Quality.Item>();
    for (Criterion criterion : Criterion.values()) {
      Measure.of(criterion, subject).ifPresent(share -> items.add(item(criterion, share)));
    }
    return new Quality.OfSpec(subject.spec().id(), items);
  }

  private static Quality.Item item(Criterion criterion, Measure.Share share) {
    double points = Quality.rounded(criterion.max() * share.value());
    return new Quality.Item(criterion.id(), points, criterion.max(), share.why());
  }
}
