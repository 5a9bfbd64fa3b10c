package io.github.sddtool.server.api;

import io.github.sddtool.access.Principal;
import io.github.sddtool.store.spec.Project;
import java.util.Optional;

/// Who asks, and with what.
///
/// @param key the part of the key that everybody may see; empty for the server's own token
/// @param project of the key; empty for the token, which has to name one
/// @param perMinute how many requests a minute it may send
record Caller(Principal who, String key, Optional<Project> project, int perMinute) {
  boolean isOperator() {
    return key.isEmpty();
  }
}
