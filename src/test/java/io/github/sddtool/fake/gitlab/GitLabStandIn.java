package io.github.sddtool.fake.gitlab;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.sddtool.fake.github.GitCgi;
import io.github.sddtool.fake.github.GitProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// GitLab for tests: a server in this process that keeps merge requests, notes, and commit statuses
/// with the pipelines they hang on, and refuses what GitLab refuses.
public final class GitLabStandIn implements AutoCloseable {
  /// The account that the token belongs to.
  public static final long ME = 7;

  public static final String TOKEN = "glpat-of-the-stand-in";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Project project;
  private final Deque<Refusal> refusals = new ArrayDeque<>();
  private final List<Order> orders = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final Path folder;
  private final GitCgi git;
  private Consumer<String> listener = _ -> {};
  private int unchangedReads;
  private int role = 30;

  /// What happens to a call instead of its usual answer.
  public sealed interface Trouble {
    /// Refused; the call has no effect.
    record Refused(int status) implements Trouble {}

    /// Refused with the wish to be asked again in so many seconds.
    record Limited(int seconds) implements Trouble {}

    /// No answer comes for so long; the call has no effect.
    record Silent(Duration time) implements Trouble {}

    /// The connection is closed before the call takes effect.
    record Dropped() implements Trouble {}

    /// The call takes effect, and its sender never hears of it.
    record AnswerDropped() implements Trouble {}

    /// The call takes effect, and half of the answer arrives.
    record Truncated() implements Trouble {}
  }

  private static final class Order {
    private final Predicate<String> calls;
    private final Trouble trouble;
    private int left;

    Order(Predicate<String> calls, Trouble trouble, int times) {
      this.calls = calls;
      this.trouble = trouble;
      this.left = times;
    }
  }

  /// What GitLab says no with.
  record Refusal(int status, Map<String, String> headers, String message) {}

