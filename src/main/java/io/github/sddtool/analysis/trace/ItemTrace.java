package io.github.sddtool.analysis.trace;

import io.github.sddtool.spec.ItemId;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import io.github.sddtool.spec.TraceItem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

// @spec formats/openfasttrace#REQ-OFT-008, formats/openfasttrace#REQ-OFT-009
/// How the items of documents and tags cover each other. Linear in items and claims.
///
/// An item is covered deeply when every type it needs covers it, and all that points to it is
/// covered deeply in turn; an item in a circle, or above one, never is.
public final class ItemTrace {
  /// The links an item takes over from below, of each role: enough to show, too few to flood.
  private static final int MAX_BELOW = 50;

  private final List<Item> items;
  private final Map<ItemId, List<Item>> byId = new HashMap<>();
  private final Map<String, List<Item>> revisions = new HashMap<>();
  private final Map<Item, List<ItemLink>> outgoing = new LinkedHashMap<>();
  private final Map<Item, List<ItemLink>> incoming = new HashMap<>();
  private final Set<Item> deep = new LinkedHashSet<>();
  private final Set<Item> settled = new HashSet<>();

  private ItemTrace(List<Item> items) {
    this.items = List.copyOf(items);
    for (Item item : this.items) {
      if (item.origin().named()) {
        byId.computeIfAbsent(item.id(), _ -> new ArrayList<>()).add(item);
        revisions.computeIfAbsent(anyRevision(item.id()), _ -> new ArrayList<>()).add(item);
      }
    }
    this.items.forEach(this::link);
    settle();
  }

  /// The trace of all items of a snapshot.
  ///
  /// @param tags by place
  public static ItemTrace of(SpecSet specs, List<PlacedTag> tags) {
    var items = new ArrayList<Item>();
    for (Spec spec : specs.specs()) {
      spec.body()
          .requirements()
          .forEach(requirement ->
              requirement
                  .nature()
                  .item()
                  .ifPresent(item ->
                      items.add(
                          item(
                              item,
                              new Item.Origin.Document(
                                  spec.key(requirement), spec.at(requirement.line()))))));
    }
    for (PlacedTag tag : tags) {
      Item item = item(tag);
      boolean goesOn = !items.isEmpty() && isOneTag(items.getLast(), item);
      if (goesOn) {
        items.set(items.size() - 1, joined(items.getLast(), item));
      } else {
        items.add(item);
      }
    }
    return new ItemTrace(items);
  }

  private static Item item(TraceItem item, Item.Origin origin) {
    return new Item(item.id(), origin, item.status(), item.covers(), item.needs());
  }

  private static Item item(PlacedTag placed) {
    ItemId covers = placed.tag().covers();
    return new Item(
        placed.tag().own().orElse(new ItemId(placed.tag().type(), covers.name(), 0)),
        new Item.Origin.Tag(
            placed.at(), placed.role(), placed.region(), placed.tag().own().isPresent()),
        "approved",
        List.of(covers),
        placed.tag().needs());
  }

  /// A tag with a name may cover several items, each of which is a marker.
  private static boolean isOneTag(Item last, Item next) {
    return last.isTag()
        && last.origin().named()
        && next.origin().named()
        && last.id().equals(next.id())
        && last.at().path().equals(next.at().path())
        && last.at().line() == next.at().line();
  }

  private static Item joined(Item first, Item more) {
    var covers = new ArrayList<>(first.covers());
    covers.addAll(more.covers());
    return new Item(first.id(), first.origin(), first.status(), covers, first.needs());
  }

  private static String anyRevision(ItemId id) {
    return id.type() + "~" + id.name();
  }

  private void link(Item from) {
    for (ItemId name : from.covers()) {
      ItemLink link = link(from, name);
      outgoing.computeIfAbsent(from, _ -> new ArrayList<>()).add(link);
      if (link.state() != ItemLink.State.AMBIGUOUS) {
        link.to().forEach(to -> incoming.computeIfAbsent(to, _ -> new ArrayList<>()).add(link));
      }
    }
  }

  private ItemLink link(Item from, ItemId name) {
    List<Item> exact = byId.getOrDefault(name, List.of());
    if (exact.size() > 1) {
      return new ItemLink(from, name, ItemLink.State.AMBIGUOUS, exact);
    }
    if (exact.size() == 1) {
      boolean wanted = exact.getFirst().needs().contains(from.id().type());
      return new ItemLink(
          from, name, wanted ? ItemLink.State.COVERS : ItemLink.State.UNWANTED, exact);
    }
    List<Item> others = revisions.getOrDefault(anyRevision(name), List.of());
    if (others.isEmpty()) {
      return new ItemLink(from, name, ItemLink.State.ORPHANED, List.of());
    }
    boolean older = others.stream().anyMatch(item -> item.id().revision() > name.revision());
    return new ItemLink(
        from, name, older ? ItemLink.State.OUTDATED : ItemLink.State.PREDATED, others);
  }

