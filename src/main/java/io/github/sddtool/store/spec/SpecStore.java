package io.github.sddtool.store.spec;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.store.PlainSql;
import io.github.sddtool.store.Reading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The specs of all projects, with every revision.
///
/// What takes a [Handle] is part of a unit of work, so that others can keep what belongs to it in
/// the same one; the rest is a unit of work of its own.
public final class SpecStore {
  private static final String REVISION =
      "SELECT revision.*, spec.created AS spec_created, spec.id AS spec_id FROM spec_revision AS revision"
          + " JOIN spec ON spec.number = revision.spec ";

  private static final String LATEST = REVISION + "AND spec.revision = revision.number ";

  private final Reading database;
  private final Derivation derivation;

  /// @param formats that specs may have; of a spec of another one only the text is known
  public SpecStore(Reading database, List<SpecFormat> formats) {
    this.database = database;
    this.derivation = new Derivation(formats);
  }

  /// The project of a name, made where there is none.
  public Project project(Handle handle, String name) {
    PlainSql.update(
        handle, "INSERT INTO project (name) VALUES (?) ON CONFLICT (name) DO NOTHING", name);
    return project(handle, "name = :name", "name", name).orElseThrow();
  }

  /// The project of a name, if there is one.
  public Optional<Project> find(String name) {
    return database.read(handle -> project(handle, "name = :name", "name", name));
  }

  private static Optional<Project> project(Handle handle, String where, String key, Object value) {
    return handle
        .createQuery("SELECT number, name FROM project WHERE " + where)
        .bind(key, value)
        .map((row, _) -> new Project(row.getLong("number"), row.getString("name")))
        .findOne();
  }

  /// Every project, by name.
  public List<Project> projects() {
    return database.read(handle ->
        handle
            .createQuery("SELECT number, name FROM project ORDER BY name")
            .map((row, _) -> new Project(row.getLong("number"), row.getString("name")))
            .list());
  }

  /// Adds a spec.
  ///
  /// @throws EditRefused when its path or id is taken
  public StoredSpec create(Handle handle, Project project, SpecFile file, Provenance by) {
    requireFree(handle, project.number(), file, 0);
    long number =
        handle
            .createQuery(
                "INSERT INTO spec (project, id, path, revision, created)"
                    + " VALUES (:project, :id, :path, 0, :at) RETURNING number")
            .bind("project", project.number())
            .bind("id", file.id())
            .bind("path", file.path().value())
            .bind("at", by.at().toEpochMilli())
            .mapTo(Long.class)
            .one();
    var ref = new SpecRef(project.number(), number);
    return append(handle, ref, 1, Revision.Action.CREATE, file, by);
  }

  /// Gives a spec another text, path or id; what changes nothing makes no revision.
  ///
  /// @param expected the revision that was edited
  /// @throws EditRefused when it has another revision by now, is gone, or the new path or id is
  ///   taken
  public StoredSpec update(
      Handle handle, SpecRef spec, int expected, SpecFile file, Provenance by) {
    StoredSpec before = live(handle, spec, expected);
    if (before.file().equals(file)) {
      return before;
    }
    boolean moved = !before.file().path().equals(file.path());
    if (moved || !before.file().id().equals(file.id())) {
      requireFree(handle, spec.project(), file, spec.number());
    }
    return append(
        handle,
        spec,
        expected + 1,
        moved ? Revision.Action.MOVE : Revision.Action.UPDATE,
        file,
        by);
  }

  /// Removes a spec; its revisions remain.
  ///
  /// @throws EditRefused when it has another revision by now, or is gone
  public StoredSpec delete(Handle handle, SpecRef spec, int expected, Provenance by) {
    StoredSpec before = live(handle, spec, expected);
    return append(handle, spec, expected + 1, Revision.Action.DELETE, before.file(), by);
  }

  /// Brings a deleted spec back, with its revisions.
  ///
  /// @throws EditRefused when it is not deleted at that revision, or its path or id is taken
  public StoredSpec restore(
      Handle handle, SpecRef spec, int expected, SpecFile file, Provenance by) {
    StoredSpec before = at(handle, spec, expected);
    if (!before.isDeleted()) {
      throw new EditRefused(
          EditRefused.Reason.STALE, "The spec '" + before.file().id() + "' is not deleted.");
    }
    requireFree(handle, spec.project(), file, spec.number());
    return append(handle, spec, expected + 1, Revision.Action.CREATE, file, by);
  }

