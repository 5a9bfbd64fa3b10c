package io.github.sddtool.pipeline.notice;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.bridge.mirror.MirrorBook;
import io.github.sddtool.forge.Target;
import io.github.sddtool.pipeline.notice.NoticeRule.Content;
import io.github.sddtool.pipeline.notice.NoticeRules.Decided;
import io.github.sddtool.pipeline.notice.channel.ChannelSettings;
import io.github.sddtool.pipeline.notice.channel.PlainText;
import io.github.sddtool.pipeline.timetable.Timetable;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

// @spec app/notifications#REQ-NOTE-002, app/notifications#REQ-NOTE-003
/// Where the rest of the server says that something happened. What comes of it is in the outbox
/// when a method returns; what is said again, under the same key, changes nothing. Nothing here
/// waits for a channel.
public final class Notices {
  private static final System.Logger LOG = System.getLogger(Notices.class.getName());

  private final Database database;
  private final NoticeSettings settings;
  private final NoticeRules rules;
  private final Addressees addressees;
  private final NoticeMetrics metrics;
  private final Clock clock;

  public Notices(
      Database database,
      NoticeSettings settings,
      Directory directory,
      NoticeMetrics metrics,
      Clock clock) {
    this.database = database;
    this.settings = settings;
    this.rules = new NoticeRules(settings.rules());
    this.addressees = new Addressees(settings.people(), directory);
    this.metrics = metrics;
    this.clock = clock;
  }

  /// Something happened: rules decide who hears of it.
  ///
  /// @return how many notices are new
  public int occurred(Occurrence occurrence) {
    return occurred(List.of(occurrence), true);
  }

  /// Several things happened at once.
  ///
  /// @param telling whether anybody is told; otherwise it is only kept for what rules hold, so that
  ///   nobody hears of it as of news later on
  int occurred(List<Occurrence> occurrences, boolean telling) {
    var steps = new ArrayList<Step>();
    Map<RepoId, Optional<String>> projects = new HashMap<>();
    for (Occurrence occurrence : occurrences) {
      Occurrence placed =
          occurrence
              .about()
              .project()
              .or(() ->
                  occurrence
                      .about()
                      .repo()
                      .flatMap(repo -> projects.computeIfAbsent(repo, this::project)))
              .map(project -> telling ? known(occurrence.in(project)) : occurrence.in(project))
              .orElse(occurrence);
      for (Decided decided : rules.decide(placed)) {
        steps.add(
            new Step(
                placed,
                decided,
                decided.holds() && telling ? notices(placed, decided) : List.of()));
      }
    }
    return steps.isEmpty() ? 0 : database.write(handle -> take(handle, steps));
  }

  /// A rule, what it says of what happened, and who would hear of it.
  private record Step(Occurrence occurrence, Decided decided, List<Notice> notices) {}

  private int take(Handle handle, List<Step> steps) {
    Instant now = clock.instant();
    int put = 0;
    for (Step step : steps) {
      String rule = step.decided().rule().name();
      String standing = step.occurrence().standing();
      boolean lasting = step.occurrence().topic().isLasting();
      if (!step.decided().holds()) {
        if (lasting) {
          NoticeBook.clear(handle, rule, standing);
        }
      } else if (!lasting || NoticeBook.raise(handle, rule, standing, now)) {
        put += put(handle, step.notices());
      }
    }
    return put;
  }

  private int put(Handle handle, List<Notice> notices) {
    int put = 0;
    for (Notice notice : notices) {
      if (NoticeBook.put(handle, notice)) {
        metrics.put(notice.to().channel());
        put++;
      }
    }
    return put;
  }

  /// Whom the text of a spec does not name, the store may know.
  private Occurrence known(Occurrence occurrence) {
    if (occurrence.topic() != Topic.SPEC || !asksForPeople()) {
      return occurrence;
    }
    String project = occurrence.about().project().orElse("");
    return occurrence.with(
        database.read(handle -> SpecPeople.of(handle, project, occurrence.about().subject())));
  }

  private boolean asksForPeople() {
    return settings.rules().stream()
        .flatMap(rule -> rule.delivery().recipients().stream())
        .anyMatch(Recipient.Concerned.class::isInstance);
  }

  private Optional<String> project(RepoId repo) {
    return database
        .read(handle -> MirrorBook.of(handle, repo))
        .map(mirror -> mirror.project().name());
  }

  private List<Notice> notices(Occurrence occurrence, Decided decided) {
    NoticeRule rule = decided.rule();
    String body =
        switch (rule.content()) {
          case Content.Message(Wording wording) -> wording.fill(words(occurrence));
          case Content.Digest() -> decided.why();
        };
    return notices(
        new Notice.Cause(occurrence.key(), rule.name(), occurrence.about().subject()),
        rule.delivery(),
        occurrence.about(),
        new Notice.Text(rule.name(), body, Optional.empty()));
  }

  /// Where it is from is known of everything.
  private static Map<String, String> words(Occurrence occurrence) {
    Map<String, String> words = new HashMap<>();
    occurrence.about().repo().ifPresent(repo -> words.put("repository", repo.name()));
    occurrence.about().project().ifPresent(project -> words.put("project", project));
    words.putAll(occurrence.words());
    return words;
  }

