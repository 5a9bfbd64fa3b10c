package io.github.sddtool.pipeline.notice;

import io.github.sddtool.pipeline.notice.channel.ChannelSettings;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.PlainSql;
import io.github.sddtool.store.catalog.Page;
import io.github.sddtool.store.spec.Person;
import io.github.sddtool.store.spec.Project;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

// @spec app/notifications#REQ-NOTE-009
/// What people are told in the app: everybody their own, and of the project of their key only.
public final class Inbox {
  private static final String OWN =
      "FROM notice WHERE channel = :channel AND project = :project"
          + " AND recipient IN (:email, :name)";

  private final Database database;
  private final Clock clock;

  public Inbox(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /// A notice as its reader sees it.
  ///
  /// @param rule that caused it; empty where none did
  /// @param subject what it is about, for example a spec's id; may be empty
  public record Entry(
      long number, String rule, String subject, Said said, Standing standing, Instant at) {
    /// What it says.
    public record Said(String title, String body, Optional<String> page) {}

    /// How it stands.
    public record Standing(boolean urgent, boolean read) {}
  }

  /// A part of a channel to which nothing is sent.
  public record Disabled(String endpoint, String channel, Instant since, String why) {}

  /// Somebody's notices, the newest first.
  ///
  /// @param unread whether only those are wanted that were not read
  /// @throws io.github.sddtool.fault.UserFault when the cursor is none that a page gave
  public Page<Entry> list(Project project, Person reader, boolean unread, Page.Ask ask) {
    long before = ask.afterNumber().map(Integer::longValue).orElse(Long.MAX_VALUE);
    List<Entry> read =
        database.read(handle ->
            own(
                    handle.createQuery(
                        "SELECT * "
                            + OWN
                            + " AND number < :before"
                            + (unread ? " AND seen = 0" : "")
                            + " ORDER BY number DESC LIMIT :most"),
                    project,
                    reader)
                .bind("before", before)
                .bind("most", ask.limit() + 1)
                .map((row, _) -> entry(row))
                .list());
    return Page.of(read, ask, entry -> Long.toString(entry.number()));
  }

  private static Query own(Query query, Project project, Person reader) {
    return query
        .bind("channel", ChannelSettings.IN_APP)
        .bind("project", project.name())
        // What begins so is a name.
        .bind(
            "email", reader.email().startsWith("@") ? "" : reader.email().toLowerCase(Locale.ROOT))
        .bind("name", "@" + reader.name().toLowerCase(Locale.ROOT));
  }

  /// Somebody has read one of their notices, or wants to see it again; empty where it is not
  /// theirs.
  public Optional<Entry> mark(Project project, Person reader, long number, boolean read) {
    return database.write(handle -> {
      Optional<Entry> own = find(handle, project, reader, number);
      own.ifPresent(entry ->
          PlainSql.update(
              handle,
              "UPDATE notice SET seen = ? WHERE number = ?",
              read ? 1L : 0L,
              entry.number()));
      return own.isEmpty() ? own : find(handle, project, reader, number);
    });
  }

  private static Optional<Entry> find(Handle handle, Project project, Person reader, long number) {
    return own(handle.createQuery("SELECT * " + OWN + " AND number = :number"), project, reader)
        .bind("number", number)
        .map((row, _) -> entry(row))
        .findOne();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("number"),
        row.getString("rule"),
        row.getString("subject"),
        new Entry.Said(
            row.getString("title"),
            row.getString("body"),
            Optional.of(row.getString("page")).filter(page -> !page.isEmpty())),
        new Entry.Standing(row.getInt("urgent") == 1, row.getInt("seen") == 1),
        Instant.ofEpochMilli(row.getLong("created")));
  }

  /// Where nothing is sent, because it failed for too long.
  public List<Disabled> disabled() {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM notice_disabled ORDER BY endpoint")
            .map((row, _) ->
                new Disabled(
                    row.getString("endpoint"),
                    row.getString("channel"),
                    Instant.ofEpochMilli(row.getLong("since")),
                    row.getString("why")))
            .list());
  }

  /// A channel works again: what waited for it is sent; whether any of it was disabled.
  public boolean enable(String channel) {
    Instant now = clock.instant();
    return database.write(handle -> ParcelBook.enable(handle, channel, now));
  }
}
