package io.github.sddtool.app;

import io.github.sddtool.pipeline.notice.Admins;
import io.github.sddtool.pipeline.notice.Courier;
import io.github.sddtool.pipeline.notice.Digest;
import io.github.sddtool.pipeline.notice.Directory;
import io.github.sddtool.pipeline.notice.KeyDirectory;
import io.github.sddtool.pipeline.notice.NoticeMetrics;
import io.github.sddtool.pipeline.notice.NoticeSettings;
import io.github.sddtool.pipeline.notice.Notices;
import io.github.sddtool.pipeline.notice.Watch;
import io.github.sddtool.pipeline.notice.channel.Channels;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.key.KeyStore;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.SpecStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/// The part of the object graph that tells people what happens.
final class NoticeParts implements AutoCloseable {
  private final Notices notices;
  private final Watch watch;
  private final Courier courier;

  private NoticeParts(Notices notices, Watch watch, Courier courier) {
    this.notices = notices;
    this.watch = watch;
    this.courier = courier;
  }

  /// @param more lines for the digest of a project
  static NoticeParts of(
      Database database,
      NoticeSettings settings,
      MeterRegistry registry,
      Function<Project, List<String>> more,
      Clock clock) {
    var specs = new SpecStore(database, Engine.FORMATS);
    Directory directory =
        new KeyDirectory(new KeyStore(database, specs, new SecureRandom(), clock), specs, clock);
    var metrics = new NoticeMetrics(registry);
    var notices = new Notices(database, settings, directory, metrics, clock);
    return new NoticeParts(
        notices,
        new Watch(database, notices, settings, new Digest(database, more), clock),
        new Courier(
            database,
            settings,
            Channels.of(settings.channels(), clock),
            new Admins(database, directory),
            metrics,
            clock));
  }

  /// Where it is said that something happened.
  Notices notices() {
    return notices;
  }

  /// Begins to watch and to carry.
  void start() {
    courier.start(watch::round);
  }

  @Override
  public void close() {
    courier.close();
  }
}
