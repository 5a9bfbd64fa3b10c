package io.github.sddtool.source.git;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.Secret;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What to fetch, and where from.
///
/// @param uri `https`, `http` or `file`, without user information
/// @param refspecs in git's notation; the left side may be a full commit id
public record FetchRequest(URI uri, Optional<Credentials> credentials, List<String> refspecs) {
  private static final Set<String> SCHEMES = Set.of("https", "http", "file");

  /// A user name and its secret. They go to the request's own host and nowhere else.
  public record Credentials(String user, Secret secret) {}

  /// Checks that the request can be made at all.
  ///
  /// @throws UserFault for another scheme, or credentials in the URI
  public FetchRequest {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!SCHEMES.contains(scheme)) {
      throw UserFault.usage(
          "cannot fetch over '" + scheme + "': accepted are https, http and file");
    }
    if (uri.getRawUserInfo() != null) {
      throw UserFault.usage("credentials do not belong into the URI of " + uri.getHost());
    }
    refspecs = List.copyOf(refspecs);
  }

  boolean isFile() {
    return "file".equalsIgnoreCase(uri.getScheme());
  }
}
