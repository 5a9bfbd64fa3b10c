package io.github.sddtool.forge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How the deliveries of one kind of event are read.
///
/// @param happened the path to when it happened; empty where such deliveries do not say it
public record EventKind(Reader reader, List<String> happened) {
  /// Reads what one body tells.
  @FunctionalInterface
  public interface Reader {
    ForgeEvent read(String forge, Payload payload) throws Payload.Unexpected;
  }

  public EventKind {
    happened = List.copyOf(happened);
  }

  /// A kind whose deliveries do not say when it happened.
  public EventKind(Reader reader) {
    this(reader, List.of());
  }

  /// Reads a delivery once; never throws, whatever the body holds.
  ///
  /// @param kept the outermost fields that are read
  public Told read(Delivery delivery, Set<String> kept) {
    Payload payload;
    try {
      payload = Payload.read(delivery.body(), kept);
    } catch (Payload.Unexpected e) {
      return Told.of(new ForgeEvent.Unreadable(e.reason()));
    }
    return new Told(event(delivery.forge(), payload), moment(payload));
  }

  private ForgeEvent event(String forge, Payload payload) {
    try {
      return reader.read(forge, payload);
    } catch (Payload.Unexpected e) {
      return new ForgeEvent.Unreadable(e.reason());
    }
  }

  private Optional<Instant> moment(Payload payload) {
    return happened.isEmpty() ? Optional.empty() : payload.time(happened.toArray(String[]::new));
  }
}
