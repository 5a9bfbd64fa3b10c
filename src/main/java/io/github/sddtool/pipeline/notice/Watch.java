package io.github.sddtool.pipeline.notice;

import io.github.sddtool.analysis.condition.Observed;
import io.github.sddtool.bridge.mirror.Conflict;
import io.github.sddtool.bridge.mirror.ConflictBook;
import io.github.sddtool.bridge.mirror.MirrorBook;
import io.github.sddtool.bridge.mirror.MirrorRow;
import io.github.sddtool.pipeline.timetable.Schedule;
import io.github.sddtool.pipeline.timetable.Timetable;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.catalog.Page;
import io.github.sddtool.store.catalog.SpecCatalog;
import io.github.sddtool.store.catalog.SpecSummary;
import io.github.sddtool.store.review.Review;
import io.github.sddtool.store.review.ReviewBook;
import io.github.sddtool.store.spec.Project;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

// @spec app/notifications#REQ-NOTE-008, app/notifications#REQ-NOTE-010
/// Sees what nobody says, because it comes with time: reviews that wait, conflicts that are open,
/// and the moments of digests. Several processes may watch the same store; each thing is told once.
public final class Watch {
  private static final Duration QUARTER = Duration.ofMinutes(15);

  /// A planned moment that was missed is made good for as long.
  private static final Duration LATE = Duration.ofDays(1);

  private final Database database;
  private final Notices notices;
  private final NoticeRules rules;
  private final Digest digest;
  private final Clock clock;
  private Instant looked = Instant.MIN;

  public Watch(
      Database database, Notices notices, NoticeSettings settings, Digest digest, Clock clock) {
    this.database = database;
    this.notices = notices;
    this.rules = new NoticeRules(settings.rules());
    this.digest = digest;
    this.clock = clock;
  }

  /// Looks: for planned moments each time, for all else at the quarters of an hour.
  public void round() {
    Instant now = clock.instant();
    rules.planned().forEach(rule -> plan(rule, now));
    Instant quarter =
        Instant.ofEpochSecond(
            Math.floorDiv(now.getEpochSecond(), QUARTER.toSeconds()) * QUARTER.toSeconds());
    if (quarter.isAfter(looked)) {
      tick(now);
      looked = quarter;
    }
  }

  private void tick(Instant now) {
    boolean reviewed = rules.areAbout(Topic.REVIEW);
    boolean contradicted = rules.areAbout(Topic.CONFLICT);
    for (Project project : reviewed || contradicted ? projects() : List.<Project>of()) {
      Optional<MirrorRow> mirror = database.read(handle -> MirrorBook.of(handle, project));
      if (reviewed) {
        reviews(project, mirror, now);
      }
      if (contradicted) {
        conflicts(project, mirror, now);
      }
    }
    database.write(handle -> {
      NoticeBook.forget(handle, now);
      return true;
    });
  }

  private List<Project> projects() {
    return database.read(NoticeBook::projects);
  }

  private void reviews(Project project, Optional<MirrorRow> mirror, Instant now) {
    var occurrences = new ArrayList<Occurrence>();
    for (Review review : pending(database, project)) {
      occurrences.add(occurrence(project, mirror, review, now));
    }
    takeBack(project, mirror, occurrences, Topic.REVIEW, now);
    notices.occurred(occurrences, true);
  }

  /// All reviews of a project that nobody answered.
  static List<Review> pending(Database database, Project project) {
    var book = new ReviewBook(database);
    var all = new ArrayList<Review>();
    Page<Review> page = book.pending(project, Optional.empty(), Page.Ask.first(200));
    all.addAll(page.items());
    while (page.next().isPresent()) {
      page = book.pending(project, Optional.empty(), new Page.Ask(page.next(), 200));
      all.addAll(page.items());
    }
    return all;
  }

