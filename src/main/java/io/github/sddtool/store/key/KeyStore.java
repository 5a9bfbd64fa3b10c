package io.github.sddtool.store.key;

import io.github.sddtool.access.Role;
import io.github.sddtool.audit.Deed;
import io.github.sddtool.source.Secret;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.spec.Person;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.SpecStore;
import io.github.sddtool.store.trail.Trail;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

// @spec app/api#REQ-API-003
/// The keys of all projects. A key is shown once, when it is made; only its hash is kept.
public final class KeyStore {
  /// How many requests a minute a key may send where nothing else was said.
  public static final int USUAL_PER_MINUTE = 600;

  /// How exact the time of the last use is: not every question is worth a commit.
  private static final Duration EXACT = Duration.ofMinutes(1);

  private static final String KEY =
      "SELECT api_key.*, project.name AS project_name FROM api_key"
          + " JOIN project ON project.number = api_key.project ";

  /// Compared with where there is no key, so that it takes as long.
  private static final String NOBODY = "0".repeat(64);

  private final Database database;
  private final SpecStore specs;
  private final SecureRandom random;
  private final Clock clock;

  public KeyStore(Database database, SpecStore specs, SecureRandom random, Clock clock) {
    this.database = database;
    this.specs = specs;
    this.random = random;
    this.clock = clock;
  }

  /// A key that is to be made.
  public record Order(
      String project, Person person, Role role, int perMinute, Optional<Instant> expires) {}

  /// A key with what proves it, which nobody can show again.
  public record Made(Key key, Secret secret) {}

  /// Makes a key, and the project where there is none.
  ///
  /// @param by who gives it
  public Made make(Order order, Deed.Doer by) {
    KeySecret secret = KeySecret.random(random);
    Instant now = clock.instant();
    return database.write(handle -> {
      Project project = specs.project(handle, order.project());
      long number =
          handle
              .createQuery(
                  "INSERT INTO api_key (project, prefix, hash, name, email, role, per_minute,"
                      + " created, expires) VALUES (:project, :prefix, :hash, :name, :email,"
                      + " :role, :perMinute, :created, :expires) RETURNING number")
              .bind("project", project.number())
              .bind("prefix", secret.prefix())
              .bind("hash", secret.hash())
              .bind("name", order.person().name())
              .bind("email", order.person().email())
              .bind("role", order.role().text())
              .bind("perMinute", order.perMinute())
              .bind("created", now.toEpochMilli())
              .bindByType(
                  "expires", order.expires().map(Instant::toEpochMilli).orElse(null), Long.class)
              .mapTo(Long.class)
              .one();
      Trail.append(handle, project, Deed.of(by, "access.grant", "key:" + secret.prefix(), now));
      return new Made(find(handle, project, number).orElseThrow(), secret.text());
    });
  }

  /// The key that a text proves; empty when it proves none, or one that opens nothing any more.
  public Optional<Key> proven(String text) {
    Optional<KeySecret> shown = KeySecret.read(text);
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    Optional<Kept> kept =
        database.read(handle ->
            handle
                .createQuery(KEY + "WHERE prefix = :prefix")
                .bind("prefix", shown.get().prefix())
                .map((row, _) -> new Kept(row.getString("hash"), key(row)))
                .findOne());
    boolean proven = shown.get().isOf(kept.map(Kept::hash).orElse(NOBODY));
    Instant now = clock.instant();
    Optional<Key> key = kept.map(Kept::key).filter(one -> proven && one.opens(now));
    key.ifPresent(one -> used(one, now));
    return key;
  }

  private record Kept(String hash, Key key) {}

  /// Nobody waits for it, and nothing depends on it.
  private void used(Key key, Instant now) {
    Instant enough = now.minus(EXACT);
    if (key.span().used().map(enough::isBefore).orElse(false)) {
      return;
    }
    var _ =
        database.writeSoon(handle ->
            handle
                .createUpdate(
                    "UPDATE api_key SET used = :now"
                        + " WHERE number = :number AND (used IS NULL OR used <= :enough)")
                .bind("now", now.toEpochMilli())
                .bind("number", key.number())
                .bind("enough", enough.toEpochMilli())
                .execute());
  }

  /// Every key of a project, those too that were taken back; the oldest first.
  public List<Key> all(Project project) {
    return database.read(handle ->
        handle
            .createQuery(KEY + "WHERE project = :project ORDER BY api_key.number")
            .bind("project", project.number())
            .map((row, _) -> key(row))
            .list());
  }

  /// A key of a project.
  public Optional<Key> find(Project project, long number) {
    return database.read(handle -> find(handle, project, number));
  }

  private static Optional<Key> find(Handle handle, Project project, long number) {
    return handle
        .createQuery(KEY + "WHERE project = :project AND api_key.number = :number")
        .bind("project", project.number())
        .bind("number", number)
        .map((row, _) -> key(row))
        .findOne();
  }

  /// Takes a key back; whether it was still out.
  public boolean revoke(Key key, Deed.Doer by) {
    Instant now = clock.instant();
    return database.write(handle -> {
      int changed =
          handle
              .createUpdate(
                  "UPDATE api_key SET revoked = :now WHERE number = :number AND revoked IS NULL")
              .bind("now", now.toEpochMilli())
              .bind("number", key.number())
              .execute();
      if (changed == 1) {
        Trail.append(
            handle, key.project(), Deed.of(by, "access.revoke", "key:" + key.prefix(), now));
      }
      return changed == 1;
    });
  }

  private static Key key(ResultSet row) throws SQLException {
    return new Key(
        row.getLong("number"),
        new Project(row.getLong("project"), row.getString("project_name")),
        row.getString("prefix"),
        new Person(row.getString("name"), row.getString("email")),
        Role.of(row.getString("role")).orElseThrow(),
        row.getInt("per_minute"),
        new Key.Span(
            Instant.ofEpochMilli(row.getLong("created")),
            moment(row, "expires"),
            moment(row, "used"),
            moment(row, "revoked")));
  }

  private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
    long at = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
  }
}
