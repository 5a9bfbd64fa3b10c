package io.github.sddtool.forge.github;

import java.io.IOException;
import java.security.PrivateKey;
import org.kohsuke.github.authorization.AuthorizationProvider;
import org.kohsuke.github.extras.authorization.JWTTokenProvider;

/// The App's own token. The library keeps one until it expires by this machine's clock; one that
/// was made while that clock was ahead would be kept, and refused, for as long as it was ahead.
final class AppToken implements AuthorizationProvider {
  private final String appId;
  private final PrivateKey key;
  private volatile JWTTokenProvider current;

  AppToken(long appId, PrivateKey key) {
    this.appId = Long.toString(appId);
    this.key = key;
    this.current = new JWTTokenProvider(this.appId, key);
  }

  /// The next one asked for is made anew.
  void forget() {
    current = new JWTTokenProvider(appId, key);
  }

  @Override
  public String getEncodedAuthorization() throws IOException {
    return current.getEncodedAuthorization();
  }
}
