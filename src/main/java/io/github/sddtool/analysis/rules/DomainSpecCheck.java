package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.DomainMap;
import io.github.sddtool.spec.Spec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

// @spec engine/checks#REQ-CHECK-007
/// Whether specs fit the lists of domains: each belongs to one, and depends on others as these say.
final class DomainSpecCheck implements SpecCheck {
  @Override
  public Function<Spec, List<Finding>> in(Survey survey) {
    var maps = DomainSpecs.of(survey);
    return spec -> {
      var findings = new ArrayList<Finding>();
      maps.forEach((map, specs) -> {
        if (specs.isMember(spec)) {
          new OneSpec(map.path(), map.value(), specs, spec, findings).check();
        }
      });
      return findings;
    };
  }

  /// The questions about one spec and one list.
  private record OneSpec(
      RepoPath path, DomainMap map, DomainSpecs specs, Spec spec, List<Finding> findings) {

    void check() {
      Optional<String> from = specs.domain(spec);
      if (from.isEmpty()) {
        findings.add(
            Finding.of(
                Rule.DOMAIN_SPEC_ORPHAN,
                Finding.Subject.of(spec.at(spec.body().line("domain")), spec.id()),
                spec.id(),
                spec.id() + " belongs to no domain of " + path + "."));
      } else {
        dependencies(from.get());
      }
    }

    /// A spec's dependency on a spec of another domain is a use of that domain.
    private void dependencies(String from) {
      Set<String> told = new HashSet<>();
      for (Spec other : specs.dependencies(spec)) {
        Optional<String> to = specs.domain(other);
        if (to.isEmpty() || to.get().equals(from)) {
          continue;
        }
        Optional<DomainMap.Rule> rule = map.forbidding(from, to.get(), "uses");
        if (rule.isPresent()) {
          add(
              Rule.DOMAIN_FORBIDDEN,
              other.id(),
              spec.id()
                  + " depends on "
                  + other.id()
                  + ", and a rule keeps the domain '"
                  + from
                  + "' from '"
                  + to.get()
                  + "'"
                  + reason(rule.get()));
        } else if (!map.declares(from, to.get()) && told.add(to.get())) {
          add(
              Rule.DOMAIN_UNDECLARED,
              "undeclared|" + to.get(),
              spec.id()
                  + " depends on "
                  + other.id()
                  + ", and the domain '"
                  + from
                  + "' does not say that it depends on '"
                  + to.get()
                  + "'.");
        }
      }
    }

    private void add(Rule rule, String identity, String message) {
      findings.add(
          Finding.of(
              rule,
              Finding.Subject.of(spec.at(spec.body().line("depends", "dependencies")), spec.id()),
              spec.id() + "|" + identity,
              message));
    }
  }

  /// The reason of a rule, as the end of a sentence.
  static String reason(DomainMap.Rule rule) {
    return rule.reason().isBlank() ? "." : ": " + rule.reason().strip();
  }
}
