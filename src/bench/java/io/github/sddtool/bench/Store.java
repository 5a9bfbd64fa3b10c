package io.github.sddtool.bench;

import io.github.sddtool.app.Engine;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.Place;
import io.github.sddtool.store.catalog.Page;
import io.github.sddtool.store.catalog.SpecCatalog;
import io.github.sddtool.store.catalog.SpecEdges;
import io.github.sddtool.store.catalog.SpecFilter;
import io.github.sddtool.store.catalog.SpecQueries;
import io.github.sddtool.store.query.SpecQuery;
import io.github.sddtool.store.search.SearchRequest;
import io.github.sddtool.store.search.SqlSearch;
import io.github.sddtool.store.spec.Person;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.Provenance;
import io.github.sddtool.store.spec.SpecFile;
import io.github.sddtool.store.spec.SpecStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/// Keeps specs in both databases and asks for them, each beside the least that the same could take:
/// the same bytes written to a file and synced, the same rows read and nothing done with them. Both
/// are done in turn, so that noise hits both. Prints rows of a Markdown table.
///
/// Arguments: how many specs.
final class Store {
  private static final int BATCH = 50;
  private static final int ROUNDS = 7;
  private static final String[] WORDS =
      ("user token session order invoice retry timeout queue cache audit export import login refresh"
              + " index search filter page limit schema event worker batch policy quota 인증 로그인 주문"
              + " 認証 検索 注文 登录 权限")
          .split(" ", -1);
  private static final String[] STATUSES = {"draft", "review", "approved", "implemented"};

  /// Common words, rare ones, beginnings, phrases, identifiers, and scripts without blanks.
  private static final List<String> SEARCHES =
      List.of(
          "login", "login timeout", "quo", "\"token session\"", "REQ-04711", "dom-07/feat-00047",
          "feat-00123", "인증", "認", "権", "登录", "retry queue audit", "unheard", "Feature 99",
          "\"cache audit export\"", "policy quota 検索");

  private final List<SpecFile> files = new ArrayList<>();

  private Store(int specs) {
    var random = new Random(7);
    for (int i = 0; i < specs; i++) {
      files.add(file(i, random));
    }
  }