  /// Goes up from the items nothing points to; whoever is never reached hangs on a circle.
  private void settle() {
    Map<Item, Integer> waiting = new HashMap<>();
    Deque<Item> ready = new ArrayDeque<>();
    for (Item item : items) {
      int below = incoming(item).size();
      waiting.put(item, below);
      if (below == 0) {
        ready.add(item);
      }
    }
    while (!ready.isEmpty()) {
      Item item = ready.remove();
      settled.add(item);
      if (missing(item).isEmpty()
          && incoming(item).stream().allMatch(link -> deep.contains(link.from()))) {
        deep.add(item);
      }
      for (ItemLink link : outgoing(item)) {
        if (link.state() != ItemLink.State.AMBIGUOUS) {
          for (Item to : link.to()) {
            if (waiting.merge(to, -1, Integer::sum) == 0) {
              ready.add(to);
            }
          }
        }
      }
    }
  }

  /// Documents first, then tags, each by place.
  public List<Item> items() {
    return items;
  }

  /// What an item claims to cover, in its order.
  public List<ItemLink> outgoing(Item item) {
    return List.copyOf(outgoing.getOrDefault(item, List.of()));
  }

  /// The claims to cover an item, good and bad; none where its id is not its alone.
  public List<ItemLink> incoming(Item item) {
    return List.copyOf(incoming.getOrDefault(item, List.of()));
  }

  /// The items that have one id, an item's own, if there are several.
  public List<Item> duplicates(Item item) {
    List<Item> same = item.origin().named() ? byId.getOrDefault(item.id(), List.of()) : List.of();
    return same.size() > 1 ? List.copyOf(same) : List.of();
  }

  /// The types an item needs that nothing covers it with.
  public List<String> missing(Item item) {
    return item.needs().stream()
        .filter(type ->
            incoming(item).stream()
                .noneMatch(link -> link.covers() && link.from().id().type().equals(type)))
        .toList();
  }

  public boolean isCoveredDeeply(Item item) {
    return deep.contains(item);
  }

  /// Whether an item covers itself over others, or something that does covers it.
  public boolean hangsOnCircle(Item item) {
    return !settled.contains(item);
  }

  /// Whether something is wrong with the item itself: its id is not its alone, a claim of it or to
  /// it is bad, or a type it needs is missing.
  public boolean isDefect(Item item) {
    return !duplicates(item).isEmpty()
        || (!item.isRejected()
            && (!missing(item).isEmpty()
                || outgoing(item).stream().anyMatch(link -> !link.covers())
                || incoming(item).stream().anyMatch(link -> !link.covers())));
  }

  /// Whether an item has this name, at whatever revision.
  public boolean knows(ItemId id) {
    return revisions.containsKey(anyRevision(id));
  }

  // @spec formats/openfasttrace#REQ-OFT-010
  /// The links that requirements have because what covers them deeply ends in code and tests.
  List<Link> linksFromBelow() {
    var links = new ArrayList<Link>();
    Map<Item, Below> belows = new HashMap<>();
    for (Item item : deep) {
      var further = new Below();
      var all = new Below();
      for (ItemLink link : incoming(item)) {
        if (link.covers()) {
          further.addAll(belows.getOrDefault(link.from(), new Below()));
          all.add(link.from());
        }
      }
      all.addAll(further);
      belows.put(item, all);
      // a tag that names the item itself is a link of it already
      item.key()
          .ifPresent(key ->
              further
                  .tags()
                  .forEach(tag ->
                      links.add(
                          new Link(key, tag.at(), tag.role(), LinkStatus.EXACT, tag.region()))));
    }
    return links;
  }

  /// The tags below an item.
  private static final class Below {
    private final Set<Item.Origin.Tag> code = new LinkedHashSet<>();
    private final Set<Item.Origin.Tag> tests = new LinkedHashSet<>();

    void add(Item covering) {
      if (covering.origin() instanceof Item.Origin.Tag tag) {
        add(tag);
      }
    }

    void addAll(Below further) {
      further.tags().forEach(this::add);
    }

    private void add(Item.Origin.Tag tag) {
      Set<Item.Origin.Tag> kept = tag.role() == Role.TEST ? tests : code;
      if (kept.size() < MAX_BELOW) {
        kept.add(tag);
      }
    }

    List<Item.Origin.Tag> tags() {
      var tags = new ArrayList<>(code);
      tags.addAll(tests);
      return tags;
    }
  }
}
