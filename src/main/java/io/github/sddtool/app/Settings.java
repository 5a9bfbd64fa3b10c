package io.github.sddtool.app;

import io.github.sddtool.source.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How the server runs; checked when it starts.
///
/// @param data the folder that holds the database and the clones
public record Settings(Server server, Path data, List<GitHub> forges) {
  /// Where the server listens.
  ///
  /// @param host the address it binds
  /// @param port 0 for a free one
  public record Server(String host, int port) {
    /// Every address of the machine.
    public static final String EVERYWHERE = "0.0.0.0";

    /// For this machine only, unless another address was asked for.
    public Server local() {
      return host.equals(EVERYWHERE) ? new Server("127.0.0.1", port) : this;
    }
  }

  /// A GitHub or GitHub Enterprise Server that we are an App of.
  ///
  /// @param id in our routes: `/webhooks/<id>`
  /// @param web where people and git go; derived from `api` unless it is set
  /// @param webhookSecrets all that are live, so that one can be replaced without a gap
  public record GitHub(
      String id,
      URI api,
      Optional<URI> web,
      long appId,
      Secret privateKey,
      List<Secret> webhookSecrets) {
    public GitHub {
      webhookSecrets = List.copyOf(webhookSecrets);
    }
  }

  public Settings {
    forges = List.copyOf(forges);
  }
}