  /// What a rule says, for all whom it names.
  private List<Notice> notices(
      Notice.Cause cause, NoticeRule.Delivery delivery, Occurrence.About about, Notice.Text text) {
    Addressees.Found found = addressees.find(delivery.recipients(), about);
    var notices = new ArrayList<Notice>();
    for (String channel : delivery.channels()) {
      address(channel, found, about.project())
          .forEach(to ->
              notices.add(
                  new Notice(
                      cause, to, worded(to, text, found), delivery.urgent(), clock.instant())));
    }
    if (notices.isEmpty()) {
      LOG.log(
          System.Logger.Level.INFO,
          "event=notice-for-nobody rule=\"{0}\" subject=\"{1}\"",
          PlainText.line(cause.rule(), 100),
          PlainText.line(cause.subject(), 100));
    }
    return notices;
  }

  private Notice.Text worded(Notice.To to, Notice.Text text, Addressees.Found found) {
    boolean room =
        settings.channels().stream()
            .anyMatch(
                one -> one.name().equals(to.channel()) && one instanceof ChannelSettings.Chat);
    return room ? text.with(found.line()) : text;
  }

  private Stream<Notice.To> address(
      String channel, Addressees.Found found, Optional<String> project) {
    if (channel.equals(ChannelSettings.IN_APP)) {
      return project.stream()
          .flatMap(name ->
              Addressees.inApp(found).stream().map(one -> new Notice.To(channel, one, name)));
    }
    return settings.channels().stream()
        .filter(one -> one.name().equals(channel))
        .flatMap(one -> addressees.on(one, found).stream())
        .map(one -> new Notice.To(channel, one, project.orElse("")));
  }

  /// A planned rule tells of a project what is so at its moment.
  ///
  /// @param told of each project what is said
  /// @return whether nobody did before
  boolean planned(NoticeRule rule, Instant moment, List<Planned> told) {
    List<Notice> notices =
        told.stream()
            .flatMap(one -> {
              var about =
                  new Occurrence.About(
                      Optional.empty(), Optional.of(one.project()), one.project(), Map.of());
              var cause =
                  new Notice.Cause(
                      "planned %d %s".formatted(moment.toEpochMilli(), one.project()),
                      rule.name(),
                      one.project());
              return notices(
                  cause,
                  rule.delivery(),
                  about,
                  new Notice.Text(rule.name() + ": " + one.project(), one.body(), Optional.empty()))
                  .stream();
            })
            .toList();
    return database.write(handle -> {
      boolean ours = Timetable.take(handle, rule.inTimetable(), moment);
      if (ours) {
        put(handle, notices);
      }
      return ours;
    });
  }

  /// What is told of a project.
  record Planned(String project, String body) {}

  /// Somebody is told something whom its teller names: a room on each channel that has it, else on
  /// those that have a usual one; people by e-mail and, where the repository is mirrored, in the
  /// app.
  ///
  /// @return how many notices are new
  public int tell(Told told) {
    var recipients = new ArrayList<Recipient>();
    var unknown = new ArrayList<String>();
    for (String text : told.whom()) {
      Recipient.read(text, settings.people(), Set.of())
          .ifPresentOrElse(recipients::add, () -> unknown.add(PlainText.line(text, 80)));
    }
    var about =
        new Occurrence.About(
            told.repo(),
            told.repo().flatMap(this::project),
            told.repo().map(RepoId::name).orElse(""),
            Map.of());
    if (!unknown.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "event=notice-for-unknown recipients={0} allowed={1}",
          unknown,
          Recipient.choices(settings.people(), Set.of()));
    }
    Addressees.Found found = addressees.find(recipients, about);
    var text = new Notice.Text(told.words().title(), told.words().body(), told.page());
    var cause = new Notice.Cause(told.key(), "", about.subject());
    List<Notice> notices =
        Stream.concat(rooms(found), people(found, about))
            .map(to -> new Notice(cause, to, text, told.words().urgent(), clock.instant()))
            .toList();
    return notices.isEmpty() ? 0 : database.write(handle -> put(handle, notices));
  }

  private Stream<Notice.To> rooms(Addressees.Found found) {
    List<ChannelSettings.Chat> chats =
        settings.channels().stream()
            .flatMap(
                one -> one instanceof ChannelSettings.Chat chat ? Stream.of(chat) : Stream.of())
            .toList();
    return found.rooms().stream()
        .flatMap(room -> {
          List<ChannelSettings.Chat> own =
              chats.stream().filter(chat -> chat.rooms().containsKey(room)).toList();
          return (own.isEmpty() ? chats.stream().filter(chat -> chat.reaches(room)) : own.stream())
              .map(chat -> new Notice.To(chat.name(), room, ""));
        });
  }

  private Stream<Notice.To> people(Addressees.Found found, Occurrence.About about) {
    Stream<Notice.To> mails =
        settings.channels().stream()
            .filter(ChannelSettings.Mail.class::isInstance)
            .flatMap(mail ->
                addressees.on(mail, found).stream()
                    .map(one -> new Notice.To(mail.name(), one, "")));
    return Stream.concat(mails, address(ChannelSettings.IN_APP, found, about.project()));
  }

  /// A commit of a default branch was judged.
  public void judged(Target target, Report report) {
    if (!settings.rules().isEmpty()) {
      Judged judged = Judged.of(database, target, report, clock.instant());
      occurred(judged.known(), false);
      occurred(judged.news(), true);
    }
  }
}
