package io.github.sddtool.analysis.trace;

import io.github.sddtool.facts.Marker;
import io.github.sddtool.spec.Companions;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

// @spec engine/markers#REQ-MARK-006, engine/markers#REQ-MARK-007
/// Decides which requirement a marker means; the first rule that answers wins:
///
/// 1. qualified by its spec, or an id that one spec alone has: exact;
/// 2. one spec named on the line, in the comment or in an enclosing test's title: scoped;
/// 3. one spec named in the file's header: scoped;
/// 4. the file belongs to one spec by its tasks or its domain, or a title is unique: inferred;
/// 5. otherwise ambiguous.
final class Resolver {
  private final SpecSet specs;
  private final SpecNames names;
  private final Hints hints;

  Resolver(SpecSet specs, SpecNames names, Companions companions) {
    this.specs = specs;
    this.names = names;
    this.hints = new Hints(specs, companions);
  }

  Meaning resolve(Marker marker, FileScope file) {
    return marker.spec().isPresent()
        ? qualified(marker, marker.spec().get())
        : unqualified(marker, keys(marker), file);
  }

  /// Only an explicit marker can be wrong; most bare ones that name nothing are just words.
  private static Meaning none(Marker marker, Supplier<String> hint) {
    return marker.explicit() ? new Meaning.None(hint.get()) : new Meaning.NoMarker();
  }

  private Meaning qualified(Marker marker, String name) {
    return switch (resolveSpec(name)) {
      case SpecSet.Resolution.Found(Spec spec) -> inSpec(marker, spec, LinkStatus.EXACT);
      case SpecSet.Resolution.Ambiguous(List<String> ids) -> {
        var candidates = keys(marker).stream().filter(key -> ids.contains(key.spec())).toList();
        yield switch (candidates.size()) {
          case 0 ->
              none(marker, () -> "None of " + String.join(", ", ids) + " has " + marker.id() + ".");
          case 1 -> new Meaning.One(candidates.getFirst(), LinkStatus.EXACT);
          default -> new Meaning.Several(candidates);
        };
      }
      case SpecSet.Resolution.Missing _ -> none(marker, () -> hints.noSpec(name, marker.id()));
    };
  }

  private SpecSet.Resolution resolveSpec(String name) {
    Set<Spec> byPath = names.in(name);
    return byPath.size() == 1
        ? new SpecSet.Resolution.Found(byPath.iterator().next())
        : specs.resolve(name);
  }

  /// The requirements a marker may mean by its id: as written, else as the key of a title.
  private List<RequirementKey> keys(Marker marker) {
    List<RequirementKey> keys = specs.withLocalId(marker.id());
    return keys.isEmpty() && marker.explicit()
        ? specs.withLocalId(marker.id().toLowerCase(Locale.ROOT))
        : keys;
  }

  private Meaning unqualified(Marker marker, List<RequirementKey> keys, FileScope file) {
    if (keys.isEmpty()) {
      return none(marker, () -> hints.nowhere(marker.id()));
    }
    return keys.size() == 1
        ? new Meaning.One(keys.getFirst(), LinkStatus.EXACT)
        : scoped(marker, keys, file);
  }

  /// What a whole title means that stands by itself.
  ///
  /// @param keys the requirements that have it
  Meaning title(Marker marker, List<RequirementKey> keys, FileScope file) {
    Meaning meaning = scoped(marker, keys, file);
    return switch (meaning) {
      case Meaning.Several(List<RequirementKey> one) when one.size() == 1 ->
          new Meaning.One(one.getFirst(), LinkStatus.INFERRED);
      case Meaning.One _, Meaning.Several _, Meaning.None _, Meaning.NoMarker _ -> meaning;
    };
  }

  /// What is said of a title that its spec does not have.
  String unknownTitle(String spec, String title) {
    return specs.spec(spec).map(s -> hints.noTitle(s, title)).orElse("");
  }

  private Meaning scoped(Marker marker, List<RequirementKey> keys, FileScope file) {
    Optional<Spec> scope = file.named(marker);
    if (scope.isPresent()) {
      return keys.stream()
          .filter(key -> key.spec().equals(scope.get().id()))
          .findFirst()
          .<Meaning>map(key -> new Meaning.One(key, LinkStatus.SCOPED))
          .orElseGet(() -> none(marker, () -> hints.notIn(scope.get(), marker.id())));
    }
    return file.concluded(keys)
        .<Meaning>map(key -> new Meaning.One(key, LinkStatus.INFERRED))
        .orElseGet(() -> new Meaning.Several(keys));
  }

  private Meaning inSpec(Marker marker, Spec spec, LinkStatus status) {
    return keys(marker).stream()
        .filter(key -> key.spec().equals(spec.id()))
        .findFirst()
        .<Meaning>map(key -> new Meaning.One(key, status))
        .orElseGet(() -> none(marker, () -> hints.notIn(spec, marker.id())));
  }
}
