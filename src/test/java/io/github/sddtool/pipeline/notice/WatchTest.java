package io.github.sddtool.pipeline.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.app.Engine;
import io.github.sddtool.bridge.mirror.MirrorBook;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.pipeline.timetable.Schedule;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.store.review.Review;
import io.github.sddtool.store.review.ReviewBook;
import io.github.sddtool.store.spec.Person;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.Provenance;
import io.github.sddtool.store.spec.SpecFile;
import io.github.sddtool.store.spec.SpecStore;
import io.github.sddtool.store.spec.StoredSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WatchTest {
  private static final String TEXT = "---\nstatus: review\nowner: alice\n---\n\n# Login\n";

  @TempDir private Path folder;

  private static Project project(NoticeBench bench) {
    var specs = new SpecStore(bench.database, Engine.FORMATS);
    return bench.database.write(handle -> specs.project(handle, "shop"));
  }

  private static Review review(NoticeBench bench, Project project) {
    var specs = new SpecStore(bench.database, Engine.FORMATS);
    var by =
        new Provenance(
            new Person("Bob", "bob@example.com"),
            bench.clock.instant(),
            Provenance.Source.API,
            "",
            "");
    var file = new SpecFile("auth/login", "sdd", new RepoPath("auth/login/spec.md"), TEXT);
    return bench.database.write(handle -> {
      StoredSpec spec = specs.create(handle, project, file, by);
      return new ReviewBook(bench.database)
          .request(
              handle,
              spec,
              List.of("vera@example.com"),
              new ReviewBook.Saying("Bob", "", bench.clock.instant()))
          .getFirst();
    });
  }

  private static Watch watch(NoticeBench bench) {
    return new Watch(
        bench.database,
        bench.notices(),
        bench.settings(),
        new Digest(bench.database, _ -> List.of("Proposed rollbacks: 0")),
        bench.clock);
  }

  private static List<String> bodies(NoticeBench bench) {
    return bench.database.read(handle ->
        handle.createQuery("SELECT body FROM notice ORDER BY number").mapTo(String.class).list());
  }

  // @spec app/notifications#REQ-NOTE-010
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aReviewThatWaitsForFiveDaysIsToldOnce(TestStore store) {
    try (var bench = new NoticeBench(store, folder)) {
      bench
          .rule("SLA", "review.pending_days >= 5", "in-app @reviewer @author @owner", false)
          .message("Review pending for {spec.title} - {review.pending_days} days");
      Review review = review(bench, project(bench));
      Watch watch = watch(bench);
      bench.clock.advance(Duration.ofDays(5).minusMinutes(1));
      watch.round();
      assertThat(bench.outbox()).isEmpty();
      bench.clock.advance(Duration.ofMinutes(15));
      watch.round();
      assertThat(bench.outbox())
          .containsExactlyInAnyOrder(
              "in-app vera@example.com SLA",
              "in-app bob@example.com SLA",
              "in-app alice@example.com SLA");
      assertThat(bodies(bench)).containsOnly("Review pending for Login - 5 days");
      bench.clock.advance(Duration.ofDays(3));
      watch.round();
      assertThat(bench.outbox()).hasSize(3);
      answered(bench, review);
      bench.clock.advance(Duration.ofDays(1));
      watch.round();
      assertThat(bench.database.<List<String>>read(handle -> NoticeBook.raised(handle, "REVIEW")))
          .isEmpty();
    }
  }

  private static void answered(NoticeBench bench, Review review) {
    bench.database.write(handle ->
        new ReviewBook(bench.database)
            .update(
                handle,
                review.number(),
                Review.State.APPROVED,
                new ReviewBook.Saying("Vera", "", bench.clock.instant())));
  }

  // @spec app/notifications#REQ-NOTE-010
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aConflictIsToldOnceWhileItIsOpen(TestStore store) {
    try (var bench = new NoticeBench(store, folder)) {
      bench.rule("Conflict", "sync.conflict", "in-app @domain-admin", false);
      Project project = project(bench);
      bench.database.write(handle -> {
        MirrorBook.connect(handle, project, NoticeBench.SHOP, "main");
        return handle.execute(
            "INSERT INTO conflict (project, spec, label, state, created, changed)"
                + " VALUES (%d, 0, 'REQ-001', 'open', 0, 0)".formatted(project.number()));
      });
      Watch watch = watch(bench);
      watch.round();
      bench.clock.advance(Duration.ofMinutes(15));
      watch.round();
      assertThat(bench.outbox()).containsExactly("in-app ada@example.com Conflict");
      assertThat(bodies(bench).getFirst()).contains("REQ-001");
    }
  }

  private static NoticeBench planned(NoticeBench bench, String schedule) {
    bench.rules.add(
        new NoticeRule(
            "Daily",
            new NoticeRule.Trigger.Planned(Schedule.read(schedule, ZoneOffset.UTC)),
            new NoticeRule.Delivery(
                List.of("in-app"),
                List.of(new Recipient.Members(Recipient.Group.ALL_CONTRIBUTORS)),
                false),
            new NoticeRule.Content.Digest(),
            NoticeRule.Filter.ALL));
    return bench;
  }

  // @spec app/notifications#REQ-NOTE-008
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aDigestIsToldOnceAtItsMomentHoweverManyWatch(TestStore store) {
    // The clock begins at ten o'clock on a Sunday.
    try (var bench = planned(new NoticeBench(store, folder), "0 9 * * 1-5")) {
      review(bench, project(bench));
      Watch one = watch(bench);
      Watch other = watch(bench);
      one.round();
      other.round();
      assertThat(bench.outbox()).isEmpty();
      bench.clock.advance(Duration.ofHours(23).minusSeconds(1));
      one.round();
      assertThat(bench.outbox()).isEmpty();
      bench.clock.advance(Duration.ofSeconds(1));
      one.round();
      other.round();
      watch(bench).round();
      assertThat(bench.outbox())
          .containsExactly(
              "in-app ada@example.com Daily: shop", "in-app bob@example.com Daily: shop");
      assertThat(bodies(bench).getFirst())
          .contains(
              "Specs: 1 (review 1)",
              "Changed since yesterday: 1",
              "- auth/login: Login, by Bob",
              "Pending reviews: 1",
              "- auth/login: vera@example.com, for 0 days",
              "Open conflicts: 0",
              "Proposed rollbacks: 0");
    }
  }

  // @spec app/notifications#REQ-NOTE-008
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aMissedMomentIsMadeGoodOnceWithinADay(TestStore store) {
    try (var bench = planned(new NoticeBench(store, folder), "0 9 * * *")) {
      project(bench);
      watch(bench).round();
      bench.clock.advance(Duration.ofDays(3));
      watch(bench).round();
      watch(bench).round();
      assertThat(bench.outbox()).hasSize(2);
      bench.rules.clear();
      planned(bench, "0 9 * * 1");
      bench.clock.advance(Duration.ofDays(7));
      watch(bench).round();
      assertThat(bench.outbox()).hasSize(2);
    }
  }

  // @spec app/notifications#REQ-NOTE-008
  @Test
  void aScheduleGoesByTheClockOfItsZone() {
    Schedule schedule = Schedule.read("30 9 * * *", ZoneId.of("Europe/Berlin"));
    assertThat(schedule.last(Instant.parse("2026-07-01T07:29:59Z")))
        .contains(Instant.parse("2026-06-30T07:30:00Z"));
    assertThat(schedule.last(Instant.parse("2026-07-01T07:30:00Z")))
        .contains(Instant.parse("2026-07-01T07:30:00Z"));
    assertThat(schedule.last(Instant.parse("2026-12-01T08:30:59Z")))
        .contains(Instant.parse("2026-12-01T08:30:00Z"));
  }
}
