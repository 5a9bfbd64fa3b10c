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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

// @spec app/store#REQ-STORE-002
class DerivationTest {
  private static final Provenance ADA =
      new Provenance(
          new Person("Ada", "ada@example.com"),
          Instant.ofEpochMilli(1_000),
          Provenance.Source.API,
          "",
          "");

  private static final String LOGIN =
      """
      ---
      status: draft
      domain: access
      owner: "@ada"
      depends: auth/session
      ---

      # Login

      ### REQ-LOGIN-001: Password

      The shop MUST ask for a password.

      #### Scenario: Wrong one

      - **GIVEN** an account
      - **WHEN** a wrong password is given
      - **THEN** nobody is let in
      """;

  @TempDir private Path folder;

  private interface Work {
    void in(Handle handle, SpecStore store, Project project);
  }

  private void on(TestStore engine, Work work) {
    try (Database database = engine.open(folder)) {
      var store = new SpecStore(database, Engine.FORMATS);
      database.write(handle -> {
        work.in(handle, store, store.project(handle, "shop"));
        return 0;
      });
    }
  }

  private static SpecFile file(String id, String format, String text) {
    return new SpecFile(id, format, new RepoPath(".sdd/specs/" + id + "/spec.md"), text);
  }

  private static List<String> column(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(String.class).list();
  }

  private static String rows(Handle handle) {
    return IntStream.of(
            column(handle, "SELECT local FROM spec_requirement").size(),
            column(handle, "SELECT name FROM spec_scenario").size(),
            column(handle, "SELECT target FROM spec_dependency").size(),
            column(handle, "SELECT value FROM spec_field").size())
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void whatAnEditSaysIsKnownInTheSameUnitOfWork(TestStore engine) {
    on(
        engine,
        (handle, store, project) -> {
          store.create(handle, project, file("auth/login", "sdd", LOGIN), ADA);
          assertThat(
                  column(
                      handle,
                      "SELECT title || '|' || status || '|' || domain || '|' || format || '|' || email"
                          + " FROM spec"))
              .containsExactly("Login|draft|access|sdd|ada@example.com");
          assertThat(
                  column(
                      handle,
                      "SELECT local || '|' || title || '|' || level || '|' || line FROM spec_requirement"))
              .containsExactly("REQ-LOGIN-001|Password|MUST|10");
          assertThat(column(handle, "SELECT requirement || '|' || name FROM spec_scenario"))
              .containsExactly("1|Wrong one");
          assertThat(column(handle, "SELECT target FROM spec_dependency"))
              .containsExactly("auth/session");
          assertThat(column(handle, "SELECT value FROM spec_field WHERE name = 'owner'"))
              .containsExactly("@ada");
        });
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void whatIsGoneIsNotKnownAnyMoreAndComesBack(TestStore engine) {
    on(
        engine,
        (handle, store, project) -> {
          StoredSpec made = store.create(handle, project, file("auth/login", "sdd", LOGIN), ADA);
          String known = rows(handle);
          store.delete(handle, made.ref(), 1, ADA);
          assertThat(rows(handle)).isEqualTo("0 0 0 0");
          store.restore(handle, made.ref(), 2, made.file(), ADA);
          assertThat(rows(handle)).isEqualTo(known).startsWith("1 1 1 ");
        });
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void anotherTextIsReadInPlaceOfTheFormer(TestStore engine) {
    on(
        engine,
        (handle, store, project) -> {
          StoredSpec made = store.create(handle, project, file("auth/login", "sdd", LOGIN), ADA);
          String other = LOGIN.replace("status: draft", "status: approved").replace("001", "002");
          store.update(handle, made.ref(), 1, made.file().saying(other), ADA);
          assertThat(column(handle, "SELECT local FROM spec_requirement"))
              .containsExactly("REQ-LOGIN-002");
          assertThat(column(handle, "SELECT status FROM spec_status ORDER BY number"))
              .containsExactly("draft", "approved");
        });
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aFormatThatNobodyKnowsAndHostileTextHaveNoRequirements(TestStore engine) {
    on(
        engine,
        (handle, store, project) -> {
          store.create(handle, project, file("a", "unheard-of", LOGIN), ADA);
          String large = LOGIN + "x".repeat(6 << 20);
          store.create(handle, project, file("b", "sdd", large), ADA);
          assertThat(rows(handle)).isEqualTo("0 0 0 0");
          assertThat(column(handle, "SELECT title FROM spec ORDER BY id"))
              .containsExactly("a", "b");
        });
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aRenamedSpecHasNoNewRevisionAndIsFoundByItsNewId(TestStore engine) {
    on(
        engine,
        (handle, store, project) -> {
          StoredSpec made = store.create(handle, project, file("auth/login", "sdd", LOGIN), ADA);
          store.create(handle, project, file("taken", "sdd", ""), ADA);
          store.rename(handle, made.ref(), "app:auth/login");
          StoredSpec found = store.find(handle, project, "app:auth/login").orElseThrow();
          assertThat(found.revision()).isEqualTo(1);
          assertThat(found.file().id()).isEqualTo("app:auth/login");
          assertThat(store.find(handle, project, "auth/login")).isEmpty();
          assertThat(store.lastSeq(handle, project)).isEqualTo(2);
          assertThatExceptionOfType(EditRefused.class)
              .isThrownBy(() -> store.rename(handle, made.ref(), "taken"))
              .matches(refused -> refused.reason() == EditRefused.Reason.TAKEN);
          // What is edited next is what was found.
          assertThat(store.update(handle, found.ref(), 1, found.file(), ADA).revision())
              .isEqualTo(1);
        });
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void whatAnotherVersionReadIsReadAgain(TestStore engine) {
    on(
        engine,
        (handle, store, project) -> {
          store.create(handle, project, file("auth/login", "sdd", LOGIN), ADA);
          store.create(handle, project, file("b", "sdd", LOGIN), ADA);
          handle.execute("DELETE FROM spec_requirement");
          handle.execute("UPDATE spec SET derived = 0, title = ''");
          assertThat(store.deriveAgain(handle, 1)).isEqualTo(1);
          assertThat(store.deriveAgain(handle, 10)).isEqualTo(1);
          assertThat(store.deriveAgain(handle, 10)).isZero();
          assertThat(column(handle, "SELECT title FROM spec")).containsExactly("Login", "Login");
          assertThat(column(handle, "SELECT local FROM spec_requirement")).hasSize(2);
        });
  }
}
