package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Circles;
import io.github.sddtool.spec.DomainMap;
import io.github.sddtool.spec.Proposal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

// @spec engine/checks#REQ-CHECK-007
/// Whether lists of domains fit together with themselves and with which specs there are.
final class DomainCheck implements Check {
  @Override
  public List<Finding> ask(Survey survey) {
    var findings = new ArrayList<Finding>();
    DomainSpecs.of(survey).forEach((map, specs) -> new OneMap(map, specs, findings).check());
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
    }

    private void add(Rule rule, int line, String identity, String message) {
      findings.add(
          Finding.of(
              rule, Finding.Subject.of(Location.of(path, line)), path + "|" + identity, message));
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
          map.forbidding(domain.id(), dependency.to(), dependency.type())
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
                          + DomainSpecCheck.reason(rule)));
        }
      }
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
  }
}
