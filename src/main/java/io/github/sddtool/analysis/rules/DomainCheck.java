package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Circles;
import io.github.sddtool.spec.DomainMap;
import io.github.sddtool.spec.Proposal;
import io.github.sddtool.spec.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

// @spec engine/checks#REQ-CHECK-007
/// Whether lists of domains fit together with themselves and with the specs.
final class DomainCheck implements Check {
  @Override
  public List<Finding> ask(Survey survey) {
    List<Proposal.Placed<DomainMap>> maps = survey.companions().domains();
    var findings = new ArrayList<Finding>();
    for (Proposal.Placed<DomainMap> map : maps) {
      if (!map.value().domains().isEmpty()) {
        var reach = maps.size() == 1 ? "" : map.path().folder() + "/";
        new OneMap(map, DomainSpecs.of(map.value(), survey.specs(), reach), findings).check();
      }
    }
    return findings;
  }

  /// The questions about one list.
  private record OneMap(RepoPath path, DomainMap map, DomainSpecs specs, List<Finding> findings) {
    OneMap(Proposal.Placed<DomainMap> placed, DomainSpecs specs, List<Finding> findings) {
      this(placed.path(), placed.value(), specs, findings);
    }

    void check() {
      names();
      circles();
      declaredAgainstRules();
      listings();
      specs.members().forEach(this::orphan);
      specs.members().forEach(this::dependencies);
    }

    private void add(Rule rule, int line, String identity, String message) {
      findings.add(
          Finding.of(
              rule, Finding.Subject.of(Location.of(path, line)), path + "|" + identity, message));
    }

    private void add(Rule rule, Spec spec, String identity, String message) {
      findings.add(
          Finding.of(
              rule,
              Finding.Subject.of(spec.at(spec.body().line("depends", "dependencies")), spec.id()),
              spec.id() + "|" + identity,
              message));
    }

    private void names() {
      for (DomainMap.Domain domain : map.domains()) {
        for (DomainMap.Dependency dependency : domain.dependencies()) {
          known(dependency.to(), dependency.line(), "The domain '" + domain.id() + "' depends on");
        }
      }
      for (DomainMap.Rule rule : map.rules()) {
        known(rule.from(), rule.line(), "A rule names");
        known(rule.to(), rule.line(), "A rule names");
      }
    }

    private void known(String name, int line, String who) {
      if (map.domain(name).isEmpty()) {
        add(
            Rule.DOMAIN_UNKNOWN,
            line,
            who + "|" + name,
            who + " '" + name + "', which is no domain of the list.");
      }
    }

    private void circles() {
      Map<String, List<String>> edges = new HashMap<>();
      for (DomainMap.Domain domain : map.domains()) {
        edges.put(
            domain.id(),
            domain.dependencies().stream()
                .map(DomainMap.Dependency::to)
                .filter(to -> map.domain(to).isPresent())
                .distinct()
                .toList());
      }
      for (Circles.Circle found : Circles.of(edges)) {
        List<String> circle = found.way();
        add(
            Rule.DOMAIN_CYCLE,
            map.domain(circle.getFirst()).map(DomainMap.Domain::line).orElse(1),
            String.join("|", circle),
            "These domains depend on each other in a circle: "
                + String.join(" → ", circle)
                + " → "
                + circle.getFirst()
                + ".");
      }
    }

    private void declaredAgainstRules() {
      for (DomainMap.Domain domain : map.domains()) {
        for (DomainMap.Dependency dependency : domain.dependencies()) {
          forbidding(domain.id(), dependency.to(), dependency.type())
              .ifPresent(rule ->
                  add(
                      Rule.DOMAIN_FORBIDDEN,
                      dependency.line(),
                      domain.id() + "|" + dependency.to(),
                      "The domain '"
                          + domain.id()
                          + "' depends on '"
                          + dependency.to()
                          + "', and a rule keeps it from that"
                          + reason(rule)));
        }
      }
    }

    private Optional<DomainMap.Rule> forbidding(String from, String to, String type) {
      return map.rules().stream()
          .filter(rule -> !rule.allowed() && rule.type().equals(type))
          .filter(rule -> rule.from().equals(from) && rule.to().equals(to))
          .findFirst();
    }

    private static String reason(DomainMap.Rule rule) {
      return rule.reason().isBlank() ? "." : ": " + rule.reason().strip();
    }

    private void listings() {
      Set<String> inhabited = specs.inhabited();
      for (DomainMap.Domain domain : map.domains()) {
        for (String name : domain.specs()) {
          if (specs.listed(domain, name).isEmpty()) {
            add(
                Rule.DOMAIN_SPEC_MISSING,
                domain.line(),
                domain.id() + "|" + name,
                "The domain '" + domain.id() + "' lists '" + name + "', which does not exist.");
          }
        }
        if (!inhabited.contains(domain.id())) {
          add(
              Rule.DOMAIN_EMPTY,
              domain.line(),
              domain.id(),
              "The domain '" + domain.id() + "' has no spec.");
        }
      }
      specs
          .listings()
          .forEach((id, domains) -> {
            if (domains.size() > 1) {
              add(
                  Rule.DOMAIN_SPEC_TWICE,
                  map.domain(domains.getLast()).map(DomainMap.Domain::line).orElse(1),
                  id,
                  id + " is listed by " + String.join(" and ", domains) + ".");
            }
          });
    }

    private void orphan(Spec spec) {
      if (specs.domain(spec).isEmpty()) {
        findings.add(
            Finding.of(
                Rule.DOMAIN_SPEC_ORPHAN,
                Finding.Subject.of(spec.at(spec.body().line("domain")), spec.id()),
                spec.id(),
                spec.id() + " belongs to no domain of " + path + "."));
      }
    }

    /// A spec's dependency on a spec of another domain is a use of that domain.
    private void dependencies(Spec spec) {
      Optional<String> from = specs.domain(spec);
      Set<String> told = new HashSet<>();
      for (Spec other : specs.dependencies(spec)) {
        Optional<String> to = specs.domain(other);
        if (from.isEmpty() || to.isEmpty() || from.equals(to)) {
          continue;
        }
        Optional<DomainMap.Rule> rule = forbidding(from.get(), to.get(), "uses");
        if (rule.isPresent()) {
          add(
              Rule.DOMAIN_FORBIDDEN,
              spec,
              other.id(),
              spec.id()
                  + " depends on "
                  + other.id()
                  + ", and a rule keeps the domain '"
                  + from.get()
                  + "' from '"
                  + to.get()
                  + "'"
                  + reason(rule.get()));
        } else if (!declares(from.get(), to.get()) && told.add(to.get())) {
          add(
              Rule.DOMAIN_UNDECLARED,
              spec,
              "undeclared|" + to.get(),
              spec.id()
                  + " depends on "
                  + other.id()
                  + ", and the domain '"
                  + from.get()
                  + "' does not say that it depends on '"
                  + to.get()
                  + "'.");
        }
      }
    }

    private boolean declares(String from, String to) {
      return map.domain(from).stream()
          .flatMap(domain -> domain.dependencies().stream())
          .anyMatch(dependency -> dependency.to().equals(to));
    }
  }
}
