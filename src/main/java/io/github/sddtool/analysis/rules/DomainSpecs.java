package io.github.sddtool.analysis.rules;

import io.github.sddtool.spec.DomainMap;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which specs belong to which domain of one list.
///
/// @param members the specs that the list is about
/// @param listings for each spec that domains list, these domains, in order
/// @param domains of each member that has one
record DomainSpecs(
    SpecSet specs,
    List<Spec> members,
    Map<String, List<String>> listings,
    Map<String, String> domains) {

  /// @param below where the specs stand that the list is about; empty: all
  static DomainSpecs of(DomainMap map, SpecSet specs, String below) {
    Map<String, List<String>> listings = new TreeMap<>();
    var found = new DomainSpecs(specs, new ArrayList<>(), listings, new HashMap<>());
    for (DomainMap.Domain domain : map.domains()) {
      Set<String> own = new HashSet<>();
      for (String name : domain.specs()) {
        found
            .listed(domain, name)
            .map(Spec::id)
            .filter(own::add)
            .ifPresent(id -> listings.computeIfAbsent(id, _ -> new ArrayList<>()).add(domain.id()));
      }
    }
    Set<String> known = new HashSet<>();
    map.domains().forEach(domain -> known.add(domain.id()));
    for (Spec spec : specs.specs()) {
      if (spec.path().value().startsWith(below) || listings.containsKey(spec.id())) {
        found.members.add(spec);
        found.place(spec, known);
      }
    }
    return found;
  }

  /// What a spec says itself goes first, then who lists it, then the first part of its id.
  private void place(Spec spec, Set<String> known) {
    Optional<String> listing = Optional.ofNullable(listings.get(spec.id())).map(List::getFirst);
    spec.body()
        .field("domain")
        .filter(known::contains)
        .or(() -> listing)
        .or(() -> spec.domain().filter(known::contains))
        .ifPresent(domain -> domains.put(spec.id(), domain));
  }

  /// The spec a domain lists by a name: its id, or what stands behind the domain in its id.
  Optional<Spec> listed(DomainMap.Domain domain, String name) {
    return specs
        .spec(domain.id() + "/" + name)
        .or(() ->
            specs.resolve(name) instanceof SpecSet.Resolution.Found(Spec spec)
                ? Optional.of(spec)
                : Optional.empty());
  }

  Optional<String> domain(Spec spec) {
    return Optional.ofNullable(domains.get(spec.id()));
  }

  /// The domains that have a spec.
  Set<String> inhabited() {
    return new HashSet<>(domains.values());
  }

  /// The specs that a spec depends on directly.
  List<Spec> dependencies(Spec spec) {
    return specs.dependencies(spec).stream()
        .map(specs::spec)
        .flatMap(Optional::stream)
        .filter(other -> !other.id().equals(spec.id()))
        .toList();
  }
}
