package io.github.sddtool.spec.format.openfasttrace;

import io.github.sddtool.spec.ItemId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

// @spec formats/openfasttrace#REQ-OFT-003, formats/openfasttrace#REQ-OFT-005
/// What one line of a document can say about items. Linear in the line.
final class ItemLine {
  private static final String ARROW = "-->";
  private static final String LEGACY_REVISION = ", v";

  private ItemLine() {}

  /// That an item's cover is handed on: `arch --> dsn, itest : req~login~1`.
  ///
  /// @param skipped the type that has nothing to add
  record Forward(String skipped, List<String> to, ItemId item) {
    /// The item that hands on: `arch~login~1`.
    ItemId id() {
      return new ItemId(skipped, item.name(), item.revision());
    }
  }

  /// The id a line begins with, bare or in a back-tick; what follows it is a remark. An id in the
  /// old form `req:login, v1` stands alone.
  static Optional<ItemId> idAtStart(String raw) {
    int start = raw.startsWith("`") ? 1 : 0;
    return ItemId.at(raw, start)
        .or(() ->
            legacyAt(raw, start)
                .filter(found -> raw.substring(found.end()).replace('`', ' ').isBlank()))
        .map(ItemId.Found::id);
  }

  /// The last id of a bullet, wherever it stands: bare, in a link's text or in its target.
  static Optional<ItemId> reference(String raw) {
    Optional<ItemId> last = Optional.empty();
    int at = isBullet(raw) ? 0 : raw.length();
    while (at < raw.length()) {
      int from = at;
      var found = ItemId.at(raw, from).or(() -> legacyAt(raw, from));
      if (found.isPresent()) {
        last = found.map(ItemId.Found::id);
      }
      at = found.map(ItemId.Found::end).orElse(Math.max(at + 1, ItemId.lettersEnd(raw, at)));
    }
    return last;
  }

  /// `req:login, v1`, which OpenFastTrace read before its version 4.
  private static Optional<ItemId.Found> legacyAt(String raw, int start) {
    int typeEnd = ItemId.lettersEnd(raw, start);
    if (typeEnd == start || !raw.startsWith(":", typeEnd)) {
      return Optional.empty();
    }
    int nameEnd = ItemId.nameEnd(raw, typeEnd + 1);
    if (nameEnd == typeEnd + 1 || !raw.startsWith(LEGACY_REVISION, nameEnd)) {
      return Optional.empty();
    }
    // the same in today's form, which has as many characters less as the separator is longer
    int revision = nameEnd + LEGACY_REVISION.length();
    String today = raw.substring(start, typeEnd) + "~" + raw.substring(typeEnd + 1, nameEnd) + "~";
    return ItemId.at(today + digitsAt(raw, revision), 0)
        .map(found -> new ItemId.Found(found.id(), revision + found.end() - today.length()));
  }

  private static String digitsAt(String raw, int start) {
    int end = start;
    while (end < raw.length() && Character.isDigit(raw.charAt(end))) {
      end++;
    }
    return raw.substring(start, end);
  }

  static Optional<Forward> forward(String raw) {
    int arrow = raw.indexOf(ARROW);
    if (arrow < 0) {
      return Optional.empty();
    }
    String left = raw.substring(0, arrow).stripTrailing();
    int typeStart = ItemId.lettersStart(left, left.length());
    int colon = raw.indexOf(':', arrow);
    if (typeStart == left.length() || colon < 0) {
      return Optional.empty();
    }
    String skipped = left.substring(typeStart);
    Optional<List<String>> to = words(raw.substring(arrow + ARROW.length(), colon));
    String item = raw.substring(colon + 1).stripLeading();
    return to.flatMap(
        types -> ItemId.at(item, 0).map(found -> new Forward(skipped, types, found.id())));
  }

  /// Words between commas; empty where something else stands among them.
  static Optional<List<String>> words(String list) {
    var words = new ArrayList<String>();
    for (String part : list.split(",", -1)) {
      String word = part.strip();
      if (word.isEmpty() || !word.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_')) {
        return Optional.empty();
      }
      words.add(word);
    }
    return Optional.of(words);
  }

  /// The words of a bullet in a list of types or tags, without back-ticks.
  static List<String> listed(String raw) {
    if (!isBullet(raw)) {
      return List.of();
    }
    var listed = new ArrayList<String>();
    for (String part : withoutBullet(raw).replace('`', ' ').split(",", -1)) {
      if (!part.isBlank()) {
        listed.add(part.strip());
      }
    }
    return listed;
  }

  private static boolean isBullet(String raw) {
    String line = raw.stripLeading();
    return line.length() > 1 && "*+-".indexOf(line.charAt(0)) >= 0;
  }

  static String withoutBullet(String raw) {
    String line = raw.strip();
    return isBullet(line) ? line.substring(1).strip() : line;
  }
}
