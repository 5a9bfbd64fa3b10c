package io.github.sddtool.store.review;

import io.github.sddtool.store.PlainSql;
import io.github.sddtool.store.Reading;
import io.github.sddtool.store.StorableText;
import io.github.sddtool.store.catalog.Page;
import io.github.sddtool.store.spec.EditRefused;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.SpecRef;
import io.github.sddtool.store.spec.StoredSpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

// @spec app/store#REQ-STORE-009
/// The reviews of all projects. What takes a [Handle] is part of a unit of work; the rest is a
/// reading of its own.
public final class ReviewBook {
  private static final String SELECT =
      "SELECT review.*, spec.id AS id FROM review JOIN spec ON spec.number = review.spec ";

  private final Reading database;

  public ReviewBook(Reading database) {
    this.database = database;
  }

  /// What somebody says of a review.
  ///
  /// @param comment may be empty
  public record Saying(String who, String comment, Instant at) {
    public Saying {
      who = StorableText.of(who);
      comment = StorableText.of(comment);
    }
  }

  /// Asks people to review what a spec says now. Who was asked for the same revision already and
  /// has not answered is not asked twice; what they were asked about an earlier one is cancelled.
  public List<Review> request(
      Handle handle, StoredSpec spec, List<String> reviewers, Saying saying) {
    var asked = new ArrayList<Review>();
    for (String one : new LinkedHashSet<>(reviewers)) {
      String reviewer = StorableText.of(one);
      Optional<Review> waiting = pending(handle, spec.ref(), reviewer);
      if (waiting.filter(was -> was.subject().revision() == spec.revision()).isPresent()) {
        asked.add(waiting.get());
        continue;
      }
      if (waiting.isPresent()) {
        var late = new Saying(saying.who(), "A later revision is to be reviewed.", saying.at());
        update(handle, waiting.get().number(), Review.State.CANCELLED, late);
      }
      asked.add(ask(handle, spec, reviewer, saying));
    }
    return asked;
  }

  private static Review ask(Handle handle, StoredSpec spec, String reviewer, Saying saying) {
    long number =
        handle
            .createQuery(
                "INSERT INTO review (project, spec, revision, reviewer, requester, state,"
                    + " requested, comment) VALUES (:project, :spec, :revision, :reviewer,"
                    + " :requester, 'PENDING', :at, :comment) RETURNING number")
            .bind("project", spec.ref().project())
            .bind("spec", spec.ref().number())
            .bind("revision", spec.revision())
            .bind("reviewer", reviewer)
            .bind("requester", saying.who())
            .bind("at", saying.at().toEpochMilli())
            .bind("comment", saying.comment())
            .mapTo(Long.class)
            .one();
    happened(handle, number, Review.State.PENDING, saying);
    return find(handle, number).orElseThrow();
  }

  private static Optional<Review> pending(Handle handle, SpecRef spec, String reviewer) {
    return handle
        .createQuery(
            SELECT
                + "WHERE review.spec = :spec AND reviewer = :reviewer AND state = 'PENDING'"
                + " ORDER BY review.number DESC LIMIT 1")
        .bind("spec", spec.number())
        .bind("reviewer", reviewer)
        .map((row, _) -> review(row))
        .findOne();
  }

  /// Keeps what was said. A decision may be changed; what was cancelled stays so.
  ///
  /// @throws EditRefused when there is no such review, or it was cancelled
  public Review update(Handle handle, long number, Review.State state, Saying saying) {
    Review before =
        find(handle, number)
            .orElseThrow(() ->
                new EditRefused(EditRefused.Reason.GONE, "There is no review " + number + "."));
    if (before.state() == Review.State.CANCELLED) {
      throw new EditRefused(
          EditRefused.Reason.STALE, "The review %d was cancelled.".formatted(number));
    }
    PlainSql.update(
        handle,
        "UPDATE review SET state = ?, decided = ?, comment = ? WHERE number = ?",
        state.name(),
        state == Review.State.PENDING ? 0L : saying.at().toEpochMilli(),
        saying.comment(),
        number);
    happened(handle, number, state, saying);
    return find(handle, number).orElseThrow();
  }

  private static void happened(Handle handle, long number, Review.State state, Saying saying) {
    PlainSql.update(
        handle,
        "INSERT INTO review_event (review, position, state, who, comment, at)"
            + " SELECT ?, COUNT(*) + 1, ?, ?, ?, ? FROM review_event WHERE review = ?",
        number,
        state.name(),
        saying.who(),
        saying.comment(),
        saying.at().toEpochMilli(),
        number);
  }

  /// A review.
  public static Optional<Review> find(Handle handle, long number) {
    return handle
        .createQuery(SELECT + "WHERE review.number = :number")
        .bind("number", number)
        .map((row, _) -> review(row))
        .findOne();
  }

  /// What has not been answered, the oldest first; of specs that were not deleted.
  ///
  /// @param reviewer whose; empty: everybody's
  /// @throws io.github.sddtool.fault.UserFault when the cursor is none that a page gave
  public Page<Review> pending(Project project, Optional<String> reviewer, Page.Ask ask) {
    long after = ask.afterNumber().orElse(0);
    List<Review> read =
        database.read(handle -> {
          Query query =
              handle
                  .createQuery(
                      SELECT
                          + "WHERE review.project = :project AND state = 'PENDING'"
                          + " AND spec.deleted = 0 AND review.number > :after"
                          + (reviewer.isPresent() ? " AND reviewer = :reviewer" : "")
                          + " ORDER BY review.number LIMIT :most")
                  .bind("project", project.number())
                  .bind("after", after)
                  .bind("most", ask.limit() + 1);
          reviewer.ifPresent(one -> query.bind("reviewer", StorableText.of(one)));
          return query.map((row, _) -> review(row)).list();
        });
    return Page.of(read, ask, review -> Long.toString(review.number()));
  }

  /// All reviews of a spec, the oldest first.
  public List<Review> of(SpecRef spec) {
    return database.read(handle ->
        handle
            .createQuery(SELECT + "WHERE review.spec = :spec ORDER BY review.number")
            .bind("spec", spec.number())
            .map((row, _) -> review(row))
            .list());
  }

  /// All that was said of a review, in its order.
  public List<Review.Event> events(long number) {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM review_event WHERE review = :review ORDER BY position")
            .bind("review", number)
            .map((row, _) ->
                new Review.Event(
                    Review.State.valueOf(row.getString("state")),
                    row.getString("who"),
                    row.getString("comment"),
                    Instant.ofEpochMilli(row.getLong("at"))))
            .list());
  }

  private static Review review(ResultSet row) throws SQLException {
    long decided = row.getLong("decided");
    return new Review(
        row.getLong("number"),
        new Review.Subject(
            new SpecRef(row.getLong("project"), row.getLong("spec")),
            row.getString("id"),
            row.getInt("revision")),
        row.getString("reviewer"),
        Review.State.valueOf(row.getString("state")),
        new Review.Asked(
            row.getString("requester"), Instant.ofEpochMilli(row.getLong("requested"))),
        new Review.Said(
            row.getString("comment"),
            decided == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(decided))));
  }
}
