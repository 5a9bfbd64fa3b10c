package io.github.sddtool.store.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.search.SearchChange;
import io.github.sddtool.store.search.SearchHit;
import io.github.sddtool.store.search.SearchIndex;
import io.github.sddtool.store.search.SearchPage;
import io.github.sddtool.store.search.SearchRequest;
import io.github.sddtool.store.search.SearchTerms;
import io.github.sddtool.store.search.SearchText;
import io.github.sddtool.store.search.Snippet;
import io.github.sddtool.store.search.SqlSearch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// @spec app/store#REQ-STORE-003
class SearchFeedTest {
  private static final Provenance ADA =
      new Provenance(
          new Person("Ada", ""), Instant.ofEpochMilli(1_000), Provenance.Source.API, "", "");

  /// An index beside the database, as an adapter of a search engine would be one.
  private static final class Beside implements SearchIndex {
    private final Map<Long, SearchChange> specs = new TreeMap<>();
    private long seq;

    @Override
    public SearchPage search(long project, SearchRequest request) {
      SearchTerms terms = SearchTerms.of(request.text());
      var hits = new ArrayList<SearchHit>();
      for (SearchChange change : specs.values()) {
        if (change instanceof SearchChange.Put put) {
          put.entries().stream()
              .filter(entry ->
                  terms.isIn(
                      SearchText.tokens(
                          SearchText.plain(
                              entry.said().title()
                                  + "\n"
                                  + entry.said().names()
                                  + "\n"
                                  + entry.said().statement()
                                  + "\n"
                                  + entry.said().body()))))
              .map(entry ->
                  new SearchHit(
                      entry.kind(),
                      put.facets().id(),
                      entry.key(),
                      entry.said().title(),
                      new SearchHit.Shown(
                          Location.of(put.facets().path(), entry.said().line()),
                          Snippet.of(entry.said().body(), terms)),
                      1))
              .forEach(hits::add);
        }
      }
      return new SearchPage(hits, false);
    }

    @Override
    public long fedUpTo(long project) {
      return seq;
    }

    @Override
    public void feed(long project, List<SearchChange> changes) {
      for (SearchChange change : changes) {
        specs.merge(change.spec(), change, (was, now) -> now.seq() < was.seq() ? was : now);
        seq = Math.max(seq, change.seq());
      }
    }
  }

  @TempDir private Path folder;

  private static SpecFile file(String id, String text) {
    return new SpecFile(id, "sdd", new RepoPath(id + "/spec.md"), text);
  }

  private static List<String> keys(SearchIndex index, Project project, String text) {
    return index.search(project.number(), SearchRequest.of(text)).hits().stream()
        .map(hit -> hit.kind().word() + " " + hit.key())
        .sorted()
        .toList();
  }

  @Test
  void anIndexBesideTheDatabaseFindsTheSameOnceItIsFed() {
    try (Database database = TestStore.SQLITE.open(folder)) {
      var store = new SpecStore(database, Engine.FORMATS);
      var feed = new SearchFeed(database, store, Engine.FORMATS);
      var beside = new Beside();
      var ours = new SqlSearch(database);
      Project project = database.write(handle -> store.project(handle, "shop"));
      for (int i = 0; i < 450; i++) {
        String text =
            "# Spec %d\n\n### REQ-%03d: One\n\nIt MUST hold word%d.\n".formatted(i, i, i % 7);
        database.write(
            handle -> store.create(handle, project, file("s/" + text.hashCode(), text), ADA));
      }
      StoredSpec gone =
          database.write(handle -> store.create(handle, project, file("gone", "# word1"), ADA));
      StoredSpec kept =
          database.write(handle -> store.create(handle, project, file("kept", "# keeper"), ADA));
      assertThat(feed.step(project, beside)).isEqualTo(200);
      assertThat(keys(beside, project, "keeper")).isEmpty();
      database.write(handle -> store.delete(handle, gone.ref(), 1, ADA));
      int steps = 0;
      while (feed.step(project, beside) > 0) {
        steps++;
      }
      assertThat(steps).isEqualTo(2);
      var all = new SearchRequest("word3", SearchRequest.Within.ALL, 200, 0);
      assertThat(beside.search(project.number(), all).hits())
          .extracting(SearchHit::key)
          .containsExactlyInAnyOrderElementsOf(
              ours.search(project.number(), all).hits().stream().map(SearchHit::key).toList())
          .isNotEmpty();
      database.write(handle -> {
        store.rename(handle, kept.ref(), "renamed");
        return 0;
      });
      feed.renamed(database.read(handle -> store.find(handle, kept.ref())).orElseThrow(), beside);
      assertThat(keys(beside, project, "keeper"))
          .containsExactly("spec renamed")
          .isEqualTo(keys(ours, project, "keeper"));
      assertThat(feed.step(project, beside)).isZero();
    }
  }
}
