package io.github.sddtool.analysis.trace;

import io.github.sddtool.facts.CoverTag;
import io.github.sddtool.facts.FileFacts;
import io.github.sddtool.facts.Marker;
import io.github.sddtool.facts.Passage;
import io.github.sddtool.facts.PassageFilter;
import io.github.sddtool.source.FileTree;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Companions;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Joins the markers of files to one set of specs, each file by itself. May be used by several
/// threads.
public final class MarkerResolver {
  /// How many ambiguous markers of one file are listed with each of their candidates.
  private static final int MAX_DOUBTFUL = 1_000;

  private final SpecNames names;
  private final Titles titles;
  private final Resolver resolver;
  private final Belonging belonging;

  /// @param files of the snapshot, among which tasks name theirs
  public MarkerResolver(SpecSet specs, Companions companions, FileTree files) {
    this.names = new SpecNames(specs);
    this.titles = new Titles(specs, names);
    this.resolver = new Resolver(specs, names, companions);
    this.belonging = new Belonging(specs, companions, files);
  }

  private MarkerResolver(MarkerResolver other, Belonging belonging) {
    this.names = other.names;
    this.titles = other.titles;
    this.resolver = other.resolver;
    this.belonging = belonging;
  }

  /// A resolver for the same specs where tasks may name other files: itself, where they do not.
  public MarkerResolver among(SpecSet specs, Companions companions, FileTree files) {
    var other = new Belonging(specs, companions, files);
    return other.equals(belonging) ? this : new MarkerResolver(this, other);
  }

  /// Which comments have to be kept with a file's facts, because they may hold titles.
  public PassageFilter passages() {
    return titles;
  }

  /// What the markers of a file mean.
  ///
  /// @param testFile whether the file is a test by its path; a marker in a test case is one anyway
  public FileTrace resolve(RepoPath path, FileFacts facts, boolean testFile) {
    if (facts.markers().isEmpty() && facts.passages().isEmpty() && !facts.cut()) {
      return FileTrace.NONE;
    }
    var file = new Adding(path, facts.header(), testFile);
    facts.markers().forEach(file::marker);
    facts.passages().forEach(file::passage);
    return file.done(facts);
  }

  // @spec engine/markers#REQ-MARK-021
  /// What prose says that belongs to a spec: a marker that is sure is a link, which never covers;
  /// any other is a word.
  public FileTrace resolveProse(RepoPath path, FileFacts facts, Spec spec) {
    var file = new FileScope(names, belonging, path, spec.id());
    var links = new LinkedHashSet<Link>();
    for (Marker marker : facts.markers()) {
      if (resolver.resolve(marker, file) instanceof Meaning.One(var key, LinkStatus status)
          && status.covers()) {
        links.add(new Link(key, at(path, marker), Role.DOC, status, Optional.empty()));
      }
    }
    return new FileTrace(
        List.copyOf(links),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        ids(facts),
        false,
        Optional.empty());
  }

  private static Set<String> ids(FileFacts facts) {
    var ids = new HashSet<String>();
    facts.markers().forEach(marker -> ids.add(marker.id().toLowerCase(Locale.ROOT)));
    return ids;
  }

  /// Whether files belong to the same specs by tasks and domains.
  public boolean belongsLike(MarkerResolver other) {
    return belonging.equals(other.belonging);
  }

  private static Location at(RepoPath path, Marker marker) {
    return new Location(path, marker.line(), marker.column());
  }

  /// One file while its markers are added.
  private final class Adding {
    private final RepoPath path;
    private final boolean testFile;
    private final FileScope scope;
    private final Map<RequirementKey, Integer> doubtful = new HashMap<>();
    private final Set<Link> links = new LinkedHashSet<>();
    private final List<Dangling> dangling = new ArrayList<>();
    private final List<FileTrace.Unanswered> unanswered = new ArrayList<>();
    private final List<Ambiguous> ambiguous = new ArrayList<>();
    private final List<PlacedTag> tags = new ArrayList<>();

    Adding(RepoPath path, String header, boolean testFile) {
      this.path = path;
      this.testFile = testFile;
      this.scope = new FileScope(names, belonging, path, header);
    }

    FileTrace done(FileFacts facts) {
      return new FileTrace(
          List.copyOf(links),
          dangling,
          unanswered,
          ambiguous,
          tags,
          ids(facts),
          !facts.passages().isEmpty(),
          facts.cut() ? Optional.of(path) : Optional.empty());
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
            links.add(new Link(key, at, role, status, marker.around().region()));
        case Meaning.Several(List<RequirementKey> candidates) -> {
          ambiguous.add(new Ambiguous(at, marker.text(), title, candidates));
          for (RequirementKey key : candidates) {
            if (doubtful.merge(key, 1, Integer::sum) <= MAX_DOUBTFUL) {
              links.add(new Link(key, at, role, LinkStatus.AMBIGUOUS, marker.around().region()));
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
              tag -> unanswered.add(new FileTrace.Unanswered(tag.covers(), one)),
              () -> dangling.add(one));
    }
  }
}
