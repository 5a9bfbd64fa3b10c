package io.github.sddtool.analysis.trace;

import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.SpecSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// All markers of a snapshot joined to its requirements.
public final class Trace {
  private static final Comparator<Location> BY_PLACE =
      Comparator.comparing(Location::path)
          .thenComparingInt(Location::line)
          .thenComparingInt(Location::column);
  private static final Comparator<Link> LINKS =
      Comparator.comparing(Link::at, BY_PLACE)
          .thenComparing(Link::status)
          .thenComparing(Link::role);

  /// The links of each requirement that has one.
  private final Layers<RequirementKey, Linked> links;

  private final Loose loose;
  private final List<Dangling> dangling;
  private final ItemTrace items;
  private final Extent extent;

  /// How far a trace reaches.
  ///
  /// @param countInferred whether an inferred link covers its requirement
  /// @param cut files with more markers than are kept, by path
  public record Extent(boolean countInferred, List<RepoPath> cut) {
    public Extent {
      cut = List.copyOf(cut);
    }
  }

  /// A requirement's links, by place.
  ///
  /// @param own from markers that name it, without those it takes over from below
  /// @param covering those that cover it
  private record Linked(List<Link> own, List<Link> all, List<Link> covering) {}

  /// What stands in files and is no link, by place.
  private record Loose(
      List<Dangling> dangling,
      List<FileTrace.Unanswered> unanswered,
      List<Ambiguous> ambiguous,
      List<PlacedTag> tags) {

    /// Without what stands in some files, and with what stands in them now.
    Loose replaced(Set<RepoPath> paths, Collection<FileTrace> by) {
      return new Loose(
          replaced(dangling, paths, by, FileTrace::dangling, Dangling::at),
          replaced(unanswered, paths, by, FileTrace::unanswered, one -> one.dangling().at()),
          replaced(ambiguous, paths, by, FileTrace::ambiguous, Ambiguous::at),
          replaced(tags, paths, by, FileTrace::tags, PlacedTag::at));
    }

    private static <T> List<T> replaced(
        List<T> all,
        Set<RepoPath> paths,
        Collection<FileTrace> by,
        Function<FileTrace, List<T>> part,
        Function<T, Location> place) {
      boolean stays =
          by.stream().allMatch(file -> part.apply(file).isEmpty())
              && all.stream().noneMatch(one -> paths.contains(place.apply(one).path()));
      if (stays) {
        return all;
      }
      var left = new ArrayList<T>(all);
      left.removeIf(one -> paths.contains(place.apply(one).path()));
      by.forEach(file -> left.addAll(part.apply(file)));
      return left;
    }
  }

  private Trace(Layers<RequirementKey, Linked> links, Loose loose, ItemTrace items, Extent extent) {
    this.links = links;
    this.loose = loose;
    this.items = items;
    this.extent = extent;
    var all = new ArrayList<>(loose.dangling());
    loose.unanswered().stream()
        .filter(tag -> !items.knows(tag.covers()))
        .forEach(tag -> all.add(tag.dangling()));
    all.sort(Comparator.comparing(Dangling::at, BY_PLACE).thenComparing(Dangling::text));
    this.dangling = List.copyOf(all);
  }

  /// A trace of links that are known.
  public Trace(
      List<Link> links,
      List<Dangling> dangling,
      List<Ambiguous> ambiguous,
      List<PlacedTag> tags,
      ItemTrace items,
      Extent extent) {
    this(
        Layers.of(linked(ownLinks(links), Map.of(), extent)),
        new Loose(dangling, List.of(), ambiguous, tags),
        items,
        extent);
  }

  /// The trace of all files of a snapshot.
  ///
  /// @param files in any order
  public static Trace of(SpecSet specs, Collection<FileTrace> files, boolean countInferred) {
    var links = new ArrayList<Link>();
    var cut = new ArrayList<RepoPath>();
    for (FileTrace file : files) {
      links.addAll(file.links());
      file.cut().ifPresent(cut::add);
    }
    cut.sort(Comparator.naturalOrder());
    var nothing = new Loose(List.of(), List.of(), List.of(), List.of());
    return of(
        specs,
        ownLinks(links),
        sorted(nothing.replaced(Set.of(), files)),
        new Extent(countInferred, cut));
  }

  private static Trace of(
      SpecSet specs, Map<RequirementKey, List<Link>> own, Loose loose, Extent extent) {
    ItemTrace items = ItemTrace.of(specs, loose.tags());
    return new Trace(Layers.of(linked(own, below(items), extent)), loose, items, extent);
  }

  /// This trace after some files changed, at the cost of what they link: all else is shared.
  ///
  /// @param before what these files came to in this trace
  /// @param after what they come to now, resolved alike
  public Trace replacing(
      SpecSet specs, Map<RepoPath, FileTrace> before, Map<RepoPath, FileTrace> after) {
    Set<RepoPath> paths = new HashSet<>(before.keySet());
    paths.addAll(after.keySet());
    Loose now = loose.replaced(paths, after.values());
    Loose sorted = now.equals(loose) ? loose : sorted(now);
    var cut = new ArrayList<>(extent.cut());
    cut.removeAll(paths);
    after.values().forEach(file -> file.cut().ifPresent(cut::add));
    cut.sort(Comparator.naturalOrder());
    var reach = new Extent(extent.countInferred(), cut);
    Map<RequirementKey, List<Link>> changed = changedLinks(paths, before.values(), after.values());
    if (!sorted.tags().isEmpty() || !loose.tags().isEmpty() || !items.items().isEmpty()) {
      // what items take over from below may come from anywhere
      var own = new HashMap<RequirementKey, List<Link>>();
      links.keys().forEach(key -> own.put(key, links.getOr(key, UNLINKED).own()));
      own.putAll(changed);
      return of(specs, own, sorted, reach);
    }
    var linked = new HashMap<RequirementKey, Optional<Linked>>();
    changed.forEach((key, own) -> linked.put(key, Optional.of(linked(own, own, reach))));
    return new Trace(links.with(linked), sorted, ItemTrace.of(specs, List.of()), reach);
  }

