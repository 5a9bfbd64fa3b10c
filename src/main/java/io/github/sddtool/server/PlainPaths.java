package io.github.sddtool.server;

import io.helidon.http.NotFoundException;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/// Lets through only addresses that are written the plain way, as ours are. A proxy that opens
/// `/webhooks/` alone and the router behind it may otherwise read `/webhooks/..;/metrics` or
/// `/webhooks/%2e%2e/metrics` differently.
final class PlainPaths {
  private PlainPaths() {}

  static void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (!plain(request.prologue().uriPath().rawPath())) {
      throw new NotFoundException("not a plain path");
    }
    chain.proceed();
  }

  /// Letters, digits, `-` and `_` between single slashes.
  private static boolean plain(String path) {
    return path.chars().allMatch(PlainPaths::plainCharacter) && !path.contains("//");
  }

  private static boolean plainCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '/';
  }
}
