package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.spec.DomainMap;
import io.github.sddtool.spec.Proposal;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which specs belong to which domain of one list.
///
/// @param below where the specs stand that the list is about; empty: everywhere
/// @param known the list's domains
/// @param listings for each spec that domains list, these domains, in order
record DomainSpecs(
    SpecSet specs, String below, Set<String> known, Map<String, List<String>> listings) {

  /// The specs of each list that names a domain.
  static Map<Proposal.Placed<DomainMap>, DomainSpecs> of(Survey survey) {
    List<Proposal.Placed<DomainMap>> maps = survey.companions().domains();
    var all = new LinkedHashMap<Proposal.Placed<DomainMap>, DomainSpecs>();
    for (Proposal.Placed<DomainMap> map : maps) {
      if (!map.value().domains().isEmpty()) {
        String below = maps.size() == 1 ? "" : map.path().folder() + "/";
        all.put(map, of(map.value(), survey.specs(), below));
      }
    }
    return all;
  }

  private static DomainSpecs of(DomainMap map, SpecSet specs, String below) {
    var found = new DomainSpecs(specs, below, new HashSet<>(), new TreeMap<>());
    for (DomainMap.Domain domain : map.domains()) {
      found.known.add(domain.id());
      Set<String> own = new HashSet<>();
      for (String name : domain.specs()) {
        found
            .listed(domain, name)
            .map(Spec::id)
            .filter(own::add)
            .ifPresent(
                id -> found.listings.computeIfAbsent(id, _ -> new ArrayList<>()).add(domain.id()));
      }
    }
    return found;
  }

  /// Whether the list is about a spec.
  boolean isMember(Spec spec) {
    return spec.path().value().startsWith(below) || listings.containsKey(spec.id());
  }

  /// What a spec says itself goes first, then who lists it, then the first part of its id.
  Optional<String> domain(Spec spec) {
    return isMember(spec)
        ? spec.body()
            .field("domain")
            .filter(known::contains)
            .or(() -> Optional.ofNullable(listings.get(spec.id())).map(List::getFirst))
            .or(() -> spec.domain().filter(known::contains))
        : Optional.empty();
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

  /// The domains that have a spec.
  Set<String> inhabited() {
    var inhabited = new HashSet<String>();
    specs.specs().forEach(spec -> domain(spec).ifPresent(inhabited::add));
    return inhabited;
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