  public GitLabStandIn(String path) {
    try {
      folder = Files.createTempDirectory("gitlab-stand-in");
      Path bare = Files.createDirectories(folder.resolve(path + ".git"));
      GitProcess.run(bare, "init", "--quiet", "--bare", "--initial-branch=main");
      GitProcess.configure(bare, GitProcess.UNTIDY + "[uploadpack]\n\tallowAnySHA1InWant = true\n");
      project = new Project(path, bare);
      git = new GitCgi(folder);
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /// `http://127.0.0.1:PORT`
  public URI web() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// The one project there is.
  public Project project() {
    return project;
  }

  /// The next call is refused.
  public synchronized void refuse(int status, Map<String, String> headers, String message) {
    refusals.add(new Refusal(status, headers, message));
  }

  /// Troubles the next calls that match, as [#calls] names them; git's own are named `GIT /…`.
  public synchronized void trouble(Predicate<String> matching, Trouble trouble, int times) {
    orders.add(new Order(matching, trouble, times));
  }

  /// From now on our account has this role: 30 is a developer's, as at the start, 20 a reporter's,
  /// who reads.
  public synchronized void role(int level) {
    role = level;
  }

  private synchronized boolean isDeveloper() {
    return role >= 30;
  }

  private void writing() {
    if (!isDeveloper()) {
      throw new Refused(403, "403 Forbidden");
    }
  }

  /// No more trouble.
  public synchronized void clear() {
    orders.clear();
    refusals.clear();
  }

  private synchronized Optional<Trouble> next(String call) {
    for (Order order : orders) {
      if (order.left > 0 && order.calls.test(call)) {
        order.left--;
        return Optional.of(order.trouble);
      }
    }
    return Optional.empty();
  }

  /// Every call so far: method and path without query, `POST /projects/…/statuses/…`.
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /// The calls that change something.
  public List<String> writes() {
    return calls().stream().filter(call -> !call.startsWith("GET ")).toList();
  }

  /// Hears of each call before it is answered.
  public synchronized void onCall(Consumer<String> hears) {
    listener = hears;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(HttpExchange http) throws IOException {
    try (http) {
      if (!http.getRequestURI().getRawPath().startsWith("/api/v4/")) {
        if (!isTroubled(http, next("GIT " + http.getRequestURI().getPath()))) {
          git(http);
        }
        return;
      }
      String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = http.getRequestURI().getRawPath().replaceFirst("^/api/v4", "");
      String call = http.getRequestMethod() + " " + decoded(path);
      listener.accept(call);
      Optional<Trouble> trouble = next(call);
      if (isTroubled(http, trouble)) {
        heard(call);
        return;
      }
      Reply reply = reply(http, call, path, body);
      if (trouble.isPresent() && trouble.get() instanceof Trouble.AnswerDropped) {
        return;
      }
      byte[] content = reply.content().getBytes(StandardCharsets.UTF_8);
      if (call.startsWith("GET ") && reply.status() == 200) {
        String etag = "W/\"%08x-%d\"".formatted(reply.content().hashCode(), content.length);
        http.getResponseHeaders().set("ETag", etag);
        boolean known = etag.equals(http.getRequestHeaders().getFirst("If-None-Match"));
        read(known);
        if (known) {
          http.sendResponseHeaders(304, -1);
          return;
        }
      }
      http.getResponseHeaders().set("Content-Type", "application/json");
      reply.headers().forEach((name, value) -> http.getResponseHeaders().set(name, value));
      http.sendResponseHeaders(reply.status(), content.length == 0 ? -1 : content.length);
      if (content.length > 0) {
        boolean half = trouble.isPresent();
        http.getResponseBody().write(content, 0, half ? content.length / 2 : content.length);
      }
    } catch (IOException e) {
      // a client that hangs up, or half an answer, which the server takes for a mistake
      http.close();
    }
  }

  private synchronized void read(boolean known) {
    unchangedReads += known ? 1 : 0;
  }

  /// How many reads were answered with 304, because nothing had changed.
  public synchronized int unchangedReads() {
    return unchangedReads;
  }

  private synchronized void heard(String call) {
    calls.add(call);
  }

  /// Whether trouble ended the exchange before it had any effect.
  private static boolean isTroubled(HttpExchange http, Optional<Trouble> trouble)
      throws IOException {
    if (trouble.isEmpty()) {
      return false;
    }
    return switch (trouble.get()) {
      case Trouble.Refused(int status) -> {
        byte[] said =
            (status > 500
                    ? "<html>GitLab is not responding</html>"
                    : "{\"message\":\"%d\"}".formatted(status))
                .getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders()
            .set("Content-Type", status > 500 ? "text/html" : "application/json");
        http.sendResponseHeaders(status, said.length);
        http.getResponseBody().write(said);
        yield true;
      }
      case Trouble.Limited(int seconds) -> {
        http.getResponseHeaders().set("Retry-After", "" + seconds);
        http.sendResponseHeaders(429, -1);
        yield true;
      }
      case Trouble.Silent(Duration time) -> {
        sleep(time);
        yield true;
      }
      case Trouble.Dropped _ -> true;
      case Trouble.AnswerDropped _, Trouble.Truncated _ -> false;
    };
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Git clients give the token as the password of `oauth2`; strangers are asked who they are.
  private void git(HttpExchange http) throws IOException {
    String given =
        Objects.requireNonNullElse(http.getRequestHeaders().getFirst("Authorization"), "");
    String ours =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("oauth2:" + TOKEN).getBytes(StandardCharsets.UTF_8));
    String asked = http.getRequestURI().toString();
    if (given.equals(ours) && asked.contains("git-receive-pack") && !isDeveloper()) {
      byte[] said =
          "You are not allowed to push code to this project.".getBytes(StandardCharsets.UTF_8);
      http.sendResponseHeaders(403, said.length);
      http.getResponseBody().write(said);
      return;
    }
    if (given.equals(ours)) {
      git.run(http, http.getRequestURI().getPath(), "oauth2");
      return;
    }
    http.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"GitLab\"");
    http.sendResponseHeaders(401, -1);
  }

  private record Reply(int status, Map<String, String> headers, String content) {}

  private synchronized Reply reply(HttpExchange http, String call, String path, String body)
      throws IOException {
    calls.add(call);
    Refusal refusal = refusals.poll();
    if (refusal != null) {
      return new Reply(
          refusal.status(),
          refusal.headers(),
          JSON.writeValueAsString(Map.of("message", refusal.message())));
    }
    if (!TOKEN.equals(http.getRequestHeaders().getFirst("PRIVATE-TOKEN"))) {
      return json(401, Map.of("message", "401 Unauthorized"));
    }
    try {
      return answer(http, path, body);
    } catch (Refused e) {
      return json(e.status, Map.of("message", e.getMessage()));
    }
  }

  /// GitLab's no, on its way out of the model.
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status, String message) {
      super(message);
      this.status = status;
    }
  }

