package io.github.sddtool.store.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.store.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

// @spec app/store#REQ-STORE-001
class SpecStoreTest {
  private static final Provenance ADA =
      new Provenance(
          new Person("Ada", "ada@example.com"),
          Instant.ofEpochMilli(1_000),
          Provenance.Source.API,
          "",
          "");

  @TempDir private Path folder;

  private interface Work {
    void in(Handle handle, SpecStore store);
  }

  private void on(TestStore engine, Work work) {
    try (Database database = engine.open(folder)) {
      var store = new SpecStore(database, Engine.FORMATS);
      database.write(handle -> {
        work.in(handle, store);
        return 0;
      });
    }
  }

  private static SpecFile file(String id, String text) {
    return new SpecFile(id, "sdd", new RepoPath(".sdd/specs/" + id + "/spec.md"), text);
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void everyEditIsARevisionAndNothingIsForgotten(TestStore engine) {
    on(
        engine,
        (handle, store) -> {
          Project project = store.project(handle, "shop");
          StoredSpec made = store.create(handle, project, file("pay", "one"), ADA);
          StoredSpec said = store.update(handle, made.ref(), 1, file("pay", "two"), ADA);
          StoredSpec moved = store.update(handle, made.ref(), 2, file("cash", "two"), ADA);
          store.delete(handle, made.ref(), moved.revision(), ADA);
          store.restore(handle, made.ref(), 4, file("cash", "three"), ADA);
          assertThat(said.file().text()).isEqualTo("two");
          List<Revision> history = store.revisions(handle, made.ref(), 0);
          assertThat(history)
              .extracting(Revision::action)
              .containsExactly(
                  Revision.Action.CREATE,
                  Revision.Action.UPDATE,
                  Revision.Action.MOVE,
                  Revision.Action.DELETE,
                  Revision.Action.CREATE);
          assertThat(history).extracting(Revision::seq).containsExactly(1L, 2L, 3L, 4L, 5L);
        });
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void whoEditsAnOlderRevisionIsTold(TestStore engine) {
    on(
        engine,
        (handle, store) -> {
          Project project = store.project(handle, "shop");
          StoredSpec made = store.create(handle, project, file("pay", "one"), ADA);
          store.update(handle, made.ref(), 1, file("pay", "two"), ADA);
          assertThatExceptionOfType(EditRefused.class)
              .isThrownBy(() -> store.update(handle, made.ref(), 1, file("pay", "three"), ADA))
              .matches(refused -> refused.reason() == EditRefused.Reason.STALE);
          assertThat(store.find(handle, project, "pay").orElseThrow().file().text())
              .isEqualTo("two");
        });
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void anIdIsNobodyElsesAndAnotherProjectsIdIsFree(TestStore engine) {
    on(
        engine,
        (handle, store) -> {
          Project shop = store.project(handle, "shop");
          Project bank = store.project(handle, "bank");
          store.create(handle, shop, file("pay", "one"), ADA);
          assertThatExceptionOfType(EditRefused.class)
              .isThrownBy(() -> store.create(handle, shop, file("pay", "two"), ADA))
              .matches(refused -> refused.reason() == EditRefused.Reason.TAKEN);
          store.create(handle, bank, file("pay", "theirs"), ADA);
          assertThat(store.all(handle, shop)).hasSize(1);
          assertThat(store.since(handle, bank, 0, 10)).hasSize(1);
        });
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void whatChangesNothingMakesNoRevision(TestStore engine) {
    on(
        engine,
        (handle, store) -> {
          Project project = store.project(handle, "shop");
          StoredSpec made = store.create(handle, project, file("pay", "one"), ADA);
          store.update(handle, made.ref(), 1, file("pay", "one"), ADA);
          assertThat(store.lastSeq(handle, project)).isEqualTo(1);
        });
  }
}
