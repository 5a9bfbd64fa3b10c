package io.github.sddtool.store.desk;

import io.github.sddtool.audit.Deed;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.catalog.Page;
import io.github.sddtool.store.review.Review;
import io.github.sddtool.store.review.ReviewBook;
import io.github.sddtool.store.spec.Person;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.StoredSpec;
import io.github.sddtool.store.trail.Trail;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What people ask and say of specs. Each act is one unit of work with its line in the trail.
public final class ReviewDesk {
  private final Database database;
  private final ReviewBook reviews;

  public ReviewDesk(Database database) {
    this.database = database;
    this.reviews = new ReviewBook(database);
  }

  /// What somebody says, and when.
  public record Remark(String comment, Instant at) {}

  /// Asks people to review what a spec says now.
  public List<Review> request(
      Project project, StoredSpec spec, List<String> reviewers, Remark remark, Deed.Doer by) {
    return database.write(handle -> {
      List<Review> asked = reviews.request(handle, spec, reviewers, saying(by, remark));
      Trail.append(
          handle, project, Deed.of(by, "review.request", "spec:" + spec.file().id(), remark.at()));
      return asked;
    });
  }

  /// Keeps what somebody says of a review.
  ///
  /// @throws io.github.sddtool.store.spec.EditRefused when it was cancelled
  public Review say(
      Project project, Review review, Review.State state, Remark remark, Deed.Doer by) {
    return database.write(handle -> {
      Review said = reviews.update(handle, review.number(), state, saying(by, remark));
      Trail.append(
          handle,
          project,
          Deed.of(by, "review." + verb(state), "review:" + review.number(), remark.at()));
      return said;
    });
  }

  private static String verb(Review.State state) {
    return switch (state) {
      case PENDING -> "request";
      case APPROVED -> "approve";
      case REJECTED -> "reject";
      case COMMENTED -> "comment";
      case CANCELLED -> "cancel";
    };
  }

  private static ReviewBook.Saying saying(Deed.Doer by, Remark remark) {
    return new ReviewBook.Saying(name(by), remark.comment(), remark.at());
  }

  /// As reviews name who does something: by address where there is one.
  public static String name(Deed.Doer by) {
    return by.email().isEmpty() ? by.name() : by.email();
  }

  /// A review of a project.
  public Optional<Review> find(Project project, long number) {
    return database
        .read(handle -> ReviewBook.find(handle, number))
        .filter(review -> review.subject().spec().project() == project.number());
  }

  /// All reviews of a spec, the oldest first.
  public List<Review> of(StoredSpec spec) {
    return reviews.of(spec.ref());
  }

  /// What has not been answered, the oldest first.
  public Page<Review> pending(Project project, Optional<String> reviewer, Page.Ask ask) {
    return reviews.pending(project, reviewer, ask);
  }

  /// Whether somebody was asked to review a spec, and was not told since that it is of no more use.
  public boolean isReviewer(StoredSpec spec, Person person) {
    return of(spec).stream()
        .filter(review -> review.state() != Review.State.CANCELLED)
        .map(Review::reviewer)
        .anyMatch(reviewer -> isCalled(person, reviewer));
  }

  private static boolean isCalled(Person person, String reviewer) {
    return reviewer.equalsIgnoreCase(person.email())
        || reviewer.equalsIgnoreCase(person.name())
        || reviewer.equalsIgnoreCase("@" + person.name());
  }
}
