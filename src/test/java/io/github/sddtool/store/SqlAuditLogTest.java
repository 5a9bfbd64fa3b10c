package io.github.sddtool.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.audit.AuditEvent;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.fault.StoreFault;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestStore.class)
class SqlAuditLogTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final TestStore store;

  @TempDir Path folder;

  SqlAuditLogTest(TestStore store) {
    this.store = store;
  }

  // @spec app/jobs#REQ-JOB-005
  @Test
  void everyKindOfEffectComesBackInOrder() {
    List<Effect> effects =
        List.of(
            new Effect.Created("check", "octo/shop@4c1e9a0", "77"),
            new Effect.Updated("check", "octo/shop@4c1e9a0", "77"),
            new Effect.Unchanged("comment", "octo/shop#17", "5"),
            new Effect.Declined("comment", "octo/shop#17", "the head has moved on"),
            new Effect.Failed("comment", "octo/shop#17", "may not write"));
    try (var database = store.open(folder)) {
      var log = new SqlAuditLog(database);
      effects.forEach(effect -> log.append(new AuditEvent(3, NOW, effect)));
      log.append(new AuditEvent(4, NOW, new Effect.Created("check", "a/b@1111111", "1")));
    }
    try (var database = store.open(folder)) {
      assertThat(new SqlAuditLog(database).ofJob(3))
          .extracting(AuditEvent::effect)
          .containsExactlyElementsOf(effects);
      assertThat(new SqlAuditLog(database).ofJob(3)).allMatch(event -> event.at().equals(NOW));
      assertThat(new SqlAuditLog(database).ofJob(5)).isEmpty();
    }
  }

  @Test
  void noLineIsChangedOrDeleted() {
    try (var database = store.open(folder)) {
      var log = new SqlAuditLog(database);
      log.append(new AuditEvent(1, NOW, new Effect.Created("check", "a/b@1111111", "1")));
      for (String statement : List.of("UPDATE audit SET detail = ''", "DELETE FROM audit")) {
        assertThatThrownBy(() -> database.write(handle -> handle.execute(statement)))
            .isInstanceOf(StoreFault.class)
            .hasMessageContaining("append-only");
      }
      assertThat(log.ofJob(1)).hasSize(1);
    }
  }
}
