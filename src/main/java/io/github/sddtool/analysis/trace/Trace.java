package io.github.sddtool.analysis.trace;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.RequirementKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All markers of a snapshot joined to its requirements.
public final class Trace {
  private final Map<RequirementKey, List<Link>> links = new TreeMap<>();
  private final List<Dangling> dangling;
  private final List<Ambiguous> ambiguous;
  private final List<PlacedTag> tags;
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

  public Trace(
      List<Link> links,
      List<Dangling> dangling,
      List<Ambiguous> ambiguous,
      List<PlacedTag> tags,
      ItemTrace items,
      Extent extent) {
    this.extent = extent;
    this.tags = List.copyOf(tags);
    this.items = items;
    Comparator<Link> byPlace =
        Comparator.comparing((Link link) -> link.at().path())
            .thenComparingInt(link -> link.at().line())
            .thenComparingInt(link -> link.at().column())
            .thenComparing(Link::status)
            .thenComparing(Link::role);
    links.stream()
        .sorted(byPlace)
        .forEach(link ->
            this.links.computeIfAbsent(link.requirement(), _ -> new ArrayList<>()).add(link));
    this.dangling = List.copyOf(dangling);
    this.ambiguous = List.copyOf(ambiguous);
  }

  /// Every link of a requirement, also ambiguous ones, by place.
  public List<Link> links(RequirementKey key) {
    return List.copyOf(links.getOrDefault(key, List.of()));
  }

  /// The links that cover a requirement, by place.
  public List<Link> covering(RequirementKey key) {
    return links(key).stream().filter(this::covers).toList();
  }

  // @spec engine/markers#REQ-MARK-019
  /// Whether a link covers its requirement: it is exact or scoped, or inferred where that counts;
  /// and it stands in code or a test.
  private boolean covers(Link link) {
    boolean sure =
        link.status().covers() || (extent.countInferred() && link.status() == LinkStatus.INFERRED);
    return sure && link.role() != Role.DOC;
  }

  /// The covering links of one role.
  public List<Link> covering(RequirementKey key, Role role) {
    return covering(key).stream().filter(link -> link.role() == role).toList();
  }

  /// Explicit markers that name nothing, by place.
  public List<Dangling> dangling() {
    return dangling;
  }

  /// Markers that could mean several requirements, by place.
  public List<Ambiguous> ambiguous() {
    return ambiguous;
  }

  /// Files with more markers than are kept, by path.
  public List<RepoPath> cut() {
    return extent.cut();
  }

  /// Every tag of a format with revisions, by place, also those that name nothing.
  public List<PlacedTag> tags() {
    return tags;
  }

  /// How items with revisions cover each other.
  public ItemTrace items() {
    return items;
  }
}
