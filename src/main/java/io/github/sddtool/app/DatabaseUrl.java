package io.github.sddtool.app;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.Secret;
import io.github.sddtool.store.Place;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The address of a PostgreSQL in the form that platforms hand out in `DATABASE_URL`:
/// `postgresql://user:password@host:5432/name?sslmode=require`
/// (https://www.postgresql.org/docs/current/libpq-connect.html).
final class DatabaseUrl {
  private static final String JDBC = "jdbc:postgresql://";

  private DatabaseUrl() {}

  /// Reads an address; never says it again, for it may hold a password.
  ///
  /// @throws UserFault when it is none
  static Place.Postgres read(String text) {
    if (text.startsWith(JDBC)) {
      return new Place.Postgres(text, Optional.empty(), Optional.empty());
    }
    if (!text.startsWith("postgres://") && !text.startsWith("postgresql://")) {
      throw wrong();
    }
    try {
      URI uri = new URI(text);
      if (uri.getHost() == null) {
        throw wrong();
      }
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      String login = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
      int colon = login.indexOf(':');
      String user = colon < 0 ? login : login.substring(0, colon);
      String password = colon < 0 ? "" : login.substring(colon + 1);
      return new Place.Postgres(
          JDBC + uri.getHost() + port + uri.getRawPath() + query,
          given(user),
          given(password).map(Secret::of));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw wrong();
    }
  }

  private static Optional<String> given(String part) {
    return Optional.of(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
        .filter(text -> !text.isEmpty());
  }

  private static UserFault wrong() {
    return UserFault.usage(
        "database.url (or DATABASE_URL) must be jdbc:postgresql://host:5432/name or postgresql://user:password@host:5432/name; without it SQLite is used.");
  }
}
