package io.github.sddtool.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.fake.gitlab.Desk;
import io.github.sddtool.fake.gitlab.GitLabStandIn;
import io.github.sddtool.fake.gitlab.GitLabStandIn.Trouble;
import io.github.sddtool.fake.gitlab.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// GitLab, with the project `acme/tools/shop`.
final class GitLabHub implements Hub {
  private static final String PATH = "acme/tools/shop";
  private static final String SECRET = "the secret of the hook";
  private static final String FORMER_SECRET = "the secret before it";
  private static final long MALLORY = 666;
  private static final long WANDA = 667;

  private final GitLabStandIn gitLab = new GitLabStandIn(PATH);
  private final Path folder;
  private final TestRepo work;
  private final Set<String> branches = new HashSet<>(Set.of("main"));
  private String branch = "main";
  private final Runner runner = new Runner();
  private App app;
  private Gate gate;
  private int deliveries;
  private int requests;

  GitLabHub(Path folder) {
    this.folder = folder;
    this.work = TestRepo.in(folder.resolve("work"));
    app = start(settings -> settings);
    gate = new Gate(app.port(), "gitlab");
  }

  private App start(UnaryOperator<Settings> other) {
    try {
      Files.writeString(folder.resolve("token"), GitLabStandIn.TOKEN + "\n");
      Files.writeString(folder.resolve("secret"), SECRET + "\n");
      Files.writeString(folder.resolve("former-secret"), FORMER_SECRET + "\n");
      Path file =
          Files.writeString(
              folder.resolve("sdd.yaml"),
              """
              server: {host: 127.0.0.1, port: 0, public_url: "https://sdd.example"}
              data: data
              runner: {quiet_seconds: 0}
              forges:
                - id: gitlab
                  type: gitlab
                  api: %s
                  token_file: token
                  webhook_secret_files: [secret, former-secret]
                  timeout_seconds: %d
                  writes_per_minute: 0
              """
                  .formatted(gitLab.web(), PATIENCE));
      return runner.start(
          other.apply(SettingsReader.read(Optional.of(file), folder, new Environment(Map.of()))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String forge() {
    return "GitLab";
  }

  @Override
  public TestRepo work() {
    return work;
  }

  @Override
  public String push(String to, Consumer<TestRepo> change) {
    if (!branches.contains(to)) {
      work.branch(to);
    } else if (!branch.equals(to)) {
      work.checkout(to);
    }
    branches.add(to);
    branch = to;
    change.accept(work);
    String commit = work.commit("Change " + to);
    work.git("push", "--quiet", "--force", gitLab.project().bare().toString(), to);
    return commit;
  }

  @Override
  public String tip(String of) {
    return work.git("rev-parse", of);
  }

  @Override
  public void deleteBranch(String name) {
    work.git("push", "--quiet", gitLab.project().bare().toString(), "--delete", name);
  }

  @Override
  public int open(String head, String into) {
    requests = gitLab.project().lastRequest() + 1;
    refresh(requests, head, into);
    return requests;
  }

  @Override
  public int openFromFork(String from, Consumer<TestRepo> change) {
    requests++;
    work.branch(from);
    change.accept(work);
    String head = work.commit("Change " + from);
    String ref = "HEAD:refs/merge-requests/" + requests + "/head";
    work.git("push", "--quiet", gitLab.project().bare().toString(), ref);
    gitLab.project().request(requests, from, "main", head);
    return requests;
  }

  @Override
  public int tellOfFork(int number, String from) {
    String body =
        new String(body(Told.OPENED, tip(from), number, from, "main"), StandardCharsets.UTF_8)
            .replace(
                "\"target\": {",
                "\"source\": {\"path_with_namespace\": \"stranger/shop\"}, \"target\": {");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return tell(headers(nextDelivery(), bytes, SECRET), bytes);
  }

  /// Its token may do everything.
  @Override
  public void permitEverything() {}

  @Override
  public String merge(int number, boolean squashed) {
    String made = gitLab.project().merge(number, squashed);
    work.checkout("main");
    branch = "main";
    work.git("pull", "--quiet", "--ff-only", gitLab.project().bare().toString(), "main");
    return made;
  }

  @Override
  public List<Opened> proposals() {
    return gitLab.project().allRequests().stream()
        .filter(one ->
            one.get("author") instanceof Map<?, ?> author
                && Long.valueOf(GitLabStandIn.ME).equals(author.get("id")))
        .map(one -> opened(one, String.valueOf(one.get("source_branch"))))
        .toList();
  }

  private static Opened opened(Map<String, Object> shape, String of) {
    String title = String.valueOf(shape.get("title"));
    return new Opened(
        ((Number) java.util.Objects.requireNonNull(shape.get("iid"))).intValue(),
        of,
        title.replaceFirst("^Draft: ", ""),
        String.valueOf(shape.get("description")),
        title.startsWith("Draft: "),
        "opened".equals(shape.get("state")),
        shape.get("labels") instanceof java.util.Collection<?> labels
            ? labels.stream().map(String::valueOf).collect(java.util.stream.Collectors.toSet())
            : Set.of());
  }

  @Override
  public List<Opened> issues() {
    return gitLab.project().desk().issues().stream()
        .map(number -> opened(gitLab.project().desk().issue(number), ""))
        .toList();
  }

  @Override
  public void workflow(String name, Set<String> inputs) {
    gitLab.project().desk().workflows(name);
  }

  @Override
  public List<Map<String, String>> started() {
    return gitLab.project().desk().started().stream().map(Desk.Started::variables).toList();
  }

  @Override
  public void refresh(int number, String head, String into) {
    gitLab.project().request(number, head, into);
  }

  @Override
  public void close(int number) {
    gitLab.project().set(number, "state", "closed");
  }

  @Override
  public int tell(Told told, int number, String head, String into) {
    return tell(told, number, head, into, nextDelivery());
  }

  private String nextDelivery() {
    deliveries++;
    return "delivery-" + deliveries;
  }

  @Override
  public int tell(Told told, int number, String head, String into, String delivery) {
    byte[] body = body(told, tip(head), number, head, into);
    return tell(headers(delivery, body, SECRET), body);
  }

  private static byte[] body(Told told, String head, int number, String branch, String into) {
    String news =
        switch (told) {
          case OPENED_AS_DRAFT -> ", \"draft\": true, \"work_in_progress\": true";
          case PUSHED -> ", \"oldrev\": \"%s\"".formatted("0".repeat(39) + "1");
          default -> "";
        };
    String changes =
        switch (told) {
          case READY -> "{\"draft\": {\"previous\": true, \"current\": false}}";
          case RETARGETED ->
              "{\"target_branch\": {\"previous\": \"main\", \"current\": \"%s\"}}".formatted(into);
          case LABELED -> "{\"labels\": {\"previous\": [], \"current\": []}}";
          default -> "{}";
        };
    String action =
        switch (told) {
          case OPENED, OPENED_AS_DRAFT -> "open";
          case REOPENED -> "reopen";
          case CLOSED -> "close";
          case PUSHED, READY, RETARGETED, LABELED -> "update";
        };
    return """
    {"object_kind": "merge_request", "changes": %7$s,
     "project": {"path_with_namespace": "%1$s", "default_branch": "main"},
     "object_attributes": {"iid": %2$d, "action": "%3$s", "state": "%8$s",
       "source_branch": "%4$s", "target_branch": "%5$s",
       "target": {"path_with_namespace": "%1$s"}, "last_commit": {"id": "%6$s"}%9$s}}
    """
        .formatted(
            PATH,
            number,
            action,
            branch,
            into,
            head,
            changes,
            told == Told.CLOSED ? "closed" : "opened",
            news)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int tellOf(String head, int number, String of, String into) {
    byte[] body = body(Told.PUSHED, head, number, of, into);
    return tell(headers(nextDelivery(), body, SECRET), body);
  }

  @Override
  public int tellPushed(String to, String before, String after) {
    byte[] body =
        """
        {"object_kind": "push", "ref": "refs/heads/%s", "before": "%s", "after": "%s",
         "project": {"path_with_namespace": "%s", "default_branch": "main"}}
        """
            .formatted(to, before, after, PATH)
            .getBytes(StandardCharsets.UTF_8);
    return tell(
        Map.of(
            "X-Gitlab-Event",
            "Push Hook",
            "X-Gitlab-Token",
            SECRET,
            "X-Gitlab-Event-UUID",
            nextDelivery()),
        body);
  }

  @Override
  public int tell(Map<String, String> headers, byte[] body) {
    return gate.deliver(headers, BodyPublishers.ofByteArray(body)).statusCode();
  }

  @Override
  public Map<String, String> headers(String delivery, byte[] body, String secret) {
    return Map.of(
        "X-Gitlab-Event", "Merge Request Hook",
        "X-Gitlab-Token", secret,
        "X-Gitlab-Event-UUID", delivery);
  }

  @Override
  public String secret() {
    return SECRET;
  }

  @Override
  public String formerSecret() {
    return FORMER_SECRET;
  }

  @Override
  public void awaitIdle() {
    gate.awaitIdle();
  }

  @Override
  public List<Shown> shown(String commit) {
    return gitLab.project().statuses(commit).stream().map(GitLabHub::shown).toList();
  }

  private static Shown shown(Status status) {
    String said = status.description();
    return switch (status.state()) {
      case "pending", "running" -> Shown.WAITING;
      case "success" ->
          said.startsWith("warnings: ")
              ? Shown.WARNED
              : said.startsWith("skipped: ") ? Shown.SKIPPED : Shown.PASSED;
      case "failed" -> said.startsWith("could not evaluate") ? Shown.UNABLE : Shown.FAILED;
      case "canceled" -> Shown.CANCELLED;
      default -> throw new AssertionError("what is " + status + "?");
    };
  }

  @Override
  public String sentence(String commit) {
    return gitLab.project().statuses(commit).getLast().description();
  }

  @Override
  public List<Shown> everShown(String commit) {
    return gitLab.project().history(commit).stream().map(GitLabHub::shown).toList();
  }

  @Override
  public List<Said> said(int number) {
    return gitLab.project().notesOf(number).stream()
        .map(note ->
            new Said(note.id(), note.author() == GitLabStandIn.ME, note.body(), note.edits()))
        .toList();
  }

  @Override
  public long comment(int number, String text) {
    return gitLab.project().comment(number, MALLORY, text).id();
  }

  @Override
  public long command(boolean mayWrite, int number, String text) {
    gitLab.project().member(WANDA, 30);
    gitLab.project().member(MALLORY, 20);
    long id = gitLab.project().comment(number, mayWrite ? WANDA : MALLORY, text).id();
    commandAgain(mayWrite, number, id, text);
    return id;
  }

  @Override
  public void commandAgain(boolean mayWrite, int number, long id, String text) {
    String body =
        """
        {"object_kind": "note",
         "user": {"username": "%s"},
         "project": {"path_with_namespace": "%s", "default_branch": "main"},
         "object_attributes": {"id": %d, "author_id": %d, "note": %s,
           "noteable_type": "MergeRequest",
           "action": "create", "system": false},
         "merge_request": {"iid": %d, "state": "opened"}}
        """
            .formatted(
                mayWrite ? "wanda" : "mallory",
                PATH,
                id,
                mayWrite ? WANDA : MALLORY,
                new TextNode(text),
                number);
    var headers =
        Map.of(
            "X-Gitlab-Event",
            "Note Hook",
            "X-Gitlab-Token",
            SECRET,
            "X-Gitlab-Event-UUID",
            nextDelivery());
    assertThat(tell(headers, body.getBytes(StandardCharsets.UTF_8))).isEqualTo(202);
  }

  @Override
  public List<String> reactions(int number, long comment) {
    return gitLab.project().awards(comment).stream()
        .map(emoji ->
            switch (emoji) {
              case "thumbsup" -> "+1";
              case "thumbsdown" -> "-1";
              default -> emoji;
            })
        .toList();
  }

  @Override
  public Set<String> labels(int number) {
    return gitLab.project().labels(number);
  }

  @Override
  public void label(int number, String name) {
    gitLab.project().label(number, Map.of("add_labels", name));
  }

  @Override
  public List<String> remarks(int number, String head) {
    return gitLab.project().threads(number).stream()
        .map(one -> one.path() + ":" + one.line())
        .toList();
  }

  @Override
  public void deleteComment(int number, long id) {
    gitLab.project().delete(id);
  }

  @Override
  public void disturb(Asked asked, Fault fault, int times) {
    Trouble trouble =
        switch (fault) {
          case Fault.Status(int code) -> new Trouble.Refused(code);
          case Fault.Limited _ -> new Trouble.Limited(1);
          case Fault.Silent _ -> new Trouble.Silent(SILENCE);
          case Fault.Cut _ -> new Trouble.Dropped();
          case Fault.Unheard _ -> new Trouble.AnswerDropped();
          case Fault.Half _ -> new Trouble.Truncated();
        };
    gitLab.trouble(calls(asked), trouble, times);
  }

  private static Predicate<String> calls(Asked asked) {
    return call -> {
      boolean reads = call.startsWith("GET ");
      boolean ofNotes = call.matches(".*/merge_requests/\\d+/notes(/\\d+)?");
      return switch (asked) {
        case REQUEST -> reads && call.matches(".*/merge_requests/\\d+");
        case VERDICTS -> reads && call.endsWith("/statuses");
        case VERDICT -> call.startsWith("POST ") && call.contains("/statuses/");
        case COMMENTS -> reads && ofNotes;
        case COMMENT -> !reads && ofNotes;
        case GIT -> call.startsWith("GIT ");
        case EVERYTHING -> !call.startsWith("GIT ");
      };
    };
  }

  @Override
  public void breakAssessments(Error error, int times) {
    runner.breakAssessments(error, times);
  }

  @Override
  public void calm() {
    gitLab.clear();
    runner.calm();
  }

  @Override
  public String page(String path) {
    return gate.page(path);
  }

  @Override
  public int calls() {
    return gitLab.calls().size();
  }

  @Override
  public int unchangedReads() {
    return gitLab.unchangedReads();
  }

  @Override
  public int writes() {
    return gitLab.writes().size();
  }

  @Override
  public void retarget(int number, String head, String into) {
    refresh(number, head, into);
  }

  @Override
  public void restart(UnaryOperator<Settings> other) {
    gate.close();
    app.close();
    app = start(other);
    gate = new Gate(app.port(), "gitlab");
  }

  @Override
  public Path data() {
    return folder.resolve("data");
  }

  @Override
  public void close() {
    gate.close();
    calm();
    app.close();
    gitLab.close();
  }
}
