package io.github.sddtool.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.fake.github.Call;
import io.github.sddtool.fake.github.CheckRun;
import io.github.sddtool.fake.github.DispatchRoutes;
import io.github.sddtool.fake.github.Exchange;
import io.github.sddtool.fake.github.GitHubStandIn;
import io.github.sddtool.fake.github.WebhookPayloads;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// GitHub, with the repository `octo/shop`.
final class GitHubHub implements Hub {
  private static final String FORK = "stranger/shop";
  private static final String WRITER = "wanda";
  private static final String API = "/repos/" + OctoShop.NAME;

  private final OctoShop shop;
  private final Runner runner = new Runner();
  private App app;
  private Gate gate;
  private int deliveries;

  GitHubHub(Path folder) {
    shop = new OctoShop(folder);
    app = runner.start(shop.settings());
    gate = new Gate(app.port());
  }

  GitHubStandIn gitHub() {
    return shop.gitHub();
  }

  @Override
  public String forge() {
    return "GitHub";
  }

  @Override
  public TestRepo work() {
    return shop.work();
  }

  @Override
  public String push(String branch, Consumer<TestRepo> change) {
    return shop.push(branch, change);
  }

  @Override
  public String tip(String branch) {
    return shop.tip(branch);
  }

  @Override
  public void deleteBranch(String name) {
    shop.work().git("push", "--quiet", shop.bare().toString(), "--delete", name);
  }

  @Override
  public int open(String branch, String into) {
    return shop.gitHub().openPullRequest(OctoShop.NAME, branch, into);
  }

  @Override
  public int openFromFork(String branch, Consumer<TestRepo> change) {
    Path fork = shop.gitHub().createRepository(FORK, "main");
    shop.gitHub().installed(FORK, false);
    shop.work().branch(branch);
    change.accept(shop.work());
    shop.work().commit("Change " + branch);
    shop.work().git("push", "--quiet", fork.toString(), branch);
    return shop.gitHub().openPullRequest(OctoShop.NAME, "stranger:" + branch, "main");
  }

  @Override
  public int tellOfFork(int number, String branch) {
    byte[] body =
        WebhookPayloads.pullRequestFromFork(
            OctoShop.NAME, FORK, number, ends(tip(branch), branch, "main"));
    return tell(headers(nextDelivery(), body, secret()), body);
  }

  @Override
  public void permitEverything() {
    var permissions = new java.util.HashMap<>(OctoShop.PERMISSIONS);
    permissions.putAll(Map.of("contents", "write", "issues", "write", "actions", "write"));
    shop.gitHub().permissions(permissions);
  }

  @Override
  public String merge(int number, boolean squashed) {
    String made = shop.gitHub().people(OctoShop.NAME).merge(number, squashed);
    shop.bring("main");
    return made;
  }

  @Override
  public List<Opened> proposals() {
    return shop.gitHub().pullRequests(OctoShop.NAME).stream()
        .filter(one -> one.author().endsWith("[bot]"))
        .map(one ->
            new Opened(
                one.number(),
                one.head(),
                one.title(),
                one.body(),
                one.draft(),
                one.open(),
                one.labels()))
        .toList();
  }

  @Override
  public List<Opened> issues() {
    return shop.gitHub().people(OctoShop.NAME).issues().stream()
        .filter(one -> one.author().endsWith("[bot]"))
        .map(one ->
            new Opened(one.number(), "", one.title(), one.body(), false, one.open(), one.labels()))
        .toList();
  }

  @Override
  public void workflow(String name, Set<String> inputs) {
    shop.gitHub().people(OctoShop.NAME).workflow(name, inputs);
  }

  @Override
  public List<Map<String, String>> started() {
    return shop.gitHub().people(OctoShop.NAME).started().stream()
        .map(DispatchRoutes.Started::inputs)
        .toList();
  }

  @Override
  public void refresh(int number, String branch, String into) {
    shop.gitHub().pushed(OctoShop.NAME, number);
  }

  @Override
  public void close(int number) {
    shop.gitHub().closePullRequest(OctoShop.NAME, number);
  }

  @Override
  public int tell(Told told, int number, String branch, String into) {
    return tell(told, number, branch, into, nextDelivery());
  }

  private String nextDelivery() {
    deliveries++;
    return "delivery-" + deliveries;
  }

