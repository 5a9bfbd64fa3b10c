package io.github.sddtool.fake.github;

import java.util.Map;

/// What the stand-in answered.
///
/// @param headers by name in lower case
/// @param body empty when there was none
public record Answer(int status, Map<String, String> headers, String body) {
  public Answer {
    headers = Map.copyOf(headers);
  }
}
