package io.github.sddtool.app;

import io.github.sddtool.pipeline.notice.Inbox;
import io.github.sddtool.server.Door;
import io.github.sddtool.server.api.GuardRoutes;
import io.github.sddtool.server.api.OpenApiDoor;
import io.github.sddtool.server.api.StoreRoutes;
import io.github.sddtool.source.Secret;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.catalog.SpecCatalog;
import io.github.sddtool.store.catalog.SpecEdges;
import io.github.sddtool.store.catalog.SpecHistory;
import io.github.sddtool.store.catalog.SpecQueries;
import io.github.sddtool.store.desk.ReviewDesk;
import io.github.sddtool.store.desk.SpecDesk;
import io.github.sddtool.store.key.KeyStore;
import io.github.sddtool.store.score.Analytics;
import io.github.sddtool.store.score.ScoreBook;
import io.github.sddtool.store.search.SqlSearch;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.SpecStore;
import io.github.sddtool.store.trail.Trail;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The part of the object graph that stands between the store of specs and its doors.
public final class StoreDoors {
  private StoreDoors() {}

  /// The doors.
  ///
  /// @param token the server's own
  /// @param edited told of a project once an edit of it is on the disk
  static List<Door> of(
      Database database,
      Optional<Secret> token,
      StoreRoutes.Beside beside,
      Consumer<Project> edited,
      Clock clock) {
    return List.of(
        StoreRoutes.on(grounds(database, token, beside, edited, clock), clock), new OpenApiDoor());
  }

  /// What the doors stand on.
  ///
  /// @param edited told of a project once an edit of it is on the disk
  public static StoreRoutes.Grounds grounds(
      Database database,
      Optional<Secret> token,
      StoreRoutes.Beside beside,
      Consumer<Project> edited,
      Clock clock) {
    var specs = new SpecStore(database, Engine.FORMATS);
    return new StoreRoutes.Grounds(
        new StoreRoutes.Desks(
            new SpecDesk(database, specs, edited),
            new ReviewDesk(database),
            new KeyStore(database, specs, new SecureRandom(), clock),
            new Inbox(database, clock)),
        new StoreRoutes.Shelves(
            new SpecCatalog(database),
            new SpecHistory(database, specs),
            new SpecEdges(database),
            new SqlSearch(database),
            new SpecQueries(database),
            new StoreRoutes.Figures(new Analytics(database), new ScoreBook(database)),
            GuardRoutes.Watched.of(database),
            new Trail(database)),
        Engine.FORMATS,
        beside,
        token);
  }
}