  private Reply answer(HttpExchange http, String path, String body) throws IOException {
    if (path.equals("/user")) {
      return json(200, Map.of("id", ME, "username", "sdd-bot", "name", "SDD"));
    }
    List<String> parts = List.of(path.substring(1).split("/", -1));
    if (parts.size() < 2
        || !parts.get(0).equals("projects")
        || !decoded(parts.get(1)).equals(project.path())) {
      throw new Refused(404, "404 Project Not Found");
    }
    List<String> rest = parts.subList(2, parts.size());
    String method = http.getRequestMethod();
    if (rest.isEmpty()) {
      return json(200, project.shape());
    }
    if (rest.getFirst().equals("pipeline")) {
      writing();
      return json(201, project.desk().start(JSON.readTree(body)));
    }
    Map<String, String> form = form(body);
    return switch (method + " " + rest.getFirst() + " " + rest.size()) {
      case "GET merge_requests 1" -> page(http, project.openRequests(query(http)));
      case "POST merge_requests 1" -> {
        writing();
        yield json(201, project.propose(form));
      }
      case "GET merge_requests 2" -> json(200, project.mergeRequest(number(rest.get(1))));
      case "PUT merge_requests 2" -> {
        writing();
        yield json(200, project.change(number(rest.get(1)), form));
      }
      case "GET merge_requests 3" -> listing(http, number(rest.get(1)), rest.get(2));
      case "POST merge_requests 3" -> {
        // GitLab takes parameters from the address as well as from the body.
        var all = new HashMap<>(query(http));
        all.putAll(form);
        yield added(number(rest.get(1)), rest.get(2), all);
      }
      case "PUT merge_requests 4" ->
          rest.get(2).equals("discussions")
              ? json(
                  200,
                  project.resolve(
                      number(rest.get(1)), rest.get(3), "true".equals(resolved(http, form))))
              : json(
                  200, project.edit(number(rest.get(1)), number(rest.get(3)), body(form)).shape());
      case "GET issues 1" -> page(http, project.desk().listed(query(http)));
      case "POST issues 1" -> json(201, project.desk().create(ME, form));
      case "PUT issues 2" -> json(200, project.desk().change(number(rest.get(1)), form));
      case "GET repository 3" -> json(200, project.branch(decoded(rest.get(2))));
      case "GET repository 4" ->
          page(
              http,
              rest.get(3).equals("merge_requests")
                  ? project.requestsWith(rest.get(2))
                  : project.statusesOf(rest.get(2), query(http).get("name")).stream()
                      .map(Status::shape)
                      .toList());
      case "GET members 3" -> json(200, project.memberShape(number(rest.get(2))));
      case "POST merge_requests 5" ->
          json(
              201,
              project.award(
                  number(rest.get(1)), number(rest.get(3)), form.getOrDefault("name", "")));
      case "POST statuses 2" -> json(201, project.post(rest.get(1), form).shape());
      default -> throw new Refused(404, "404 Not Found");
    };
  }

  private Reply listing(HttpExchange http, long number, String what) throws IOException {
    return switch (what) {
      case "notes" -> page(http, project.notesOf(number).stream().map(Note::shape).toList());
      case "discussions" -> page(http, project.discussions(number));
      case "status_checks" -> page(http, project.statusChecks());
      default -> throw new Refused(404, "404 Not Found");
    };
  }

  private Reply added(long number, String what, Map<String, String> form) throws IOException {
    return switch (what) {
      case "notes" -> json(201, project.comment(number, ME, body(form)).shape());
      case "discussions" -> json(201, project.discuss(number, form));
      case "status_check_responses" -> json(201, project.answer(number, form));
      default -> throw new Refused(404, "404 Not Found");
    };
  }

  private static String resolved(HttpExchange http, Map<String, String> form) {
    return form.getOrDefault("resolved", query(http).getOrDefault("resolved", ""));
  }

  private static String body(Map<String, String> form) {
    return Optional.ofNullable(form.get("body"))
        .filter(text -> !text.isBlank())
        .orElseThrow(
            () -> new Refused(400, "400 Bad request - Note {:note=>[\"can't be blank\"]}"));
  }

  private static Reply page(HttpExchange http, List<Map<String, Object>> all) throws IOException {
    Map<String, String> query = query(http);
    int size = Integer.parseInt(query.getOrDefault("per_page", "20"));
    int page = Integer.parseInt(query.getOrDefault("page", "1"));
    int pages = Math.max(1, (all.size() + size - 1) / size);
    int from = Math.min(all.size(), (page - 1) * size);
    return new Reply(
        200,
        Map.of(
            "X-Per-Page", "" + size,
            "X-Page", "" + page,
            "X-Total", "" + all.size(),
            "X-Total-Pages", "" + pages,
            "X-Next-Page", page < pages ? "" + (page + 1) : ""),
        JSON.writeValueAsString(all.subList(from, Math.min(all.size(), from + size))));
  }

  private static Reply json(int status, Map<String, ?> shape) throws IOException {
    return new Reply(status, Map.of(), JSON.writeValueAsString(shape));
  }

  private static Map<String, String> query(HttpExchange http) {
    String query = http.getRequestURI().getRawQuery();
    return form(query == null ? "" : query);
  }

  private static Map<String, String> form(String text) {
    var form = new HashMap<String, String>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static long number(String text) {
    return Long.parseLong(text);
  }
}
