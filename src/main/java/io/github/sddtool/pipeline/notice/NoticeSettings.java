package io.github.sddtool.pipeline.notice;

import io.github.sddtool.pipeline.notice.channel.ChannelSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the operator says of notices.
///
/// @param group what goes to the same recipient on the same channel within that time is one message
/// @param people names such as `@alice` with the e-mail addresses behind them
public record NoticeSettings(
    Optional<QuietHours> quiet,
    Duration group,
    List<ChannelSettings> channels,
    Map<String, List<String>> people,
    List<NoticeRule> rules) {
  /// How long notices wait for others, where nothing was said.
  public static final Duration GROUP = Duration.ofMinutes(2);

  /// Nobody is told anything by rules.
  public static final NoticeSettings NONE =
      new NoticeSettings(Optional.empty(), GROUP, List.of(), Map.of(), List.of());

  public NoticeSettings {
    channels = List.copyOf(channels);
    people = Map.copyOf(people);
    rules = List.copyOf(rules);
  }
}