  /// Gives a spec another id, because others have come to be called so: no edit, so there is no
  /// revision. Earlier revisions keep the id they had. The keys of its requirements follow.
  ///
  /// @throws EditRefused when the spec is gone or the id is taken
  public void rename(Handle handle, SpecRef spec, String id) {
    StoredSpec before =
        find(handle, spec)
            .filter(found -> !found.isDeleted())
            .orElseThrow(() ->
                new EditRefused(
                    EditRefused.Reason.GONE, "There is no spec " + spec.number() + "."));
    SpecFile was = before.file();
    if (was.id().equals(id)) {
      return;
    }
    var file = new SpecFile(id, was.format(), was.path(), was.text());
    requireFree(handle, spec.project(), file, spec.number());
    PlainSql.update(handle, "UPDATE spec SET id = ? WHERE number = ?", id, spec.number());
    derivation.keep(handle, spec, file);
  }

  /// Reads specs again whose derived tables were made by another version's way of reading.
  ///
  /// @param most of them
  /// @return how many were read; fewer than `most` when all are up to date
  public int deriveAgain(Handle handle, int most) {
    List<StoredSpec> stale =
        handle
            .createQuery(
                LATEST
                    + "WHERE deleted = 0 AND spec.derived <> :version ORDER BY spec.number LIMIT :most")
            .bind("version", Derivation.VERSION)
            .bind("most", most)
            .map((row, _) -> stored(row))
            .list();
    for (StoredSpec spec : stale) {
      PlainSql.update(
          handle,
          "UPDATE spec SET author = ?, email = ?, updated = ? WHERE number = ?",
          spec.latest().by().author().name(),
          spec.latest().by().author().email(),
          spec.latest().by().at().toEpochMilli(),
          spec.ref().number());
      derivation.keep(handle, spec.ref(), spec.file());
    }
    return stale.size();
  }

  private StoredSpec live(Handle handle, SpecRef spec, int expected) {
    StoredSpec before = at(handle, spec, expected);
    if (before.isDeleted()) {
      throw new EditRefused(
          EditRefused.Reason.GONE, "The spec '" + before.file().id() + "' was deleted.");
    }
    return before;
  }

  private StoredSpec at(Handle handle, SpecRef spec, int expected) {
    StoredSpec before =
        find(handle, spec)
            .orElseThrow(() ->
                new EditRefused(
                    EditRefused.Reason.GONE, "There is no spec " + spec.number() + "."));
    if (before.revision() != expected) {
      throw new EditRefused(
          EditRefused.Reason.STALE,
          "The spec '%s' is at revision %d by now, not %d."
              .formatted(before.file().id(), before.revision(), expected));
    }
    return before;
  }

  private static void requireFree(Handle handle, long project, SpecFile file, long self) {
    Optional<String> other =
        handle
            .createQuery(
                // One condition for each index: with OR, all specs would be looked at.
                "SELECT id FROM spec WHERE project = :project AND deleted = 0 AND id = :id"
                    + " AND number <> :self UNION ALL SELECT id FROM spec WHERE project = :project"
                    + " AND deleted = 0 AND path = :path AND number <> :self LIMIT 1")
            .bind("project", project)
            .bind("self", self)
            .bind("id", file.id())
            .bind("path", file.path().value())
            .mapTo(String.class)
            .findOne();
    if (other.isPresent()) {
      throw new EditRefused(
          EditRefused.Reason.TAKEN,
          "The spec '%s' has the id '%s' or the path '%s' already."
              .formatted(other.get(), file.id(), file.path()));
    }
  }

  private StoredSpec append(
      Handle handle,
      SpecRef spec,
      int number,
      Revision.Action action,
      SpecFile file,
      Provenance by) {
    long seq =
        handle
            .createQuery("UPDATE project SET seq = seq + 1 WHERE number = :project RETURNING seq")
            .bind("project", spec.project())
            .mapTo(Long.class)
            .one();
    PlainSql.update(
        handle,
        "UPDATE spec SET id = ?, path = ?, revision = ?, deleted = ?, author = ?, email = ?,"
            + " updated = ? WHERE number = ?",
        file.id(),
        file.path().value(),
        number,
        action == Revision.Action.DELETE ? 1 : 0,
        by.author().name(),
        by.author().email(),
        by.at().toEpochMilli(),
        spec.number());
    PlainSql.update(
        handle,
        "INSERT INTO spec_revision (spec, number, project, seq, action, id, format, path, text,"
            + " author, email, at, source, note, origin)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        spec.number(),
        number,
        spec.project(),
        seq,
        action.name(),
        file.id(),
        file.format(),
        file.path().value(),
        file.text(),
        by.author().name(),
        by.author().email(),
        by.at().toEpochMilli(),
        by.source().name(),
        by.note(),
        by.origin());
    StoredSpec now = find(handle, spec).orElseThrow();
    switch (action) {
      case DELETE -> derivation.drop(handle, spec);
      case CREATE, UPDATE, MOVE -> {
        String status =
            number == 1
                ? derivation.keepNew(handle, spec, file)
                : derivation.keep(handle, spec, file);
        Derivation.came(handle, now.latest(), status);
      }
    }
    return now;
  }

