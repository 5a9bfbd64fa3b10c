package io.github.sddtool.pipeline.notice;

import io.github.sddtool.access.Role;
import io.github.sddtool.analysis.condition.Condition;
import io.github.sddtool.analysis.condition.Observed;
import io.github.sddtool.fake.net.Receiver;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.pipeline.SteppedClock;
import io.github.sddtool.pipeline.notice.channel.ChannelSettings;
import io.github.sddtool.pipeline.notice.channel.Channels;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.Secret;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.spec.Person;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A server's notices with a clock that stands still, a program that takes what is sent, and
/// whatever rules a test wants.
final class NoticeBench implements AutoCloseable {
  static final RepoId SHOP = new RepoId("hub", "octo/shop");
  static final Secret KEY = Secret.of("whsec_c2VjcmV0IGtleSBvZiB0aGUgdGVzdA==");

  final SteppedClock clock = new SteppedClock();
  final Receiver receiver = new Receiver();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final NoticeMetrics metrics = new NoticeMetrics(registry);
  final Database database;
  final List<ChannelSettings> channels = new ArrayList<>();
  final List<NoticeRule> rules = new ArrayList<>();
  final Map<String, List<String>> people = new LinkedHashMap<>();
  final List<Directory.Member> members = new ArrayList<>();
  Optional<QuietHours> quiet = Optional.empty();

  NoticeBench(TestStore store, Path folder) {
    this(store.open(folder));
  }

  NoticeBench(Database database) {
    this.database = database;
    people.put("@alice", List.of("alice@example.com"));
    members.add(new Directory.Member(new Person("Ada", "ada@example.com"), Role.ORG_ADMIN));
    members.add(new Directory.Member(new Person("Bob", "bob@example.com"), Role.CONTRIBUTOR));
    members.add(new Directory.Member(new Person("Vera", "vera@example.com"), Role.VIEWER));
  }

  NoticeBench slack() {
    channels.add(
        new ChannelSettings.Chat(
            "slack",
            ChannelSettings.Product.SLACK,
            Optional.of(Secret.of(receiver.at("/services/T0/SECRET").toString())),
            Map.of("#own", Secret.of(receiver.at("/services/T0/OWN").toString()))));
    return this;
  }

  NoticeBench hook() {
    channels.add(new ChannelSettings.Hook("hooks", receiver.at("/hook"), KEY));
    return this;
  }

  /// A rule whose channels and recipients are given as `slack #room @alice in-app`.
  NoticeBench rule(String name, String condition, String to, boolean urgent) {
    Condition read = Condition.read(condition, Topic.vocabulary());
    Topic topic = Topic.of(read).orElseThrow();
    var ways = new ArrayList<String>();
    var recipients = new ArrayList<Recipient>();
    for (String word : to.split(" ", -1)) {
      Recipient.read(word, people, topic.people())
          .ifPresentOrElse(recipients::add, () -> ways.add(word));
    }
    rules.add(
        new NoticeRule(
            name,
            new NoticeRule.Trigger.When(read, topic),
            new NoticeRule.Delivery(ways, recipients, urgent),
            new NoticeRule.Content.Message(Wording.read(topic.usual(), topic.words())),
            NoticeRule.Filter.ALL));
    return this;
  }

  NoticeBench message(String text) {
    NoticeRule last = rules.removeLast();
    Set<String> words = ((NoticeRule.Trigger.When) last.trigger()).topic().words();
    rules.add(
        new NoticeRule(
            last.name(),
            last.trigger(),
            last.delivery(),
            new NoticeRule.Content.Message(Wording.read(text, words)),
            last.filter()));
    return this;
  }

  NoticeSettings settings() {
    return new NoticeSettings(quiet, NoticeSettings.GROUP, channels, people, rules);
  }

  Directory directory() {
    return _ -> members;
  }

  Notices notices() {
    return new Notices(database, settings(), directory(), metrics, clock);
  }

  /// A courier as a process has it that was just started.
  Courier courier() {
    return courier(database);
  }

  Courier courier(Database other) {
    return new Courier(
        other,
        settings(),
        Channels.of(channels, clock),
        new Admins(other, directory()),
        metrics,
        clock);
  }

  /// A commit at which a spec has a score.
  Occurrence scored(String commit, String spec, double score) {
    return new Occurrence(
        "judged " + commit + " " + spec,
        Topic.SPEC,
        new Occurrence.About(
            Optional.of(SHOP), Optional.of("shop"), spec, Map.of("@author", List.of("Bob"))),
        Map.of("spec.quality_score", new Observed.Level(score)),
        Map.of(
            "spec.id",
            spec,
            "repository",
            "octo/shop",
            "commit",
            commit,
            "spec.quality_score",
            Double.toString(score)),
        clock.instant());
  }

  /// What the outbox has, a line each.
  List<String> outbox() {
    return database.read(handle ->
        handle
            .createQuery("SELECT channel, recipient, title FROM notice ORDER BY number")
            .map((row, _) ->
                "%s %s %s"
                    .formatted(
                        row.getString("channel"),
                        row.getString("recipient"),
                        row.getString("title")))
            .list());
  }

  @Override
  public void close() {
    receiver.close();
    database.close();
  }
}
