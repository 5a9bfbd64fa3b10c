package io.github.sddtool.pipeline.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sddtool.fake.net.Receiver;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.spec.SpecStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

// @spec app/notifications#REQ-NOTE-004, app/notifications#REQ-NOTE-007
class CourierTest {
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(10));

  @TempDir private Path folder;

  private static JsonNode json(Receiver.Got got) {
    try {
      return new ObjectMapper().readTree(got.body());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static NoticeBench low(NoticeBench bench, boolean urgent) {
    return bench.rule("Low", "spec.quality_score < 60", "hooks slack #sdd", urgent);
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void whatGoesToTheSameRecipientWithinTwoMinutesIsOneMessage(TestStore store) {
    try (var bench = low(new NoticeBench(store, folder).slack(), false)) {
      Notices notices = bench.notices();
      Courier courier = bench.courier();
      notices.occurred(bench.scored("a", "auth/login", 50));
      bench.clock.advance(Duration.ofSeconds(90));
      notices.occurred(bench.scored("b", "auth/logout", 50));
      assertThat(courier.round()).isZero();
      bench.clock.advance(Duration.ofSeconds(30));
      assertThat(courier.round()).isOne();
      assertThat(courier.round()).isZero();
      assertThat(bench.receiver.got()).hasSize(1);
      Receiver.Got got = bench.receiver.got().getFirst();
      assertThat(got.path()).isEqualTo("/services/T0/SECRET");
      assertThat(json(got).at("/blocks")).hasSize(2);
      assertThat(got.body()).contains("auth/login").contains("auth/logout");
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void whatIsUrgentWaitsForNothing(TestStore store) {
    try (var bench = low(new NoticeBench(store, folder).slack(), true)) {
      bench.quiet =
          Optional.of(new QuietHours(LocalTime.of(9, 0), LocalTime.of(11, 0), ZoneOffset.UTC));
      bench.notices().occurred(bench.scored("a", "auth/login", 50));
      assertThat(bench.courier().round()).isOne();
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void nothingElseIsSentBeforeQuietHoursEnd(TestStore store) {
    try (var bench = low(new NoticeBench(store, folder).slack(), false)) {
      bench.quiet =
          Optional.of(new QuietHours(LocalTime.of(9, 0), LocalTime.of(11, 0), ZoneOffset.UTC));
      bench.notices().occurred(bench.scored("a", "auth/login", 50));
      Courier courier = bench.courier();
      bench.clock.advance(Duration.ofMinutes(59));
      assertThat(courier.round()).isZero();
      bench.clock.advance(Duration.ofMinutes(1));
      assertThat(courier.round()).isOne();
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void alsoWhatFailedIsNotSentAgainInQuietHours(TestStore store) {
    try (var bench = low(new NoticeBench(store, folder).slack(), false)) {
      bench.notices().occurred(bench.scored("a", "auth/login", 50));
      bench.receiver.next(new Receiver.Reply(503, Map.of(), ""));
      bench.clock.advance(NoticeSettings.GROUP);
      assertThat(bench.courier().round()).isZero();
      bench.quiet =
          Optional.of(new QuietHours(LocalTime.of(10, 0), LocalTime.of(11, 0), ZoneOffset.UTC));
      bench.clock.advance(Duration.ofMinutes(10));
      assertThat(bench.courier().round()).isZero();
      assertThat(bench.receiver.got()).hasSize(1);
      bench.clock.advance(Duration.ofMinutes(48));
      assertThat(bench.courier().round()).isOne();
    }
  }

  // @spec app/notifications#REQ-NOTE-006
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aWebhookIsSignedAsStandardWebhooksHasIt(TestStore store) throws Exception {
    try (var bench = low(new NoticeBench(store, folder).hook(), false)) {
      bench.notices().occurred(bench.scored("a", "auth/login", 50));
      bench.clock.advance(NoticeSettings.GROUP);
      assertThat(bench.courier().round()).isOne();
      Receiver.Got got = bench.receiver.got().getFirst();
      String id = got.headers().getOrDefault("webhook-id", "");
      String time = got.headers().getOrDefault("webhook-timestamp", "");
      assertThat(Long.parseLong(time)).isEqualTo(bench.clock.instant().getEpochSecond());
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = "secret key of the test".getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] hash =
          mac.doFinal((id + "." + time + "." + got.body()).getBytes(StandardCharsets.UTF_8));
      assertThat(got.headers())
          .containsEntry("webhook-signature", "v1," + Base64.getEncoder().encodeToString(hash));
      JsonNode notice = json(got).at("/data/notices/0");
      assertThat(notice.get("rule").asText()).isEqualTo("Low");
      assertThat(notice.get("subject").asText()).isEqualTo("auth/login");
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void whatFailsIsSentAgainByThePlanAndThenTheChannelIsDisabled(TestStore store) {
    try (var bench = low(new NoticeBench(store, folder).hook(), false)) {
      bench.database.write(
          handle -> new SpecStore(bench.database, List.of()).project(handle, "shop"));
      bench.receiver.always(500);
      bench.notices().occurred(bench.scored("a", "auth/login", 50));
      bench.clock.advance(NoticeSettings.GROUP);
      bench.courier().round();
      for (int i = 0; i < PAUSES.size(); i++) {
        bench.clock.advance(PAUSES.get(i).minusMillis(1));
        // Another courier each time: what is known of failures is in the database.
        bench.courier().round();
        assertThat(bench.receiver.got()).as("before pause " + i).hasSize(i + 1);
        bench.clock.advance(Duration.ofMillis(1));
        bench.courier().round();
        assertThat(bench.receiver.got()).as("after pause " + i).hasSize(i + 2);
      }
      assertThat(
              bench.receiver.got().stream().map(got -> got.headers().get("webhook-id")).distinct())
          .hasSize(1);
      assertThat(bench.outbox())
          .contains("in-app ada@example.com The channel 'hooks' was disabled");
      assertThat(bench.registry.get("sdd.notices").tag("outcome", "failed").counter().count())
          .isEqualTo(8);
      isDisabledUntilSomebodyEnablesIt(bench);
    }
  }

  private static void isDisabledUntilSomebodyEnablesIt(NoticeBench bench) {
    bench.receiver.always(200);
    bench.notices().occurred(bench.scored("b", "auth/logout", 50));
    bench.clock.advance(Duration.ofDays(1));
    bench.courier().round();
    assertThat(bench.receiver.got()).hasSize(8);
    assertThat(bench.registry.get("sdd.notices.disabled").gauge().value()).isEqualTo(1);
    assertThat(
            bench.database.<Boolean>write(
                handle -> ParcelBook.enable(handle, "hooks", bench.clock.instant())))
        .isTrue();
    assertThat(bench.courier().round()).isOne();
    assertThat(bench.receiver.got().getLast().body()).contains("auth/logout");
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aReceiverMayAskForMoreTime(TestStore store) {
    try (var bench = low(new NoticeBench(store, folder).hook(), false)) {
      bench.receiver.next(new Receiver.Reply(429, Map.of("Retry-After", "60"), ""));
      bench.notices().occurred(bench.scored("a", "auth/login", 50));
      bench.clock.advance(NoticeSettings.GROUP);
      bench.courier().round();
      bench.clock.advance(Duration.ofSeconds(59));
      assertThat(bench.courier().round()).isZero();
      bench.clock.advance(Duration.ofSeconds(1));
      assertThat(bench.courier().round()).isOne();
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void whoIsGoneIsNotAskedAgain(TestStore store) {
    try (var bench = low(new NoticeBench(store, folder).hook(), false)) {
      bench.receiver.always(410);
      bench.notices().occurred(bench.scored("a", "auth/login", 50));
      bench.clock.advance(NoticeSettings.GROUP);
      bench.courier().round();
      bench.clock.advance(Duration.ofDays(2));
      bench.courier().round();
      assertThat(bench.receiver.got()).hasSize(1);
      assertThat(bench.database.read(ParcelBook::disabled)).containsExactly("hooks");
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void redirectsAreNotFollowed(TestStore store) {
    try (var bench = low(new NoticeBench(store, folder).hook(), false)) {
      String elsewhere = bench.receiver.at("/elsewhere").toString();
      bench.receiver.next(new Receiver.Reply(302, Map.of("Location", elsewhere), ""));
      bench.notices().occurred(bench.scored("a", "auth/login", 50));
      bench.clock.advance(NoticeSettings.GROUP);
      assertThat(bench.courier().round()).isZero();
      assertThat(bench.receiver.got()).extracting(Receiver.Got::path).containsExactly("/hook");
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aRoomWithAnAddressOfItsOwnFailsAlone(TestStore store) {
    try (var bench = new NoticeBench(store, folder).slack()) {
      bench.rule("Low", "spec.quality_score < 60", "slack #own #sdd", false);
      bench.receiver.next(new Receiver.Reply(410, Map.of(), ""));
      bench.notices().occurred(bench.scored("a", "auth/login", 50));
      bench.clock.advance(NoticeSettings.GROUP);
      assertThat(bench.courier().round()).isOne();
      assertThat(bench.database.read(ParcelBook::disabled)).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void whatWasSentAndNotNotedIsSentAgainWithTheSameId(TestStore store) {
    try (var bench = low(new NoticeBench(store, folder).hook(), false)) {
      bench.notices().occurred(bench.scored("a", "auth/login", 50));
      bench.clock.advance(NoticeSettings.GROUP);
      bench.courier().round();
      // As the database is after a crash in between.
      bench.database.write(handle -> handle.execute("UPDATE notice_parcel SET state = 'waiting'"));
      bench.courier().round();
      List<Receiver.Got> got = bench.receiver.got();
      assertThat(got).hasSize(2);
      assertThat(got.get(1).headers().get("webhook-id"))
          .isEqualTo(got.get(0).headers().get("webhook-id"));
      assertThat(got.get(1).body()).isEqualTo(got.get(0).body());
    }
  }

  // @spec app/notifications#REQ-NOTE-003
  @Test
  void threeCouriersOnOneDatabaseSendEachNoticeOnce() throws InterruptedException {
    try (var bench = low(new NoticeBench(TestStore.POSTGRESQL, folder).hook(), true)) {
      var place = TestStore.POSTGRESQL.place(folder);
      var others = new ArrayList<Database>();
      var couriers = new ArrayList<Courier>();
      for (int i = 0; i < 3; i++) {
        Database other = Database.open(folder.resolve("other" + i), place);
        others.add(other);
        couriers.add(bench.courier(other));
      }
      Notices notices = bench.notices();
      couriers.forEach(courier -> courier.start(() -> {}));
      for (int i = 0; i < 30; i++) {
        notices.occurred(bench.scored("c" + i, "spec/" + i, 50));
        for (Courier courier : couriers) {
          Thread.startVirtualThread(courier::round);
        }
      }
      long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (subjects(bench).size() < 30 && System.nanoTime() < end) {
        Thread.sleep(50);
      }
      couriers.forEach(Courier::close);
      assertThat(subjects(bench)).hasSize(30).doesNotHaveDuplicates();
      others.forEach(Database::close);
    }
  }

  private static List<String> subjects(NoticeBench bench) {
    return bench.receiver.got().stream()
        .flatMap(got -> {
          var subjects = new ArrayList<String>();
          json(got).at("/data/notices").forEach(one -> subjects.add(one.get("subject").asText()));
          return subjects.stream();
        })
        .toList();
  }

  // @spec app/notifications#REQ-NOTE-011
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void theAddressOfAWebhookIsNowhereToBeSeen(TestStore store) {
    try (var bench = low(new NoticeBench(store, folder).slack(), false);
        var log = new HeardLog("io.github.sddtool.pipeline.notice")) {
      bench.database.write(
          handle -> new SpecStore(bench.database, List.of()).project(handle, "shop"));
      bench.receiver.close();
      bench.notices().occurred(bench.scored("a", "auth/login", 50));
      bench.clock.advance(NoticeSettings.GROUP);
      bench.courier().round();
      PAUSES.forEach(pause -> {
        bench.clock.advance(pause);
        bench.courier().round();
      });
      assertThat(log.lines()).anyMatch(line -> line.contains("channel-disabled"));
      assertThat(log.lines()).noneMatch(line -> line.contains("SECRET"));
      assertThat(bench.settings().toString()).doesNotContain("SECRET");
      String rows =
          bench.database.read(handle ->
              String.valueOf(handle.createQuery("SELECT * FROM notice").mapToMap().list())
                  + handle.createQuery("SELECT * FROM notice_parcel").mapToMap().list()
                  + handle.createQuery("SELECT * FROM notice_disabled").mapToMap().list());
      assertThat(rows).contains("disabled").doesNotContain("SECRET");
    }
  }
}
