package io.github.sddtool.facts;

import io.github.sddtool.spec.ItemId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

// @spec formats/openfasttrace#REQ-OFT-007
/// Finds cover tags in the text of a comment: `[impl->req~login~1]`, several in a line too. A tag
/// stands in one line. Linear in its input: no attempt to read a tag goes beyond the next bracket.
final class CoverTags {
  private static final int MAX_DIGITS = 9;

  /// A tag found in a text; `offset` counts characters up to the id it covers.
  record Found(CoverTag tag, int offset) {}

  private final String text;
  private final List<Found> found = new ArrayList<>();
  private int at;

  private CoverTags(String text) {
    this.text = text;
  }

  /// Whether a text may hold a tag at all; most do not.
  static boolean mayBeIn(String text) {
    return text.contains("->") && text.indexOf('~') >= 0;
  }

  static List<Found> in(String text) {
    if (!mayBeIn(text)) {
      return List.of();
    }
    var reader = new CoverTags(text);
    for (int open = text.indexOf('['); open >= 0; open = text.indexOf('[', open + 1)) {
      // behind a back-tick it is an example of a tag, quoted and not meant
      if (open == 0 || text.charAt(open - 1) != '`') {
        reader.at = open + 1;
        reader.tag();
      }
    }
    return reader.found;
  }

  /// The left side of a tag.
  ///
  /// @param name of the covering item, where it has one of its own
  private record Covering(String type, Optional<String> name, Optional<Integer> revision) {}

  private record Covered(ItemId id, int offset) {}

  private void tag() {
    Optional<Covering> left = covering();
    if (left.isEmpty() || !take("->")) {
      return;
    }
    var covered = new ArrayList<Covered>();
    do {
      Optional<Covered> id = covered();
      if (id.isEmpty()) {
        return;
      }
      covered.add(id.get());
    } while (take(","));
    List<String> needs = take(">>") ? types() : List.of();
    if (take("]")) {
      covered.forEach(one -> add(left.get(), one, needs));
    }
  }

  private void add(Covering left, Covered right, List<String> needs) {
    int revision = left.revision().orElse(0);
    // what must be covered in turn needs a name to be covered by; without its own it takes this one
    Optional<String> name =
        left.name().or(() -> needs.isEmpty() ? Optional.empty() : Optional.of(right.id().name()));
    Optional<ItemId> own = name.map(n -> new ItemId(left.type(), n, revision));
    found.add(new Found(new CoverTag(left.type(), own, right.id(), needs), right.offset()));
  }

  /// `impl`, `impl~~2` or `impl~own~2`.
  private Optional<Covering> covering() {
    skipBlanks();
    Optional<ItemId.Found> own = ItemId.at(text, at);
    if (own.isPresent()) {
      at = own.get().end();
      ItemId id = own.get().id();
      return Optional.of(
          new Covering(id.type(), Optional.of(id.name()), Optional.of(id.revision())));
    }
    int end = ItemId.lettersEnd(text, at);
    if (end == at) {
      return Optional.empty();
    }
    String type = text.substring(at, end);
    at = end;
    if (!text.startsWith("~~", at)) {
      return Optional.of(new Covering(type, Optional.empty(), Optional.empty()));
    }
    String digits = digits(at + 2);
    at += 2 + digits.length();
    return digits.isEmpty() || digits.length() > MAX_DIGITS
        ? Optional.empty()
        : Optional.of(new Covering(type, Optional.empty(), Optional.of(Integer.parseInt(digits))));
  }

  private String digits(int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return text.substring(start, end);
  }

  private Optional<Covered> covered() {
    skipBlanks();
    int offset = at;
    return ItemId.at(text, at)
        .map(id -> {
          at = id.end();
          return new Covered(id.id(), offset);
        });
  }

  /// Types between commas. Where one is missing the text goes on with no `]`, and is no tag.
  private List<String> types() {
    var types = new ArrayList<String>();
    do {
      skipBlanks();
      int end = ItemId.lettersEnd(text, at);
      if (end == at) {
        at = text.length();
        return List.of();
      }
      types.add(text.substring(at, end));
      at = end;
    } while (take(","));
    return types;
  }

  private boolean take(String wanted) {
    skipBlanks();
    boolean there = text.startsWith(wanted, at);
    at += there ? wanted.length() : 0;
    return there;
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }
}
