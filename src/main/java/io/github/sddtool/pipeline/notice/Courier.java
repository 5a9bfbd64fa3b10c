package io.github.sddtool.pipeline.notice;

import io.github.sddtool.fault.Fault;
import io.github.sddtool.pipeline.notice.ParcelBook.Due;
import io.github.sddtool.pipeline.notice.ParcelBook.Waiting;
import io.github.sddtool.pipeline.notice.channel.Channel;
import io.github.sddtool.pipeline.notice.channel.Outcome;
import io.github.sddtool.pipeline.notice.channel.Parcel;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.Joining;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

// @spec app/notifications#REQ-NOTE-004, app/notifications#REQ-NOTE-007
/// Brings what is in the outbox to its recipients: what belongs together in one message, nothing in
/// quiet hours that can wait, and what failed again later. Where it fails for too long, nothing is
/// sent any more until somebody says so.
///
/// Of the processes that share the database one carries at a time. A parcel that was sent, and of
/// which that could not be noted, is sent again with the same id.
public final class Courier implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Courier.class.getName());
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final int LARGEST = 50;

  /// Longer than a channel has for its answer.
  private static final Duration GRACE = Duration.ofSeconds(12);

  /// So that a channel which does not answer takes no longer from the others.
  private static final Duration TURN = Duration.ofSeconds(30);

  private final Database database;
  private final NoticeSettings settings;
  private final List<Channel> channels;
  private final Admins admins;
  private final NoticeMetrics metrics;
  private final Clock clock;
  private Optional<Thread> thread = Optional.empty();
  private volatile boolean closing;

  /// @param channels by the settings
  /// @param admins who hear in the app of what was disabled
  public Courier(
      Database database,
      NoticeSettings settings,
      List<Channel> channels,
      Admins admins,
      NoticeMetrics metrics,
      Clock clock) {
    this.database = database;
    this.settings = settings;
    this.channels = List.copyOf(channels);
    this.admins = admins;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// Begins to carry; first what an earlier process left.
  ///
  /// @param before done at the beginning of each round
  public void start(Runnable before) {
    thread = Optional.of(Thread.ofVirtual().name("sdd-notices").start(() -> work(before)));
  }

  private void work(Runnable before) {
    while (!closing) {
      try {
        before.run();
        round();
      } catch (Fault e) {
        LOG.log(System.Logger.Level.WARNING, "event=notices-failed reason={0}", e.message());
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "event=notices-failed", e);
      }
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException e) {
        // Only close() ends this thread.
      }
    }
  }

  /// Sends what is due; returns how many parcels were taken.
  public int round() {
    List<String> names = channels.stream().map(Channel::name).toList();
    Instant now = clock.instant();
    Set<String> disabled = database.read(ParcelBook::disabled);
    channels.forEach(channel -> metrics.disabled(channel.name(), disabled(channel, disabled)));
    if (!database.<Boolean>read(handle -> ParcelBook.hasWork(handle, names, now))) {
      return 0;
    }
    return database.alone("notices", this::carry);
  }

  private static int disabled(Channel channel, Set<String> endpoints) {
    return Math.toIntExact(
        endpoints.stream()
            .filter(one -> one.equals(channel.name()) || one.startsWith(channel.name() + "#"))
            .count());
  }

  private int carry() {
    var sent = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (Channel channel : channels) {
      threads.add(
          Thread.ofVirtual()
              .name("sdd-notices-" + channel.name())
              .start(() -> carry(channel, sent)));
    }
    threads.forEach(Joining::of);
    return sent.get();
  }

  private void carry(Channel channel, AtomicInteger sent) {
    try {
      pack(channel);
      Instant end = clock.instant().plus(TURN);
      for (Due due : database.read(handle -> ParcelBook.due(handle, channel.name(), now()))) {
        if (closing || clock.instant().isAfter(end) || isDisabled(due)) {
          return;
        }
        if (carry(channel, due)) {
          sent.incrementAndGet();
        }
      }
    } catch (Fault e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "event=notices-failed channel={0} reason={1}",
          channel.name(),
          e.message());
    }
  }

  private Instant now() {
    return clock.instant();
  }

  private boolean isDisabled(Due due) {
    return database.read(ParcelBook::disabled).contains(due.endpoint());
  }

  /// What waits long enough, or waits for nobody, becomes parcels.
  private void pack(Channel channel) {
    Instant now = clock.instant();
    boolean quiet = quiet(now).isPresent();
    database.write(handle -> {
      Map<String, List<Waiting>> byRecipient = new LinkedHashMap<>();
      Set<String> disabled = ParcelBook.disabled(handle);
      for (Waiting waiting : ParcelBook.waiting(handle, channel.name())) {
        if (!disabled.contains(channel.endpoint(waiting.recipient()))
            && (waiting.urgent() || !quiet)) {
          byRecipient.computeIfAbsent(waiting.recipient(), _ -> new ArrayList<>()).add(waiting);
        }
      }
      int packed = 0;
      for (Map.Entry<String, List<Waiting>> one : byRecipient.entrySet()) {
        List<Waiting> notices = one.getValue();
        Instant ready = notices.getFirst().created().plus(settings.group());
        if (notices.stream().anyMatch(Waiting::urgent) || !ready.isAfter(now)) {
          for (int from = 0; from < notices.size(); from += LARGEST) {
            List<Waiting> some = notices.subList(from, Math.min(notices.size(), from + LARGEST));
            ParcelBook.pack(handle, channel.name(), channel.endpoint(one.getKey()), some, now);
            packed++;
          }
        }
      }
      return packed;
    });
  }

  private Optional<Instant> quiet(Instant now) {
    return settings.quiet().flatMap(hours -> hours.end(now));
  }

  private boolean carry(Channel channel, Due due) {
    Optional<Instant> quiet = due.urgent() ? Optional.empty() : quiet(clock.instant());
    if (quiet.isPresent()) {
      metrics.parcel(channel.name(), "held");
      return database.write(handle -> {
        ParcelBook.hold(handle, due, quiet.get());
        return false;
      });
    }
    Parcel parcel = database.read(handle -> ParcelBook.parcel(handle, due));
    Outcome outcome = channel.send(parcel);
    if (closing && outcome instanceof Outcome.Failed) {
      // Our own end is no failure of theirs.
      return false;
    }
    note(channel, due, outcome);
    return outcome instanceof Outcome.Sent;
  }

  private void note(Channel channel, Due due, Outcome outcome) {
    Instant now = clock.instant();
    switch (outcome) {
      case Outcome.Sent _ -> {
        database.write(handle -> {
          ParcelBook.sent(handle, due, now);
          return true;
        });
        metrics.parcel(channel.name(), "sent");
      }
      case Outcome.Failed(String reason, Optional<Duration> asked) -> {
        Optional<Duration> pause = RetryPlan.pause(due.failures() + 1, asked);
        metrics.parcel(channel.name(), "failed");
        log(channel, due, reason);
        if (pause.isPresent()) {
          database.write(handle -> {
            ParcelBook.again(handle, due, reason, now, now.plus(pause.get()));
            return true;
          });
        } else {
          disable(channel, due, reason, now);
        }
      }
      case Outcome.Gone(String reason) -> {
        metrics.parcel(channel.name(), "failed");
        log(channel, due, reason);
        disable(channel, due, reason, now);
      }
      case Outcome.Refused(String reason) -> {
        metrics.parcel(channel.name(), "refused");
        log(channel, due, reason);
        database.write(handle -> {
          ParcelBook.failed(handle, due, reason, now);
          return true;
        });
      }
    }
  }

  private static void log(Channel channel, Due due, String reason) {
    LOG.log(
        System.Logger.Level.WARNING,
        "event=notice-not-sent channel={0} parcel={1} failures={2} reason={3}",
        channel.name(),
        due.id(),
        due.failures() + 1,
        reason);
  }

  private void disable(Channel channel, Due due, String reason, Instant now) {
    List<Notice> notices =
        admins.notices(
            "disabled " + due.endpoint() + " " + due.id(),
            new Notice.Text(
                "The channel '%s' was disabled".formatted(due.endpoint()),
                ("It took nothing in %d tries; the last failed with: %s. Once it works again, an"
                        + " administrator enables it: POST /api/notifications/channels/%s/enable")
                    .formatted(due.failures() + 1, reason, channel.name()),
                Optional.empty()),
            now);
    boolean fresh =
        database.write(handle -> {
          ParcelBook.failed(handle, due, reason, now);
          boolean disabled =
              ParcelBook.disable(handle, channel.name(), due.endpoint(), reason, now);
          if (disabled) {
            notices.forEach(notice -> NoticeBook.put(handle, notice));
          }
          return disabled;
        });
    if (fresh) {
      LOG.log(
          System.Logger.Level.ERROR,
          "event=channel-disabled endpoint={0} reason={1}",
          due.endpoint(),
          reason);
    }
  }

  /// Ends after the parcels that are being sent. Who still waits for another process to send is not
  /// waited for.
  @Override
  public void close() {
    closing = true;
    thread.ifPresent(one -> {
      one.interrupt();
      try {
        boolean ended = one.join(GRACE);
        LOG.log(System.Logger.Level.DEBUG, "event=notices-closed ended={0}", ended);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }
}
