package io.github.sddtool.forge.github;

import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.fake.github.CheckRun;
import io.github.sddtool.fake.github.Comment;
import io.github.sddtool.fake.github.Exchange;
import io.github.sddtool.fake.github.GitHubStandIn;
import io.github.sddtool.forge.Annotation;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.Target;
import io.github.sddtool.forge.Traffic;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A repository on a stand-in for GitHub with one pull request, and our adapter in front of it.
final class Shop implements AutoCloseable {
  static final String NAME = "octo/shop";
  private static final List<Severity> SEVERITIES =
      List.of(Severity.ERROR, Severity.WARNING, Severity.INFO);
  static final RepoId REPO = new RepoId("github", NAME);

  final GitHubStandIn standIn = GitHubStandIn.start();
  final ShiftedClock clock = new ShiftedClock();
  final GitHubForge forge;
  final Path bare;
  final int number;
  private String tip;

  Shop() {
    bare = standIn.createRepository(NAME, "main");
    String root = commit("root", Optional.empty());
    git("update-ref", "refs/heads/main", root);
    tip = root;
    advance();
    number = standIn.openPullRequest(NAME, "prices", "main");
    forge = newForge();
  }

  /// Another process with the same settings.
  GitHubForge newForge() {
    return new GitHubForge(
        GitHubSettings.of(
                "github",
                standIn.api(),
                standIn.app().id(),
                Secret.of(standIn.app().privateKeyPkcs1Pem()),
                List.of(Secret.of("webhook secret")))
            .withWeb(standIn.web()),
        Traffic.UNHEARD,
        clock);
  }

  CommitId head() {
    return new CommitId(tip);
  }

  /// Pushes a commit to the pull request's branch; GitHub sees it once told by [#push()].
  private void advance() {
    tip = commit("next", Optional.of(tip));
    git("update-ref", "refs/heads/prices", tip);
  }

  void push() {
    advance();
    standIn.pushed(NAME, number);
  }

  Publication publication(CheckState state, String comment) {
    return new Publication(
        Target.pullRequest(REPO, head(), number),
        state,
        Optional.of(
            new io.github.sddtool.forge.SummaryComment(
                Publication.COMMENT_MARKER + "\n" + comment, false)));
  }

  Publication check(CheckState state) {
    return new Publication(Target.commit(REPO, head()), state, Optional.empty());
  }

  List<CheckRun> runs() {
    return standIn.checkRuns(NAME, tip);
  }

  List<Comment> comments() {
    return standIn.comments(NAME, number);
  }

  List<Exchange> writes() {
    return standIn.exchanges().stream()
        .filter(exchange -> !exchange.method().equals("GET"))
        .filter(exchange -> !exchange.path().endsWith("/access_tokens"))
        .toList();
  }

  static CheckState.Completed failing(int annotations) {
    return completed(Verdict.FAIL, "title", annotations);
  }

  static CheckState.Completed completed(Verdict verdict, String title, int annotations) {
    var remarks = new ArrayList<Annotation>();
    for (int i = 1; i <= annotations; i++) {
      remarks.add(
          new Annotation(
              Location.of(RepoPath.of("specs/shop.md"), i),
              SEVERITIES.get(i % SEVERITIES.size()),
              "title " + i,
              "message " + i));
    }
    return new CheckState.Completed(verdict, title, "summary", remarks);
  }

  @Override
  public void close() {
    standIn.close();
  }

  private String commit(String message, Optional<String> parent) {
    String tree = git("hash-object", "-w", "-t", "tree", "/dev/null");
    var arguments = new ArrayList<>(List.of("commit-tree", tree, "-m", message));
    parent.ifPresent(id -> arguments.addAll(List.of("-p", id)));
    return git(arguments.toArray(String[]::new));
  }

  private String git(String... arguments) {
    return git(bare, arguments);
  }

  /// Runs git in a folder and gives what it printed.
  static String git(Path folder, String... arguments) {
    var command = new ArrayList<>(List.of("git", "-c", "user.name=o", "-c", "user.email=o@o"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The system's clock, which a test may put forward.
  static final class ShiftedClock extends Clock {
    private volatile Duration shift = Duration.ZERO;

    void forward(Duration by) {
      shift = shift.plus(by);
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(shift);
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
}
