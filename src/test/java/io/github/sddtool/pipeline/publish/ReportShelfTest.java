package io.github.sddtool.pipeline.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.forge.Target;
import io.github.sddtool.pipeline.publish.ReportShelf.Found;
import io.github.sddtool.report.Style;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

// @spec app/reports#REQ-REP-002, app/reports#REQ-REP-003
@ParameterizedClass
@EnumSource(TestStore.class)
class ReportShelfTest {
  private static final URI ADDRESS = URI.create("https://sdd.example/");
  private static final Target TARGET =
      Target.pullRequest(new RepoId("hub", "octo/shop"), new CommitId("a".repeat(40)), 17);

  private final TestStore store;
  private final Database database;

  ReportShelfTest(TestStore store, @TempDir Path data) {
    this.store = store;
    this.database = store.open(data);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private ReportShelf shelf(String now) {
    return new ReportShelf(
        database, Optional.of(ADDRESS), Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
  }

  private static Report report() {
    Path golden = Path.of("src/test/resources/golden/weakened");
    return Engine.assessor()
        .assess(
            Change.between(
                MemorySnapshot.of(golden.resolve("base")),
                MemorySnapshot.of(golden.resolve("head"))));
  }

  private static Optional<URI> keep(ReportShelf shelf) {
    return shelf.keep(TARGET, report(), Style.plain("1.2.3"));
  }

  private static Found find(ReportShelf shelf, URI link) {
    String[] parts = link.getPath().split("/", -1);
    return shelf.find(parts[2], parts[3], parts[4], parts[5]);
  }

  @Test
  void reportIsFoundByItsLinkAsPageAndAsJson() {
    ReportShelf shelf = shelf("2026-11-28T10:00:00Z");
    URI link = keep(shelf).orElseThrow();
    assertThat(link.toString()).startsWith("https://sdd.example/reports/").endsWith("/1");
    assertThat(find(shelf, link))
        .isInstanceOfSatisfying(
            Found.Document.class, page -> assertThat(page.type()).startsWith("text/html"));
    assertThat(find(shelf, link.resolve("json"))).isInstanceOf(Found.Document.class);
    assertThat(find(shelf, link.resolve("2"))).isInstanceOf(Found.Nothing.class);
  }

  @Test
  void sameCommitKeepsItsLinkThroughAMonthAndARestart() {
    URI first = keep(shelf("2026-11-02T10:00:00Z")).orElseThrow();
    assertThat(keep(shelf("2026-11-30T23:59:59Z"))).contains(first);
    assertThat(keep(shelf("2026-12-01T00:00:00Z"))).isPresent().isNotEqualTo(Optional.of(first));
  }

  @Test
  void linkIsGoodForAMonthAtLeastAndThenNoMore() {
    URI link = keep(shelf("2026-11-28T10:00:00Z")).orElseThrow();
    assertThat(find(shelf("2026-12-31T23:59:59Z"), link)).isInstanceOf(Found.Document.class);
    assertThat(find(shelf("2027-01-01T00:00:00Z"), link)).isInstanceOf(Found.Expired.class);
  }

  @Test
  void linkThatWasChangedAnywhereLeadsNowhere() {
    ReportShelf shelf = shelf("2026-11-28T10:00:00Z");
    String link = keep(shelf).orElseThrow().toString();
    int begin = link.indexOf("/reports/") + "/reports/".length();
    for (int i = begin; i < link.length() - 2; i++) {
      char other = link.charAt(i) == '1' ? '2' : '1';
      URI guess = URI.create(link.substring(0, i) + other + link.substring(i + 1));
      if (link.charAt(i) != '/') {
        assertThat(find(shelf, guess)).as(guess.toString()).isInstanceOf(Found.Nothing.class);
      }
    }
    for (String part : List.of("", "0x1", "../json", "json.gz", "..", "%2e")) {
      String[] parts = URI.create(link).getPath().split("/", -1);
      assertThat(shelf.find(parts[2], parts[3], parts[4], part)).isInstanceOf(Found.Nothing.class);
    }
  }

  @Test
  void anotherServersLinkLeadsNowhere(@TempDir Path elsewhere) {
    URI link = keep(shelf("2026-11-28T10:00:00Z")).orElseThrow();
    try (Database theirs = store.open(elsewhere)) {
      var other = new ReportShelf(theirs, Optional.of(ADDRESS), Clock.systemUTC());
      assertThat(find(other, link)).isInstanceOf(Found.Nothing.class);
    }
  }

  @Test
  void whereNobodyReachesTheServerNothingIsKept() {
    var shelf = new ReportShelf(database, Optional.empty(), Clock.systemUTC());
    assertThat(keep(shelf)).isEmpty();
    assertThat(kept()).isZero();
  }

  private long kept() {
    return database.read(handle ->
        handle.createQuery("SELECT COUNT(DISTINCT name) FROM report").mapTo(Long.class).one());
  }

  // @spec app/reports#REQ-REP-004
  @Test
  void reportsThatNoLinkLeadsToAnyMoreAreRemoved() {
    keep(shelf("2026-09-01T00:00:00Z"));
    assertThat(kept()).isEqualTo(1);
    shelf("2026-11-28T12:00:00Z")
        .keep(
            Target.commit(new RepoId("hub", "octo/shop"), new CommitId("b".repeat(40))),
            report(),
            Style.plain("1"));
    assertThat(kept()).isEqualTo(1);
  }
}
