package io.github.sddtool.store;

import io.github.sddtool.source.Secret;
import java.util.Optional;

/// Where the database is.
public sealed interface Place {
  /// A file in the data folder, for one process.
  record Folder() implements Place {}

  /// A PostgreSQL, for any number of processes.
  ///
  /// @param url `jdbc:postgresql://host:port/name`, with the driver's own parameters where wanted
  /// @param user empty where the address or the system says who we are
  record Postgres(String url, Optional<String> user, Optional<Secret> password) implements Place {}
}
