package io.github.sddtool.analysis.trace;

import io.github.sddtool.facts.FileFacts;
import io.github.sddtool.facts.Marker;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.SpecSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Joins the markers of many files to one set of specs.
public final class TraceBuilder {
  private final Resolver resolver;
  private final List<Link> links = new ArrayList<>();
  private final List<Dangling> dangling = new ArrayList<>();
  private final List<Ambiguous> ambiguous = new ArrayList<>();
  private final List<PlacedTag> tags = new ArrayList<>();
  private final Set<Link> seen = new HashSet<>();

  public TraceBuilder(SpecSet specs) {
    this.resolver = new Resolver(specs);
  }

  /// Adds a file's markers.
  ///
  /// @param testFile whether the file is a test by its path; a marker in a test case is one anyway
  public void add(RepoPath path, FileFacts facts, boolean testFile) {
    for (Marker marker : facts.markers()) {
      Location at = new Location(path, marker.line(), marker.column());
      marker.tag().ifPresent(tag -> tags.add(new PlacedTag(at, tag)));
      Role role = testFile || marker.around().inTest() ? Role.TEST : Role.IMPL;
      switch (resolver.resolve(marker, facts.header())) {
        case Meaning.One(RequirementKey key, LinkStatus status) ->
            link(marker, key, at, role, status);
        case Meaning.Several(List<RequirementKey> candidates) -> {
          ambiguous.add(new Ambiguous(at, marker.text(), candidates));
          candidates.forEach(key -> link(marker, key, at, role, LinkStatus.AMBIGUOUS));
        }
        case Meaning.None(String hint) -> dangling.add(new Dangling(at, marker.text(), hint));
        case Meaning.NoMarker _ -> {}
      }
    }
  }

  private void link(Marker marker, RequirementKey key, Location at, Role role, LinkStatus status) {
    Link link = new Link(key, at, role, status, marker.around().region());
    if (seen.add(link)) {
      links.add(link);
    }
  }

  public Trace build() {
    Comparator<Location> byPlace =
        Comparator.comparing(Location::path)
            .thenComparingInt(Location::line)
            .thenComparingInt(Location::column);
    dangling.sort(Comparator.comparing(Dangling::at, byPlace).thenComparing(Dangling::text));
    ambiguous.sort(Comparator.comparing(Ambiguous::at, byPlace).thenComparing(Ambiguous::text));
    tags.sort(
        Comparator.comparing(PlacedTag::at, byPlace)
            .thenComparing(placed -> placed.tag().covers().toString()));
    return new Trace(links, dangling, ambiguous, tags);
  }
}
