package io.github.sddtool.bridge.mirror;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.forge.Proposal;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.git.BranchWriter;
import io.github.sddtool.source.git.CloneBudget;
import io.github.sddtool.source.git.ClonePool;
import io.github.sddtool.source.git.FetchRequest;
import io.github.sddtool.source.git.GitHistory;
import io.github.sddtool.source.git.GitWriter;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.format.sdd.SddFormat;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.spec.Person;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.Provenance;
import io.github.sddtool.store.spec.SpecFile;
import io.github.sddtool.store.spec.SpecStore;
import io.github.sddtool.store.spec.StoredSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A repository on the disk, a database, and the bridge between them; the clock stands still until
/// it is moved, and may break off what is being done.
final class World implements AutoCloseable {
  final RepoId repo;
  static final SddFormat SDD = new SddFormat();

  final Path origin;
  final Database database;
  final SpecStore store;
  final Project project;
  final Bridge bridge;
  final Resolve resolve;
  final ClonePool clones;
  final List<Proposal> proposals = new ArrayList<>();
  final Ticking clock = new Ticking();
  private boolean owns;
  URI pushTo;
  Runnable beforePush = () -> {};

  /// What is thrown where a process would have died.
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// A clock that can break off whoever asks it.
  static final class Ticking extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int left = Integer.MAX_VALUE;

    void crashAfter(int looks) {
      left = looks;
    }

    void pass(int seconds) {
      now = now.plusSeconds(seconds);
    }

