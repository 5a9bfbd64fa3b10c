package io.github.sddtool.app;

import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.store.Glance;
import io.github.sddtool.store.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Servers in processes of their own: one on SQLite, or several on one PostgreSQL.
final class Fleet implements AutoCloseable {
  private final List<Path> settings = new ArrayList<>();
  private final List<Optional<ServerProcess>> running = new CopyOnWriteArrayList<>();
  private final Path folder;
  private Map<String, String> variables = Map.of();
  private final Place place;

  Fleet(TestStore store, Path folder, OctoShop shop, int servers) {
    this(store.place(folder.resolve("data-0")), folder, shop, servers);
  }

  /// On a PostgreSQL of its own.
  Fleet(String url, Path folder, OctoShop shop, int servers) {
    this(
        new Place.Postgres(url, Optional.of("postgres"), Optional.empty()), folder, shop, servers);
  }

  private Fleet(Place place, Path folder, OctoShop shop, int servers) {
    this.folder = folder;
    this.place = place;
    String database =
        switch (place) {
          case Place.Folder _ -> "";
          case Place.Postgres(String url, _, _) ->
              "database: {url: \"%s\", user: postgres}\n".formatted(url);
        };
    try {
      String usual = Files.readString(shop.settingsFile());
      for (int i = 0; i < servers; i++) {
        Path file = shop.settingsFile().resolveSibling("sdd-" + i + ".yaml");
        Files.writeString(
            file, usual.replace("data: data", "data: " + folder.resolve("data-" + i)) + database);
        settings.add(file);
        running.add(Optional.empty());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What starts from now on sees these variables.
  Fleet seeing(Map<String, String> other) {
    variables = other;
    return this;
  }

  int size() {
    return settings.size();
  }

  void startAll() {
    for (int i = 0; i < size(); i++) {
      start(i);
    }
  }

  /// Returns when it listens.
  void start(int i) {
    running.set(i, Optional.of(ServerProcess.start(settings.get(i), log(), variables)));
  }

  /// SIGKILL.
  void kill(int i) {
    Optional<ServerProcess> victim = running.get(i);
    running.set(i, Optional.empty());
    victim.ifPresent(ServerProcess::kill);
  }

  ServerProcess server(int i) {
    return running.get(i).orElseThrow();
  }

  List<Integer> ports() {
    return running.stream().flatMap(Optional::stream).map(ServerProcess::port).toList();
  }

  Path log() {
    return folder.resolve("servers.log");
  }

  /// A number out of the database.
  long count(String query) {
    try (Glance glance = Glance.at(folder.resolve("data-0"), place)) {
      return glance.read(handle -> handle.createQuery(query).mapTo(Long.class).one());
    }
  }

  /// A column out of the database.
  List<String> column(String query) {
    try (Glance glance = Glance.at(folder.resolve("data-0"), place)) {
      return glance.read(handle -> handle.createQuery(query).mapTo(String.class).list());
    }
  }

  boolean isIdle() {
    return count("SELECT COUNT(*) FROM delivery WHERE state = 'received'") == 0
        && count("SELECT COUNT(*) FROM job WHERE state IN ('waiting', 'running')") == 0;
  }

  /// What keeps the servers from being idle, as far as people want to read.
  List<String> unfinished() {
    var left = new ArrayList<String>();
    left.add(
        count("SELECT COUNT(*) FROM delivery WHERE state = 'received'") + " deliveries to plan");
    left.addAll(
        column(
            "SELECT key || ', ' || state || ', attempts ' || attempts || ', ' || reason FROM job"
                + " WHERE state IN ('waiting', 'running') LIMIT 20"));
    return left;
  }

  @Override
  public void close() {
    for (int i = 0; i < size(); i++) {
      kill(i);
    }
  }
}
