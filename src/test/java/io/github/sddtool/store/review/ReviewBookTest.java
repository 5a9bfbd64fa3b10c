package io.github.sddtool.store.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.catalog.Page;
import io.github.sddtool.store.catalog.SpecQueries;
import io.github.sddtool.store.catalog.SpecSummary;
import io.github.sddtool.store.query.SpecQuery;
import io.github.sddtool.store.spec.EditRefused;
import io.github.sddtool.store.spec.Person;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.Provenance;
import io.github.sddtool.store.spec.SpecFile;
import io.github.sddtool.store.spec.SpecStore;
import io.github.sddtool.store.spec.StoredSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

// @spec app/store#REQ-STORE-009
class ReviewBookTest {
  private static final Provenance ADA =
      new Provenance(
          new Person("Ada", ""), Instant.ofEpochMilli(1_000), Provenance.Source.API, "", "");

  @TempDir private Path folder;

  private interface Work {
    void in(Desk desk);
  }

  private record Desk(Database database, SpecStore store, ReviewBook reviews, Project project) {
    StoredSpec write(String id) {
      var file = new SpecFile(id, "sdd", new RepoPath(id + "/spec.md"), "# " + id);
      return database.write(handle -> store.create(handle, project, file, ADA));
    }

    StoredSpec edit(StoredSpec spec, String text) {
      return database.write(handle ->
          store.update(handle, spec.ref(), spec.revision(), spec.file().saying(text), ADA));
    }

    List<Review> ask(StoredSpec spec, String... reviewers) {
      return database.write(handle ->
          reviews.request(handle, spec, List.of(reviewers), says("ada", "Please.", 2_000)));
    }

    Review say(Review review, Review.State state, String comment, long at) {
      return database.write(handle ->
          reviews.update(handle, review.number(), state, says(review.reviewer(), comment, at)));
    }

    List<String> waiting(Optional<String> reviewer) {
      return reviews.pending(project, reviewer, Page.Ask.first(10)).items().stream()
          .map(review -> review.subject().id() + " " + review.reviewer())
          .toList();
    }

    List<String> query(String query) {
      return new SpecQueries(database)
          .run(project, SpecQuery.of(query), Page.Ask.first(10)).items().stream()
              .map(SpecSummary::id)
              .toList();
    }
  }

  private static ReviewBook.Saying says(String who, String comment, long at) {
    return new ReviewBook.Saying(who, comment, Instant.ofEpochMilli(at));
  }

  private void on(TestStore engine, Work work) {
    try (Database database = engine.open(folder)) {
      var store = new SpecStore(database, Engine.FORMATS);
      Project project = database.write(handle -> store.project(handle, "shop"));
      work.in(new Desk(database, store, new ReviewBook(database), project));
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void whoIsAskedHasItPendingUntilTheyAnswer(TestStore engine) {
    on(
        engine,
        desk -> {
          List<Review> asked = desk.ask(desk.write("a"), "@bob", "@eve", "@bob");
          desk.ask(desk.write("b"), "@bob");
          assertThat(desk.waiting(Optional.empty())).containsExactly("a @bob", "a @eve", "b @bob");
          assertThat(desk.waiting(Optional.of("@bob"))).containsExactly("a @bob", "b @bob");
          desk.say(asked.getFirst(), Review.State.COMMENTED, "Why?", 3_000);
          Review done = desk.say(asked.getFirst(), Review.State.APPROVED, "I see.", 4_000);
          assertThat(desk.waiting(Optional.of("@bob"))).containsExactly("b @bob");
          assertThat(done.said().at()).contains(Instant.ofEpochMilli(4_000));
          assertThat(desk.reviews.events(done.number()))
              .extracting(event -> event.state().word() + " " + event.who() + " " + event.comment())
              .containsExactly(
                  "pending ada Please.", "commented @bob Why?", "approved @bob I see.");
        });
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aLaterRevisionIsReviewedInPlaceOfAnEarlierOne(TestStore engine) {
    on(
        engine,
        desk -> {
          StoredSpec spec = desk.write("a");
          Review first = desk.ask(spec, "@bob").getFirst();
          assertThat(desk.ask(spec, "@bob"))
              .extracting(Review::number)
              .containsExactly(first.number());
          Review second = desk.ask(desk.edit(spec, "# other"), "@bob").getFirst();
          assertThat(second.subject().revision()).isEqualTo(2);
          assertThat(desk.reviews.of(spec.ref()))
              .extracting(Review::state)
              .containsExactly(Review.State.CANCELLED, Review.State.PENDING);
          assertThatExceptionOfType(EditRefused.class)
              .isThrownBy(() -> desk.say(first, Review.State.APPROVED, "", 3_000))
              .withMessageContaining("was cancelled");
        });
  }

  // @spec app/store#REQ-STORE-008
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void queriesKnowWhatReviewersSaid(TestStore engine) {
    on(
        engine,
        desk -> {
          Review one = desk.ask(desk.write("a"), "@bob", "@eve").getFirst();
          desk.ask(desk.write("b"), "@eve");
          desk.write("c");
          desk.say(one, Review.State.APPROVED, "", 3_000);
          assertThat(desk.query("reviewer:@eve AND NOT approved")).containsExactly("a", "b");
          assertThat(desk.query("reviewer:@bob AND NOT approved")).isEmpty();
          assertThat(desk.query("approved")).containsExactly("a");
          assertThat(desk.query("pending")).containsExactly("a", "b");
        });
  }
}
