package io.github.sddtool.app;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec app/notifications#REQ-NOTE-001
/// Reads what the operator says of notices: `notifications`. What could never reach anybody is
/// refused here, not found out when it should have.
///
/// @param reader of the whole file
/// @param notifications what the file says there
record NoticeSettingsReader(SettingsReader reader, YamlValue.Mapping notifications) {
  private static final Pattern SPAN = Pattern.compile("([0-9]{1,4})(s|m|h)");
  private static final Duration LONGEST_GROUP = Duration.ofHours(24);

  NoticeSettings settings() {
    reader.allow(
        notifications,
        "notifications.",
        List.of("quiet_hours", "group", "channels", "people", "rules"));
    Map<String, List<String>> people = people(reader.mapping(notifications, "people"));
    List<ChannelSettings> channels = channels(reader.mapping(notifications, "channels"));
    var rules = new ArrayList<NoticeRule>();
    var names = new HashSet<String>();
    for (YamlValue entry : list(notifications, "rules", "notifications.rules")) {
      if (!(entry instanceof YamlValue.Mapping rule)) {
        throw reader.fault(
            entry.line(),
            "notifications.rules[] must be a mapping such as {name: TEXT, condition: TEXT,"
                + " channels: […], recipients: […]}, not "
                + entry.kind());
      }
      NoticeRule read = new NoticeRuleReader(reader, rule, channels, people).read();
      if (!names.add(read.name())) {
        throw reader.fault(rule.line(), "two rules are called '%s'".formatted(read.name()));
      }
      rules.add(read);
    }
    return new NoticeSettings(quiet(), group(), channels, people, rules);
  }

  private Optional<QuietHours> quiet() {
    if (notifications.get("quiet_hours").isEmpty()) {
      return Optional.empty();
    }
    YamlValue.Mapping hours = reader.mapping(notifications, "quiet_hours");
    reader.allow(hours, "notifications.quiet_hours.", List.of("from", "to", "zone"));
    return Optional.of(
        new QuietHours(
            time(hours, "from"),
            time(hours, "to"),
            zone(reader, hours, "notifications.quiet_hours.zone")));
  }

  private LocalTime time(YamlValue.Mapping hours, String key) {
    String text = hours.text(key).orElse("");
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException _) {
      throw reader.fault(
          hours.line(),
          "notifications.quiet_hours.%s must be a time such as \"22:00\", not '%s'"
              .formatted(key, text));
    }
  }

  static ZoneId zone(SettingsReader reader, YamlValue.Mapping mapping, String name) {
    String text = mapping.text("zone").orElse("UTC");
    try {
      return ZoneId.of(text);
    } catch (DateTimeException _) {
      throw reader.fault(
          mapping.line(),
          "%s must be a zone such as Europe/Berlin or UTC, not '%s'".formatted(name, text));
    }
  }

  private Duration group() {
    Optional<String> text = notifications.text("group");
    if (text.isEmpty()) {
      return NoticeSettings.GROUP;
    }
    Matcher span = SPAN.matcher(text.get());
    if (span.matches()) {
      long number = Long.parseLong(span.group(1));
      Duration read =
          switch (span.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
          };
      if (read.compareTo(LONGEST_GROUP) <= 0) {
        return read;
      }
    }
    throw reader.fault(
        notifications.line(),
        "notifications.group must be a span of time from 0s to 24h, such as 2m, not '%s'"
            .formatted(text.get()));
  }

  private Map<String, List<String>> people(YamlValue.Mapping people) {
    Map<String, List<String>> read = new LinkedHashMap<>();
    people
        .entries()
        .forEach((name, value) -> {
          if (!name.matches("@[A-Za-z0-9._-]{1,80}")) {
            throw reader.fault(
                value.line(),
                "notifications.people has names such as \"@alice\", not '%s'".formatted(name));
          }
          List<String> emails = texts(people, name, "notifications.people." + name);
          emails.stream()
              .filter(email -> !Recipient.isAddress(email))
              .findFirst()
              .ifPresent(email -> {
                throw reader.fault(
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
            throw reader.fault(
                value.line(),
                "notifications.channels has names of lower-case letters, digits and '-', other"
                    + " than in-app, which is always there; not '%s'".formatted(name));
          }
          read.add(new ChannelReader(reader, name, reader.mapping(channels, name)).read());
        });
    return read;
  }

  private List<YamlValue> list(YamlValue.Mapping mapping, String key, String name) {
    return switch (mapping.get(key).orElse(new YamlValue.Empty(mapping.line()))) {
      case YamlValue.Sequence(_, List<YamlValue> items) -> items;
      case YamlValue.Empty _ -> List.of();
      case YamlValue other ->
          throw reader.fault(other.line(), name + " must be a list, not " + other.kind());
    };
  }

  private List<String> texts(YamlValue.Mapping mapping, String key, String name) {
    return texts(reader, mapping, key, name);
  }

  /// One text, or a list of them.
  static List<String> texts(
      SettingsReader reader, YamlValue.Mapping mapping, String key, String name) {
    return switch (mapping.get(key).orElse(new YamlValue.Empty(mapping.line()))) {
      case YamlValue.Text(_, String one) -> List.of(one);
      case YamlValue.Empty _ -> List.of();
      case YamlValue.Sequence(_, List<YamlValue> items) ->
          items.stream()
              .map(item -> {
                if (item instanceof YamlValue.Text(_, String text)) {
                  return text;
                }
                throw wrong(reader, item, name);
              })
              .toList();
      case YamlValue other -> throw wrong(reader, other, name);
    };
  }

  private static UserFault wrong(SettingsReader reader, YamlValue value, String name) {
    return reader.fault(value.line(), name + " must be a list of texts, not " + value.kind());
  }
}
