package io.github.sddtool.analysis.drift;

import io.github.sddtool.analysis.trace.Link;
import io.github.sddtool.analysis.trace.Role;
import io.github.sddtool.facts.lexer.Region;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Fingerprint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Compares the regions linked to one requirement before and after. Regions are told by their
/// fingerprints, so moving, reformatting and renaming are nothing.
final class RegionChanges {
  private RegionChanges() {}

  /// The links whose region has another text now, one a file: a region of before and one of now are
  /// left over in the same file, or in any file when the region moved while changing.
  static List<Link> changed(List<Link> before, List<Link> now) {
    var left = leftOver(before, now);
    var reported = new HashSet<RepoPath>();
    var changed = new ArrayList<Link>();
    for (Link link : leftOver(now, before)) {
      boolean sameFile = left.stream().anyMatch(l -> l.at().path().equals(link.at().path()));
      boolean moved = !left.isEmpty() && left.stream().allMatch(l -> isGone(l.at().path(), now));
      if ((sameFile || moved) && reported.add(link.at().path())) {
        changed.add(link);
      }
    }
    return changed;
  }

  private static boolean isGone(RepoPath path, Collection<Link> links) {
    return links.stream().noneMatch(link -> link.at().path().equals(path));
  }

  /// The implementation links of `these` whose region is not among those of `those`.
  private static List<Link> leftOver(List<Link> these, List<Link> those) {
    var unmatched = new LinkedHashMap<Fingerprint, Integer>();
    for (Link link : those) {
      implemented(link).ifPresent(f -> unmatched.merge(f, 1, Integer::sum));
    }
    var left = new ArrayList<Link>();
    for (Link link : these) {
      Optional<Fingerprint> fingerprint = implemented(link);
      if (fingerprint.isPresent() && unmatched.getOrDefault(fingerprint.get(), 0) > 0) {
        unmatched.merge(fingerprint.get(), -1, Integer::sum);
      } else if (fingerprint.isPresent()) {
        left.add(link);
      }
    }
    return left;
  }

  private static Optional<Fingerprint> implemented(Link link) {
    return link.role() == Role.IMPL ? link.region().map(Region::fingerprint) : Optional.empty();
  }

  /// The regions of links, each once.
  static Set<Fingerprint> regions(List<Link> links) {
    var fingerprints = new HashSet<Fingerprint>();
    links.forEach(
        link -> link.region().ifPresent(region -> fingerprints.add(region.fingerprint())));
    return fingerprints;
  }

  /// One fingerprint for the regions of several links, whatever their order.
  static Fingerprint together(Stream<Link> links) {
    var regions = new TreeSet<String>();
    regions(links.toList()).forEach(region -> regions.add(region.hex()));
    return Fingerprint.of(String.join("|", regions));
  }

  /// The links from code; all where there are links from tests alone.
  static List<Link> implementing(List<Link> links) {
    List<Link> code = links.stream().filter(link -> link.role() == Role.IMPL).toList();
    return code.isEmpty() ? links : code;
  }

  /// Whether the last link is gone, or the last one from code.
  static boolean isUnimplemented(List<Link> before, List<Link> now) {
    if (now.isEmpty()) {
      return true;
    }
    return before.stream().anyMatch(link -> link.role() == Role.IMPL)
        && now.stream().noneMatch(link -> link.role() == Role.IMPL);
  }
}
