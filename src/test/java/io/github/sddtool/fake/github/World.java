package io.github.sddtool.fake.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Everything the stand-in remembers. Whoever reads or changes it holds its monitor.
final class World {
  /// The app of GitHub's own workflows, which makes check runs beside ours.
  static final long OTHER_APP = 15368;

  final Clock clock;
  final Map<String, Hosted> repositories = new LinkedHashMap<>();
  final Map<String, Long> installations = new LinkedHashMap<>();
  final Map<String, String> permissions =
      new TreeMap<>(
          Map.of(
              "metadata", "read",
              "contents", "read",
              "checks", "write",
              "pull_requests", "write"));
  private long lastId = 1000;

  World(Clock clock) {
    this.clock = clock;
  }

  long newId() {
    return ++lastId;
  }

  Hosted repository(String fullName) {
    var found = repositories.get(fullName);
    if (found == null) {
      throw new IllegalArgumentException(
          "No repository " + fullName + "; there are " + repositories.keySet());
    }
    return found;
  }

  Optional<Hosted> repositoryOfInstallation(String fullName) {
    return Optional.ofNullable(repositories.get(fullName)).filter(r -> r.installed);
  }

  /// A repository, its bare git folder and what hangs on it.
  static final class Hosted {
    final long id;
    final String owner;
    final String name;
    final String defaultBranch;
    final Path bare;
    final Instant created;
    final List<StatusRoutes.CommitStatus> statuses = new ArrayList<>();
    boolean isPrivate = true;
    boolean installed = true;
    final Set<String> writers = new TreeSet<>();
    int lastNumber;
    final Map<Integer, Pull> pulls = new TreeMap<>();
    final List<StoredComment> comments = new ArrayList<>();
    final List<StoredRun> runs = new ArrayList<>();
    final Map<Integer, StoredIssue> issues = new TreeMap<>();
    final Map<String, Set<String>> workflows = new TreeMap<>();
    final List<DispatchRoutes.Started> started = new ArrayList<>();
    boolean hasIssues = true;
    boolean hasDrafts = true;

    Hosted(long id, String fullName, String defaultBranch, Path bare, Instant created) {
      int slash = fullName.indexOf('/');
      this.id = id;
      this.owner = fullName.substring(0, slash);
      this.name = fullName.substring(slash + 1);
      this.defaultBranch = defaultBranch;
      this.bare = bare;
      this.created = created;
    }

    String fullName() {
      return owner + "/" + name;
    }

    Pull pull(int number) {
      var found = pulls.get(number);
      if (found == null) {
        throw new IllegalArgumentException(fullName() + " has no pull request " + number);
      }
      return found;
    }
  }

  /// A pull request; head may live in a fork.
  static final class Pull {
    final long id;
    final int number;
    final Hosted head;
    final String headRef;
    String baseRef;
    final Instant created;
    String headSha = "";
    String baseSha = "";
    Instant updated;
    Optional<Instant> closed = Optional.empty();
    Optional<String> mergeCommit = Optional.empty();
    boolean draft;
    final Set<String> labels = new TreeSet<>();
    String author;
    String title = "A change to be looked at";
    String body = "";
    int edits;
    int commits;
    int changedFiles;
    int additions;
    int deletions;

    Pull(long id, int number, Hosted head, String headRef, String baseRef, Instant created) {
      this.id = id;
      this.number = number;
      this.head = head;
      this.headRef = headRef;
      this.author = head.owner;
      this.baseRef = baseRef;
      this.created = created;
      this.updated = created;
    }

    ShownPull value() {
      return new ShownPull(
          number,
          author,
          headRef,
          baseRef,
          title,
          body,
          closed.isEmpty(),
          edits,
          draft,
          Set.copyOf(labels));
    }
  }

  /// An issue, which is no pull request.
  static final class StoredIssue {
    final long id;
    final int number;
    final String author;
    final Instant created;
    final Set<String> labels = new TreeSet<>();
    final String title;
    String body;
    Optional<Instant> closed = Optional.empty();
    int edits;

    StoredIssue(long id, int number, String author, String title, String body, Instant now) {
      this.id = id;
      this.number = number;
      this.author = author;
      this.title = title;
      this.body = body;
      this.created = now;
    }

    ShownIssue value() {
      return new ShownIssue(
          number, author, title, body, closed.isEmpty(), edits, Set.copyOf(labels));
    }
  }

  /// A comment and how often it changed.
  static final class StoredComment {
    final long id;
    final int number;
    final String author;
    final boolean byApp;
    final Instant created;
    Instant updated;
    String body;
    int edits;
    final List<String> reactions = new ArrayList<>();

    StoredComment(long id, int number, String author, boolean byApp, String body, Instant now) {
      this.id = id;
      this.number = number;
      this.author = author;
      this.byApp = byApp;
      this.body = body;
      this.created = now;
      this.updated = now;
    }

    Comment value() {
      return new Comment(id, author, body, edits, List.copyOf(reactions));
    }
  }

  /// A check run of one app on one commit.
  static final class StoredRun {
    final long id;
    final long appId;
    final String headSha;
    final Instant started;
    String name;
    String status = "queued";
    Optional<String> conclusion = Optional.empty();
    Optional<String> externalId = Optional.empty();
    Optional<String> detailsUrl = Optional.empty();
    Optional<String> startedAt = Optional.empty();
    Optional<String> completedAt = Optional.empty();
    Optional<String> title = Optional.empty();
    Optional<String> summary = Optional.empty();
    Optional<String> text = Optional.empty();
    final List<StoredAnnotation> annotations = new ArrayList<>();

    StoredRun(long id, long appId, String name, String headSha, Instant started) {
      this.id = id;
      this.appId = appId;
      this.name = name;
      this.headSha = headSha;
      this.started = started;
    }

    CheckRun value() {
      return new CheckRun(
          id,
          name,
          status,
          conclusion,
          title.orElse(""),
          summary.orElse(""),
          annotations.stream().map(StoredAnnotation::shown).toList(),
          externalId.orElse(""));
    }
  }

  record StoredAnnotation(CheckRun.Annotation shown, ObjectNode sent) {}
}
