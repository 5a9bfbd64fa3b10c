package io.github.sddtool.spec;

import java.util.List;
import java.util.Optional;

/// The domains a repository divides its specs into, and which may depend on which.
public record DomainMap(List<Domain> domains, List<Rule> rules, List<SpecProblem> problems) {
  public static final DomainMap NONE = new DomainMap(List.of(), List.of(), List.of());

  public DomainMap {
    domains = List.copyOf(domains);
    rules = List.copyOf(rules);
    problems = List.copyOf(problems);
  }

  /// A domain.
  ///
  /// @param line from 1
  /// @param path the folder of its code, if it is said
  /// @param specs ids as written
  /// @param owners who answers for it, as written
  public record Domain(
      String id,
      int line,
      Optional<String> path,
      List<String> specs,
      List<Dependency> dependencies,
      List<String> owners) {
    public Domain {
      specs = List.copyOf(specs);
      dependencies = List.copyOf(dependencies);
      owners = List.copyOf(owners);
    }
  }

  /// That a domain depends on another.
  ///
  /// @param type `uses`, `extends` or `implements`
  public record Dependency(String to, String type, int line) {}

  /// What a domain may, or may not, do with another.
  ///
  /// @param type `uses`, `extends` or `implements`
  /// @param reason empty where none is given
  public record Rule(
      String from, String to, String type, boolean allowed, String reason, int line) {}

  /// The rule that keeps one domain from another.
  ///
  /// @param type `uses`, `extends` or `implements`
  public Optional<Rule> forbidding(String from, String to, String type) {
    return rules.stream()
        .filter(rule -> !rule.allowed() && rule.type().equals(type))
        .filter(rule -> rule.from().equals(from) && rule.to().equals(to))
        .findFirst();
  }

  /// Whether one domain says that it depends on another.
  public boolean declares(String from, String to) {
    return domain(from).stream()
        .flatMap(domain -> domain.dependencies().stream())
        .anyMatch(dependency -> dependency.to().equals(to));
  }

  public Optional<Domain> domain(String id) {
    return domains.stream().filter(domain -> domain.id().equals(id)).findFirst();
  }
}
