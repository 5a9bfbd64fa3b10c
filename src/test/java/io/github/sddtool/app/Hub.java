package io.github.sddtool.app;

import io.github.sddtool.fake.git.TestRepo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A forge as people see it, with one repository and the app beside it: what they do there, what
/// the forge then tells the app, and what the app shows.
interface Hub extends AutoCloseable {
  /// The forges there are.
  List<String> FORGES = List.of("GitHub", "GitLab");

  /// One of them.
  ///
  /// @param folder for everything it keeps
  static Hub of(String forge, Path folder) {
    return switch (forge) {
      case "GitHub" -> new GitHubHub(folder);
      case "GitLab" -> new GitLabHub(folder);
      default -> throw new IllegalArgumentException(forge + " is none of " + FORGES);
    };
  }

  /// `GitHub` or `GitLab`.
  String forge();

  /// What the forge tells of a request.
  enum Told {
    OPENED,
    OPENED_AS_DRAFT,
    /// Its branch has other commits.
    PUSHED,
    REOPENED,
    /// It is a draft no more.
    READY,
    /// It goes into another branch.
    RETARGETED,
    CLOSED,
    /// Something that changes nothing.
    LABELED
  }

  /// What the app asks of the forge.
  enum Asked {
    REQUEST("reading the request"),
    VERDICTS("reading the verdict"),
    VERDICT("showing the verdict"),
    COMMENTS("reading the comments"),
    COMMENT("writing the comment"),
    GIT("fetching"),
    EVERYTHING("everything");

    final String words;

    Asked(String words) {
      this.words = words;
    }
  }

  /// What goes wrong with it.
  sealed interface Fault {
    /// An answer of this status of HTTP, and nothing happened.
    record Status(int code) implements Fault {}

    /// It asks to be left alone for a second, and nothing happened.
    record Limited() implements Fault {}

    /// It says nothing for longer than the app waits, and nothing happened.
    record Silent() implements Fault {}

    /// The connection is cut before anything happened.
    record Cut() implements Fault {}

    /// It happened, and the answer never came.
    record Unheard() implements Fault {}

    /// It happened, and half of the answer came.
    record Half() implements Fault {}
  }

  /// What people make of a check or a status.
  enum Shown {
    WAITING,
    PASSED,
    WARNED,
    SKIPPED,
    FAILED,
    /// Could not evaluate.
    UNABLE,
    CANCELLED;

    /// Whether somebody could take it for a yes.
    boolean isGreen() {
      return this == PASSED || this == WARNED || this == SKIPPED;
    }
  }

  /// A comment.
  ///
  /// @param ours whether the app wrote it
  record Said(long id, boolean ours, String text, int edits) {}

  TestRepo work();

  /// Commits a change to a branch, new or not, and pushes it. Gives the commit.
  String push(String branch, Consumer<TestRepo> change);

  String tip(String branch);

  /// A branch is deleted on the forge.
  void deleteBranch(String branch);

  /// Opens a request into a branch; the app is not told. Gives its number.
  int open(String branch, String into);

  /// Commits a change to a branch of a stranger's fork, and opens a request from there into `main`.
  /// Gives its number.
  int openFromFork(String branch, Consumer<TestRepo> change);

  /// One delivery that tells of such a request.
  int tellOfFork(int number, String branch);

  /// The app may do all that it can do, not only what it needs to judge requests.
  void permitEverything();

  /// A person merges a request into `main`, and whoever works here brings it along. Gives the
  /// commit that this made.
  ///
  /// @param squashed into one commit, without a merge
  String merge(int number, boolean squashed);

  /// A request that the app opened, or an issue.
  ///
  /// @param branch that it would merge; of an issue `""`
  record Opened(
      int number,
      String branch,
      String title,
      String body,
      boolean draft,
      boolean open,
      Set<String> labels) {}

  /// The requests that the app opened, the oldest first.
  List<Opened> proposals();

  /// The issues that the app opened, the oldest first.
  List<Opened> issues();

  /// Lets a workflow be started with these inputs.
  void workflow(String name, Set<String> inputs);

  /// What workflows were started with.
  List<Map<String, String>> started();

  /// The forge notices what was pushed to a request's branch.
  void refresh(int number, String branch, String into);

  void close(int number);

  /// Lets a request go into another branch.
  void retarget(int number, String branch, String into);

  /// One delivery about a request, with an id of its own. Gives the answer's status.
  int tell(Told told, int number, String branch, String into);

  /// The same, with this id.
  int tell(Told told, int number, String branch, String into, String delivery);

  /// One delivery that tells of the request's head as it was at a commit.
  int tellOf(String head, int number, String branch, String into);

  /// One delivery about a push.
  int tellPushed(String branch, String before, String after);

  /// A delivery with headers and body as given.
  int tell(Map<String, String> headers, byte[] body);

  /// The headers of a delivery of a request with a secret.
  Map<String, String> headers(String delivery, byte[] body, String secret);

  /// The webhook secret that is configured.
  String secret();

  /// The one that it takes the place of, and which is configured still.
  String formerSecret();

  void awaitIdle();

  /// What our checks on a commit show now.
  List<Shown> shown(String commit);

  /// The sentence beside the newest of our checks on a commit.
  String sentence(String commit);

  /// Everything our checks on a commit ever showed, oldest first.
  List<Shown> everShown(String commit);

  List<Said> said(int number);

  /// Somebody comments. Gives the id.
  long comment(int number, String text);

  /// Somebody comments on a request, and the app is told. Gives the comment's id.
  long command(boolean mayWrite, int number, String text);

  /// The same is told once more.
  void commandAgain(boolean mayWrite, int number, long id, String text);

  /// How the app reacted to a comment: `+1`, `-1`, `confused`.
  List<String> reactions(int number, long comment);

  void deleteComment(int number, long id);

  /// The labels of a request.
  Set<String> labels(int number);

  /// A person puts a label on a request.
  void label(int number, String name);

  /// Where the app says something beside the code of a request at its head, as `path:line`.
  List<String> remarks(int number, String head);

  void disturb(Asked asked, Fault fault, int times);

  /// How long the app waits for an answer, in seconds, and how long a silent one takes.
  int PATIENCE = 4;

  Duration SILENCE = Duration.ofSeconds(10);

  /// The next assessments end with this error.
  void breakAssessments(Error error, int times);

  /// No more trouble.
  void calm();

  /// What the app answers to somebody who asks for one of its pages, with the status before it.
  String page(String path);

  /// How many calls of its interface the forge had.
  int calls();

  /// How many of them were to change something.
  int writes();

  /// How many reads the forge answered with "nothing has changed".
  int unchangedReads();

  /// Stops the app and starts it again.
  default void restart() {
    restart(settings -> settings);
  }

  /// The same, with other settings.
  void restart(UnaryOperator<Settings> other);

  /// The folder the app keeps its data in.
  Path data();

  @Override
  void close();
}
