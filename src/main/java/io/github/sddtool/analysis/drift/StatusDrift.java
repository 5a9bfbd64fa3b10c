package io.github.sddtool.analysis.drift;

import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.spec.Fingerprint;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Specs that say they are done while nothing is linked to one of their requirements.
final class StatusDrift {
  private static final Set<String> DONE = Set.of("implemented", "completed");

  private StatusDrift() {}

  /// All of a snapshot.
  static List<Drift> within(Survey head) {
    return drifts(head, _ -> false, Origins.SAME);
  }

  /// All of the head; those the base had are old.
  static List<Drift> between(Survey base, Survey head, Origins origins) {
    return drifts(head, key -> isUnkept(base, key), origins);
  }

  private static boolean isUnkept(Survey survey, RequirementKey key) {
    return survey.specs().spec(key.spec()).filter(StatusDrift::isDone).isPresent()
        && survey.specs().requirement(key).isPresent()
        && survey.trace().covering(key).isEmpty();
  }

  private static boolean isDone(Spec spec) {
    return spec.body().status().filter(DONE::contains).isPresent();
  }

  private static List<Drift> drifts(
      Survey survey, Predicate<RequirementKey> known, Origins origins) {
    var drifts = new ArrayList<Drift>();
    for (Spec spec : survey.specs().specs()) {
      if (!isDone(spec)) {
        continue;
      }
      String status = spec.body().status().orElse("");
      for (Requirement requirement : spec.body().requirements()) {
        RequirementKey key = spec.key(requirement);
        if (survey.trace().covering(key).isEmpty()) {
          drifts.add(
              new Drift(
                  Drift.Kind.STATUS,
                  Optional.of(key),
                  spec.at(requirement.line()),
                  "The spec is '" + status + "', but no code or test names the requirement.",
                  origins.of(key).filter(known).isEmpty(),
                  new Drift.State(requirement.fingerprint(), Fingerprint.of(""), false)));
        }
      }
    }
    return drifts;
  }
}