  @Override
  public int tell(Told told, int number, String branch, String into, String delivery) {
    var ends = ends(tip(branch), branch, into);
    byte[] body =
        told == Told.RETARGETED
            ? WebhookPayloads.pullRequestBaseEdited(OctoShop.NAME, number, "main", ends)
            : WebhookPayloads.pullRequest(action(told), OctoShop.NAME, number, ends);
    if (told == Told.OPENED_AS_DRAFT) {
      body =
          new String(body, StandardCharsets.UTF_8)
              .replace("\"draft\":false", "\"draft\":true")
              .getBytes(StandardCharsets.UTF_8);
    }
    return tell(headers(delivery, body, secret()), body);
  }

  private WebhookPayloads.Ends ends(String head, String branch, String into) {
    return new WebhookPayloads.Ends(head, branch, tip(into), into);
  }

  private static String action(Told told) {
    return switch (told) {
      case OPENED, OPENED_AS_DRAFT -> "opened";
      case PUSHED -> "synchronize";
      case REOPENED -> "reopened";
      case READY -> "ready_for_review";
      case CLOSED -> "closed";
      case LABELED -> "labeled";
      case RETARGETED -> "edited";
    };
  }

  @Override
  public int tellOf(String head, int number, String branch, String into) {
    byte[] body =
        WebhookPayloads.pullRequest("synchronize", OctoShop.NAME, number, ends(head, branch, into));
    return tell(headers(nextDelivery(), body, secret()), body);
  }

  @Override
  public int tellPushed(String branch, String before, String after) {
    byte[] body = shop.pushed(branch, before, after).bytes().toArray();
    return tell(WebhookPayloads.headers("push", nextDelivery(), body, secret()), body);
  }

  @Override
  public int tell(Map<String, String> headers, byte[] body) {
    return gate.deliver(headers, BodyPublishers.ofByteArray(body)).statusCode();
  }

  @Override
  public Map<String, String> headers(String delivery, byte[] body, String secret) {
    return WebhookPayloads.headers("pull_request", delivery, body, secret);
  }

  @Override
  public String secret() {
    return OctoShop.SECRET;
  }

  @Override
  public String formerSecret() {
    return OctoShop.FORMER_SECRET;
  }

  @Override
  public void awaitIdle() {
    gate.awaitIdle();
  }

  @Override
  public List<Shown> shown(String commit) {
    return shop.checks(commit).stream()
        .map(check -> shown(check.status(), check.conclusion().orElse("")))
        .toList();
  }

  private static Shown shown(String status, String conclusion) {
    return switch (conclusion) {
      case "success" -> Shown.PASSED;
      case "neutral" -> Shown.WARNED;
      case "skipped" -> Shown.SKIPPED;
      case "failure" -> Shown.FAILED;
      case "action_required" -> Shown.UNABLE;
      case "cancelled" -> Shown.CANCELLED;
      case "" -> Shown.WAITING;
      default -> throw new AssertionError("what is " + status + " " + conclusion + "?");
    };
  }

  @Override
  public String sentence(String commit) {
    CheckRun last = shop.checks(commit).getLast();
    return last.title();
  }

  @Override
  public List<Shown> everShown(String commit) {
    var ids = shop.checks(commit).stream().map(CheckRun::id).collect(Collectors.toSet());
    return shop.gitHub().exchanges().stream()
        .filter(exchange -> exchange.status() < 300)
        .filter(exchange -> !exchange.method().equals("GET"))
        .filter(exchange ->
            (exchange.path().endsWith("/check-runs") && exchange.requestBody().contains(commit))
                || ids.stream().anyMatch(id -> exchange.path().endsWith("/check-runs/" + id)))
        .map(Exchange::requestBody)
        .map(body -> shown("", conclusion(body)))
        .toList();
  }

  private static String conclusion(String body) {
    var found = java.util.regex.Pattern.compile("\"conclusion\"\\s*:\\s*\"(\\w+)\"").matcher(body);
    return found.find() ? found.group(1) : "";
  }

  @Override
  public List<Said> said(int number) {
    String me = shop.gitHub().app().botLogin();
    return shop.comments(number).stream()
        .map(one -> new Said(one.id(), one.author().equals(me), one.body(), one.edits()))
        .toList();
  }

