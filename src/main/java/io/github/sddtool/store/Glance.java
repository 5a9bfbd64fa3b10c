package io.github.sddtool.store;

import io.github.sddtool.fault.UserFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// A look at a database that a server may be using: reads, changes nothing, keeps nobody out.
public final class Glance implements Reading, AutoCloseable {
  private final Engine engine;
  private final Readers readers;

  private Glance(Engine engine) {
    this.engine = engine;
    this.readers = new Readers(engine);
  }

  /// Opens the database of a data folder, or the one that is named beside it.
  ///
  /// @throws UserFault when there is none
  public static Glance at(Path folder, Place place) {
    Path file = folder.toAbsolutePath().normalize().resolve(Database.FILE);
    return switch (place) {
      case Place.Folder _ -> {
        if (!Files.exists(file)) {
          throw UserFault.usage(
              "There is no database at '"
                  + file
                  + "'; name the server's settings with --settings.");
        }
        yield new Glance(new SqliteEngine(file));
      }
      case Place.Postgres postgres -> new Glance(new PostgresEngine(postgres, "sdd-glance"));
    };
  }

  @Override
  public <T> T read(Function<Handle, T> query) {
    return readers.read(query);
  }

  @Override
  public void close() {
    readers.close();
    engine.close();
  }
}
