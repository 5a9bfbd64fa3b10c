package io.github.sddtool.spec.format.sdd;

import io.github.sddtool.spec.DomainMap;
import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.yaml.YamlReading;
import io.github.sddtool.spec.yaml.YamlText;
import io.github.sddtool.spec.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

// @spec formats/native#REQ-SDD-003
/// Reads `domains.yml` in the three forms in which it is written: dependencies as `{uses: [],
/// extends: [], implements: []}`, as a plain list, and as `depends_on`. The last two are read as
/// `uses` and pointed out, since other tools refuse or drop them.
final class SddDomains {
  private static final List<String> TYPES = List.of("uses", "extends", "implements");
  private static final Pattern PLAIN_ID = Pattern.compile("[a-z][a-z0-9-]*");

  private final List<DomainMap.Domain> domains = new ArrayList<>();
  private final List<DomainMap.Rule> rules = new ArrayList<>();
  private final List<SpecProblem> problems = new ArrayList<>();

  private SddDomains() {}

  static DomainMap read(String text) {
    var reader = new SddDomains();
    switch (YamlText.read(text)) {
      case YamlReading.Broken(int line, String problem) ->
          reader.malformed(line, "yaml", "This is no valid YAML: " + problem + ".");
      case YamlReading.Read(YamlValue.Mapping root) -> reader.root(root);
      case YamlReading.Read(YamlValue other) ->
          reader.malformed(
              other.line(),
              "shape",
              "The file must be `domains:` and `rules:`, not a single value.");
    }
    return new DomainMap(reader.domains, reader.rules, reader.problems);
  }

  private void root(YamlValue.Mapping root) {
    root.get("domains")
        .ifPresent(value -> {
          if (value instanceof YamlValue.Mapping mapping) {
            mapping.entries().forEach(this::domain);
          } else {
            malformed(
                value.line(),
                "domains",
                "`domains` must be a mapping of ids to domains, not " + value.kind() + ".");
          }
        });
    root.get("rules")
        .ifPresent(value -> {
          if (value instanceof YamlValue.Sequence(_, List<YamlValue> items)) {
            items.forEach(this::rule);
          } else {
            malformed(value.line(), "rules", "`rules` must be a list, not " + value.kind() + ".");
          }
        });
  }

  private void domain(String id, YamlValue value) {
    if (!PLAIN_ID.matcher(id).matches()) {
      dialect(
          value.line(),
          id,
          "The domain '"
              + id
              + "' is no id other tools take: lower-case letters, digits, hyphens.");
    }
    if (!(value instanceof YamlValue.Mapping mapping)) {
      if (!(value instanceof YamlValue.Empty)) {
        malformed(
            value.line(),
            id,
            "The domain '" + id + "' must be a mapping, not " + value.kind() + ".");
      }
      domains.add(
          new DomainMap.Domain(
              id, value.line(), Optional.empty(), List.of(), List.of(), List.of()));
      return;
    }
    var dependencies = new ArrayList<DomainMap.Dependency>();
    mapping.get("dependencies").ifPresent(v -> dependencies(id, v, dependencies));
    mapping
        .get("depends_on")
        .ifPresent(v -> {
          dialect(
              v.line(),
              id + ".depends_on",
              "`depends_on` is read as `dependencies: {uses: […]}`; other tools drop it.");
          names(v, id + ".depends_on")
              .forEach(to -> dependencies.add(new DomainMap.Dependency(to, "uses", v.line())));
        });
    var owners = new ArrayList<String>();
    mapping.get("owner").ifPresent(v -> owners.addAll(names(v, id + ".owner")));
    mapping.get("owners").ifPresent(v -> owners.addAll(names(v, id + ".owners")));
    domains.add(
        new DomainMap.Domain(
            id,
            mapping.line(),
            mapping.text("path").map(SddDomains::folder).filter(path -> !path.isEmpty()),
            mapping.get("specs").map(v -> names(v, id + ".specs")).orElse(List.of()),
            dependencies,
            owners));
  }

  private static String folder(String path) {
    String clean = path.strip();
    int from = clean.startsWith("./") ? 2 : 0;
    int to = clean.length();
    while (to > from && (clean.charAt(to - 1) == '/' || clean.charAt(to - 1) == '*')) {
      to--;
    }
    return clean.substring(from, to);
  }

  private void dependencies(String id, YamlValue value, List<DomainMap.Dependency> into) {
    switch (value) {
      case YamlValue.Mapping mapping ->
          mapping
              .entries()
              .forEach((type, names) -> {
                if (TYPES.contains(type)) {
                  names(names, id + "." + type)
                      .forEach(to -> into.add(new DomainMap.Dependency(to, type, names.line())));
                } else {
                  malformed(
                      names.line(),
                      id + "." + type,
                      "Unknown kind of dependency '"
                          + type
                          + "'. One of: uses, extends, implements.");
                }
              });
      case YamlValue.Sequence _, YamlValue.Text _ -> {
        dialect(
            value.line(),
            id + ".dependencies",
            "A plain list of dependencies is read as `uses`; other tools refuse it.");
        names(value, id + ".dependencies")
            .forEach(to -> into.add(new DomainMap.Dependency(to, "uses", value.line())));
      }
      case YamlValue.Empty _ -> {}
    }
  }

  private void rule(YamlValue value) {
    if (!(value instanceof YamlValue.Mapping mapping)) {
      malformed(value.line(), "rule", "A rule must be a mapping, not " + value.kind() + ".");
      return;
    }
    Optional<String> from = mapping.text("from");
    Optional<String> to = mapping.text("to");
    if (from.isEmpty() || to.isEmpty()) {
      malformed(mapping.line(), "rule", "A rule needs `from` and `to`.");
      return;
    }
    String subject = from.get() + ">" + to.get();
    String type = mapping.text("type").orElse("uses");
    if (!TYPES.contains(type)) {
      malformed(
          mapping.line(),
          subject,
          "Unknown type '" + type + "' in a rule. One of: uses, extends, implements.");
    }
    String allowed = mapping.text("allowed").orElse("true");
    if (!allowed.equals("true") && !allowed.equals("false")) {
      malformed(mapping.line(), subject, "`allowed` must be true or false, not '" + allowed + "'.");
      return;
    }
    rules.add(
        new DomainMap.Rule(
            from.get(),
            to.get(),
            type,
            allowed.equals("true"),
            mapping.text("reason").orElse(""),
            mapping.line()));
  }

  private List<String> names(YamlValue value, String subject) {
    return switch (value) {
      case YamlValue.Empty _ -> List.of();
      case YamlValue.Text(_, String text) -> SddFrontMatter.commaSeparated(text);
      case YamlValue.Sequence(_, List<YamlValue> items) ->
          items.stream().flatMap(item -> names(item, subject).stream()).toList();
      case YamlValue.Mapping mapping -> {
        malformed(mapping.line(), subject, "Names are expected here, not a mapping.");
        yield List.of();
      }
    };
  }

  private void malformed(int line, String subject, String message) {
    problems.add(new SpecProblem("domain/malformed", line, subject, message));
  }

  private void dialect(int line, String subject, String message) {
    problems.add(new SpecProblem("domain/dialect", line, subject, message));
  }
}
