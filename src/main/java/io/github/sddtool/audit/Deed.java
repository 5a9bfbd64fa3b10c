package io.github.sddtool.audit;

import java.time.Instant;
import java.util.OptionalInt;

/// Something that somebody did to the store.
///
/// @param action for example `spec.update` or `access.grant`
/// @param resource what it was done to, for example `spec:auth/login` or `key:sdd_1a2b3c4d5e6f`
/// @param before the revision of a spec that it was done to
/// @param after the revision that came of it
public record Deed(
    Doer by, String action, String resource, Instant at, OptionalInt before, OptionalInt after) {

  /// Who did it, and how.
  ///
  /// @param email may be empty
  /// @param key the part of the key that everybody may see; empty for the server's own token
  /// @param source `API`, `GIT` or `CLI`
  /// @param request names the request, also in its answer
  public record Doer(String name, String email, String key, String source, String request) {}

  /// A deed that made no revision.
  public static Deed of(Doer by, String action, String resource, Instant at) {
    return new Deed(by, action, resource, at, OptionalInt.empty(), OptionalInt.empty());
  }
}
