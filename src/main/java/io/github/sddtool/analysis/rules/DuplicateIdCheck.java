package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.spec.Spec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

// @spec engine/checks#REQ-CHECK-012
/// Specs of one root that call themselves by the same `id` in their front matter.
final class DuplicateIdCheck implements Check {
  private static final String NATIVE = "sdd";
  private static final String SPECS = "specs/";

  private record Name(String root, String id) {}

  @Override
  public List<Finding> ask(Survey survey) {
    var findings = new ArrayList<Finding>();
    Map<Name, Spec> known = new HashMap<>();
    survey.specs().specs().stream()
        .filter(spec -> spec.format().equals(NATIVE) && spec.body().field("id").isPresent())
        .sorted(Comparator.comparing(Spec::path))
        .forEach(spec -> check(spec, known).ifPresent(findings::add));
    return findings;
  }

  private static Optional<Finding> check(Spec spec, Map<Name, Spec> known) {
    Optional<String> id = spec.body().field("id").map(String::strip).filter(i -> !i.isEmpty());
    if (id.isEmpty()) {
      return Optional.empty();
    }
    Spec first = known.putIfAbsent(new Name(root(spec), id.get()), spec);
    return Optional.ofNullable(first)
        .map(other ->
            Finding.of(
                Rule.SPEC_DUPLICATE_ID,
                Finding.Subject.of(spec.at(spec.body().line("id")), spec.id()),
                spec.id() + "|" + id.get(),
                "The id '" + id.get() + "' is also that of " + other.path() + "."));
  }

  private static String root(Spec spec) {
    String path = "/" + spec.path();
    int at = path.indexOf("/" + SPECS);
    return at < 0 ? "" : path.substring(0, at);
  }
}