  private Occurrence occurrence(
      Project project, Optional<MirrorRow> mirror, Review review, Instant now) {
    String id = review.subject().id();
    Optional<SpecSummary.Kind> spec =
        new SpecCatalog(database).find(project, id).map(SpecSummary::kind);
    long days = Math.max(0, Duration.between(review.asked().at(), now).toDays());
    Map<String, List<String>> people =
        new HashMap<>(database.read(handle -> SpecPeople.of(handle, project.name(), id)));
    people.put("@reviewer", List.of(review.reviewer()));
    String status = spec.map(SpecSummary.Kind::status).orElse("");
    String domain = spec.map(SpecSummary.Kind::domain).orElse("");
    return new Occurrence(
        "review %d day %d".formatted(review.number(), days),
        Topic.REVIEW,
        new Occurrence.About(
            mirror.map(MirrorRow::repo),
            Optional.of(project.name()),
            "review " + review.number(),
            people),
        Map.of(
            "review.pending_days",
            new Observed.Level((double) days),
            "spec.status",
            new Observed.Word(status),
            "spec.domain",
            new Observed.Word(domain)),
        Map.ofEntries(
            Map.entry("project", project.name()),
            Map.entry("repository", mirror.map(one -> one.repo().name()).orElse("")),
            Map.entry("review.number", Long.toString(review.number())),
            Map.entry("review.pending_days", Long.toString(days)),
            Map.entry("review.reviewer", review.reviewer()),
            Map.entry("review.requested_by", review.asked().by()),
            Map.entry("spec.id", id),
            Map.entry("spec.title", spec.map(SpecSummary.Kind::title).orElse(id)),
            Map.entry("spec.status", status),
            Map.entry("spec.domain", domain)),
        now);
  }

  private void conflicts(Project project, Optional<MirrorRow> mirror, Instant now) {
    if (mirror.isEmpty()) {
      return;
    }
    var occurrences = new ArrayList<Occurrence>();
    for (Conflict conflict : open(database, project)) {
      occurrences.add(
          new Occurrence(
              "conflict " + conflict.number(),
              Topic.CONFLICT,
              new Occurrence.About(
                  mirror.map(MirrorRow::repo),
                  Optional.of(project.name()),
                  "conflict " + conflict.number(),
                  Map.of()),
              Map.of("sync.conflict", new Observed.Fact(true)),
              Map.of(
                  "project",
                  project.name(),
                  "repository",
                  mirror.get().repo().name(),
                  "conflict.number",
                  Long.toString(conflict.number()),
                  "conflict.what",
                  conflict.what().label(),
                  "spec.id",
                  conflict.spec().orElse("")),
              now));
    }
    takeBack(project, mirror, occurrences, Topic.CONFLICT, now);
    notices.occurred(occurrences, true);
  }

  /// Conflicts of a project that wait for a person.
  static List<Conflict> open(Database database, Project project) {
    return database.read(
        handle -> ConflictBook.list(handle, project, List.of(Conflict.State.OPEN)));
  }

  /// What is not there any more holds for no rule: without values.
  private void takeBack(
      Project project,
      Optional<MirrorRow> mirror,
      List<Occurrence> there,
      Topic topic,
      Instant now) {
    String begin = "%s %s ".formatted(topic.name(), project.name());
    Set<String> standing = new HashSet<>();
    there.forEach(one -> standing.add(one.standing()));
    List<Occurrence> gone =
        database.read(handle -> NoticeBook.raised(handle, begin)).stream()
            .filter(one -> !standing.contains(one))
            .map(one ->
                new Occurrence(
                    "gone " + one,
                    topic,
                    new Occurrence.About(
                        mirror.map(MirrorRow::repo),
                        Optional.of(project.name()),
                        one.substring(begin.length()),
                        Map.of()),
                    Map.of(),
                    Map.of(),
                    now))
            .toList();
    notices.occurred(gone, false);
  }

  /// A moment is dealt with by the first who comes. One that is long past is not made good, and
  /// neither is one from before the rule was there.
  private void plan(NoticeRule rule, Instant now) {
    if (!(rule.trigger() instanceof NoticeRule.Trigger.Planned(Schedule schedule))) {
      return;
    }
    Optional<Instant> known = database.read(handle -> Timetable.last(handle, rule.inTimetable()));
    if (known.isEmpty()) {
      database.write(handle -> Timetable.take(handle, rule.inTimetable(), now));
      return;
    }
    Optional<Instant> moment = schedule.last(now).filter(known.get()::isBefore);
    if (moment.isPresent()) {
      boolean late = moment.get().isBefore(now.minus(LATE));
      notices.planned(rule, moment.get(), late ? List.of() : told(rule, now));
    }
  }

  private List<Notices.Planned> told(NoticeRule rule, Instant now) {
    return projects().stream()
        .filter(project -> rule.filter().takes(about(project)))
        .map(project -> new Notices.Planned(project.name(), body(rule, project, now)))
        .toList();
  }

  private Occurrence.About about(Project project) {
    return new Occurrence.About(
        database.read(handle -> MirrorBook.of(handle, project)).map(MirrorRow::repo),
        Optional.of(project.name()),
        project.name(),
        Map.of());
  }

  private String body(NoticeRule rule, Project project, Instant now) {
    return switch (rule.content()) {
      case NoticeRule.Content.Message(Wording wording) ->
          wording.fill(Map.of("project", project.name()));
      case NoticeRule.Content.Digest() -> digest.text(project, now);
    };
  }
}
