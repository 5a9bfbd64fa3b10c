package io.github.sddtool.bridge.mirror;

import io.github.sddtool.bridge.merge.FileState;
import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.store.PlainSql;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.SpecRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// What the bridge knows, in the database. Each method is part of a unit of work.
public final class MirrorBook {
  private static final String MIRRORS =
      "SELECT mirror.*, project.name FROM mirror JOIN project ON project.number = mirror.project";

  private static final String ITEMS =
      "SELECT spec, project, path, text, git_path, git_blob, agreed, exported FROM mirror_item";

  /// In place of a permit: nothing is let pass, and all is looked at.
  static final String LOOK = "look";

  private MirrorBook() {}

  /// Mirrors a project to a branch; what was known of another branch is forgotten.
  public static MirrorRow connect(Handle handle, Project project, RepoId repo, String branch) {
    Optional<MirrorRow> before = of(handle, project);
    if (before.filter(row -> row.repo().equals(repo) && row.branch().equals(branch)).isPresent()) {
      return before.get();
    }
    PlainSql.update(handle, "DELETE FROM mirror_item WHERE project = ?", project.number());
    PlainSql.update(handle, "DELETE FROM mirror WHERE project = ?", project.number());
    PlainSql.update(
        handle,
        "INSERT INTO mirror (project, id, repo, branch) VALUES (?, ?, ?, ?)",
        project.number(),
        UUID.randomUUID().toString(),
        repo.toString(),
        branch);
    return of(handle, project).orElseThrow();
  }

  /// The mirror of a project, if it has one.
  public static Optional<MirrorRow> of(Handle handle, Project project) {
    return handle
        .createQuery(MIRRORS + " WHERE mirror.project = :project")
        .bind("project", project.number())
        .map((row, _) -> mirror(row))
        .findOne();
  }

  /// The mirror of a repository, if it has one.
  public static Optional<MirrorRow> of(Handle handle, RepoId repo) {
    return handle
        .createQuery(MIRRORS + " WHERE mirror.repo = :repo")
        .bind("repo", repo.toString())
        .map((row, _) -> mirror(row))
        .findOne();
  }

  /// Every mirror, by project.
  public static List<MirrorRow> all(Handle handle) {
    return handle.createQuery(MIRRORS + " ORDER BY project").map((row, _) -> mirror(row)).list();
  }

  private static MirrorRow mirror(ResultSet row) throws SQLException {
    return new MirrorRow(
        new Project(row.getLong("project"), row.getString("name")),
        row.getString("id"),
        RepoId.read(row.getString("repo")),
        row.getString("branch"),
        commit(row.getString("cursor")),
        row.getLong("seen_seq"),
        row.getString("permit"),
        commit(row.getString("proposal")));
  }

  private static Optional<CommitId> commit(String hex) {
    return hex.isEmpty() ? Optional.empty() : Optional.of(new CommitId(hex));
  }

  /// Git is known up to here.
  static void advance(Handle handle, MirrorRow mirror, CommitId cursor) {
    PlainSql.update(
        handle,
        "UPDATE mirror SET cursor = ?, permit = '' WHERE project = ?",
        cursor.hex(),
        mirror.project().number());
  }

  /// Git has what the store said up to here.
  static void exported(Handle handle, MirrorRow mirror, long seq) {
    PlainSql.update(
        handle,
        "UPDATE mirror SET seen_seq = ? WHERE project = ? AND seen_seq < ?",
        seq,
        mirror.project().number(),
        seq);
  }

  /// A person let something pass.
  static void permit(Handle handle, Project project, String what) {
    PlainSql.update(
        handle, "UPDATE mirror SET permit = ? WHERE project = ?", what, project.number());
  }

  /// What is put off is looked at again, though the branch may not have moved.
  static void lookAgain(Handle handle, Project project) {
    permit(handle, project, LOOK);
  }

  /// Where the branch of our pull request was left; empty without one.
  static void proposed(Handle handle, MirrorRow mirror, Optional<CommitId> head) {
    PlainSql.update(
        handle,
        "UPDATE mirror SET proposal = ? WHERE project = ?",
        head.map(CommitId::hex).orElse(""),
        mirror.project().number());
  }

  /// The files that git has of a project's items, by path, with their contents.
  static Map<RepoPath, BlobId> inGit(Handle handle, Project project) {
    var files = new HashMap<RepoPath, BlobId>();
    handle
        .createQuery(
            "SELECT git_path, git_blob FROM mirror_item"
                + " WHERE project = :project AND git_path <> ''")
        .bind("project", project.number())
        .map((row, _) ->
            files.put(
                new RepoPath(row.getString("git_path")), new BlobId(row.getString("git_blob"))))
        .list();
    return files;
  }

  /// The specs of a project, deleted ones too, that are no items.
  static List<SpecRef> unmirrored(Handle handle, Project project) {
    return handle
        .createQuery(
            "SELECT number FROM spec WHERE project = :project AND NOT EXISTS"
                + " (SELECT 1 FROM mirror_item WHERE mirror_item.spec = spec.number)"
                + " ORDER BY number")
        .bind("project", project.number())
        .map((row, _) -> new SpecRef(project.number(), row.getLong("number")))
        .list();
  }

  /// Every item of a project, by spec.
  static List<Item> items(Handle handle, Project project) {
    return handle
        .createQuery(ITEMS + " WHERE project = :project ORDER BY spec")
        .bind("project", project.number())
        .map((row, _) -> item(row))
        .list();
  }

  /// The item of a spec, if it has one.
  static Optional<Item> item(Handle handle, SpecRef spec) {
    return handle
        .createQuery(ITEMS + " WHERE spec = :spec")
        .bind("spec", spec.number())
        .map((row, _) -> item(row))
        .findOne();
  }

  private static Item item(ResultSet row) throws SQLException {
    String gitPath = row.getString("git_path");
    return new Item(
        new SpecRef(row.getLong("project"), row.getLong("spec")),
        new FileState(new RepoPath(row.getString("path")), row.getString("text")),
        gitPath.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Item.InGit(new RepoPath(gitPath), new BlobId(row.getString("git_blob")))),
        row.getInt("agreed"),
        row.getInt("exported"));
  }

  /// Keeps an item as it is known now.
  static void keep(Handle handle, Item item) {
    PlainSql.update(
        handle,
        "INSERT INTO mirror_item (spec, project, path, text, git_path, git_blob, agreed, exported)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (spec) DO UPDATE SET"
            + " path = excluded.path, text = excluded.text, git_path = excluded.git_path,"
            + " git_blob = excluded.git_blob, agreed = excluded.agreed,"
            + " exported = excluded.exported",
        item.spec().number(),
        item.spec().project(),
        item.base().path().value(),
        item.base().text(),
        item.git().map(one -> one.path().value()).orElse(""),
        item.git().map(one -> one.blob().hex()).orElse(""),
        item.agreed(),
        item.exported());
  }

  /// Forgets an item: neither side has the spec, or only one does.
  static void forget(Handle handle, SpecRef spec) {
    PlainSql.update(handle, "DELETE FROM mirror_item WHERE spec = ?", spec.number());
  }
}