  private static String words(int count, Random random) {
    var words = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      words.add(WORDS[random.nextInt(WORDS.length)]);
    }
    return String.join(" ", words);
  }

  private static String id(int number) {
    return String.format(Locale.ROOT, "dom-%02d/feat-%05d", number % 40, number);
  }

  private static SpecFile file(int number, Random random) {
    var text = new StringBuilder();
    text.append("---\nstatus: ").append(STATUSES[random.nextInt(STATUSES.length)]);
    text.append("\ncreated: 2026-01-01\nphase: ").append(random.nextInt(5));
    text.append("\nowner: \"@user").append(random.nextInt(50)).append('"');
    if (number > 0) {
      text.append("\ndepends: ").append(id(random.nextInt(number)));
    }
    text.append("\n---\n\n# Feature ").append(number).append(": ").append(words(3, random));
    text.append("\n\n> ").append(words(12, random)).append("\n\n").append(words(40, random));
    text.append("\n\n## Requirements\n");
    for (int i = 1; i <= 5; i++) {
      String local = String.format(Locale.ROOT, "REQ-%05d", number * 5 + i);
      text.append("\n### ").append(local).append(": ").append(words(4, random));
      text.append("\n\nThe system MUST ").append(words(14, random)).append(".\n\n- ");
      text.append(words(8, random)).append("\n");
    }
    text.append("\n## Scenarios\n");
    for (int i = 1; i <= 3; i++) {
      text.append("\n### Scenario ").append(i).append(": ").append(words(4, random));
      text.append("\n\n- **GIVEN** ").append(words(8, random)).append("\n- **WHEN** ");
      text.append(words(8, random)).append("\n- **THEN** ").append(words(8, random)).append('\n');
    }
    String id = id(number);
    return new SpecFile(
        id, "sdd", new RepoPath(".sdd/specs/" + id + "/spec.md"), text.toString());
  }

  public static void main(String[] arguments) throws IOException {
    var bench = new Store(Integer.parseInt(arguments[0]));
    Path folder = Files.createTempDirectory("sdd-store");
    System.out.println("| work | takes | beside | takes | ratio |\n|---|---:|---|---:|---:|");
    bench.run("SQLite", folder.resolve("sqlite"), new Place.Folder());
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on").start()) {
      String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
      bench.run(
          "PostgreSQL",
          folder.resolve("postgres"),
          new Place.Postgres(url, Optional.of("postgres"), Optional.empty()));
    }
  }

  private void run(String name, Path folder, Place place) throws IOException {
    Files.createDirectories(folder);
    try (Database database = Database.open(folder, place)) {
      var store = new SpecStore(database, Engine.FORMATS);
      Project project = database.write(handle -> store.project(handle, "bench"));
      ingest(name, folder.resolve("plain"), database, store, project);
      searches(name, database, project);
      reads(name, database, project);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static double millis(Work work) throws IOException {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static double quantile(List<Double> values, double which) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * which))];
  }

  private static double median(List<Double> values) {
    return quantile(values, 0.5);
  }

  private static void row(String work, double ours, String beside, double floor) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f ms | %s | %.2f ms | %.1f× |%n",
        work,
        ours,
        beside,
        floor,
        ours / floor);
  }

  private void ingest(
      String name, Path plain, Database database, SpecStore store, Project project)
      throws IOException {
    var ours = new ArrayList<Double>();
    var floor = new ArrayList<Double>();
    var by =
        new Provenance(
            new Person("Ada", "ada@example.com"),
            Instant.parse("2026-01-01T00:00:00Z"),
            Provenance.Source.GIT,
            "",
            "");
    for (int at = 0; at < files.size(); at += BATCH) {
      List<SpecFile> batch = files.subList(at, Math.min(files.size(), at + BATCH));
      ours.add(
          millis(() ->
              database.write(handle -> {
                batch.forEach(file -> store.create(handle, project, file, by));
                return 0;
              })));
      floor.add(millis(() -> write(plain, batch)));
    }
    double all = ours.stream().mapToDouble(Double::doubleValue).sum();
    row(
        "%s: %d specs kept in one commit".formatted(name, BATCH),
        median(ours),
        "their bytes written and synced",
        median(floor));
    System.out.printf(
        Locale.ROOT, "| %s: specs kept a second, of %d | %.0f/s |  |  |  |%n", name, files.size(),
        files.size() / all * 1000);
  }

  private static void write(Path plain, List<SpecFile> batch) throws IOException {
    try (FileChannel channel =
        FileChannel.open(plain, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (SpecFile file : batch) {
        channel.write(ByteBuffer.wrap(file.text().getBytes(StandardCharsets.UTF_8)));
      }
      channel.force(true);
    }
  }

  private void searches(String name, Database database, Project project) throws IOException {
    var index = new SqlSearch(database);
    var ours = new ArrayList<Double>();
    var floor = new ArrayList<Double>();
    int found = 0;
    for (int round = -2; round < ROUNDS; round++) {
      for (String typed : SEARCHES) {
        var hits = new ArrayList<Integer>();
        double took =
            millis(() ->
                hits.add(
                    index.search(project.number(), SearchRequest.of(typed)).hits().size()));
        if (round >= 0) {
          ours.add(took);
          found += hits.getFirst();
        }
      }
      double scan = millis(() -> scan(database));
      if (round >= 0) {
        floor.add(scan);
      }
    }
    if (found == 0) {
      throw new IllegalStateException("nothing was found");
    }
    row(name + ": a search, median", median(ours), "all texts read from the table", median(floor));
    row(
        name + ": a search, 99th percentile",
        quantile(ours, 0.99),
        "all texts read from the table",
        median(floor));
    for (String typed : List.of("login", "인증", "REQ-04711", "retry queue audit")) {
      var one = new ArrayList<Double>();
      for (int round = 0; round < ROUNDS; round++) {
        one.add(millis(() -> index.search(project.number(), SearchRequest.of(typed))));
      }
      System.out.printf(
          Locale.ROOT, "| %s: a search for `%s` | %.2f ms |  |  |  |%n", name, typed, median(one));
    }
  }

  private static void scan(Database database) {
    long chars =
        database.<Long>read(handle ->
            handle.createQuery("SELECT text FROM spec_revision").mapTo(String.class).list().stream()
                .mapToLong(String::length)
                .sum());
    if (chars == 0) {
      throw new IllegalStateException("no text was read");
    }
  }

  private static void reads(String name, Database database, Project project) throws IOException {
    var catalog = new SpecCatalog(database);
    var queries = new SpecQueries(database);
    var edges = new SpecEdges(database);
    String summaries =
        "SELECT number, id, path, title, status, domain, revision, created, updated FROM spec";
    compare(
        name + ": a page of 100 specs",
        () -> catalog.list(project, SpecFilter.ALL, Page.Ask.first(100)),
        "100 rows read",
        () -> rows(database, summaries + " LIMIT 100"));
    compare(
        name + ": a page of 100 specs of one status",
        () -> catalog.list(project, SpecFilter.ofStatus("review"), Page.Ask.first(100)),
        "100 rows read",
        () -> rows(database, summaries + " LIMIT 100"));
    compare(
        name + ": the graph of all specs",
        () -> edges.graph(project),
        "its rows read",
        () -> {
          rows(database, "SELECT id, format, path, title, status, domain FROM spec");
          rows(database, "SELECT spec, target FROM spec_dependency");
        });
    SpecQuery query = SpecQuery.of("status:review AND domain:dom-07 AND NOT phase:2 login");
    compare(
        name + ": `status:review AND domain:dom-07 AND NOT phase:2 login`",
        () -> queries.run(project, query, Page.Ask.first(100)),
        "all specs' rows read",
        () -> rows(database, summaries));
  }

  private static void compare(String work, Work ours, String beside, Work floor)
      throws IOException {
    var mine = new ArrayList<Double>();
    var least = new ArrayList<Double>();
    for (int round = -3; round < ROUNDS * 3; round++) {
      double one = millis(ours);
      double other = millis(floor);
      if (round >= 0) {
        mine.add(one);
        least.add(other);
      }
    }
    row(work, median(mine), beside, median(least));
  }

  private static void rows(Database database, String sql) {
    long read =
        database.<Integer>read(handle -> handle.createQuery(sql).mapToMap().list().size());
    if (read == 0) {
      throw new IllegalStateException("no row was read");
    }
  }
}
