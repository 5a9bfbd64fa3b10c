package io.github.sddtool.guard;

import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.PlainSql;
import io.github.sddtool.store.Reading;
import io.github.sddtool.store.StorableText;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

// @spec guard/deeds#REQ-DEED-001, guard/deeds#REQ-DEED-006
/// What was decided about commits, and what came of it. A case is written before anything is done,
/// so that a crash in between is seen by whoever goes on.
public final class CaseBook {
  private static final int LONGEST = 20_000;

  private final Database database;

  public CaseBook(Database database) {
    this.database = database;
  }

  /// How far a case is.
  public enum State {
    /// Decided; it is not known whether it was done.
    DECIDED,
    /// Done.
    DONE,
    /// The forge refused for good.
    FAILED
  }

  /// One case.
  ///
  /// @param commit that the trigger went off at; of one that follows from no commit, the branch's
  /// @param reasons what was looked at, a line each
  /// @param page where people look at what was opened
  public record Case(
      long number,
      RepoId repo,
      CommitId commit,
      String trigger,
      Decision.Deed deed,
      State state,
      String reasons,
      Optional<URI> page,
      Instant opened) {}

  /// Opens a case; one that is there already stays as it is.
  ///
  /// @param once what may happen once only: the commit, or the moment of a measure
  /// @return the case, and whether it is new
  public Opened open(
      RepoId repo, CommitId commit, String once, String trigger, Decision decision, Instant now) {
    return database.write(handle -> {
      int written =
          PlainSql.update(
              handle,
              "INSERT INTO guard_case (repo, commit_id, once, trigger_name, deed, state, reasons,"
                  + " opened, changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
              repo.toString(),
              commit.hex(),
              once,
              StorableText.of(trigger),
              decision.deed().name(),
              State.DECIDED.name(),
              StorableText.of(text(decision)),
              now.toEpochMilli(),
              now.toEpochMilli());
      return new Opened(find(handle, repo, once).orElseThrow(), written > 0);
    });
  }

  /// A case, and whether it was opened just now.
  public record Opened(Case known, boolean isNew) {}

  private static String text(Decision decision) {
    String text =
        decision.reasons().stream()
            .map(reason ->
                "%s %s %s"
                    .formatted(reason.passed() ? "+" : "-", reason.question(), reason.answer()))
            .collect(Collectors.joining("\n"));
    return text.substring(0, Math.min(LONGEST, text.length()));
  }

  /// Notes what came of a case.
  public void settle(Case known, State state, Optional<URI> page, Instant now) {
    database.write(handle ->
        PlainSql.update(
            handle,
            "UPDATE guard_case SET state = ?, page = ?, changed = ? WHERE number = ?",
            state.name(),
            page.map(URI::toString).orElse(""),
            now.toEpochMilli(),
            known.number()));
  }

  /// The case of what may happen once only.
  public Optional<Case> find(RepoId repo, String once) {
    return database.read(handle -> find(handle, repo, once));
  }

  private static Optional<Case> find(Handle handle, RepoId repo, String once) {
    return handle
        .createQuery("SELECT * FROM guard_case WHERE repo = :repo AND once = :once")
        .bind("repo", repo.toString())
        .bind("once", once)
        .map((row, _) -> read(row))
        .findOne();
  }

  /// The cases of a repository, the newest first.
  ///
  /// @param most of them
  public static List<Case> list(Reading database, RepoId repo, int most) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT * FROM guard_case WHERE repo = :repo ORDER BY number DESC LIMIT :most")
            .bind("repo", repo.toString())
            .bind("most", most)
            .map((row, _) -> read(row))
            .list());
  }

  /// How many actions a repository had since a moment. What was only told costs nothing.
  public int acted(RepoId repo, Instant since) {
    return database.read(handle ->
        Math.toIntExact(
            PlainSql.number(
                    handle,
                    "SELECT COUNT(*) FROM guard_case WHERE repo = ? AND opened >= ?"
                        + " AND deed IN ('REVERT', 'ISSUE', 'DISPATCH')",
                    repo.toString(),
                    since.toEpochMilli())
                .orElse(0L)));
  }

  /// When a trigger last did something.
  public Optional<Instant> lastActed(RepoId repo, String trigger) {
    return database.read(handle ->
        PlainSql.number(
                handle,
                "SELECT MAX(opened) FROM guard_case WHERE repo = ? AND trigger_name = ?"
                    + " AND deed IN ('REVERT', 'ISSUE', 'DISPATCH')",
                repo.toString(),
                StorableText.of(trigger))
            .filter(at -> at > 0)
            .map(Instant::ofEpochMilli));
  }

  private static Case read(ResultSet row) throws SQLException {
    String page = row.getString("page");
    return new Case(
        row.getLong("number"),
        RepoId.read(row.getString("repo")),
        new CommitId(row.getString("commit_id")),
        row.getString("trigger_name"),
        Decision.Deed.valueOf(row.getString("deed")),
        State.valueOf(row.getString("state")),
        row.getString("reasons"),
        page.isEmpty() ? Optional.empty() : Optional.of(URI.create(page)),
        Instant.ofEpochMilli(row.getLong("opened")));
  }
}
