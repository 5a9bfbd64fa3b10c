package io.github.sddtool.app;

import io.github.sddtool.source.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The network that the server is in.
///
/// @param authorities a PEM file of those that are trusted beside the platform's
/// @param proxy through which the forges are reached
/// @param direct hosts that are reached without it
public record Network(Optional<Path> authorities, Optional<Proxy> proxy, List<String> direct) {
  /// Straight to everywhere, trusting whom the platform trusts.
  public static final Network PLAIN = new Network(Optional.empty(), Optional.empty(), List.of());

  /// A proxy that speaks HTTP.
  public record Proxy(String host, int port, Optional<Login> login) {}

  /// What the proxy wants to know.
  public record Login(String user, Secret password) {}

  public Network {
    direct = List.copyOf(direct);
  }

  // @spec app/network#REQ-NET-003
  /// Whether a host is reached without the proxy, as `NO_PROXY` has it: a host by its name or
  /// address, those below a domain by its name with or without a leading dot, all by `*`.
  public boolean isDirect(String host) {
    if (proxy.isEmpty()) {
      return true;
    }
    String name = host.toLowerCase(Locale.ROOT);
    return direct.stream()
        .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
        .map(entry -> entry.startsWith("*.") ? entry.substring(1) : entry)
        .filter(entry -> !entry.isEmpty())
        .anyMatch(entry ->
            entry.equals("*")
                || name.equals(entry)
                || name.endsWith(entry.startsWith(".") ? entry : "." + entry)
                || entry.equals("." + name));
  }
}
