package io.github.sddtool.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.pipeline.notice.NoticeRule;
import io.github.sddtool.pipeline.notice.NoticeSettings;
import io.github.sddtool.pipeline.notice.Topic;
import io.github.sddtool.pipeline.notice.channel.ChannelSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// @spec app/notifications#REQ-NOTE-001
class NoticeSettingsTest {
  private static final String ALL =
      """
      notifications:
        quiet_hours: {from: "22:00", to: "07:00", zone: Europe/Berlin}
        group: 3m
        channels:
          slack: {type: slack, url_file: url, rooms: {"#sdd-alerts": {url_file: url}}}
          teams: {type: teams, url_file: url}
          email: {type: email, host: smtp.example.com, user: sdd, password_file: password, from: sdd@example.com}
          hooks: {type: webhook, url: "https://hooks.example/x", secret_file: signing}
        people: {"@alice": alice@example.com, "@team-auth": [a@example.com, b@example.com]}
        rules:
          - name: "Review SLA Warning"
            condition: "review.pending_days >= 5"
            channels: [slack, email]
            recipients: ["@reviewer", "@domain-admin"]
            message: "Review pending for {spec.title} - {review.pending_days} days"

          - name: "Circular Dependency Alert"
            condition: "graph.new_cycle_detected"
            channels: [slack]
            recipients: ["#sdd-alerts"]
            priority: high

          - name: "Quality Score Drop"
            condition: "spec.quality_score < 60"
            channels: [email]
            recipients: ["@author"]

          - name: "Daily Digest"
            schedule: "0 9 * * 1-5"  # Weekdays 9 AM
            channels: [email]
            recipients: ["@all-contributors"]
            template: daily_digest
      """;

  @TempDir private Path folder;

  @BeforeEach
  void secrets() {
    write("url", "https://hooks.slack.com/services/T0/B0/SECRET\n");
    write("password", "s3cret\n");
    write("signing", "whsec_c2VjcmV0IGtleSBvZiB0aGUgdGVzdA==\n");
    write("plain", "no signing key\n");
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private NoticeSettings read(String yaml) {
    write("sdd.yaml", yaml);
    return SettingsReader.read(Optional.empty(), folder, new Environment(Map.of()))
        .upkeep()
        .notifications();
  }

  @Test
  void whatTheOperatorSaysIsRead() {
    NoticeSettings settings = read(ALL);
    assertThat(settings.group()).isEqualTo(Duration.ofMinutes(3));
    assertThat(settings.quiet())
        .get()
        .hasToString("QuietHours[from=22:00, to=07:00, zone=Europe/Berlin]");
    assertThat(settings.channels())
        .extracting(ChannelSettings::name)
        .containsExactly("slack", "teams", "email", "hooks");
    assertThat(settings.people())
        .containsEntry("@team-auth", List.of("a@example.com", "b@example.com"));
    assertThat(settings.rules())
        .extracting(NoticeRule::name)
        .containsExactly(
            "Review SLA Warning",
            "Circular Dependency Alert",
            "Quality Score Drop",
            "Daily Digest");
    assertThat(settings.rules().get(1).delivery().urgent()).isTrue();
    assertThat(settings.rules().get(0).trigger())
        .isInstanceOfSatisfying(
            NoticeRule.Trigger.When.class,
            when -> assertThat(when.topic()).isEqualTo(Topic.REVIEW));
    assertThat(settings.rules().get(3).content()).isEqualTo(new NoticeRule.Content.Digest());
  }

  // @spec app/notifications#REQ-NOTE-011
  @Test
  void secretsAreNotPrinted() {
    assertThat(read(ALL).toString()).doesNotContain("SECRET").doesNotContain("s3cret");
  }

  @Test
  void withoutSettingsNobodyIsTold() {
    assertThat(read("server: {port: 0}\n")).isEqualTo(NoticeSettings.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "review.pending_days >= 5 | review.pending_day >= 5 | sdd.yaml:12, column 1, review.pending_days",
        "spec.quality_score < 60 | spec.quality_score < sixty | column 22",
        "graph.new_cycle_detected | graph.new_cycle_detected AND review.pending_days > 1 | never known together",
        "{spec.title} | {spec.titel} | message, column 21, spec.title",
        "[slack, email] | [slack, mail] | slack, teams, email, hooks, in-app, 'mail'",
        "@reviewer | @revewer | @reviewer, '@revewer'",
        "[\"@author\"] | [\"@reviewer\"] | @author, '@reviewer'",
        "[\"@all-contributors\"] | [\"#room\"] | none of its channels",
        "priority: high | priority: top | normal or high, 'top'",
        "daily_digest | weekly_digest | daily_digest, 'weekly_digest'",
        "0 9 * * 1-5 | 0 9 * * | cron, '0 9 * *'",
        "Quality Score Drop | Daily Digest | two rules are called 'Daily Digest'",
        "type: teams | type: team | slack, teams, email, webhook, 'team'",
        "secret_file: signing | secret_file: plain | whsec_, 'plain'",
        "teams: {type: teams, url_file: url} | teams: {type: teams, url_file: plain} | 'plain', http",
        "teams: {type: teams, url_file: url} | in-app: {type: teams, url_file: url} | always there",
        "password_file: password, | password_file: password, tls: none, | without encryption",
        "Europe/Berlin | Europe/Bonn | zone, 'Europe/Bonn'",
        "22:00 | 10pm | from, '10pm'",
        "group: 3m | group: 3 weeks | 0s to 24h, '3 weeks'",
        "alice@example.com | alice | e-mail addresses, 'alice'",
        "\"@alice\": | alice: | \"@alice\", 'alice'",
        "channels: [email] | chanels: [email] | unknown key, chanels"
      })
  void whatCouldNeverReachAnybodyIsRefusedAtTheStart(String right, String wrong, String says) {
    assertThat(ALL).contains(right);
    assertThatThrownBy(() -> read(ALL.replace(right, wrong)))
        .isInstanceOf(UserFault.class)
        .satisfies(fault ->
            assertThat(fault.getMessage()).contains(says.split(", ", -1)).doesNotContain("SECRET"));
  }
}
