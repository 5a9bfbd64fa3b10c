package io.github.sddtool.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.format.sdd.SddFormat;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.spec.Person;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.Provenance;
import io.github.sddtool.store.spec.SpecFile;
import io.github.sddtool.store.spec.SpecStore;
import io.github.sddtool.store.spec.StoredSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

// @spec app/store#REQ-STORE-003, app/store#REQ-STORE-004
class SqlSearchTest {
  private static final Provenance ADA =
      new Provenance(
          new Person("Ada", ""), Instant.ofEpochMilli(1_000), Provenance.Source.API, "", "");

  @TempDir private Path folder;

  private interface Work {
    void in(Shop shop);
  }

  /// A project with its store and its index.
  private record Shop(Database database, SpecStore store, SearchIndex index, Project project) {
    StoredSpec write(String id, String text) {
      var file = new SpecFile(id, "sdd", new RepoPath(".sdd/specs/" + id + "/spec.md"), text);
      return database.write(handle ->
          store
              .find(handle, project, id)
              .map(was -> store.update(handle, was.ref(), was.revision(), file, ADA))
              .orElseGet(() -> store.create(handle, project, file, ADA)));
    }

    List<String> find(String typed) {
      return keys(SearchRequest.of(typed));
    }

    List<String> keys(SearchRequest request) {
      return index.search(project.number(), request).hits().stream()
          .map(hit -> hit.kind().word() + " " + hit.key())
          .toList();
    }
  }

  private void on(TestStore engine, Work work) {
    try (Database database = engine.open(folder)) {
      var store = new SpecStore(database, Engine.FORMATS);
      Project project = database.write(handle -> store.project(handle, "shop"));
      work.in(new Shop(database, store, new SqlSearch(database), project));
    }
  }

