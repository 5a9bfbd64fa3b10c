package io.github.sddtool.pipeline.story;

import io.github.sddtool.pipeline.delivery.DeliveryLog;
import io.github.sddtool.pipeline.delivery.DeliveryRef;
import io.github.sddtool.pipeline.effect.WriteLog;
import io.github.sddtool.pipeline.queue.JobStatus;
import io.github.sddtool.store.Reading;
import io.github.sddtool.store.SqlAuditLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

// @spec app/ledger#REQ-LED-004
/// Tells what became of a delivery, a pull request or a comment, out of what is stored.
public final class Stories {
  /// More nobody reads; the newest are told.
  private static final int MOST_JOBS = 500;

  private final Reading database;

  public Stories(Reading database) {
    this.database = database;
  }

  /// Everything that is kept about something; an empty story where nothing is.
  public Story of(Subject subject) {
    return database.read(handle ->
        switch (subject) {
          case Subject.OfDelivery(String id) -> ofDelivery(handle, id);
          case Subject.OfRequest(String repo, int number) ->
              ofJobs(handle, ofRequest(handle, repo, number));
          case Subject.OfComment(String id) -> ofJobs(handle, ofComment(handle, id));
        });
  }

  private static Story ofDelivery(Handle handle, String id) {
    List<Long> seqs =
        handle
            .createQuery("SELECT seq FROM delivery WHERE id = :id ORDER BY seq")
            .bind("id", id)
            .mapTo(Long.class)
            .list();
    Set<Long> jobs =
        ofEach(handle, seqs, "SELECT id FROM job WHERE delivery = :id ORDER BY id DESC");
    // What did the work of a job that was replaced is part of its story.
    jobs.addAll(
        ofEach(
            handle,
            jobs,
            "WITH RECURSIVE later (id) AS (SELECT replaced_by FROM job WHERE id = :id"
                + " AND replaced_by IS NOT NULL UNION SELECT job.replaced_by FROM job"
                + " JOIN later ON job.id = later.id WHERE job.replaced_by IS NOT NULL)"
                + " SELECT id FROM later"));
    return story(handle, new LinkedHashSet<>(seqs), jobs);
  }

  /// What a query gives for each of these ids.
  private static Set<Long> ofEach(Handle handle, Collection<Long> ids, String query) {
    var all = new TreeSet<Long>();
    for (long id : ids) {
      all.addAll(ids(handle.createQuery(query).bind("id", id)));
    }
    return all;
  }

  private static Set<Long> ofRequest(Handle handle, String repo, int number) {
    var jobs = new TreeSet<Long>();
    for (String full : repositories(handle, repo)) {
      String place = full + "#" + number;
      jobs.addAll(
          ids(
              handle
                  .createQuery("SELECT id FROM job WHERE key = :key ORDER BY id DESC")
                  .bind("key", "pull " + place)));
      String comments = "comment " + place + " ";
      jobs.addAll(
          ids(
              handle
                  .createQuery(
                      "SELECT id FROM job WHERE key >= :key AND key < :end ORDER BY id DESC")
                  .bind("key", comments)
                  .bind("end", comments + "~")));
    }
    // Checks are queued and cancelled by jobs that name a commit only; they came with the others.
    jobs.addAll(
        ofEach(
            handle,
            jobs,
            "SELECT other.id FROM job JOIN job other ON other.delivery = job.delivery"
                + " WHERE job.id = :id"));
    return jobs;
  }

  private static List<String> repositories(Handle handle, String name) {
    return handle
        .createQuery("SELECT DISTINCT repo FROM job WHERE repo LIKE :name ESCAPE '\\'")
        .bind("name", "%:" + name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"))
        .mapTo(String.class)
        .list();
  }

  private static Set<Long> ofComment(Handle handle, String id) {
    var jobs = new TreeSet<Long>();
    jobs.addAll(
        ids(
            handle
                .createQuery(
                    "SELECT DISTINCT job AS id FROM audit WHERE what = 'comment' AND detail = :id"
                        + " ORDER BY job DESC")
                .bind("id", id)));
    jobs.addAll(
        ids(
            handle
                .createQuery(
                    "SELECT id FROM job WHERE key LIKE 'comment %' AND key LIKE :end ORDER BY id DESC")
                .bind("end", "% " + id)));
    return jobs;
  }

  private static List<Long> ids(Query query) {
    return query.mapTo(Long.class).stream().limit(MOST_JOBS).toList();
  }

  private static Story ofJobs(Handle handle, Set<Long> jobs) {
    Set<Long> deliveries =
        ofEach(handle, jobs, "SELECT delivery FROM job WHERE id = :id AND delivery IS NOT NULL");
    return story(handle, deliveries, jobs);
  }

  private static Story story(Handle handle, Set<Long> deliveries, Set<Long> jobs) {
    var told = new ArrayList<Story.Told>();
    for (long seq : deliveries) {
      told.addAll(
          handle
              .createQuery("SELECT * FROM delivery WHERE seq = :seq")
              .bind("seq", seq)
              .map((row, _) ->
                  new Story.Told(
                      new DeliveryRef(row.getString("forge"), row.getString("id")),
                      row.getString("event"),
                      Instant.ofEpochMilli(row.getLong("received_at")),
                      DeliveryLog.state(row)))
              .list());
    }
    Stream<Long> newest = new TreeSet<>(jobs).descendingSet().stream().limit(MOST_JOBS);
    List<Story.Run> runs = newest.sorted().flatMap(job -> run(handle, job).stream()).toList();
    return new Story(told, runs);
  }

  private static List<Story.Run> run(Handle handle, long job) {
    return handle
        .createQuery(
            "SELECT job.*, COALESCE(delivery.id, '') AS came_with FROM job"
                + " LEFT JOIN delivery ON delivery.seq = job.delivery WHERE job.id = :id")
        .bind("id", job)
        .map((row, _) ->
            new Story.Run(
                JobStatus.of(row),
                row.getString("came_with"),
                SqlAuditLog.ofJob(handle, job),
                WriteLog.of(handle, job)))
        .list();
  }
}
