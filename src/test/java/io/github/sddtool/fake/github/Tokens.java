package io.github.sddtool.fake.github;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Installation tokens that were handed out and are still alive.
final class Tokens {
  private final Clock clock;
  private final Map<String, Token> live = new HashMap<>();
  private Duration life = Duration.ofHours(1);

  Tokens(Clock clock) {
    this.clock = clock;
  }

  /// @param repositories full names the token is limited to; empty means all of the installation
  /// @param permissions narrowed permissions; empty means all of the installation
  /// @param author under which what it writes is shown; empty for the app's own
  record Token(
      String text,
      long installation,
      Instant expires,
      Set<String> repositories,
      Map<String, String> permissions,
      Optional<String> author) {}

  synchronized Token issue(
      long installation, Set<String> repositories, Map<String, String> permissions) {
    return issue(installation, repositories, permissions, Optional.empty());
  }

  synchronized Token issue(
      long installation,
      Set<String> repositories,
      Map<String, String> permissions,
      Optional<String> author) {
    var text = "ghs_" + UUID.randomUUID().toString().replace("-", "");
    var token =
        new Token(
            text,
            installation,
            clock.instant().plus(life),
            Set.copyOf(repositories),
            Map.copyOf(permissions),
            author);
    live.put(text, token);
    return token;
  }

  synchronized Optional<Token> find(String text) {
    return Optional.ofNullable(live.get(text)).filter(t -> t.expires().isAfter(clock.instant()));
  }

  synchronized void revokeAll() {
    live.clear();
  }

  synchronized void life(Duration duration) {
    life = duration;
  }
}
