package io.github.sddtool.bridge.mirror;

import io.github.sddtool.bridge.merge.Clash;
import io.github.sddtool.store.PlainSql;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.SpecRef;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The conflicts of all projects. Each method is part of a unit of work.
public final class ConflictBook {
  private static final String CONFLICTS =
      "SELECT conflict.*, spec.id AS spec_id FROM conflict"
          + " LEFT JOIN spec ON spec.number = conflict.spec";

  private static final int MOST = 1_000;

  private ConflictBook() {}

  /// The conflicts of a project, the newest first; a thousand at most.
  ///
  /// @param states in which they are; none for whatever state
  public static List<Conflict> list(Handle handle, Project project, List<Conflict.State> states) {
    return handle
        .createQuery(
            CONFLICTS
                + " WHERE conflict.project = :project ORDER BY conflict.number DESC LIMIT :most")
        .bind("project", project.number())
        .bind("most", MOST)
        .map((row, _) -> conflict(row))
        .list()
        .stream()
        .filter(one -> states.isEmpty() || states.contains(one.state()))
        .toList();
  }

  /// One conflict of a project.
  public static Optional<Conflict> find(Handle handle, Project project, long number) {
    return handle
        .createQuery(CONFLICTS + " WHERE conflict.project = :project AND conflict.number = :number")
        .bind("project", project.number())
        .bind("number", number)
        .map((row, _) -> conflict(row))
        .findOne();
  }

  /// The conflicts of a spec that are not settled.
  static List<Conflict> unsettled(Handle handle, SpecRef spec) {
    return handle
        .createQuery(
            CONFLICTS
                + " WHERE conflict.project = :project AND conflict.spec = :spec"
                + " AND state IN ('open', 'decided') ORDER BY conflict.number")
        .bind("project", spec.project())
        .bind("spec", spec.number())
        .map((row, _) -> conflict(row))
        .list();
  }

  private static Conflict conflict(ResultSet row) throws SQLException {
    String proposal = row.getString("proposal");
    return new Conflict(
        row.getLong("number"),
        Optional.ofNullable(row.getString("spec_id")),
        new Clash(
            row.getString("label"),
            Optional.ofNullable(row.getString("base")),
            Optional.ofNullable(row.getString("git")),
            Optional.ofNullable(row.getString("store"))),
        Conflict.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("choice"),
        proposal.isEmpty() ? Optional.empty() : Optional.of(URI.create(proposal)),
        Instant.ofEpochMilli(row.getLong("created")),
        Instant.ofEpochMilli(row.getLong("changed")));
  }

  /// Brings the conflicts of a spec up to date with what clashes now: the new ones are opened, the
  /// others get the texts of today, and those that clash no more are resolved.
  static void bring(Handle handle, SpecRef spec, List<Clash> clashes, Instant now) {
    for (Conflict old : unsettled(handle, spec)) {
      boolean still = clashes.stream().anyMatch(clash -> clash.label().equals(old.what().label()));
      if (!still && !old.what().label().equals(Damper.PAUSED)) {
        settle(handle, old.number(), Conflict.State.RESOLVED, now);
      }
    }
    clashes.forEach(clash -> open(handle, spec, clash, now));
  }

  /// Opens a conflict, or brings the texts of an open one up to date.
  static void open(Handle handle, SpecRef spec, Clash clash, Instant now) {
    insert(
        handle,
        "'open', :now, :now) ON CONFLICT (project, spec, label) WHERE state IN ('open', 'decided')"
            + " DO UPDATE SET base = excluded.base, git = excluded.git, store = excluded.store,"
            + " changed = excluded.changed",
        spec,
        clash,
        now);
  }

  /// Resolves a conflict by its label, where there is one.
  static void close(Handle handle, SpecRef spec, String label, Instant now) {
    PlainSql.update(
        handle,
        "UPDATE conflict SET state = 'resolved', changed = ? WHERE project = ? AND spec = ?"
            + " AND label = ? AND state IN ('open', 'decided')",
        now.toEpochMilli(),
        spec.project(),
        spec.number(),
        label);
  }

  /// Keeps a word that was overruled.
  static void overruled(Handle handle, SpecRef spec, Clash clash, Instant now) {
    insert(handle, "'overruled', :now, :now)", spec, clash, now);
  }

  /// @param end of the statement, from the state on
  private static void insert(Handle handle, String end, SpecRef spec, Clash clash, Instant now) {
    handle
        .createUpdate(
            "INSERT INTO conflict (project, spec, label, base, git, store, state, created, changed)"
                + " VALUES (:project, :spec, :label, :base, :git, :store, "
                + end)
        .bind("project", spec.project())
        .bind("spec", spec.number())
        .bind("label", clash.label())
        .bind("base", clash.base().orElse(null))
        .bind("git", clash.git().orElse(null))
        .bind("store", clash.store().orElse(null))
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /// A person chose whose word counts.
  static void decide(Handle handle, long number, String choice, Instant now) {
    PlainSql.update(
        handle,
        "UPDATE conflict SET state = 'decided', choice = ?, changed = ? WHERE number = ?",
        choice,
        now.toEpochMilli(),
        number);
  }

  static void settle(Handle handle, long number, Conflict.State state, Instant now) {
    PlainSql.update(
        handle,
        "UPDATE conflict SET state = ?, changed = ? WHERE number = ?",
        state.name().toLowerCase(Locale.ROOT),
        now.toEpochMilli(),
        number);
  }

  /// A pull request shows it.
  static void shown(Handle handle, long number, URI where) {
    PlainSql.update(
        handle, "UPDATE conflict SET proposal = ? WHERE number = ?", where.toString(), number);
  }
}
