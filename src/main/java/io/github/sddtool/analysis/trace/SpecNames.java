package io.github.sddtool.analysis.trace;

import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Finds which specs a text names: by whole id, by path, or by the last segment of an id when that
/// segment is unique and has a hyphen. Never by a part of another word. Linear in the text.
final class SpecNames {
  private final Map<String, Spec> names = new HashMap<>();

  SpecNames(SpecSet specs) {
    for (Spec spec : specs.specs()) {
      String segment = spec.lastSegment();
      if (segment.contains("-") && specs.withLastSegment(segment).size() == 1) {
        names.put(segment, spec);
      }
    }
    for (Spec spec : specs.specs()) {
      names.put(spec.path().value(), spec);
      if (!spec.path().folder().isEmpty()) {
        names.putIfAbsent(spec.path().folder(), spec);
      }
      names.put(spec.id(), spec);
    }
  }

  /// The ids of the specs a text names.
  Set<Spec> in(String text) {
    var named = new LinkedHashSet<Spec>();
    int i = 0;
    while (i < text.length()) {
      int start = i;
      while (i < text.length() && isPart(text.charAt(i))) {
        i++;
      }
      if (i > start) {
        lookUp(text.substring(start, i), named);
      } else {
        i++;
      }
    }
    return named;
  }

  private void lookUp(String token, Set<Spec> named) {
    String name = token;
    while (!name.isEmpty() && "./-".indexOf(name.charAt(name.length() - 1)) >= 0) {
      name = name.substring(0, name.length() - 1);
    }
    Spec spec = names.get(name.startsWith("./") ? name.substring(2) : name);
    if (spec != null) {
      named.add(spec);
    }
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '/' || c == '.';
  }
}
