package io.github.sddtool.analysis.trace;

import io.github.sddtool.facts.PassageFilter;
import io.github.sddtool.spec.Fingerprint;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

// @spec engine/markers#REQ-MARK-017
/// The titles of all requirements, to find them whole in comments and in the titles of tests. A tag
/// in brackets before a title and a parenthesis after it may be left out.
///
/// Linear in the text it looks at: a title is no longer than [#MAX_WORDS] words.
final class Titles implements PassageFilter {
  private static final int MAX_WORDS = 30;
  private static final String LABEL = "equirement:";

  private final SpecNames names;
  private final Step root = new Step();
  private final PhraseSieve alone;
  private final PhraseSieve behindNames;
  private final String key;
  private final String namesKey;

  /// A word of titles, and how they go on.
  private static final class Step {
    private final Map<String, Step> next = new HashMap<>();
    private final List<Title> ends = new ArrayList<>();
  }

  /// A title as a requirement has it, or a part of it that stands for the whole.
  ///
  /// @param alone whether it names its requirement without a spec's name before it too
  record Title(RequirementKey key, String text, List<String> words, boolean alone) {
    boolean isOneWord() {
      return words.size() == 1;
    }
  }

  /// Titles that stand in a text; several where several requirements have the same.
  record Match(List<Title> titles, int start, int end) {}

  Titles(SpecSet specs, SpecNames names) {
    this.names = names;
    var print = new StringBuilder();
    var phrases = new HashMap<Boolean, List<List<String>>>();
    for (Spec spec : specs.specs()) {
      print.append(spec.path()).append('\n').append(spec.id()).append('\n');
      for (Requirement requirement : spec.body().requirements()) {
        for (Title title : titles(spec, requirement)) {
          if (add(title)) {
            print.append(title.text()).append('\n');
            phrases.computeIfAbsent(title.alone(), _ -> new ArrayList<>()).add(title.words());
          }
        }
      }
    }
    this.alone = new PhraseSieve(phrases.getOrDefault(true, List.of()));
    this.behindNames = new PhraseSieve(phrases.getOrDefault(false, List.of()));
    this.key = specs.isEmpty() ? "" : "/" + Fingerprint.of(print.toString()).hex();
    this.namesKey = namesKey(specs, phrases.getOrDefault(true, List.of()));
  }

  /// Of the specs' names, and of the titles that need none of them.
  private static String namesKey(SpecSet specs, List<List<String>> alone) {
    var print = new StringBuilder();
    specs
        .specs()
        .forEach(spec -> print.append(spec.path()).append('\n').append(spec.id()).append('\n'));
    alone.forEach(words -> print.append(words).append('\n'));
    return Fingerprint.of(print.toString()).hex();
  }

  /// The criteria of an ordered list have no titles of their own.
  private static List<Title> titles(Spec spec, Requirement requirement) {
    Requirement.Naming naming = requirement.nature().naming();
    if (naming == Requirement.Naming.ORDINAL && requirement.id().indexOf('.') >= 0) {
      return List.of();
    }
    boolean alone = naming == Requirement.Naming.TITLE;
    String whole = requirement.title().strip();
    String untagged =
        whole.startsWith("[") && whole.indexOf(']') > 0
            ? whole.substring(whole.indexOf(']') + 1).strip()
            : whole;
    var ways = new LinkedHashSet<String>(4);
    ways.add(whole);
    ways.add(untagged);
    ways.add(withoutParenthesis(whole));
    ways.add(withoutParenthesis(untagged));
    var titles = new ArrayList<Title>(ways.size());
    for (String text : ways) {
      List<String> words = Words.of(text).stream().map(Words.Word::lower).toList();
      if (!words.isEmpty() && words.size() <= MAX_WORDS) {
        titles.add(new Title(spec.key(requirement), text, words, alone));
      }
    }
    return titles;
  }

  private static String withoutParenthesis(String title) {
    int open = title.lastIndexOf('(');
    return title.endsWith(")") && open > 0 ? title.substring(0, open).strip() : title;
  }

  /// Of equal titles in one spec the first one counts.
  private boolean add(Title title) {
    Step step = root;
    for (String word : title.words()) {
      step = step.next.computeIfAbsent(word, _ -> new Step());
    }
    boolean known = step.ends.stream().anyMatch(t -> t.key().spec().equals(title.key().spec()));
    if (!known) {
      step.ends.add(title);
    }
    return !known;
  }

  /// Every title in a text, the longest where one begins with another; they do not overlap.
  List<Match> in(String text) {
    List<Words.Word> words = Words.of(text);
    var matches = new ArrayList<Match>();
    int i = 0;
    while (i < words.size()) {
      Step step = root;
      int last = -1;
      List<Title> found = List.of();
      for (int j = i; j < words.size(); j++) {
        Optional<Step> next = Optional.ofNullable(step.next.get(words.get(j).lower()));
        if (next.isEmpty()) {
          break;
        }
        step = next.get();
        if (!step.ends.isEmpty()) {
          found = step.ends;
          last = j;
        }
      }
      if (last >= 0) {
        matches.add(new Match(List.copyOf(found), words.get(i).start(), words.get(last).end()));
      }
      i = Math.max(i, last) + 1;
    }
    return matches;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String namesKey() {
    return namesKey;
  }

  @Override
  public boolean mayName(String source) {
    return isNamed(source);
  }

  @Override
  public boolean mayFindIn(String source, boolean named) {
    return alone.mayBeIn(source)
        || (named && (behindNames.mayBeIn(source) || source.contains(LABEL)));
  }

  @Override
  public boolean keeps(String passage) {
    return mayFindIn(passage, isNamed(passage)) && !TitleMarkers.in(passage, this, names).isEmpty();
  }

  private boolean isNamed(String text) {
    return !names.places(text).isEmpty();
  }
}
