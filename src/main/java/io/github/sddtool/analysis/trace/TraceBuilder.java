package io.github.sddtool.analysis.trace;

import io.github.sddtool.facts.CoverTag;
import io.github.sddtool.facts.FileFacts;
import io.github.sddtool.facts.Marker;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.ItemId;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.SpecSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Joins the markers of many files to one set of specs.
public final class TraceBuilder {
  private final SpecSet specs;
  private final Resolver resolver;
  private final List<Link> links = new ArrayList<>();
  private final List<Dangling> dangling = new ArrayList<>();
  private final List<Ambiguous> ambiguous = new ArrayList<>();
  private final List<PlacedTag> tags = new ArrayList<>();
  private final List<Unanswered> unanswered = new ArrayList<>();
  private final Set<Link> seen = new HashSet<>();

  /// A tag no document answers to; another tag, or another revision, still may.
  private record Unanswered(ItemId covers, Dangling dangling) {}

  public TraceBuilder(SpecSet specs) {
    this.specs = specs;
    this.resolver = new Resolver(specs);
  }

  /// Adds a file's markers.
  ///
  /// @param testFile whether the file is a test by its path; a marker in a test case is one anyway
  public void add(RepoPath path, FileFacts facts, boolean testFile) {
    for (Marker marker : facts.markers()) {
      Location at = new Location(path, marker.line(), marker.column());
      boolean test =
          testFile || marker.around().inTest() || marker.tag().filter(CoverTag::isTest).isPresent();
      Role role = test ? Role.TEST : Role.IMPL;
      marker
          .tag()
          .ifPresent(tag -> tags.add(new PlacedTag(at, tag, role, marker.around().region())));
      switch (resolver.resolve(marker, facts.header())) {
        case Meaning.One(RequirementKey key, LinkStatus status) ->
            link(marker, key, at, role, status);
        case Meaning.Several(List<RequirementKey> candidates) -> {
          ambiguous.add(new Ambiguous(at, marker.text(), candidates));
          candidates.forEach(key -> link(marker, key, at, role, LinkStatus.AMBIGUOUS));
        }
        case Meaning.None(String hint) ->
            leadsNowhere(marker, new Dangling(at, marker.text(), hint));
        case Meaning.NoMarker _ -> {}
      }
    }
  }

  private void leadsNowhere(Marker marker, Dangling one) {
    marker
        .tag()
        .ifPresentOrElse(
            tag -> unanswered.add(new Unanswered(tag.covers(), one)), () -> dangling.add(one));
  }

  private void link(Marker marker, RequirementKey key, Location at, Role role, LinkStatus status) {
    add(new Link(key, at, role, status, marker.around().region()));
  }

  private void add(Link link) {
    if (seen.add(link)) {
      links.add(link);
    }
  }

  public Trace build() {
    Comparator<Location> byPlace =
        Comparator.comparing(Location::path)
            .thenComparingInt(Location::line)
            .thenComparingInt(Location::column);
    tags.sort(
        Comparator.comparing(PlacedTag::at, byPlace)
            .thenComparing(placed -> placed.tag().covers().toString()));
    ItemTrace items = ItemTrace.of(specs, tags);
    unanswered.stream()
        .filter(tag -> !items.knows(tag.covers()))
        .forEach(tag -> dangling.add(tag.dangling()));
    items.linksFromBelow().forEach(this::add);
    dangling.sort(Comparator.comparing(Dangling::at, byPlace).thenComparing(Dangling::text));
    ambiguous.sort(Comparator.comparing(Ambiguous::at, byPlace).thenComparing(Ambiguous::text));
    return new Trace(links, dangling, ambiguous, tags, items);
  }
}
