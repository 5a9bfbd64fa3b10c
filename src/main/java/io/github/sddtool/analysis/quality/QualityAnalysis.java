package io.github.sddtool.analysis.quality;

import io.github.sddtool.analysis.trace.SpecReferences;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.spec.Spec;
import java.util.ArrayList;
import java.util.Collection;
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
