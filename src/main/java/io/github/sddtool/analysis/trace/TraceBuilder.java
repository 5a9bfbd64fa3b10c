package io.github.sddtool.analysis.trace;

import io.github.sddtool.facts.CoverTag;
import io.github.sddtool.facts.FileFacts;
import io.github.sddtool.facts.Marker;
import io.github.sddtool.facts.Passage;
import io.github.sddtool.facts.PassageFilter;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Companions;
import io.github.sddtool.spec.ItemId;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Joins the markers of many files to one set of specs. The order of the files makes no difference.
public final class TraceBuilder {
  /// How many ambiguous markers of one file are listed with each of their candidates.
  private static final int MAX_DOUBTFUL = 1_000;

  private final SpecSet specs;
  private final SpecNames names;
  private final Titles titles;
  private final Resolver resolver;
  private final Belonging belonging;
  private final boolean countInferred;
  private final List<Link> links = new ArrayList<>();
  private final List<Dangling> dangling = new ArrayList<>();
  private final List<Ambiguous> ambiguous = new ArrayList<>();
  private final List<PlacedTag> tags = new ArrayList<>();
  private final List<RepoPath> cut = new ArrayList<>();
  private final List<Unanswered> unanswered = new ArrayList<>();
  private final Set<Link> seen = new HashSet<>();

  /// A tag no document answers to; another tag, or another revision, still may.
  private record Unanswered(ItemId covers, Dangling dangling) {}

  /// A builder.
  ///
  /// @param files of the snapshot, among which tasks name theirs
  /// @param countInferred whether an inferred link covers its requirement
  public TraceBuilder(
      SpecSet specs, Companions companions, Collection<RepoPath> files, boolean countInferred) {
    this.specs = specs;
    this.names = new SpecNames(specs);
    this.titles = new Titles(specs, names);
    this.resolver = new Resolver(specs, names, companions);
    this.belonging = new Belonging(specs, companions, files);
    this.countInferred = countInferred;
  }

  /// Which comments have to be kept with a file's facts, because they may hold titles.
  public PassageFilter passages() {
    return titles;
  }

  /// Adds a file's markers.
  ///
  /// @param testFile whether the file is a test by its path; a marker in a test case is one anyway
  public void add(RepoPath path, FileFacts facts, boolean testFile) {
    if (facts.cut()) {
      cut.add(path);
    }
    var file = new Adding(path, facts.header(), testFile);
    facts.markers().forEach(file::marker);
    facts.passages().forEach(file::passage);
  }

  // @spec engine/markers#REQ-MARK-021
  /// Adds what prose says that belongs to a spec: a marker that is sure is a link, which never
  /// covers; any other is a word.
  public void addProse(RepoPath path, FileFacts facts, Spec spec) {
    var file = new FileScope(names, belonging, path, spec.id());
    for (Marker marker : facts.markers()) {
      if (resolver.resolve(marker, file) instanceof Meaning.One(var key, LinkStatus status)
          && status.covers()) {
        link(new Link(key, at(path, marker), Role.DOC, status, Optional.empty()));
      }
    }
  }

  private static Location at(RepoPath path, Marker marker) {
    return new Location(path, marker.line(), marker.column());
  }

  private void link(Link link) {
    if (seen.add(link)) {
      links.add(link);
    }
  }

  /// One file while its markers are added.
  private final class Adding {
    private final RepoPath path;
    private final boolean testFile;
    private final FileScope scope;
    private final Map<RequirementKey, Integer> doubtful = new HashMap<>();

    Adding(RepoPath path, String header, boolean testFile) {
      this.path = path;
      this.testFile = testFile;
      this.scope = new FileScope(names, belonging, path, header);
    }

    void marker(Marker marker) {
      marker
          .tag()
          .ifPresent(tag ->
              tags.add(
                  new PlacedTag(at(path, marker), tag, role(marker), marker.around().region())));
      add(marker, resolver.resolve(marker, scope), false);
    }

    void passage(Passage passage) {
      for (TitleMarkers.Found found : TitleMarkers.in(passage.text(), titles, names)) {
        switch (found) {
          case TitleMarkers.Found.Qualified(RequirementKey key, int offset) ->
              add(
                  passage.marker(true, Optional.of(key.spec()), key.local(), offset),
                  new Meaning.One(key, LinkStatus.EXACT),
                  true);
          case TitleMarkers.Found.Alone(List<RequirementKey> keys, int offset) -> {
            Marker marker =
                passage.marker(false, Optional.empty(), keys.getFirst().local(), offset);
            add(marker, resolver.title(marker, keys, scope), true);
          }
          case TitleMarkers.Found.Unknown(String spec, String title, int offset) ->
              add(
                  passage.marker(true, Optional.of(spec), title, offset),
                  new Meaning.None(resolver.unknownTitle(spec, title)),
                  true);
        }
      }
    }

    private void add(Marker marker, Meaning meaning, boolean title) {
      Location at = at(path, marker);
      Role role = role(marker);
      switch (meaning) {
        case Meaning.One(RequirementKey key, LinkStatus status) ->
            link(new Link(key, at, role, status, marker.around().region()));
        case Meaning.Several(List<RequirementKey> candidates) -> {
          ambiguous.add(new Ambiguous(at, marker.text(), title, candidates));
          for (RequirementKey key : candidates) {
            if (doubtful.merge(key, 1, Integer::sum) <= MAX_DOUBTFUL) {
              link(new Link(key, at, role, LinkStatus.AMBIGUOUS, marker.around().region()));
            }
          }
        }
        case Meaning.None(String hint) ->
            leadsNowhere(marker, new Dangling(at, marker.text(), hint));
        case Meaning.NoMarker _ -> {}
      }
    }

    private Role role(Marker marker) {
      boolean test =
          testFile || marker.around().inTest() || marker.tag().filter(CoverTag::isTest).isPresent();
      return test ? Role.TEST : Role.IMPL;
    }

    private void leadsNowhere(Marker marker, Dangling one) {
      marker
          .tag()
          .ifPresentOrElse(
              tag -> unanswered.add(new Unanswered(tag.covers(), one)), () -> dangling.add(one));
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
    items.linksFromBelow().forEach(this::link);
    dangling.sort(Comparator.comparing(Dangling::at, byPlace).thenComparing(Dangling::text));
    ambiguous.sort(Comparator.comparing(Ambiguous::at, byPlace).thenComparing(Ambiguous::text));
    cut.sort(Comparator.naturalOrder());
    return new Trace(links, dangling, ambiguous, tags, items, new Trace.Extent(countInferred, cut));
  }
}
