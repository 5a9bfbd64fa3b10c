package io.github.sddtool.spec.format.openfasttrace;

import io.github.sddtool.spec.ItemId;
import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.TraceItem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An item that is still being read.
final class ItemDraft {
  private final ItemId id;
  private final int line;
  private final String title;
  private final boolean forwards;
  private final StringBuilder description = new StringBuilder();
  private final Set<ItemId> covers = new LinkedHashSet<>();
  private final Set<ItemId> depends = new LinkedHashSet<>();
  private final Set<String> needs = new LinkedHashSet<>();
  private final List<String> tags = new ArrayList<>();
  private String status = "approved";

  private ItemDraft(ItemId id, int line, String title, boolean forwards) {
    this.id = id;
    this.line = line;
    this.title = title;
    this.forwards = forwards;
  }

  static ItemDraft of(ItemId id, int line, String title) {
    return new ItemDraft(id, line, title, false);
  }

  static ItemDraft forwarding(ItemLine.Forward forward, int line) {
    var draft = new ItemDraft(forward.id(), line, "", true);
    draft.covers.add(forward.item());
    draft.needs.addAll(forward.to());
    return draft;
  }

  void describe(String text) {
    description.append(text).append('\n');
  }

  void status(String value) {
    status = value;
  }

  void covers(ItemId item) {
    covers.add(item);
  }

  void depends(ItemId item) {
    depends.add(item);
  }

  void needs(List<String> types) {
    needs.addAll(types);
  }

  void tags(List<String> words) {
    tags.addAll(words);
  }

  /// The item: its normative part is the description, so only that has a level.
  Requirement finish() {
    var item =
        new TraceItem(
            id,
            status,
            List.copyOf(covers),
            List.copyOf(depends),
            List.copyOf(needs),
            tags,
            forwards);
    return new Requirement(
        id.toString(),
        title.isEmpty() ? id.name() : title,
        Level.of(description.toString()),
        line,
        (title + "\n" + description).strip(),
        List.of(),
        new Requirement.Nature(Requirement.Naming.ID, Optional.of(item)));
  }
}
