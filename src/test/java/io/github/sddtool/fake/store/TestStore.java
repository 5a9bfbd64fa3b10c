package io.github.sddtool.fake.store;

import io.github.sddtool.store.Database;
import io.github.sddtool.store.Place;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// The databases that the app runs on. Whoever opens the same folder again gets the same database.
public enum TestStore {
  SQLITE,
  POSTGRESQL;

  /// The one that the system property `sdd.store` names: `sqlite`, which is also the usual one, or
  /// `postgresql`. For tests of the whole app, which take too long to be run on both each time.
  public static TestStore ofRun() {
    return named().orElse(SQLITE);
  }

  /// The one that is named, if one is.
  public static Optional<TestStore> named() {
    return Optional.ofNullable(System.getProperty("sdd.store"))
        .map(name -> valueOf(name.toUpperCase(Locale.ROOT)));
  }

  /// Opens the database of a folder.
  public Database open(Path folder) {
    return Database.open(folder, place(folder));
  }

  /// Where the database of a folder is.
  public Place place(Path folder) {
    return switch (this) {
      case SQLITE -> new Place.Folder();
      case POSTGRESQL ->
          new Place.Postgres(Postgres.url(name(folder)), Optional.of("postgres"), Optional.empty());
    };
  }

  private static String name(Path folder) {
    String path = folder.toAbsolutePath().normalize().toString();
    return "t"
        + UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
  }
}