  @Override
  public long comment(int number, String text) {
    return shop.gitHub().commentAs("mallory", OctoShop.NAME, number, text);
  }

  @Override
  public long command(boolean mayWrite, int number, String text) {
    String login = login(mayWrite);
    shop.gitHub().mayWrite(WRITER, OctoShop.NAME);
    long id = shop.gitHub().commentAs(login, OctoShop.NAME, number, text);
    commandAgain(mayWrite, number, id, text);
    return id;
  }

  private static String login(boolean mayWrite) {
    return mayWrite ? WRITER : "mallory";
  }

  @Override
  public void commandAgain(boolean mayWrite, int number, long id, String text) {
    byte[] body = WebhookPayloads.comment(OctoShop.NAME, number, id, login(mayWrite), text);
    assertThat(tell(WebhookPayloads.headers("issue_comment", nextDelivery(), body, secret()), body))
        .isEqualTo(202);
  }

  @Override
  public List<String> reactions(int number, long comment) {
    return shop.comments(number).stream()
        .filter(one -> one.id() == comment)
        .flatMap(one -> one.reactions().stream())
        .toList();
  }

  @Override
  public Set<String> labels(int number) {
    return shop.gitHub().labels(OctoShop.NAME, number);
  }

  @Override
  public void label(int number, String name) {
    shop.gitHub().label(OctoShop.NAME, number, name);
  }

  @Override
  public List<String> remarks(int number, String head) {
    return shop.checks(head).getLast().annotations().stream()
        .map(one -> one.path() + ":" + one.startLine())
        .toList();
  }

  @Override
  public void deleteComment(int number, long id) {
    shop.gitHub().deleteComment(OctoShop.NAME, id);
  }

  @Override
  public void disturb(Asked asked, Fault fault, int times) {
    Predicate<Call> calls = calls(asked);
    switch (fault) {
      case Fault.Status(int code) -> shop.faults().failNext(calls, code, times);
      case Fault.Limited _ ->
          shop.faults().secondaryRateLimit(calls, java.time.Duration.ofSeconds(1), times);
      case Fault.Silent _ -> shop.faults().stayQuietNext(calls, SILENCE, times);
      case Fault.Cut _ -> shop.faults().dropNext(calls, times);
      case Fault.Unheard _ -> shop.faults().dropAnswerNext(calls, times);
      case Fault.Half _ -> shop.faults().truncateNext(calls, times);
    }
  }

  private static Predicate<Call> calls(Asked asked) {
    return call -> {
      String path = call.pathOnly();
      boolean reads = call.method().equals("GET");
      boolean ofComments = path.contains(API + "/issues/") && path.contains("/comments");
      return switch (asked) {
        case REQUEST -> reads && path.matches(".*" + API + "/pulls/\\d+");
        case VERDICTS -> reads && path.endsWith("/check-runs");
        case VERDICT -> !reads && path.contains(API + "/check-runs");
        case COMMENTS -> reads && ofComments;
        case COMMENT -> !reads && ofComments;
        case GIT -> path.contains(".git/");
        case EVERYTHING -> path.contains("/api/v3/");
      };
    };
  }

  @Override
  public void breakAssessments(Error error, int times) {
    runner.breakAssessments(error, times);
  }

  @Override
  public void calm() {
    shop.faults().clear();
    runner.calm();
  }

  @Override
  public String page(String path) {
    return gate.page(path);
  }

  @Override
  public int calls() {
    return shop.gitHub().exchanges().size();
  }

  @Override
  public int unchangedReads() {
    return (int)
        shop.gitHub().exchanges().stream().filter(exchange -> exchange.status() == 304).count();
  }

  @Override
  public int writes() {
    return (int) shop.writes();
  }

  @Override
  public void retarget(int number, String branch, String into) {
    shop.gitHub().retarget(OctoShop.NAME, number, into);
  }

  @Override
  public void restart(UnaryOperator<Settings> other) {
    gate.close();
    app.close();
    app = runner.start(other.apply(shop.settings()));
    gate = new Gate(app.port());
  }

  @Override
  public Path data() {
    return shop.data();
  }

  @Override
  public void close() {
    gate.close();
    calm();
    app.close();
    shop.close();
  }
}
