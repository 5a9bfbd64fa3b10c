package io.github.sddtool.pipeline.notice.channel;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What goes to one recipient as one message.
///
/// @param id the same however often it is sent
/// @param recipient an address as the channel knows it: a room, an e-mail address, or empty for
///   whoever stands behind the channel's only address
/// @param items at least one
public record Parcel(String id, String recipient, List<Item> items) {
  public Parcel {
    items = List.copyOf(items);
    if (items.isEmpty()) {
      throw new IllegalArgumentException("a parcel has something in it");
    }
  }

  /// One notice, as plain text.
  ///
  /// @param id names the notice
  /// @param title one line
  /// @param body may have several lines
  /// @param page where more stands
  public record Item(
      String id, String title, String body, Optional<URI> page, Kind kind, Instant at) {}

  /// What kind of notice it is.
  ///
  /// @param rule that caused it
  /// @param subject what it is about, for example a spec's id
  public record Kind(String rule, String subject, boolean urgent) {}

  /// What it is about in one line.
  public String title() {
    return items.size() == 1
        ? items.getFirst().title()
        : items.getFirst().title() + " and %d more".formatted(items.size() - 1);
  }

  /// Whether somebody should look at once.
  public boolean isUrgent() {
    return items.stream().anyMatch(item -> item.kind().urgent());
  }
}
