package io.github.sddtool.analysis.trace;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

// @spec engine/markers#REQ-MARK-013
/// Finds which specs a text names: by whole id, by path, by the last segment of an id when that
/// segment is unique and has a hyphen, by a number behind `feature` or `spec`. Never by a part of
/// another word, nor in an import. Linear in the text.
final class SpecNames {
  private static final int MAX_DIGITS = 9;
  static final Set<String> BEFORE_NUMBERS = Set.of("feature", "spec");
  private static final Set<String> ARCHIVES = Set.of("archive", "archived");

  /// Of the characters of ASCII, whether each is part of a name.
  private static final boolean[] PARTS = parts();

  private final Map<String, Spec> names = new HashMap<>();
  private final Map<String, Spec> folders = new HashMap<>();
  private final Map<Integer, List<Spec>> numbers = new HashMap<>();
  private final NameSieve sieve;

  /// A name of a spec in a text.
  record Place(Spec spec, int start, int end) {}

  SpecNames(SpecSet specs) {
    for (Spec spec : specs.specs()) {
      String segment = spec.lastSegment();
      if (segment.contains("-") && specs.withLastSegment(segment).size() == 1) {
        names.put(segment, spec);
      }
      int number = number(segment.substring(0, Math.max(0, segment.indexOf('-'))));
      if (number >= 0) {
        numbers.computeIfAbsent(number, _ -> new ArrayList<>()).add(spec);
      }
    }
    for (Spec spec : specs.specs()) {
      names.put(spec.path().value(), spec);
      String folder = spec.path().folder();
      if (!folder.isEmpty() && RepoPath.of(folder).fileName().equals(spec.lastSegment())) {
        folders.put(folder, spec);
        names.putIfAbsent(folder, spec);
      }
    }
    specs.specs().forEach(spec -> names.put(spec.id(), spec));
    var all = new HashSet<>(names.keySet());
    all.addAll(folders.keySet());
    this.sieve = new NameSieve(all, !numbers.isEmpty());
  }

  /// The specs a text names.
  Set<Spec> in(String text) {
    var named = new LinkedHashSet<Spec>();
    places(text).forEach(place -> named.add(place.spec()));
    return named;
  }

  /// The names of specs in a text, in its order.
  List<Place> places(String text) {
    return sieve.mayBeIn(text) ? searched(text) : List.of();
  }

  /// The same without a quick look before.
  List<Place> searched(String text) {
    var places = new ArrayList<Place>();
    String before = "";
    int beforeEnd = 0;
    int i = 0;
    while (i < text.length()) {
      int start = i;
      while (i < text.length() && isPart(text.charAt(i))) {
        i++;
      }
      if (i == start) {
        i++;
        continue;
      }
      String token = text.substring(start, i);
      if (isImport(token, text, start)) {
        i = lineEnd(text, i);
        before = "";
        continue;
      }
      int end = i;
      List<Spec> found = lookUp(text, token, start);
      if (found.isEmpty() && BEFORE_NUMBERS.contains(before) && isNear(text, beforeEnd, start)) {
        found = numbers.getOrDefault(number(trimmed(token)), List.of());
      }
      found.forEach(spec -> places.add(new Place(spec, start, end)));
      before = token.toLowerCase(Locale.ROOT);
      beforeEnd = end;
    }
    return places;
  }

  private List<Spec> lookUp(String text, String token, int start) {
    int end = start + token.length();
    if (end + 1 < text.length() && text.charAt(end) == ':' && isPart(text.charAt(end + 1))) {
      int further = end + 1;
      while (further < text.length() && isPart(text.charAt(further))) {
        further++;
      }
      Spec inRoot = names.get(trimmed(text.substring(start, further)));
      if (inRoot != null) {
        return List.of(inRoot);
      }
    }
    String name = trimmed(token);
    Spec spec = named(name);
    if (spec != null) {
      return List.of(spec);
    }
    int dash = name.indexOf('-');
    return dash > 0 && BEFORE_NUMBERS.contains(name.substring(0, dash).toLowerCase(Locale.ROOT))
        ? numbers.getOrDefault(number(name.substring(dash + 1)), List.of())
        : List.of();
  }

  private @org.jspecify.annotations.Nullable Spec named(String name) {
    Spec spec = names.get(name);
    if (spec != null || name.indexOf('/') < 0) {
      return spec;
    }
    String current = current(name);
    spec = names.get(current);
    if (spec != null) {
      return spec;
    }
    // a file beside the spec, `specs/006-photo/plan.md`
    int slash = current.lastIndexOf('/');
    return slash > 0 && current.indexOf('.', slash) > 0
        ? folders.get(current.substring(0, slash))
        : null;
  }

  // @spec engine/markers#REQ-MARK-014
  /// The path of what stands in `changes/…/` or an archive in its current place.
  private static String current(String path) {
    List<String> segments = new ArrayList<>(Arrays.asList(path.split("/", -1)));
    int changes = segments.indexOf("changes");
    if (changes >= 0) {
      segments.remove(changes);
      if (changes < segments.size() && ARCHIVES.contains(segments.get(changes))) {
        segments.remove(changes);
      }
      if (changes < segments.size()) {
        segments.remove(changes);
      }
    }
    segments.removeIf(ARCHIVES::contains);
    return String.join("/", segments);
  }

  private static String trimmed(String token) {
    int start = 0;
    while (token.startsWith("./", start) || token.startsWith("../", start)) {
      start = token.indexOf('/', start) + 1;
    }
    int end = token.length();
    while (end > start && "./-_".indexOf(token.charAt(end - 1)) >= 0) {
      end--;
    }
    return token.substring(start, end);
  }

  /// `feature 006`, `Feature: 006`, `spec #6`.
  private static boolean isNear(String text, int from, int to) {
    return to - from <= 3
        && text.substring(from, to).chars().allMatch(c -> " :#\t".indexOf(c) >= 0);
  }

  /// `import x from 'user-auth'`, `require('user-auth')`, also where the code is commented out.
  private static boolean isImport(String token, String text, int start) {
    return switch (token) {
      case "require" -> text.startsWith("(", start + token.length());
      case "import" -> isFirst(text, start);
      default -> false;
    };
  }

  private static boolean isFirst(String text, int start) {
    int i = start - 1;
    while (i >= 0 && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i--;
    }
    return i < 0 || text.charAt(i) == '\n';
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private static int number(String digits) {
    boolean plain =
        !digits.isEmpty()
            && digits.length() <= MAX_DIGITS
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return plain ? Integer.parseInt(digits) : -1;
  }

  /// `~` joins the parts of an item's id, so `req~login~1` does not name the spec `login`.
  static boolean isPart(char c) {
    return c < PARTS.length ? PARTS[c] : Character.isLetterOrDigit(c);
  }

  private static boolean[] parts() {
    var parts = new boolean[128];
    for (char c = 0; c < parts.length; c++) {
      parts[c] = Character.isLetterOrDigit(c) || "_-/.~".indexOf(c) >= 0;
    }
    return parts;
  }
}