  private static String spec(String title, String requirement, String statement) {
    return """
    ---
    status: draft
    ---

    # %s

    ### %s: First

    %s

    #### Scenario: Usual

    - **GIVEN** a visitor
    - **WHEN** nothing happens
    - **THEN** all is well
    """
        .formatted(title, requirement, statement);
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void specsRequirementsAndScenariosAreFoundTitlesFirst(TestStore engine) {
    on(
        engine,
        shop -> {
          shop.write("a", spec("Cart", "REQ-A-001", "It MUST remember the voucher."));
          shop.write("b", spec("Voucher", "REQ-B-001", "It MUST be valid."));
          assertThat(shop.find("voucher"))
              .containsExactly("spec b", "requirement a#REQ-A-001", "spec a");
          assertThat(shop.find("req-b-001")).contains("requirement b#REQ-B-001", "spec b");
          assertThat(shop.find("visitor"))
              .contains("scenario a#REQ-A-001", "scenario b#REQ-B-001", "spec a", "spec b");
          SearchHit hit =
              shop.index
                  .search(shop.project.number(), SearchRequest.of("remember"))
                  .hits()
                  .getFirst();
          assertThat(hit.shown().snippet().marked()).contains("MUST «remember» the voucher");
          assertThat(hit.shown().at().line()).isEqualTo(7);
          assertThat(hit.score()).isPositive();
        });
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void whatIsChangedRenamedOrGoneIsFoundAsItIsNow(TestStore engine) {
    on(
        engine,
        shop -> {
          StoredSpec made = shop.write("a", spec("Cart", "REQ-A-001", "The former MUST hold."));
          shop.write("a", spec("Cart", "REQ-A-001", "The latter MUST hold."));
          assertThat(shop.find("former")).isEmpty();
          assertThat(shop.find("latter")).hasSize(2);
          shop.database.write(handle -> {
            shop.store.rename(handle, made.ref(), "web/basket");
            return 0;
          });
          assertThat(shop.find("web/basket")).contains("spec web/basket");
          shop.database.write(handle -> shop.store.delete(handle, made.ref(), 2, ADA));
          assertThat(shop.find("latter")).isEmpty();
        });
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void hitsAreHeldToTypeDomainStatusAndPage(TestStore engine) {
    on(
        engine,
        shop -> {
          shop.write("auth/a", spec("One", "REQ-A-001", "It MUST be found."));
          shop.write("shop/b", spec("Two", "REQ-B-001", "It MUST be found."));
          var auth =
              new SearchRequest.Within(
                  Optional.of(SearchKind.REQUIREMENT), Optional.of("AUTH"), Optional.of("Draft"));
          assertThat(shop.keys(new SearchRequest("found", auth, 10, 0)))
              .containsExactly("requirement auth/a#REQ-A-001");
          var specs =
              new SearchRequest.Within(
                  Optional.of(SearchKind.SPEC), Optional.empty(), Optional.empty());
          SearchPage first =
              shop.index.search(shop.project.number(), new SearchRequest("found", specs, 1, 0));
          SearchPage second =
              shop.index.search(shop.project.number(), new SearchRequest("found", specs, 1, 1));
          assertThat(first.more()).isTrue();
          assertThat(second.more()).isFalse();
          assertThat(Stream.of(first, second).flatMap(page -> page.hits().stream()))
              .extracting(SearchHit::spec)
              .containsExactlyInAnyOrder("auth/a", "shop/b");
        });
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void anotherProjectsSpecsAreNotFound(TestStore engine) {
    on(
        engine,
        shop -> {
          shop.write("a", spec("Secret", "REQ-A-001", "It MUST be kept."));
          Project bank = shop.database.write(handle -> shop.store.project(handle, "bank"));
          assertThat(shop.index.search(bank.number(), SearchRequest.of("secret")).hits()).isEmpty();
        });
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void bothDatabasesFindWhatTheWordsSay(TestStore engine) {
    on(
        engine,
        shop -> {
          List<String> texts =
              List.of(
                  "ユーザー認証する。서버 is here",
                  "ｗｉｄｅ naïve ΟΔΟΣ",
                  "auth/login REQ-AUTH-001 e-mail it's 1.5 a_b",
                  "𠮷野家 हिन्दी ไทย");
          for (int i = 0; i < texts.size(); i++) {
            shop.write("s" + i, "# S" + i + "\n\n" + texts.get(i) + "\n");
          }
          List<String> typed =
              List.of(
                  "認",
                  "認証",
                  "証す",
                  "証認",
                  "ユーザー",
                  "서",
                  "서버",
                  "wide",
                  "naïve",
                  "οδος",
                  "auth-001",
                  "login req",
                  "\"login req\"",
                  "req login",
                  "1.5",
                  "1",
                  "a_b",
                  "it's",
                  "吉",
                  "𠮷",
                  "𠮷野",
                  "हिन्दी",
                  "हि",
                  "ไทย",
                  "e-m");
          for (String one : typed) {
            List<String> expected =
                texts.stream()
                    .filter(
                        text -> SearchTerms.of(one).isIn(SearchText.tokens(SearchText.plain(text))))
                    .map(text -> "spec s" + texts.indexOf(text))
                    .toList();
            assertThat(shop.find(one)).as(one).containsExactlyInAnyOrderElementsOf(expected);
          }
        });
  }

  // @spec cli/search#REQ-SEARCH-002
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void theWorkingTreeIsSearchedAlike(TestStore engine) {
    on(
        engine,
        shop -> {
          var wholes = new ArrayList<MemorySearch.Whole>();
          for (int i = 0; i < 12; i++) {
            String id = (i % 2 == 0 ? "auth/" : "shop/") + i;
            String text = spec("Title " + i, "REQ-A-00" + i, "It MUST 認証する x" + i % 3 + ".");
            shop.write(id, text);
            wholes.add(
                new MemorySearch.Whole(
                    new Spec(
                        id,
                        "sdd",
                        new RepoPath(".sdd/specs/" + id + "/spec.md"),
                        new SddFormat().read(text)),
                    text));
          }
          for (String typed :
              List.of(
                  "title 3", "auth", "auth/2", "証", "x1", "\"must 認証\"", "req-a", "all is", "x9")) {
            for (Optional<SearchKind> kind :
                List.of(Optional.<SearchKind>empty(), Optional.of(SearchKind.REQUIREMENT))) {
              var request =
                  new SearchRequest(
                      typed,
                      new SearchRequest.Within(kind, Optional.of("auth"), Optional.of("draft")),
                      200,
                      0);
              assertThat(
                      MemorySearch.search(wholes, request).hits().stream()
                          .map(hit -> hit.kind().word() + " " + hit.key()))
                  .as(typed)
                  .containsExactlyInAnyOrderElementsOf(shop.keys(request));
            }
          }
        });
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void hostileQueriesAndTextsAreNoError(TestStore engine) {
    on(
        engine,
        shop -> {
          shop.write("a", spec("'; DROP TABLE spec; --", "REQ-A-001", "NEAR(\"x\" y) MUST hold."));
          shop.write("b", "# Long\n\n" + "word ".repeat(100_000) + "é".repeat(3_000) + " end");
          shop.write("c", "# Wide\n\n" + "\uFDFA".repeat(300_000));
          List<String> typed =
              List.of(
                  "\"",
                  "\"\"\"",
                  "*",
                  "a*",
                  "NEAR(a b)",
                  "title:x",
                  "{title}: x",
                  "^a",
                  "-a",
                  "a AND",
                  "OR",
                  "NOT",
                  "(",
                  ")",
                  "a + b",
                  "'",
                  "' OR 1=1 --",
                  "\\",
                  "&|!<->:*",
                  "\u0000",
                  "a\u0000b",
                  "\uD800",
                  "\uD800x",
                  "%",
                  "_",
                  ":project",
                  "?",
                  "<x>",
                  "x".repeat(100_000),
                  "x ".repeat(100_000),
                  "認".repeat(50_000),
                  "\uFDFA".repeat(9_000));
          for (String one : typed) {
            shop.find(one);
            var within =
                new SearchRequest.Within(Optional.empty(), Optional.of(one), Optional.of(one));
            assertThat(shop.keys(new SearchRequest("drop", within, -1, -1))).isEmpty();
          }
          assertThat(shop.find("drop table")).contains("spec a");
          assertThat(shop.find("word")).contains("spec b");
        });
  }
}
