package io.github.sddtool.analysis.trace;

import io.github.sddtool.facts.Marker;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

// @spec engine/markers#REQ-MARK-006, engine/markers#REQ-MARK-007
/// Decides which requirement a marker means; the first rule that answers wins:
///
/// 1. qualified by its spec, or an id that one spec alone has: exact;
/// 2. one spec named on the line, in the comment or in an enclosing test's title: scoped;
/// 3. one spec named in the file's header: scoped;
/// 4. otherwise ambiguous.
final class Resolver {
  private final SpecSet specs;
  private final SpecNames names;

  Resolver(SpecSet specs) {
    this.specs = specs;
    this.names = new SpecNames(specs);
  }

  Meaning resolve(Marker marker, String header) {
    Meaning meaning =
        marker.spec().isPresent()
            ? qualified(marker, marker.spec().get())
            : unqualified(marker, header);
    return meaning instanceof Meaning.None && !marker.explicit() ? new Meaning.NoMarker() : meaning;
  }

  private Meaning qualified(Marker marker, String name) {
    return switch (resolveSpec(name)) {
      case SpecSet.Resolution.Found(Spec spec) -> inSpec(marker, spec, LinkStatus.EXACT);
      case SpecSet.Resolution.Ambiguous(List<String> ids) -> {
        var candidates =
            ids.stream()
                .map(id -> new RequirementKey(id, marker.id()))
                .filter(key -> specs.requirement(key).isPresent())
                .toList();
        yield switch (candidates.size()) {
          case 0 ->
              new Meaning.None("None of " + String.join(", ", ids) + " has " + marker.id() + ".");
          case 1 -> new Meaning.One(candidates.getFirst(), LinkStatus.EXACT);
          default -> new Meaning.Several(candidates);
        };
      }
      case SpecSet.Resolution.Missing _ ->
          new Meaning.None("There is no spec '" + name + "'." + elsewhere(marker));
    };
  }

  private SpecSet.Resolution resolveSpec(String name) {
    Set<Spec> byPath = names.in(name);
    return byPath.size() == 1
        ? new SpecSet.Resolution.Found(byPath.iterator().next())
        : specs.resolve(name);
  }

  private String elsewhere(Marker marker) {
    List<RequirementKey> keys = specs.withLocalId(marker.id());
    return keys.isEmpty() ? "" : " " + marker.id() + " stands in " + list(keys) + ".";
  }

  private Meaning unqualified(Marker marker, String header) {
    List<RequirementKey> keys = specs.withLocalId(marker.id());
    if (keys.size() == 1) {
      return new Meaning.One(keys.getFirst(), LinkStatus.EXACT);
    }
    if (keys.isEmpty()) {
      return new Meaning.None("No spec has " + marker.id() + "." + near(marker.id()));
    }
    Optional<Spec> scope =
        Stream.concat(marker.around().near().stream(), Stream.of(header))
            .map(names::in)
            .filter(named -> named.size() == 1)
            .map(named -> named.iterator().next())
            .findFirst();
    return scope
        .map(spec -> inSpec(marker, spec, LinkStatus.SCOPED))
        .orElseGet(() -> new Meaning.Several(keys));
  }

  private Meaning inSpec(Marker marker, Spec spec, LinkStatus status) {
    var key = new RequirementKey(spec.id(), marker.id());
    if (specs.requirement(key).isPresent()) {
      return new Meaning.One(key, status);
    }
    List<String> ids = spec.body().requirements().stream().map(Requirement::id).toList();
    return new Meaning.None(
        spec.id() + " has no " + marker.id() + "." + nearest(marker.id(), ids.stream()));
  }

  private String near(String id) {
    return nearest(id, specs.requirements().keySet().stream().map(RequirementKey::local));
  }

  /// An id that differs in leading zeros only, or in one character.
  private static String nearest(String id, Stream<String> ids) {
    return ids.distinct()
        .filter(other -> withoutZeros(other).equals(withoutZeros(id)) || differsInOne(other, id))
        .limit(3)
        .reduce((a, b) -> a + ", " + b)
        .map(near -> " Did you mean " + near + "?")
        .orElse("");
  }

  private static String withoutZeros(String id) {
    return id.replaceAll("-0+(?=\\d)", "-");
  }

  private static boolean differsInOne(String a, String b) {
    if (a.length() != b.length()) {
      return false;
    }
    int differences = 0;
    for (int i = 0; i < a.length(); i++) {
      differences += a.charAt(i) == b.charAt(i) ? 0 : 1;
    }
    return differences == 1;
  }

  private static String list(List<RequirementKey> keys) {
    String first =
        keys.stream()
            .limit(5)
            .map(RequirementKey::toString)
            .reduce((a, b) -> a + ", " + b)
            .orElse("");
    return keys.size() > 5 ? first + " and " + (keys.size() - 5) + " more" : first;
  }
}