  /// A spec, deleted or not.
  public Optional<StoredSpec> find(Handle handle, SpecRef spec) {
    return handle
        .createQuery(LATEST + "WHERE spec.number = :number AND spec.project = :project")
        .bind("number", spec.number())
        .bind("project", spec.project())
        .map((row, _) -> stored(row))
        .findOne();
  }

  /// The spec of an id that is not deleted.
  public Optional<StoredSpec> find(Handle handle, Project project, String id) {
    return handle
        .createQuery(LATEST + "WHERE spec.project = :project AND spec.id = :id AND deleted = 0")
        .bind("project", project.number())
        .bind("id", id)
        .map((row, _) -> stored(row))
        .findOne();
  }

  /// Every spec of a project that is not deleted, by path.
  public List<StoredSpec> all(Handle handle, Project project) {
    return handle
        .createQuery(LATEST + "WHERE spec.project = :project AND deleted = 0 ORDER BY spec.path")
        .bind("project", project.number())
        .map((row, _) -> stored(row))
        .list();
  }

  /// The edits of a project after one, in their order.
  ///
  /// @param after the [Revision#seq()] of the last one that is known; 0 for all
  /// @param most of them
  public List<Revision> since(Handle handle, Project project, long after, int most) {
    return handle
        .createQuery(
            REVISION
                + "WHERE revision.project = :project AND revision.seq > :after"
                + " ORDER BY revision.seq LIMIT :most")
        .bind("project", project.number())
        .bind("after", after)
        .bind("most", most)
        .map((row, _) -> revision(row))
        .list();
  }

  /// The edits of a spec after one, in their order.
  ///
  /// @param after the number of the last one that is known; 0 for all
  public List<Revision> revisions(Handle handle, SpecRef spec, int after) {
    return handle
        .createQuery(
            REVISION
                + "WHERE revision.spec = :spec AND revision.project = :project"
                + " AND revision.number > :after ORDER BY revision.number")
        .bind("spec", spec.number())
        .bind("project", spec.project())
        .bind("after", after)
        .map((row, _) -> revision(row))
        .list();
  }

  /// The edits of a spec before one, the newest first.
  ///
  /// @param before the number of the earliest one that is known
  /// @param most of them
  public List<Revision> revisionsBefore(Handle handle, SpecRef spec, int before, int most) {
    return handle
        .createQuery(
            REVISION
                + "WHERE revision.spec = :spec AND revision.project = :project"
                + " AND revision.number < :before ORDER BY revision.number DESC LIMIT :most")
        .bind("spec", spec.number())
        .bind("project", spec.project())
        .bind("before", before)
        .bind("most", most)
        .map((row, _) -> revision(row))
        .list();
  }

  /// The [Revision#seq()] of a project's latest edit; 0 without any.
  public long lastSeq(Handle handle, Project project) {
    return PlainSql.number(handle, "SELECT seq FROM project WHERE number = ?", project.number())
        .orElse(0L);
  }

  private static StoredSpec stored(ResultSet row) throws SQLException {
    Revision edit = revision(row);
    SpecFile then = edit.file();
    // A spec can be renamed without an edit.
    var file = new SpecFile(row.getString("spec_id"), then.format(), then.path(), then.text());
    var latest =
        new Revision(edit.spec(), edit.number(), edit.seq(), edit.action(), file, edit.by());
    return new StoredSpec(latest.spec(), latest, Instant.ofEpochMilli(row.getLong("spec_created")));
  }

  private static Revision revision(ResultSet row) throws SQLException {
    return new Revision(
        new SpecRef(row.getLong("project"), row.getLong("spec")),
        row.getInt("number"),
        row.getLong("seq"),
        Revision.Action.valueOf(row.getString("action")),
        new SpecFile(
            row.getString("id"),
            row.getString("format"),
            new RepoPath(row.getString("path")),
            row.getString("text")),
        new Provenance(
            new Person(row.getString("author"), row.getString("email")),
            Instant.ofEpochMilli(row.getLong("at")),
            Provenance.Source.valueOf(row.getString("source")),
            row.getString("note"),
            row.getString("origin")));
  }
}
