package io.github.sddtool.facts;

import java.util.List;

/// What a source file says by itself.
///
/// @param markers in the order of the text
/// @param header the comments at the top of the file, which may name the spec of all its markers
public record FileFacts(List<Marker> markers, String header) {
  /// A file that says nothing to us.
  public static final FileFacts NONE = new FileFacts(List.of(), "");

  public FileFacts {
    markers = List.copyOf(markers);
  }
}
