package io.github.sddtool.app;

import io.github.sddtool.analysis.condition.Quantity;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.pipeline.notice.NoticeRule;
import io.github.sddtool.pipeline.notice.NoticeSettings;
import io.github.sddtool.pipeline.notice.QuietHours;
import io.github.sddtool.pipeline.notice.Recipient;
import io.github.sddtool.pipeline.notice.channel.ChannelSettings;
import io.github.sddtool.spec.yaml.YamlValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

// @spec app/notifications#REQ-NOTE-001
/// Reads what the operator says of notices: `notifications`. What could never reach anybody is
/// refused here, not found out when it should have.
///
/// @param file that the settings stand in
/// @param notifications what the file says there
record NoticeSettingsReader(SettingsFile file, YamlValue.Mapping notifications) {
  private static final Duration LONGEST_GROUP = Duration.ofHours(24);

  NoticeSettings settings() {
    file.allow(
        notifications,
        "notifications.",
        List.of("quiet_hours", "group", "channels", "people", "rules"));
    Map<String, List<String>> people = people(file.mapping(notifications, "people"));
    List<ChannelSettings> channels = channels(file.mapping(notifications, "channels"));
    var rules = new ArrayList<NoticeRule>();
    var names = new HashSet<String>();
    for (YamlValue entry : list(notifications, "rules", "notifications.rules")) {
      if (!(entry instanceof YamlValue.Mapping rule)) {
        throw file.fault(
            entry.line(),
            "notifications.rules[] must be a mapping such as {name: TEXT, condition: TEXT,"
                + " channels: […], recipients: […]}, not "
                + entry.kind());
      }
      NoticeRule read = new NoticeRuleReader(file, rule, channels, people).read();
      if (!names.add(read.name())) {
        throw file.fault(rule.line(), "two rules are called '%s'".formatted(read.name()));
      }
      rules.add(read);
    }
    return new NoticeSettings(quiet(), group(), channels, people, rules);
  }

  private Optional<QuietHours> quiet() {
    if (notifications.get("quiet_hours").isEmpty()) {
      return Optional.empty();
    }
    YamlValue.Mapping hours = file.mapping(notifications, "quiet_hours");
    file.allow(hours, "notifications.quiet_hours.", List.of("from", "to", "zone"));
    return Optional.of(
        new QuietHours(
            time(hours, "from"),
            time(hours, "to"),
            zone(file, hours, "notifications.quiet_hours.zone")));
  }

  private LocalTime time(YamlValue.Mapping hours, String key) {
    String text = hours.text(key).orElse("");
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException _) {
      throw file.fault(
          hours.line(),
          "notifications.quiet_hours.%s must be a time such as \"22:00\", not '%s'"
              .formatted(key, text));
    }
  }

  static ZoneId zone(SettingsFile file, YamlValue.Mapping mapping, String name) {
    String text = mapping.text("zone").orElse("UTC");
    try {
      return ZoneId.of(text);
    } catch (DateTimeException _) {
      throw file.fault(
          mapping.line(),
          "%s must be a zone such as Europe/Berlin or UTC, not '%s'".formatted(name, text));
    }
  }

  private Duration group() {
    Optional<String> text = notifications.text("group");
    if (text.isEmpty()) {
      return NoticeSettings.GROUP;
    }
    return Quantity.span(text.get())
        .filter(span -> span.compareTo(LONGEST_GROUP) <= 0)
        .orElseThrow(() ->
            file.fault(
                notifications.line(),
                "notifications.group must be a span of time from 0s to 24h, such as 2m, not '%s'"
                    .formatted(text.get())));
  }

  private Map<String, List<String>> people(YamlValue.Mapping people) {
    Map<String, List<String>> read = new LinkedHashMap<>();
    people
        .entries()
        .forEach((name, value) -> {
          if (!name.matches("@[A-Za-z0-9._-]{1,80}")) {
            throw file.fault(
                value.line(),
                "notifications.people has names such as \"@alice\", not '%s'".formatted(name));
          }
          List<String> emails = texts(people, name, "notifications.people." + name);
          emails.stream()
              .filter(email -> !Recipient.isAddress(email))
              .findFirst()
              .ifPresent(email -> {
                throw file.fault(
                    value.line(),
                    "notifications.people.%s must be e-mail addresses, not '%s'"
                        .formatted(name, email));
              });
          read.put(name, emails);
        });
    return read;
  }

  private List<ChannelSettings> channels(YamlValue.Mapping channels) {
    var read = new ArrayList<ChannelSettings>();
    channels
        .entries()
        .forEach((name, value) -> {
          if (name.equals(ChannelSettings.IN_APP) || !name.matches("[a-z][a-z0-9-]{0,39}")) {
            throw file.fault(
                value.line(),
                "notifications.channels has names of lower-case letters, digits and '-', other"
                    + " than in-app, which is always there; not '%s'".formatted(name));
          }
          read.add(new ChannelReader(file, name, file.mapping(channels, name)).read());
        });
    return read;
  }

  private List<YamlValue> list(YamlValue.Mapping mapping, String key, String name) {
    return switch (mapping.get(key).orElse(new YamlValue.Empty(mapping.line()))) {
      case YamlValue.Sequence(_, List<YamlValue> items) -> items;
      case YamlValue.Empty _ -> List.of();
      case YamlValue other ->
          throw file.fault(other.line(), name + " must be a list, not " + other.kind());
    };
  }

  private List<String> texts(YamlValue.Mapping mapping, String key, String name) {
    return texts(file, mapping, key, name);
  }

  /// One text, or a list of them.
  static List<String> texts(SettingsFile file, YamlValue.Mapping mapping, String key, String name) {
    return switch (mapping.get(key).orElse(new YamlValue.Empty(mapping.line()))) {
      case YamlValue.Text(_, String one) -> List.of(one);
      case YamlValue.Empty _ -> List.of();
      case YamlValue.Sequence(_, List<YamlValue> items) ->
          items.stream()
              .map(item -> {
                if (item instanceof YamlValue.Text(_, String text)) {
                  return text;
                }
                throw wrong(file, item, name);
              })
              .toList();
      case YamlValue other -> throw wrong(file, other, name);
    };
  }

  private static UserFault wrong(SettingsFile file, YamlValue value, String name) {
    return file.fault(value.line(), name + " must be a list of texts, not " + value.kind());
  }
}
