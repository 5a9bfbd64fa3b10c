package io.github.sddtool.forge.github;

import io.github.sddtool.source.Secret;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHAppInstallation;
import org.kohsuke.github.GHAppInstallationToken;
import org.kohsuke.github.GHPermissionType;
import org.kohsuke.github.authorization.AuthorizationProvider;

/// The token of one installation, made anew before it expires. The library's own provider asks
/// GitHub three times for each token where one request is enough.
final class InstallationToken implements AuthorizationProvider {
  /// GitHub's tokens live for an hour; a fetch that starts with the token must also end with it.
  private static final Duration LEAST_LEFT = Duration.ofMinutes(10);

  private record Live(Secret secret, Instant expiresAt) {}

  private final GHAppInstallation installation;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Live live;

  InstallationToken(GHAppInstallation installation, Clock clock) {
    this.installation = installation;
    this.clock = clock;
  }

  Secret secret() throws IOException {
    lock.lock();
    try {
      Live current = live;
      if (current == null || clock.instant().plus(LEAST_LEFT).isAfter(current.expiresAt())) {
        GHAppInstallationToken fresh = installation.createToken().create();
        current =
            new Live(
                Secret.of(Objects.requireNonNull(fresh.getToken())),
                fresh.getExpiresAt().toInstant());
        live = current;
      }
      return current.secret();
    } finally {
      lock.unlock();
    }
  }

  // @spec app/publishing#REQ-PUB-022
  /// Another token, which writes contents of one repository and may do nothing else.
  ///
  /// @param repository its id
  Secret pushing(long repository) throws IOException {
    GHAppInstallationToken narrow =
        installation
            .createToken()
            .repositoryIds(List.of(repository))
            .permissions(Map.of("contents", GHPermissionType.WRITE))
            .create();
    return Secret.of(Objects.requireNonNull(narrow.getToken()));
  }

  @Override
  public String getEncodedAuthorization() throws IOException {
    return "Bearer " + secret().reveal();
  }
}
