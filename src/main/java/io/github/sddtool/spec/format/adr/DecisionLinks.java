package io.github.sddtool.spec.format.adr;

import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec formats/adr#REQ-ADR-003
/// The status of a decision and the decisions it is linked to.
///
/// `superseded-by` and `supersedes` are fields: what replaces a decision is not what it rests on. A
/// decision depends on one that it amends or says it depends on.
final class DecisionLinks {
  private static final Set<String> STATUSES =
      Set.of(
          "proposed",
          "draft",
          "rejected",
          "accepted",
          "approved",
          "implemented",
          "deprecated",
          "superseded",
          "withdrawn");
  private static final Pattern WORD = Pattern.compile("[\\p{L}][\\p{L}-]*(?: [\\p{L}]+)?");
  private static final Pattern FIRST_WORD = Pattern.compile("\\p{L}[\\p{L}-]*");
  private static final Pattern RELATION =
      Pattern.compile(
          "\\b(superseded by|supercede?d by|replaced by|supersedes|supercedes|replaces|amends|depends on|amended by|clarifies|clarified by)\\b[:\\s]*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TARGET = Pattern.compile("\\]\\(\\s*<?([^)>\\s]{1,300})");
  private static final Pattern NAMED =
      Pattern.compile(
          "\\b(?:ADR[- ]?)?(\\d{1,8}(?:-[A-Za-z0-9][\\w-]{0,200})?)", Pattern.CASE_INSENSITIVE);

  private final Map<String, String> fields = new HashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private final Set<String> supersededBy = new LinkedHashSet<>();
  private final Set<String> supersedes = new LinkedHashSet<>();
  private final Set<String> dependsOn = new LinkedHashSet<>();
  private final List<SpecProblem> problems = new ArrayList<>();

  /// A field; the first of a key counts.
  void field(String key, String value, int line) {
    if (fields.putIfAbsent(key, value) == null) {
      lines.put(key, line);
    }
  }

  /// A line about the status.
  ///
  /// @param shown as a reader sees it
  /// @param written with the targets of its links
  /// @param ofSection whether it stands in a section for the status, where links have two sides
  void status(String shown, String written, int line, boolean ofSection) {
    Matcher relation = RELATION.matcher(shown);
    boolean linked = relation.find();
    if (linked) {
      relate(relation.group(1).toLowerCase(Locale.ROOT), shown.substring(relation.end()), written);
      lines.putIfAbsent("supersession", line);
    }
    if (fields.containsKey("status")) {
      return;
    }
    String word = word(shown);
    if (!word.isEmpty() && !(linked && !word.startsWith("supers") && relation.start() == 0)) {
      field("status", word, line);
      checkWord(word, shown, line);
    }
    if (ofSection) {
      fields.put("linked", "both ways");
    }
  }

  private static String word(String shown) {
    Matcher first = FIRST_WORD.matcher(shown);
    String word = first.find() ? first.group().toLowerCase(Locale.ROOT) : "";
    if (word.startsWith("supers") || word.startsWith("superc") || word.equals("replaced")) {
      return word.endsWith("s") ? word : "superseded";
    }
    Matcher phrase = WORD.matcher(shown);
    return STATUSES.contains(word) || !phrase.find()
        ? word
        : phrase.group().toLowerCase(Locale.ROOT);
  }

  private void checkWord(String word, String shown, int line) {
    if (!STATUSES.contains(word)) {
      problems.add(
          new SpecProblem(
              "status/unknown",
              line,
              "status",
              "Unknown status '"
                  + shown
                  + "'. One of: proposed, rejected, accepted, deprecated, superseded by …"));
    }
  }

  private void relate(String relation, String rest, String written) {
    Set<String> set =
        switch (relation) {
          case "superseded by", "superceded by", "superceed by", "replaced by" -> supersededBy;
          case "supersedes", "supercedes", "replaces" -> supersedes;
          case "amends", "depends on" -> dependsOn;
          default -> new LinkedHashSet<>();
        };
    List<String> linked = targets(written);
    if (!linked.isEmpty()) {
      set.addAll(linked);
    } else if (relation.startsWith("super") || relation.startsWith("replace")) {
      named(rest).ifPresent(set::add);
    }
  }

  private static List<String> targets(String written) {
    var targets = new ArrayList<String>();
    Matcher target = TARGET.matcher(written);
    while (target.find()) {
      String path = target.group(1);
      int anchor = path.indexOf('#');
      path = anchor >= 0 ? path.substring(0, anchor) : path;
      if (path.toLowerCase(Locale.ROOT).endsWith(".md") && !path.contains("://")) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        targets.add(name.substring(0, name.length() - ".md".length()));
      }
    }
    return targets;
  }

  private static Optional<String> named(String text) {
    Matcher matcher = NAMED.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  List<SpecProblem> problems() {
    return problems;
  }

  SpecBody.FrontMatter frontMatter() {
    put("superseded-by", supersededBy);
    put("supersedes", supersedes);
    return new SpecBody.FrontMatter(fields, lines, List.copyOf(dependsOn));
  }

  private void put(String key, Set<String> names) {
    if (!names.isEmpty()) {
      fields.put(key, String.join(", ", names));
      lines.put(key, lines.getOrDefault("supersession", 1));
    }
  }
}