  private Map<RequirementKey, List<Link>> changedLinks(
      Set<RepoPath> paths, Collection<FileTrace> before, Collection<FileTrace> after) {
    var keys = new LinkedHashSet<RequirementKey>();
    before.forEach(file -> file.links().forEach(link -> keys.add(link.requirement())));
    var added = new ArrayList<Link>();
    after.forEach(file -> added.addAll(file.links()));
    Map<RequirementKey, List<Link>> fresh = ownLinks(added);
    keys.addAll(fresh.keySet());
    var changed = new HashMap<RequirementKey, List<Link>>();
    for (RequirementKey key : keys) {
      var own = new ArrayList<>(links.getOr(key, UNLINKED).own());
      own.removeIf(link -> paths.contains(link.at().path()));
      own.addAll(fresh.getOrDefault(key, List.of()));
      own.sort(LINKS);
      changed.put(key, List.copyOf(own));
    }
    return changed;
  }

  private static final Linked UNLINKED = new Linked(List.of(), List.of(), List.of());

  private static Loose sorted(Loose loose) {
    return new Loose(
        loose.dangling(),
        loose.unanswered(),
        loose.ambiguous().stream()
            .sorted(Comparator.comparing(Ambiguous::at, BY_PLACE).thenComparing(Ambiguous::text))
            .toList(),
        loose.tags().stream()
            .sorted(
                Comparator.comparing(PlacedTag::at, BY_PLACE)
                    .thenComparing(placed -> placed.tag().covers().toString()))
            .toList());
  }

  private static Map<RequirementKey, List<Link>> ownLinks(List<Link> links) {
    var own = new HashMap<RequirementKey, List<Link>>();
    for (Link link : links) {
      own.computeIfAbsent(link.requirement(), _ -> new ArrayList<>()).add(link);
    }
    own.replaceAll((_, list) -> {
      list.sort(LINKS);
      return List.copyOf(list);
    });
    return own;
  }

  /// The links that requirements have because what covers them ends in code and tests.
  private static Map<RequirementKey, List<Link>> below(ItemTrace items) {
    var below = new HashMap<RequirementKey, List<Link>>();
    for (Link link : items.linksFromBelow()) {
      below.computeIfAbsent(link.requirement(), _ -> new ArrayList<>()).add(link);
    }
    return below;
  }

  private static Map<RequirementKey, Linked> linked(
      Map<RequirementKey, List<Link>> own, Map<RequirementKey, List<Link>> below, Extent extent) {
    var linked = new HashMap<RequirementKey, Linked>(2 * own.size());
    own.forEach((key, links) -> linked.put(key, linked(links, links, extent)));
    below.forEach((key, more) -> {
      List<Link> links = own.getOrDefault(key, List.of());
      var all = new LinkedHashSet<>(links);
      all.addAll(more);
      linked.put(key, linked(links, all.stream().sorted(LINKS).toList(), extent));
    });
    return linked;
  }

  private static Linked linked(List<Link> own, List<Link> all, Extent extent) {
    boolean every = all.stream().allMatch(link -> covers(link, extent));
    return new Linked(
        own, all, every ? all : all.stream().filter(link -> covers(link, extent)).toList());
  }

  // @spec engine/markers#REQ-MARK-019
  /// Whether a link covers its requirement: it is exact or scoped, or inferred where that counts;
  /// and it stands in code or a test.
  private static boolean covers(Link link, Extent extent) {
    boolean sure =
        link.status().covers() || (extent.countInferred() && link.status() == LinkStatus.INFERRED);
    return sure && link.role() != Role.DOC;
  }

  /// Every link of a requirement, also ambiguous ones, by place.
  public List<Link> links(RequirementKey key) {
    return links.getOr(key, UNLINKED).all();
  }

  /// The links that cover a requirement, by place.
  public List<Link> covering(RequirementKey key) {
    return links.getOr(key, UNLINKED).covering();
  }

  /// The covering links of one role.
  public List<Link> covering(RequirementKey key, Role role) {
    return covering(key).stream().filter(link -> link.role() == role).toList();
  }

  /// The requirements that are linked otherwise in another trace.
  Set<RequirementKey> differing(Trace other) {
    return links.differing(other.links);
  }

  /// Explicit markers that name nothing, by place.
  public List<Dangling> dangling() {
    return dangling;
  }

  /// Markers that could mean several requirements, by place.
  public List<Ambiguous> ambiguous() {
    return loose.ambiguous();
  }

  /// Whether an inferred link covers its requirement.
  public boolean countsInferred() {
    return extent.countInferred();
  }

  /// Files with more markers than are kept, by path.
  public List<RepoPath> cut() {
    return extent.cut();
  }

  /// Every tag of a format with revisions, by place, also those that name nothing.
  public List<PlacedTag> tags() {
    return loose.tags();
  }

  /// How items with revisions cover each other.
  public ItemTrace items() {
    return items;
  }
}
