package io.github.sddtool.store.catalog;

import java.time.Instant;
import java.util.Optional;

/// Which specs a list has; what is empty asks nothing.
///
/// @param status in any case
/// @param domain in any case
/// @param format its name
/// @param text the beginning of the id or any part of the title, in any case
/// @param updatedSince not edited before this moment only
public record SpecFilter(
    Optional<String> status,
    Optional<String> domain,
    Optional<String> format,
    Optional<String> text,
    Optional<Instant> updatedSince) {
  public static final SpecFilter ALL =
      new SpecFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// The specs of one status.
  public static SpecFilter ofStatus(String status) {
    return new SpecFilter(
        Optional.of(status),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
