package io.github.sddtool.facts;

import java.util.List;

/// What a source file says by itself.
///
/// @param markers in the order of the text
/// @param passages that a [PassageFilter] keeps
/// @param header the comments at the top of the file, which may name the spec of all its markers
/// @param cut whether the file has more markers than are kept
public record FileFacts(List<Marker> markers, List<Passage> passages, String header, boolean cut) {
  /// The most markers that are kept of one file.
  public static final int MAX_MARKERS = 50_000;

  /// A file that says nothing to us.
  public static final FileFacts NONE = new FileFacts(List.of(), List.of(), "", false);

  public FileFacts {
    markers = List.copyOf(markers);
    passages = List.copyOf(passages);
  }
}
