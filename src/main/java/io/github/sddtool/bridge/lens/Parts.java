package io.github.sddtool.bridge.lens;

import java.util.List;

/// A spec's text in parts, in their order.
///
/// @param openEnd whether the text ends within a line; the last part has a line end all the same,
///   so that another can follow it
public record Parts(List<Part> list, boolean openEnd) {
  /// Of a text that is not there.
  public static final Parts NONE = new Parts(List.of(), false);

  public Parts {
    list = List.copyOf(list);
  }

  /// The text, byte for byte as it was taken apart.
  public String text() {
    var all = new StringBuilder();
    list.forEach(part -> all.append(part.text()));
    if (openEnd && !all.isEmpty()) {
      all.setLength(all.length() - 1);
    }
    return all.toString();
  }

  /// Whether both have the same texts in the same order, whatever they are called.
  public boolean reads(Parts other) {
    return openEnd == other.openEnd
        && list.stream()
            .map(Part::text)
            .toList()
            .equals(other.list.stream().map(Part::text).toList());
  }
}
