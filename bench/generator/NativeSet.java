import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Specs in our own format, in domains, with dependencies and links; and code in several languages,
/// of which a part carries markers and titles of tests.
///
/// @param specs how many
/// @param files source files, how many
/// @param functions in each source file
record NativeSet(int specs, int files, int functions) {
  private static final int REQUIREMENTS = 5;
  private static final int SCENARIOS = 3;
  private static final int PERCENT_MARKED = 40;
  private static final int FILES_A_FOLDER = 50;

  /// Every file with what makes its text.
  Map<String, Supplier<String>> all() {
    var set = new LinkedHashMap<String, Supplier<String>>();
    set.put(".gitignore", () -> "/.sdd/.cache/\n");
    set.put(".sdd/constitution.md", NativeSet::constitution);
    set.put(".sdd/domains.yml", this::domainMap);
    IntStream.range(0, specs).forEach(i -> set.put(specPath(i), () -> spec(i, 0)));
    IntStream.range(0, files).forEach(k -> set.put(sourcePath(k), () -> source(k, 0)));
    return set;
  }

  private static String constitution() {
    return """
    ---
    version: 1.2.0
    created: 2025-01-01
    ---

    # Constitution: bench

    ## Principles

    ### 1. Quality

    - Code SHALL be tested.

    ## Forbidden

    - Passwords SHALL NOT be stored in plain text.
    """;
  }

  private String domainMap() {
    var text = new StringBuilder("version: \"1.0\"\ndomains:\n");
    for (int d = 0; d < domains(); d++) {
      text.append("  ").append(domain(d)).append(":\n    description: \"Domain ").append(d);
      text.append("\"\n    path: src/").append(domain(d)).append("\n    specs:\n");
      for (int i = d; i < specs; i += domains()) {
        text.append("      - ").append(specId(i)).append('\n');
      }
      List<String> uses = IntStream.range(Math.max(0, d - 2), d).mapToObj(this::domain).toList();
      text.append("    dependencies:\n      uses: ").append(uses).append('\n');
    }
    return text.append("rules: []\n").toString();
  }

  int domains() {
    return Math.clamp(specs / 10, 1, 40);
  }

  private String domain(int number) {
    return "dom-%02d".formatted(number % domains());
  }

  private static String specId(int i) {
    return "feat-%05d".formatted(i);
  }

  static String specPath(int i) {
    return ".sdd/specs/" + specId(i) + "/spec.md";
  }

  private static String requirement(int number) {
    return "REQ-%05d".formatted(number + 1);
  }

  /// A spec's text.
  ///
  /// @param revision another one has another statement in the first requirement
  String spec(int i, int revision) {
    Words words = Words.of(1, i);
    var needs = new ArrayList<String>();
    for (int n = 0; n < Math.min(i, 3); n++) {
      needs.add(specId(words.below(i)));
    }
    String depends = needs.isEmpty() ? "null" : needs.removeFirst();
    var text = new StringBuilder();
    text.append("---\nid: ").append(specId(i)).append("\ntitle: \"").append(words.some(3));
    text.append("\"\nstatus: ").append(words.one("draft", "review", "approved", "implemented"));
    text.append("\ncreated: 2025-0")
        .append(1 + words.below(9))
        .append("-1")
        .append(words.below(10));
    text.append("\ndomain: ").append(domain(i)).append("\nconstitution_version: \"1.2.0\"\n");
    text.append("depends: ").append(depends).append("\n---\n\n# Feature ").append(i).append(": ");
    text.append(words.some(3)).append("\n\n> ").append(words.some(12));
    text.append("\n\n## Overview\n\n").append(words.some(40)).append('\n');
    for (String need : needs) {
      text.append("\nSee [%1$s](../%1$s/spec.md) and `%1$s`.\n".formatted(need));
    }
    text.append("\n## Requirements\n");
    for (int r = 0; r < REQUIREMENTS; r++) {
      requirement(text, words, requirement(i * REQUIREMENTS + r), r == 0 ? revision : 0);
    }
    text.append("\n## Scenarios\n");
    for (int s = 1; s <= SCENARIOS; s++) {
      text.append("\n### Scenario ").append(s).append(": ").append(words.some(4)).append("\n\n");
      text.append("- **GIVEN** ").append(words.some(8)).append("\n- **WHEN** ");
      text.append(words.some(8)).append("\n- **THEN** ").append(words.some(8));
      text.append("\n- **AND** ").append(words.some(5)).append('\n');
    }
    return text.toString();
  }

  private static void requirement(StringBuilder text, Words words, String id, int revision) {
    String level = words.one("SHALL", "MUST", "SHOULD", "MAY");
    text.append("\n### ").append(id).append(": ").append(words.some(4));
    text.append("\n\nThe system ").append(level).append(' ').append(words.some(14));
    text.append(revision > 0 ? " as of " + revision : "").append(" (").append(level);
    text.append(").\n\n- ").append(words.some(8)).append("\n- ").append(words.some(8)).append('\n');
  }

  /// Whether a source file is a test: one in ten, of every language that has some.
  static boolean isTest(int k) {
    return k / 20 % 10 == 9 && Language.of(k).hasTests();
  }

  String sourcePath(int k) {
    String name = isTest(k) ? Language.of(k).test() : Language.of(k).name();
    return "%s/%s/p%03d/%s"
        .formatted(
            isTest(k) ? "tests" : "src",
            domain(k),
            k / domains() / FILES_A_FOLDER,
            name.replace("$k", Integer.toString(k)));
  }

  /// A source file's text.
  ///
  /// @param revision another one has another number in the third function, which is marked if the
  ///   file is
  String source(int k, int revision) {
    Words words = Words.of(2, k);
    Language language = Language.of(k);
    boolean marked = words.below(100) < PERCENT_MARKED;
    var text = new StringBuilder(6_000);
    var place = new Place(k, 0, k % 97);
    render(text, language.open(), place, words);
    for (int f = 0; f < functions; f++) {
      place = new Place(k, f, f == 2 ? k % 97 + 100 * revision : k % 97);
      if (marked && isTest(k) && f == 4) {
        render(text, language.title(), place, words);
      }
      if (marked && (f == 2 || f == 9)) {
        render(text, language.marker(), place, words);
      }
      render(text, language.function(), place, words);
    }
    return text.append(language.close()).toString();
  }

  /// What templates name.
  private record Place(int file, int function, int number) {}

  private void render(StringBuilder out, String template, Place place, Words words) {
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c != '$') {
        out.append(c);
        continue;
      }
      c = template.charAt(++i);
      switch (c) {
        case 'k' -> out.append(place.file());
        case 'f' -> out.append(place.function());
        case 'm' -> out.append(place.number());
        case 'i' -> out.append(mark(words));
        default -> words.add(out, c - '0');
      }
    }
  }

  /// One in five markers names the spec too.
  private String mark(Words words) {
    int number = words.below(specs * REQUIREMENTS);
    String spec = words.below(5) == 0 ? specId(number / REQUIREMENTS) + "#" : "";
    return spec + requirement(number);
  }
}
