package io.github.sddtool.app;

import io.github.sddtool.analysis.condition.Condition;
import io.github.sddtool.fault.WordingProblem;
import io.github.sddtool.pipeline.notice.NoticeRule;
import io.github.sddtool.pipeline.notice.NoticeRule.Content;
import io.github.sddtool.pipeline.notice.NoticeRule.Trigger;
import io.github.sddtool.pipeline.notice.Recipient;
import io.github.sddtool.pipeline.notice.Topic;
import io.github.sddtool.pipeline.notice.Wording;
import io.github.sddtool.pipeline.notice.channel.ChannelSettings;
import io.github.sddtool.pipeline.timetable.Schedule;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.spec.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

// @spec app/notifications#REQ-NOTE-001, app/notifications#REQ-NOTE-008
/// Reads one rule of the settings, against the channels and people that they name.
///
/// @param file that the settings stand in
/// @param rule what the file says of it
record NoticeRuleReader(
    SettingsFile file,
    YamlValue.Mapping rule,
    List<ChannelSettings> channels,
    Map<String, List<String>> people) {
  private static final String DIGEST = "daily_digest";
  private static final Set<String> PLANNED_WORDS = Set.of("project");

  NoticeRule read() {
    file.allow(
        rule,
        "notifications.rules[].",
        List.of(
            "name",
            "condition",
            "schedule",
            "zone",
            "channels",
            "recipients",
            "message",
            "template",
            "priority",
            "project",
            "repository"));
    String name = rule.text("name").map(String::strip).orElse("");
    if (name.isEmpty() || name.length() > 100) {
      throw fault("name", "must have from 1 to 100 characters", name);
    }
    Trigger trigger = trigger();
    Optional<Topic> topic =
        trigger instanceof Trigger.When(_, Topic known) ? Optional.of(known) : Optional.empty();
    return new NoticeRule(name, trigger, delivery(topic), content(topic), filter());
  }

  private RuntimeException fault(String key, String rule, String found) {
    return file.fault(
        line(key),
        "notifications.rules[].%s %s%s"
            .formatted(key, rule, found.isEmpty() ? "" : ", not '" + found + "'"));
  }

  private int line(String key) {
    return rule.get(key).map(YamlValue::line).orElse(rule.line());
  }

  private Trigger trigger() {
    Optional<String> condition = rule.text("condition");
    Optional<String> schedule = rule.text("schedule");
    if (condition.isPresent() == schedule.isPresent()) {
      throw file.fault(rule.line(), "notifications.rules[] has either a condition or a schedule");
    }
    return condition.isPresent() ? when(condition.get()) : planned(schedule.orElseThrow());
  }

  private Trigger when(String text) {
    Condition condition;
    try {
      condition = Condition.read(text, Topic.vocabulary());
    } catch (WordingProblem problem) {
      throw file.fault(
          line("condition"),
          "notifications.rules[].condition '%s', column %d: %s"
              .formatted(text, problem.column(), problem.problem()));
    }
    return Topic.of(condition)
        .map(topic -> new Trigger.When(condition, topic))
        .orElseThrow(() ->
            file.fault(
                line("condition"),
                "notifications.rules[].condition '%s' asks for what is never known together; make"
                        .formatted(text)
                    + " it several rules"));
  }

  private Trigger planned(String text) {
    try {
      return new Trigger.Planned(
          Schedule.read(text, NoticeSettingsReader.zone(file, rule, "notifications.rules[].zone")));
    } catch (IllegalArgumentException e) {
      throw file.fault(
          line("schedule"),
          "notifications.rules[].schedule must be five fields as cron has them, such as"
              + " \"0 9 * * 1-5\", not '%s': %s".formatted(text, e.getMessage()));
    }
  }

  private NoticeRule.Delivery delivery(Optional<Topic> topic) {
    List<String> names =
        NoticeSettingsReader.texts(file, rule, "channels", "notifications.rules[].channels");
    var known = new ArrayList<>(channels.stream().map(ChannelSettings::name).toList());
    known.add(ChannelSettings.IN_APP);
    if (names.isEmpty()) {
      throw fault("channels", "must name one of " + String.join(", ", known), "");
    }
    names.stream()
        .filter(one -> !known.contains(one))
        .findFirst()
        .ifPresent(one -> {
          throw fault("channels", "must be of " + String.join(", ", known), one);
        });
    Set<String> concerned = topic.map(Topic::people).orElse(Set.of());
    List<Recipient> recipients =
        NoticeSettingsReader.texts(file, rule, "recipients", "notifications.rules[].recipients")
            .stream()
            .map(text ->
                Recipient.read(text, people, concerned)
                    .orElseThrow(() ->
                        fault(
                            "recipients",
                            "must be of " + Recipient.choices(people, concerned),
                            text)))
            .toList();
    recipients.forEach(recipient -> requireReached(recipient, names));
    return new NoticeRule.Delivery(names, recipients, urgent());
  }

  /// A room is of Slack or Teams, and has an address there.
  private void requireReached(Recipient recipient, List<String> names) {
    if (recipient instanceof Recipient.Room(String room)
        && channels.stream()
            .filter(one -> names.contains(one.name()))
            .noneMatch(one -> one instanceof ChannelSettings.Chat chat && chat.reaches(room))) {
      throw fault(
          "recipients",
          "has a room that none of its channels (%s) has".formatted(String.join(", ", names)),
          room);
    }
  }

  private boolean urgent() {
    String priority = rule.text("priority").orElse("normal");
    return switch (priority) {
      case "high" -> true;
      case "normal" -> false;
      default -> throw fault("priority", "must be normal or high", priority);
    };
  }

  private Content content(Optional<Topic> topic) {
    Optional<String> template = rule.text("template");
    Optional<String> message = rule.text("message");
    if (template.isPresent()) {
      if (!template.get().equals(DIGEST) || topic.isPresent() || message.isPresent()) {
        throw fault(
            "template",
            "must be %s, with a schedule and without a message".formatted(DIGEST),
            template.get());
      }
      return new Content.Digest();
    }
    if (message.isEmpty() && topic.isEmpty()) {
      return new Content.Digest();
    }
    try {
      return new Content.Message(
          Wording.read(
              message.orElseGet(() -> topic.map(Topic::usual).orElse("")),
              topic.map(Topic::words).orElse(PLANNED_WORDS)));
    } catch (WordingProblem problem) {
      throw file.fault(
          line("message"),
          "notifications.rules[].message, column %d: %s"
              .formatted(problem.column(), problem.problem()));
    }
  }

  private NoticeRule.Filter filter() {
    try {
      return new NoticeRule.Filter(rule.text("project"), rule.text("repository").map(RepoId::read));
    } catch (IllegalArgumentException e) {
      throw fault(
          "repository",
          "must be FORGE:NAME, for example github:octo/shop",
          rule.text("repository").orElse(""));
    }
  }
}
