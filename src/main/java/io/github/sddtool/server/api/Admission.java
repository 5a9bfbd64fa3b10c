package io.github.sddtool.server.api;

import io.github.sddtool.access.Principal;
import io.github.sddtool.server.Problem;
import io.github.sddtool.source.Secret;
import io.github.sddtool.store.key.Key;
import io.github.sddtool.store.key.KeyStore;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;

// @spec app/api#REQ-API-003
/// Finds out who asks: by a key, or by the server's own token, in the `Authorization` header and
/// nowhere else. Addresses are written to logs; what is in them proves nothing.
final class Admission {
  private static final String SCHEME = "bearer ";

  /// The operator's own programs move whole projects.
  private static final int OPERATOR_PER_MINUTE = 6_000;

  private final KeyStore keys;
  private final Optional<Secret> token;

  Admission(KeyStore keys, Optional<Secret> token) {
    this.keys = keys;
    this.token = token;
  }

  Caller admit(ServerRequest request) {
    String given = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
    if (!given.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw refuse(
          "This needs a key in the header 'Authorization: Bearer sdd_…'; an administrator of the"
              + " project makes one.",
          "Bearer realm=\"sdd\"");
    }
    String shown = given.substring(SCHEME.length()).strip();
    if (isToken(shown)) {
      return new Caller(Principal.operator("operator"), "", Optional.empty(), OPERATOR_PER_MINUTE);
    }
    Key key =
        keys.proven(shown)
            .orElseThrow(() ->
                refuse(
                    "The key is none of this server's, was taken back, or has expired.",
                    "Bearer realm=\"sdd\", error=\"invalid_token\""));
    return new Caller(key.principal(), key.prefix(), Optional.of(key.project()), key.perMinute());
  }

  private boolean isToken(String shown) {
    return token
        .map(secret ->
            !secret.reveal().isEmpty()
                && MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), secret.bytes()))
        .orElse(false);
  }

  private static Problem.Refusal refuse(String detail, String challenge) {
    return Problem.of(Problem.Kind.UNAUTHENTICATED, detail)
        .header("WWW-Authenticate", challenge)
        .refusal();
  }
}
