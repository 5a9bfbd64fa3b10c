package io.github.sddtool.forge;

import io.github.sddtool.source.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Where and how to fetch a repository's commits from.
///
/// @param uri built from the forge's settings, never from a payload
/// @param refspecs what to fetch, in git's notation
public record FetchSource(URI uri, Optional<Login> login, List<String> refspecs) {
  /// A user name and its secret, for HTTP basic authentication.
  public record Login(String user, Secret secret) {}

  public FetchSource {
    refspecs = List.copyOf(refspecs);
  }
}
