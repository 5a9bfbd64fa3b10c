package io.github.sddtool.spec.format.openfasttrace;

import io.github.sddtool.spec.ItemId;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.format.openfasttrace.DocumentLine.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

// @spec formats/openfasttrace#REQ-OFT-004, formats/openfasttrace#REQ-OFT-006
/// Reads the items of a document from top to bottom. An id at the beginning of a line opens an
/// item; the next id, title or forward ends it. In between, keywords say which part follows.
final class ItemReader {
  private static final String OFF = "oft:off";
  private static final String ON = "oft:on";
  private static final Set<String> STATUSES = Set.of("approved", "proposed", "draft", "rejected");

  /// The part of an item that a line stands in.
  private enum Part {
    BEGINNING,
    DESCRIPTION,
    RATIONALE,
    COMMENT,
    COVERS,
    DEPENDS,
    NEEDS,
    TAGS;

    /// Whether lines are kept as they are, so that a status among them is prose.
    boolean isProse() {
      return this == DESCRIPTION || this == RATIONALE || this == COMMENT;
    }
  }

  private final List<Requirement> items = new ArrayList<>();
  private final List<SpecProblem> problems = new ArrayList<>();
  private final Map<String, Integer> firstLines = new HashMap<>();
  private Optional<ItemDraft> open = Optional.empty();
  private Optional<String> documentTitle = Optional.empty();

  /// The title right above; an item that begins below it takes it.
  private String title = "";

  private Part part = Part.BEGINNING;
  private boolean off;

  private ItemReader() {}

  static SpecBody read(List<DocumentLine> lines) {
    var reader = new ItemReader();
    lines.forEach(reader::line);
    reader.close();
    return new SpecBody(
        reader.documentTitle.orElse(""),
        SpecBody.FrontMatter.NONE,
        reader.items,
        new SpecBody.Loose(List.of(), 0),
        reader.problems);
  }

  private void line(DocumentLine line) {
    if (switches(line.raw()) || off) {
      return;
    }
    if (line.kind() == Kind.CODE) {
      example(line);
      return;
    }
    Optional<ItemId> id = ItemLine.idAtStart(line.raw());
    Optional<ItemLine.Forward> forward = ItemLine.forward(line.raw());
    if (id.isPresent()) {
      open(ItemDraft.of(id.get(), line.number(), title));
    } else if (forward.isPresent()) {
      open(ItemDraft.forwarding(forward.get(), line.number()));
      close();
    } else if (line.kind() == Kind.TITLE) {
      close();
      title = line.text();
      documentTitle = documentTitle.or(() -> Optional.of(line.text()));
    } else if (line.kind() == Kind.TEXT && !keyword(line)) {
      text(line);
    }
  }

  private boolean switches(String raw) {
    if (raw.contains(OFF)) {
      off = true;
    } else if (raw.contains(ON)) {
      off = false;
    } else {
      return false;
    }
    return true;
  }

  private void open(ItemDraft draft) {
    close();
    open = Optional.of(draft);
    part = Part.BEGINNING;
  }

  private void close() {
    title = "";
    if (open.isEmpty()) {
      return;
    }
    Requirement item = open.get().finish();
    open = Optional.empty();
    Integer first = firstLines.putIfAbsent(item.id(), item.line());
    if (first != null) {
      problems.add(
          new SpecProblem(
              "spec/duplicate-key",
              item.line(),
              item.id(),
              item.id() + " is already defined in line " + first + "."));
    }
    items.add(item);
  }

  /// Reads a line that begins a part of the open item.
  private boolean keyword(DocumentLine line) {
    int colon = line.raw().indexOf(':');
    if (open.isEmpty() || colon < 0) {
      return false;
    }
    String rest = line.raw().substring(colon + 1).strip();
    ItemDraft item = open.get();
    return switch (line.raw().substring(0, colon)) {
      case "Needs" -> rest.isEmpty() ? begin(Part.NEEDS) : needs(item, rest);
      case "Tags" -> rest.isEmpty() ? begin(Part.TAGS) : tags(item, rest);
      case "Covers" -> rest.isEmpty() && begin(Part.COVERS);
      case "Depends" -> rest.isEmpty() && begin(Part.DEPENDS);
      case "Status" -> status(item, rest);
      case "Description" -> prose(Part.DESCRIPTION, rest);
      case "Rationale" -> prose(Part.RATIONALE, rest);
      case "Comment" -> prose(Part.COMMENT, rest);
      default -> false;
    };
  }

  private boolean begin(Part next) {
    part = next;
    return true;
  }

  private boolean prose(Part next, String rest) {
    part = next;
    if (next == Part.DESCRIPTION && !rest.isEmpty()) {
      open.ifPresent(item -> item.describe(rest));
    }
    return true;
  }

  private boolean needs(ItemDraft item, String rest) {
    Optional<List<String>> types = ItemLine.words(rest);
    types.ifPresent(item::needs);
    return types.isPresent() && begin(Part.BEGINNING);
  }

  private boolean tags(ItemDraft item, String rest) {
    item.tags(List.of(rest.split("\\s*,\\s*", -1)));
    return begin(Part.BEGINNING);
  }

  private boolean status(ItemDraft item, String rest) {
    if (part.isProse() || !STATUSES.contains(rest)) {
      return false;
    }
    item.status(rest);
    return true;
  }

  /// An example belongs to the description it illustrates and says nothing by itself.
  private void example(DocumentLine line) {
    title = "";
    if (part == Part.BEGINNING || part == Part.DESCRIPTION) {
      open.ifPresent(item -> item.describe(line.text()));
    }
  }

  private void text(DocumentLine line) {
    if (line.raw().isBlank()) {
      return;
    }
    title = "";
    if (open.isEmpty()) {
      return;
    }
    ItemDraft item = open.get();
    switch (part) {
      case BEGINNING, DESCRIPTION -> {
        part = Part.DESCRIPTION;
        item.describe(line.text());
      }
      case COVERS -> ItemLine.reference(line.raw()).ifPresent(item::covers);
      case DEPENDS -> ItemLine.reference(line.raw()).ifPresent(item::depends);
      case NEEDS ->
          item.needs(
              ItemLine.listed(line.raw()).stream()
                  .filter(word -> ItemLine.words(word).isPresent())
                  .toList());
      case TAGS -> item.tags(ItemLine.listed(line.raw()));
      case RATIONALE, COMMENT -> {}
    }
  }
}
