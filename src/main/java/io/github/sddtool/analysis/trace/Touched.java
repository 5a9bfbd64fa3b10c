package io.github.sddtool.analysis.trace;

import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

// @spec engine/incremental#REQ-INC-001
/// Which specs differ between two surveys of one repository. Of every other what was worked out
/// from the one survey is true of the other as well.
///
/// @param texts the ids of specs that read differently, or are there on one side alone
/// @param links the ids of specs of which a requirement has other links
/// @param samePlaces whether all files and specs have the same paths and ids, and specs the same
///   domains: then what names them means the same
public record Touched(Set<String> texts, Set<String> links, boolean samePlaces) {
  public Touched {
    texts = Set.copyOf(texts);
    links = Set.copyOf(links);
  }

  /// What differs between two surveys.
  public static Touched between(Survey base, Survey head) {
    var texts = new HashSet<String>();
    boolean sameNames = !base.specs().repeatsIds() && !head.specs().repeatsIds();
    if (sameNames) {
      sameNames = compare(base.specs(), head.specs(), texts);
      head.specs().specs().stream()
          .map(Spec::id)
          .filter(id -> base.specs().spec(id).isEmpty())
          .forEach(texts::add);
      sameNames &= base.specs().specs().size() == head.specs().specs().size();
    } else {
      base.specs().specs().forEach(spec -> texts.add(spec.id()));
      head.specs().specs().forEach(spec -> texts.add(spec.id()));
    }
    var links = new HashSet<String>();
    base.trace().differing(head.trace()).forEach(key -> links.add(key.spec()));
    return new Touched(texts, links, sameNames && base.files().hasPathsOf(head.files()));
  }

  /// Notes the specs of the base that differ, and tells whether each is still where it was.
  private static boolean compare(SpecSet base, SpecSet head, Set<String> texts) {
    boolean inPlace = true;
    for (Spec before : base.specs()) {
      Spec now = head.spec(before.id()).orElse(null);
      if (!Objects.equals(before, now)) {
        texts.add(before.id());
        inPlace &=
            now != null && now.path().equals(before.path()) && now.domain().equals(before.domain());
      }
    }
    return inPlace;
  }

  /// Whether a spec reads as before and is linked as before.
  public boolean isUntouched(String spec) {
    return !texts.contains(spec) && !links.contains(spec);
  }

  /// The ids of all that differ.
  public Set<String> specs() {
    var all = new HashSet<>(texts);
    all.addAll(links);
    return all;
  }
}
