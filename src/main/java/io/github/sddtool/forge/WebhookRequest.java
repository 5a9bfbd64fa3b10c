package io.github.sddtool.forge;

import io.github.sddtool.source.Bytes;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A webhook as it came over HTTP, before anything is believed of it.
///
/// @param headers by name in lower case; of repeated ones the first value
/// @param body the raw bytes, which signatures are computed over
public record WebhookRequest(Map<String, String> headers, Bytes body) {
  private static final int LONGEST_NAME = 100;

  public WebhookRequest {
    headers =
        headers.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    header -> header.getKey().toLowerCase(Locale.ROOT),
                    Map.Entry::getValue,
                    (first, _) -> first));
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /// Whether a header's value can stand in a log and a database as a name.
  public static boolean isName(String header) {
    return !header.isEmpty()
        && header.length() <= LONGEST_NAME
        && header.chars().allMatch(c -> c > ' ' && c < 0x7F);
  }
}
