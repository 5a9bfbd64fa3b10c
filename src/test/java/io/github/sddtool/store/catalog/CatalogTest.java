package io.github.sddtool.store.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.query.SpecQuery;
import io.github.sddtool.store.spec.Person;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.Provenance;
import io.github.sddtool.store.spec.Revision;
import io.github.sddtool.store.spec.SpecFile;
import io.github.sddtool.store.spec.SpecStore;
import io.github.sddtool.store.spec.StoredSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

// @spec app/store#REQ-STORE-005, app/store#REQ-STORE-006, app/store#REQ-STORE-007
class CatalogTest {
  @TempDir private Path folder;

  private interface Work {
    void in(Shop shop);
  }

  private record Shop(Database database, SpecStore store, SpecCatalog catalog, Project project) {
    StoredSpec write(String id, String text, long at) {
      var file = new SpecFile(id, "sdd", new RepoPath(".sdd/specs/" + id + "/spec.md"), text);
      var by =
          new Provenance(
              new Person("Ada", "ada@example.com"),
              Instant.ofEpochMilli(at),
              Provenance.Source.GIT,
              "edit " + at,
              "c" + at);
      return database.write(handle ->
          store
              .find(handle, project, id)
              .map(was -> store.update(handle, was.ref(), was.revision(), file, by))
              .orElseGet(() -> store.create(handle, project, file, by)));
    }

    List<String> ids(SpecFilter filter) {
      return catalog.list(project, filter, Page.Ask.first(200)).items().stream()
          .map(SpecSummary::id)
          .toList();
    }

    List<String> query(String query) {
      var ids = new ArrayList<String>();
      new SpecQueries(database)
          .run(project, SpecQuery.of(query), Page.Ask.first(200))
          .items()
          .forEach(one -> ids.add(one.id()));
      return ids;
    }
  }

  private void on(TestStore engine, Work work) {
    try (Database database = engine.open(folder)) {
      var store = new SpecStore(database, Engine.FORMATS);
      Project project = database.write(handle -> store.project(handle, "shop"));
      work.in(new Shop(database, store, new SpecCatalog(database), project));
    }
  }

