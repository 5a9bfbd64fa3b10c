package io.github.sddtool.server.api;

import io.github.sddtool.pipeline.notice.Inbox;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.Secret;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.store.catalog.SpecCatalog;
import io.github.sddtool.store.catalog.SpecEdges;
import io.github.sddtool.store.catalog.SpecHistory;
import io.github.sddtool.store.catalog.SpecQueries;
import io.github.sddtool.store.desk.ReviewDesk;
import io.github.sddtool.store.desk.SpecDesk;
import io.github.sddtool.store.key.KeyStore;
import io.github.sddtool.store.score.Analytics;
import io.github.sddtool.store.score.ScoreBook;
import io.github.sddtool.store.search.SearchIndex;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.trail.Trail;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// Puts the door of the store of specs together.
public final class StoreRoutes {
  private StoreRoutes() {}

  /// What the routes stand on.
  ///
  /// @param formats that specs may have
  /// @param beside what the store is joined to on its other side
  /// @param token the server's own, which opens every project; empty where there is none
  public record Grounds(
      Desks desks,
      Shelves shelves,
      List<SpecFormat> formats,
      Beside beside,
      Optional<Secret> token) {}

  /// Where something is done.
  public record Desks(SpecDesk specs, ReviewDesk reviews, KeyStore keys, Inbox inbox) {}

  /// Where something is looked up.
  public record Shelves(
      SpecCatalog catalog,
      SpecHistory history,
      SpecEdges edges,
      SearchIndex index,
      SpecQueries queries,
      Figures figures,
      GuardRoutes.Watched watched,
      Trail trail) {}

  /// What is counted.
  public record Figures(Analytics analytics, ScoreBook scores) {}

  /// What the store is joined to on its other side.
  ///
  /// @param repos the repository whose specs a project has
  /// @param posted told of a project once what was measured of it is on the disk
  public record Beside(
      SpecPatch patch,
      Conflicts conflicts,
      Function<Project, Optional<RepoId>> repos,
      Consumer<Project> posted) {
    /// Nothing.
    public static final Beside NOTHING =
        new Beside(SpecPatch.NONE, Conflicts.NONE, _ -> Optional.empty(), _ -> {});
  }

  /// The door.
  public static SpecApi on(Grounds grounds, Clock clock) {
    Desks desks = grounds.desks();
    Shelves shelves = grounds.shelves();
    var json = new SpecJson(grounds.formats());
    var specs = new SpecRoutes(desks.specs(), desks.reviews(), json, grounds.beside().patch());
    Figures figures = shelves.figures();
    List<Route> routes =
        Stream.of(
                specs.routes(),
                new CatalogRoutes(specs, shelves.catalog(), shelves.history(), shelves.edges())
                    .routes(),
                new ReviewRoutes(specs, desks.reviews()).routes(),
                new SearchRoutes(shelves.index(), shelves.queries()).routes(),
                new AnalyticsRoutes(figures.analytics(), figures.scores(), grounds.beside().repos())
                    .routes(),
                new KeyRoutes(desks.keys()).routes(),
                new NoticeRoutes(desks.inbox()).routes(),
                new TrailRoutes(shelves.trail(), desks.specs()).routes(),
                new GuardRoutes(
                        shelves.watched(),
                        desks.specs(),
                        grounds.beside().repos(),
                        grounds.beside().posted())
                    .routes(),
                new ConflictRoutes(grounds.beside().conflicts(), desks.specs()).routes())
            .flatMap(List::stream)
            .toList();
    return new SpecApi(
        routes,
        new Admission(desks.keys(), grounds.token()),
        desks.specs(),
        new RateLimit(System::nanoTime),
        clock);
  }
}
