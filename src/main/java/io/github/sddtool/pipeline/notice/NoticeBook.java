package io.github.sddtool.pipeline.notice;

import io.github.sddtool.pipeline.notice.channel.ChannelSettings;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.PlainSql;
import io.github.sddtool.store.StorableText;
import io.github.sddtool.store.spec.Project;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

// @spec app/notifications#REQ-NOTE-003
/// The outbox of notices, and what is known so that each is put there once. Each method is part of
/// a unit of work.
final class NoticeBook {
  /// How long notices are shown in the app.
  private static final Duration SHOWN = Duration.ofDays(90);

  /// How long it is known what was sent.
  private static final Duration KEPT = Duration.ofDays(30);

  /// How long notices wait for a channel that is not there.
  private static final Duration WAITS = Duration.ofDays(7);

  private NoticeBook() {}

  /// Puts a notice in the outbox; whether it was not there.
  static boolean put(Handle handle, Notice notice) {
    return PlainSql.update(
            handle,
            "INSERT INTO notice (key, channel, recipient, project, rule, subject, title, body,"
                + " page, urgent, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (key) DO NOTHING",
            notice.key(),
            notice.to().channel(),
            StorableText.of(notice.to().recipient()),
            notice.to().project(),
            StorableText.of(notice.cause().rule()),
            StorableText.of(notice.cause().subject()),
            notice.text().title(),
            notice.text().body(),
            notice.text().page().map(URI::toASCIIString).orElse(""),
            notice.urgent() ? 1L : 0L,
            notice.at().toEpochMilli())
        == 1;
  }

  /// A rule holds for something from now on; whether it did not before.
  static boolean raise(Handle handle, String rule, String subject, Instant now) {
    return PlainSql.update(
            handle,
            "INSERT INTO notice_alarm (rule, subject, since) VALUES (?, ?, ?)"
                + " ON CONFLICT (rule, subject) DO NOTHING",
            StorableText.of(rule),
            StorableText.of(subject),
            now.toEpochMilli())
        == 1;
  }

  /// A rule does not hold for something any more.
  static void clear(Handle handle, String rule, String subject) {
    PlainSql.update(
        handle,
        "DELETE FROM notice_alarm WHERE rule = ? AND subject = ?",
        StorableText.of(rule),
        StorableText.of(subject));
  }

  /// For what any rule holds, of those things whose name begins so.
  static List<String> raised(Handle handle, String begin) {
    return handle
        .createQuery(
            "SELECT DISTINCT subject FROM notice_alarm"
                + " WHERE SUBSTR(subject, 1, :length) = :begin ORDER BY subject")
        .bind("length", begin.length())
        .bind("begin", StorableText.of(begin))
        .mapTo(String.class)
        .list();
  }

  /// Whether no more than one commit of a repository was ever judged.
  static boolean judgedOnce(Handle handle, RepoId repo) {
    return handle
            .createQuery("SELECT 1 FROM commit_score WHERE repo = :repo LIMIT 2")
            .bind("repo", repo.toString())
            .mapTo(Integer.class)
            .list()
            .size()
        < 2;
  }

  /// All projects, by name.
  static List<Project> projects(Handle handle) {
    return handle
        .createQuery("SELECT number, name FROM project ORDER BY name")
        .map((row, _) -> new Project(row.getLong("number"), row.getString("name")))
        .list();
  }

  /// Forgets what is old.
  static void forget(Handle handle, Instant now) {
    PlainSql.update(
        handle,
        "DELETE FROM notice WHERE channel = ? AND created < ?",
        ChannelSettings.IN_APP,
        now.minus(SHOWN).toEpochMilli());
    PlainSql.update(
        handle,
        "DELETE FROM notice WHERE channel <> ? AND parcel = 0 AND created < ?",
        ChannelSettings.IN_APP,
        now.minus(WAITS).toEpochMilli());
    PlainSql.update(
        handle,
        "DELETE FROM notice WHERE parcel IN (SELECT number FROM notice_parcel"
            + " WHERE state <> 'waiting' AND changed < ?)",
        now.minus(KEPT).toEpochMilli());
    PlainSql.update(
        handle,
        "DELETE FROM notice_parcel WHERE state <> 'waiting' AND changed < ?",
        now.minus(KEPT).toEpochMilli());
  }
}
