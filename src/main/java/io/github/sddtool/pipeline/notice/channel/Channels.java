package io.github.sddtool.pipeline.notice.channel;

import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/// Makes channels by their settings.
public final class Channels {
  private Channels() {}

  /// Channels that trust whom the process trusts.
  public static List<Channel> of(List<ChannelSettings> settings, Clock clock) {
    return of(settings, trusting(), clock);
  }

  /// Channels whose connections for e-mail are made by `trusting`.
  static List<Channel> of(List<ChannelSettings> settings, SSLSocketFactory trusting, Clock clock) {
    var post = new Post();
    return settings.stream()
        .<Channel>map(one ->
            switch (one) {
              case ChannelSettings.Chat chat -> new ChatChannel(chat, post);
              case ChannelSettings.Mail mail -> new MailChannel(mail, trusting, clock);
              case ChannelSettings.Hook hook -> new HookChannel(hook, post, clock);
            })
        .toList();
  }

  private static SSLSocketFactory trusting() {
    try {
      return SSLContext.getDefault().getSocketFactory();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }
}
