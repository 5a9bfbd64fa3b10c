package io.github.sddtool.store.search;

import io.github.sddtool.source.Location;

/// Something that was found.
///
/// @param spec the id of the spec it is or stands in
/// @param key of a spec its id, of a requirement `SPEC#LOCAL`, of a scenario that of its
///   requirement, else its spec's id
/// @param title a spec's or requirement's title, a scenario's name
/// @param score above 0; only hits of one request can be compared by it
public record SearchHit(
    SearchKind kind, String spec, String key, String title, Shown shown, double score) {

  /// Where it stands, of a spec the first line that matched, and what of it matched.
  public record Shown(Location at, Snippet snippet) {}
}