  private static String text(String title, String more) {
    return "---\nstatus: draft\n"
        + more
        + "---\n\n# "
        + title
        + "\n\n### REQ-X-001: One\n\nIt MUST"
        + " be.\n\n#### Scenario: S\n\n- **GIVEN** a\n- **WHEN** b\n- **THEN** c\n";
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aListIsFilteredAndComesInPages(TestStore engine) {
    on(
        engine,
        shop -> {
          for (String id : List.of("b", "a/two", "a-b", "B", "a/one")) {
            shop.write(id, text("Title 100% of " + id, ""), 1_000);
          }
          shop.write("c", text("Other", "").replace("draft", "Approved"), 5_000);
          assertThat(shop.ids(SpecFilter.ALL))
              .containsExactly("B", "a-b", "a/one", "a/two", "b", "c");
          assertThat(shop.ids(SpecFilter.ofStatus("approved"))).containsExactly("c");
          assertThat(shop.ids(filter("A/", Optional.empty()))).containsExactly("a/one", "a/two");
          assertThat(shop.ids(filter("100% OF b", Optional.empty()))).containsExactly("B", "b");
          assertThat(shop.ids(filter("100_", Optional.empty()))).isEmpty();
          assertThat(shop.ids(filter("", Optional.of(Instant.ofEpochMilli(5_000)))))
              .containsExactly("c");
          var paged = new ArrayList<String>();
          Optional<String> cursor = Optional.empty();
          do {
            Page<SpecSummary> page =
                shop.catalog.list(shop.project, SpecFilter.ALL, new Page.Ask(cursor, 4));
            page.items().forEach(one -> paged.add(one.id()));
            cursor = page.next();
          } while (cursor.isPresent());
          assertThat(paged).containsExactly("B", "a-b", "a/one", "a/two", "b", "c");
          assertThatExceptionOfType(UserFault.class)
              .isThrownBy(() ->
                  shop.catalog.list(
                      shop.project, SpecFilter.ALL, new Page.Ask(Optional.of("%%"), 4)))
              .withMessageContaining("cursor '%%'");
        });
  }

  private static SpecFilter filter(String text, Optional<Instant> since) {
    return new SpecFilter(
        Optional.empty(), Optional.empty(), Optional.of("sdd"), Optional.of(text), since);
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aSpecHasItsRequirementsAndTheirScenarios(TestStore engine) {
    on(
        engine,
        shop -> {
          StoredSpec spec = shop.write("a", text("A", ""), 1_000);
          SpecParts parts = shop.catalog.parts(spec.ref());
          assertThat(parts.requirements())
              .singleElement()
              .satisfies(one -> {
                assertThat(one.local()).isEqualTo("REQ-X-001");
                assertThat(one.line()).isEqualTo(7);
                assertThat(one.scenarios())
                    .extracting(SpecParts.Example::name)
                    .containsExactly("S");
              });
          assertThat(parts.loose()).isEmpty();
          assertThat(shop.catalog.find(shop.project, "a").orElseThrow().kind().title())
              .isEqualTo("A");
          assertThat(shop.catalog.find(shop.project, "z")).isEmpty();
        });
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void dependenciesAreFollowedBothWaysAndCirclesEnd(TestStore engine) {
    on(
        engine,
        shop -> {
          shop.write("a", text("A", "depends: b\n"), 1);
          shop.write("b", text("B", "depends: x/c\n"), 1);
          shop.write("x/c", text("C", "depends: [a, nowhere]\n"), 1);
          shop.write("d", text("D", "depends: a\n"), 1);
          var edges = new SpecEdges(shop.database);
          assertThat(edges.dependencies(shop.project, "d", false).orElseThrow().specs())
              .extracting(SpecEdges.Node::id)
              .containsExactly("a");
          SpecEdges.Reach all = edges.dependencies(shop.project, "d", true).orElseThrow();
          assertThat(all.specs()).extracting(SpecEdges.Node::id).containsExactly("a", "b", "x/c");
          assertThat(all.missing()).containsExactly("nowhere");
          assertThat(edges.dependents(shop.project, "b", true).orElseThrow().specs())
              .extracting(SpecEdges.Node::id)
              .containsExactly("a", "d", "x/c");
          assertThat(edges.dependents(shop.project, "nowhere", true)).isEmpty();
          SpecEdges.Graph graph = edges.graph(shop.project);
          assertThat(graph.nodes()).hasSize(4);
          assertThat(graph.edges()).hasSize(5).contains(new SpecEdges.Edge("x/c", "nowhere"));
          assertThat(graph.cycles()).containsExactly(List.of("a", "b", "x/c"));
          assertThat(graph.missing()).containsExactly("nowhere");
        });
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aHistoryIsToldFromTheNewestWithWhatEachEditChanged(TestStore engine) {
    on(
        engine,
        shop -> {
          StoredSpec spec = shop.write("a", "# One\n\nsame\n", 1);
          shop.write("a", "# Two\n\nsame\n", 2);
          shop.database.write(
              handle -> shop.store.delete(handle, spec.ref(), 2, spec.latest().by()));
          var history = new SpecHistory(shop.database, shop.store);
          Page<SpecHistory.Edit> first = history.edits(spec.ref(), Page.Ask.first(2));
          assertThat(first.items())
              .extracting(edit -> edit.revision().action())
              .containsExactly(Revision.Action.DELETE, Revision.Action.UPDATE);
          assertThat(first.items().getFirst().diff())
              .contains("+++ /dev/null\n@@ -1,3 +0,0 @@\n-# Two\n");
          assertThat(first.items().getLast().diff())
              .isEqualTo(
                  """
                  --- a/.sdd/specs/a/spec.md
                  +++ b/.sdd/specs/a/spec.md
                  @@ -1,3 +1,3 @@
                  -# One
                  +# Two
                  \s
                   same
                  """);
          Page<SpecHistory.Edit> rest = history.edits(spec.ref(), new Page.Ask(first.next(), 2));
          assertThat(rest.items())
              .singleElement()
              .satisfies(edit -> assertThat(edit.diff()).startsWith("--- /dev/null\n+++ b/"));
          assertThat(rest.next()).isEmpty();
        });
  }

  // @spec app/store#REQ-STORE-008
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aQueryFindsWhatItSays(TestStore engine) {
    on(
        engine,
        shop -> {
          shop.write("auth/a", text("Login", "phase: 2\ndepends: auth/b\n"), 86_400_000);
          shop.write("auth/b", text("Session", "phase: 1\n").replace("draft", "approved"), 1);
          shop.write("shop/c", text("Cart of 認証", "owner: \"@ann\"\n"), 1);
          assertThat(shop.query("domain:auth")).containsExactly("auth/a", "auth/b");
          assertThat(shop.query("phase:2 OR owner:@ann")).containsExactly("auth/a", "shop/c");
          assertThat(shop.query("depends_on:auth/b")).containsExactly("auth/a");
          assertThat(shop.query("approved")).containsExactly("auth/b");
          assertThat(shop.query("認証 AND NOT login")).containsExactly("shop/c");
          assertThat(shop.query("NOT \"session\"")).containsExactly("auth/a", "shop/c");
          assertThat(shop.query("modified_after:1970-01-02")).containsExactly("auth/a");
          assertThat(shop.query("author:ada@example.com requirement:REQ-X-001 id:auth/*"))
              .containsExactly("auth/a", "auth/b");
          Page<SpecSummary> first =
              new SpecQueries(shop.database)
                  .run(shop.project, SpecQuery.of("draft"), Page.Ask.first(1));
          assertThat(first.items()).extracting(SpecSummary::id).containsExactly("auth/a");
          assertThat(
                  new SpecQueries(shop.database)
                      .run(shop.project, SpecQuery.of("draft"), new Page.Ask(first.next(), 1))
                      .items())
              .extracting(SpecSummary::id)
              .containsExactly("shop/c");
        });
  }
}