    @Override
    public Instant instant() {
      if (left-- == 0) {
        throw new Crash();
      }
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  World(Path folder, TestStore engine, Map<String, String> specs) {
    this(folder, engine.open(folder.resolve("data")), "shop", specs);
    owns = true;
  }

  /// On a database that others use too.
  World(Path folder, Database database, String name, Map<String, String> specs) {
    this.database = database;
    this.repo = new RepoId("hub", "octo/" + name);
    origin = folder.resolve("origin.git");
    try (GitWriter writer = GitWriter.create(origin, "main", clock.instant())) {
      var files = new TreeMap<RepoPath, String>();
      specs.forEach((id, text) -> files.put(path(id), text));
      files.put(new RepoPath("README.md"), "# Shop\n");
      writer.commit("main", Optional.empty(), files, "Begin");
    }
    // Nothing is to be tidied up while the folder is being deleted.
    write(origin.resolve("config"), "[receive]\n\tautogc = false\n", StandardOpenOption.APPEND);
    pushTo = origin.toUri();
    store = new SpecStore(database, List.of(SDD));
    project = database.write(handle -> store.project(handle, name));
    database.write(handle -> MirrorBook.connect(handle, project, repo, "main"));
    bridge = new Bridge(database, store, List.of(SDD), World::find, clock);
    resolve = new Resolve(database, store, List.of(SDD));
    clones =
        new ClonePool(folder.resolve("clones"), CloneBudget.USUAL, Map.of(), ClonePool.Holding.ALL);
  }

  static RepoPath path(String id) {
    return new RepoPath(".sdd/specs/" + id + "/spec.md");
  }

  private static List<Spec> find(Snapshot snapshot) {
    var specs = new ArrayList<Spec>();
    for (var file : snapshot.files()) {
      String path = file.path().value();
      if (path.startsWith(".sdd/specs/") && path.endsWith("/spec.md")) {
        String id = path.substring(11, path.length() - 8);
        specs.add(
            new Spec(
                id,
                "sdd",
                file.path(),
                SDD.read(new String(snapshot.read(file), StandardCharsets.UTF_8))));
      }
    }
    return specs;
  }

  Remote remote() {
    return new Remote() {
      @Override
      public GitHistory fetch(String branch) {
        return clones.fetch(
            repo,
            new FetchRequest(
                pushTo,
                Optional.empty(),
                List.of("+refs/heads/" + branch + ":" + Remote.ref(branch))));
      }

      @Override
      public FetchRequest pushing() {
        beforePush.run();
        return new FetchRequest(pushTo, Optional.empty(), List.of());
      }

      @Override
      public Optional<URI> propose(Proposal proposal) {
        proposals.add(proposal);
        return Optional.of(URI.create("https://forge.example/pulls/" + proposals.size()));
      }
    };
  }

  List<Effect> sync() {
    return bridge.sync(repo, remote(), false);
  }

  /// Git as it is: text by id.
  Map<String, String> git() {
    var specs = new TreeMap<String, String>();
    try (GitHistory history = GitHistory.open(origin)) {
      Snapshot snapshot = history.snapshot(history.refTip("refs/heads/main").orElseThrow());
      for (Spec spec : find(snapshot)) {
        specs.put(
            spec.id(),
            new String(
                snapshot.read(snapshot.find(spec.path()).orElseThrow()), StandardCharsets.UTF_8));
      }
    }
    return specs;
  }

  CommitId head() {
    try (GitHistory history = GitHistory.open(origin)) {
      return history.refTip("refs/heads/main").orElseThrow();
    }
  }

  /// How many commits the branch has.
  int commits() {
    try (GitHistory history = GitHistory.open(origin)) {
      return depth(history, history.refTip("refs/heads/main").orElseThrow());
    }
  }

  private static int depth(GitHistory history, CommitId tip) {
    return history.find(tip.hex() + "^").map(parent -> 1 + depth(history, parent)).orElse(1);
  }

  /// The store as it is: text by id.
  Map<String, String> stored() {
    var specs = new TreeMap<String, String>();
    for (StoredSpec spec : database.read(handle -> store.all(handle, project))) {
      specs.put(spec.file().id(), spec.file().text());
    }
    return specs;
  }

  String inGit(String id) {
    return Optional.ofNullable(git().get(id)).orElseThrow();
  }

  String inStore(String id) {
    return Optional.ofNullable(stored().get(id)).orElseThrow();
  }

  StoredSpec spec(String id) {
    return database.read(handle -> store.find(handle, project, id)).orElseThrow();
  }

  long lastSeq() {
    return database.read(handle -> store.lastSeq(handle, project));
  }

  List<Conflict> conflicts() {
    return database.read(handle ->
        ConflictBook.list(handle, project, List.of(Conflict.State.OPEN, Conflict.State.DECIDED)));
  }

  /// A person commits to the branch: by id what each says, empty to remove it.
  CommitId commit(Map<String, Optional<String>> specs, String message) {
    try (GitHistory history = GitHistory.open(origin)) {
      CommitId parent = history.refTip("refs/heads/main").orElseThrow();
      var files = new TreeMap<RepoPath, Optional<String>>();
      specs.forEach((id, text) -> files.put(path(id), text));
      var ada = new BranchWriter.Signature("Ada", "ada@example.com", clock.instant());
      CommitId tip = history.writer().commit(parent, files, ada, ada, message);
      point(tip);
      return tip;
    }
  }

  CommitId commitFile(String path, String text) {
    try (GitHistory history = GitHistory.open(origin)) {
      CommitId parent = history.refTip("refs/heads/main").orElseThrow();
      var ada = new BranchWriter.Signature("Ada", "ada@example.com", clock.instant());
      CommitId tip =
          history
              .writer()
              .commit(
                  parent,
                  Map.of(new RepoPath(path), Optional.of(text)),
                  ada,
                  ada,
                  "Say how to keep alike");
      point(tip);
      return tip;
    }
  }

  CommitId commit(String id, String text) {
    return commit(Map.of(id, Optional.of(text)), "Edit " + id);
  }

  void point(CommitId tip) {
    write(origin.resolve("refs/heads/main"), tip.hex() + "\n");
  }

  private static void write(Path file, String text, OpenOption... options) {
    try {
      Files.writeString(file, text, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Provenance by(String name) {
    return new Provenance(
        new Person(name, name + "@example.com"), clock.instant(), Provenance.Source.API, "", "");
  }

  /// A person edits in the store.
  void edit(String id, String text, String who) {
    database.write(handle -> {
      StoredSpec spec = store.find(handle, project, id).orElseThrow();
      return store.update(handle, spec.ref(), spec.revision(), spec.file().saying(text), by(who));
    });
  }

  void create(String id, String text, String who) {
    database.write(
        handle -> store.create(handle, project, new SpecFile(id, "sdd", path(id), text), by(who)));
  }

  void move(String id, String to, String who) {
    database.write(handle -> {
      StoredSpec spec = store.find(handle, project, id).orElseThrow();
      return store.update(
          handle,
          spec.ref(),
          spec.revision(),
          new SpecFile(to, "sdd", path(to), spec.file().text()),
          by(who));
    });
  }

  void delete(String id, String who) {
    database.write(handle -> {
      StoredSpec spec = store.find(handle, project, id).orElseThrow();
      return store.delete(handle, spec.ref(), spec.revision(), by(who));
    });
  }

  @Override
  public void close() {
    clones.close();
    if (owns) {
      database.close();
    }
  }
}
