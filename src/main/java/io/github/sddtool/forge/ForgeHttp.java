package io.github.sddtool.forge;

import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.source.Bytes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

// @spec app/economy#REQ-ECO-001, app/economy#REQ-ECO-002
/// The one way to a forge's interface: within time limits, for answers of a limited size, to the
/// interface's own host only, wherever a redirect may point, through the process's proxy and with
/// its trust. What did not change is not sent again, and no account writes more than forges bear.
/// Nothing is repeated here: what was asked may have had its effect.
public final class ForgeHttp {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private static final long LARGEST_ANSWER = 32L * 1024 * 1024;
  private static final int NOT_MODIFIED = 304;
  private static final String READS = "GET";

  /// A repository that was renamed, and renamed again.
  private static final int MOST_REDIRECTS = 3;

  /// Those the HTTP client sets itself.
  private static final Set<String> NOT_OURS_TO_SET =
      Set.of("connection", "content-length", "host", "transfer-encoding");

  private static final System.Logger LOG = System.getLogger(ForgeHttp.class.getName());

  private final Endpoint endpoint;
  private final Duration connect;
  private final Duration read;
  private final Traffic traffic;
  private final Clock clock;
  private final HttpClient http;
  private final KnownAnswers known = new KnownAnswers();
  private final ConcurrentMap<String, WriteBudget> budgets = new ConcurrentHashMap<>();

  /// Which interface.
  ///
  /// @param forge its id in the settings
  /// @param name what people call it: `GitHub`
  /// @param api the only host that is asked
  /// @param limits within which it is asked
  public record Endpoint(String forge, String name, URI api, CallLimits limits) {}

  /// Something asked.
  ///
  /// @param account whose limits count
  /// @param limited whether a write is one that forges limit
  /// @param body empty for none
  public record Query(
      String account,
      String method,
      URI uri,
      Map<String, List<String>> headers,
      Bytes body,
      boolean limited) {
    boolean writes() {
      return !method.equals(READS) && !method.equals("HEAD");
    }

    /// Comments are what may be done without for a while.
    boolean isComment() {
      String path = uri.getPath();
      return path.contains("/comments") || path.contains("/notes") || path.contains("/discussions");
    }

    String question() {
      return account + " " + uri + " " + headers.getOrDefault("Accept", List.of());
    }
  }

  /// What came back, whatever its status; never a redirect that could be followed.
  public record Answer(int status, Map<String, List<String>> headers, Bytes body) {
    /// A header's first value, whatever the case of its name.
    public Optional<String> header(String name) {
      return headers.entrySet().stream()
          .filter(header -> name.equalsIgnoreCase(header.getKey()))
          .flatMap(header -> header.getValue().stream())
          .findFirst();
    }

    /// The same content, with what was said of it just now.
    Answer confirmed(Map<String, List<String>> now) {
      var all = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
      all.putAll(headers);
      now.forEach((name, values) -> {
        if (!name.toLowerCase(Locale.ROOT).startsWith("content-")) {
          all.put(name, values);
        }
      });
      return new Answer(status, all, body);
    }
  }

  public ForgeHttp(Endpoint endpoint, Traffic traffic, Clock clock) {
    this.endpoint = endpoint;
    this.traffic = traffic;
    this.clock = clock;
    this.read = endpoint.limits().patience();
    this.connect = read.compareTo(CONNECT) < 0 ? read : CONNECT;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(connect)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor());
    Optional.ofNullable(ProxySelector.getDefault()).ifPresent(builder::proxy);
    this.http = builder.build();
  }

  /// Asks, and follows redirects on the same host.
  ///
  /// @throws ForgeFault where the question is not asked at all
  public Answer send(Query query) throws IOException {
    if (query.writes() && query.limited()) {
      budgets
          .computeIfAbsent(query.account(), _ -> new WriteBudget(endpoint.limits().rate()))
          .take(query.isComment(), clock.instant())
          .ifPresent(this::spent);
    }
    URI uri = query.uri();
    for (int redirects = 0; ; redirects++) {
      Answer answer = once(query, onOurHost(uri));
      Optional<String> location = answer.header("Location");
      if (!isRedirect(answer.status(), query.method()) || location.isEmpty()) {
        return answer;
      }
      if (redirects == MOST_REDIRECTS) {
        throw new IOException("more than " + MOST_REDIRECTS + " redirects");
      }
      uri = resolve(uri, location.get());
    }
  }

  private void spent(Duration pause) {
    throw new ForgeFault(
        "Wrote as much to %s as it bears; there is room again in %d s."
            .formatted(endpoint.name(), pause.toSeconds() + 1),
        new ForgeFault.Retry.After(pause));
  }

  private Answer once(Query query, URI uri) throws IOException {
    Optional<Answer> before =
        query.method().equals(READS) ? known.to(query.question()) : Optional.empty();
    Ledger.Entry entry = begin(query, uri);
    long start = System.nanoTime();
    Answer answer;
    try {
      answer = exchange(query, uri, before.flatMap(one -> one.header("ETag")));
    } catch (IOException e) {
      heard(query, uri, 0, Optional.empty(), start);
      entry.ended(0);
      throw e;
    }
    entry.ended(answer.status());
    heard(query, uri, answer.status(), Optional.of(answer), start);
    if (answer.status() == NOT_MODIFIED && before.isPresent()) {
      return before.get().confirmed(answer.headers());
    }
    if (query.method().equals(READS) && answer.status() == 200) {
      known.keep(query.question(), answer);
    }
    return answer;
  }

  /// What forges do not count as a write, such as asking for a token, changes nothing that lasts.
  private Ledger.Entry begin(Query query, URI uri) {
    return query.writes() && query.limited()
        ? Ledger.present()
            .begin(
                new Ledger.Write(endpoint.forge(), query.method(), uri.getRawPath(), query.body()))
        : _ -> {};
  }

  private void heard(Query query, URI uri, int status, Optional<Answer> answer, long start) {
    OptionalLong left =
        answer
            .flatMap(one ->
                one.header("X-RateLimit-Remaining").or(() -> one.header("RateLimit-Remaining")))
            .filter(text -> text.matches("[0-9]{1,12}"))
            .map(text -> OptionalLong.of(Long.parseLong(text)))
            .orElse(OptionalLong.empty());
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    LOG.log(
        Level.DEBUG,
        () ->
            "forge=%s method=%s path=%s status=%d ms=%d"
                .formatted(
                    endpoint.forge(), query.method(), uri.getRawPath(), status, took.toMillis()));
    traffic.heard(
        new Traffic.Call(
            endpoint.forge(),
            query.account(),
            query.method(),
            uri.getRawPath(),
            query.writes(),
            status,
            left,
            took));
  }

  private Answer exchange(Query query, URI uri, Optional<String> etag) throws IOException {
    HttpRequest request = request(query, uri, etag);
    HttpResponse<byte[]> answer = await(request);
    return new Answer(answer.statusCode(), answer.headers().map(), Bytes.of(answer.body()));
  }

  private HttpResponse<byte[]> await(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    try {
      // The client's own limit ends with the headers; this one holds for the whole answer.
      return exchange.get(connect.plus(read).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new HttpTimeoutException("no whole answer in time");
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + endpoint.name());
    } catch (ExecutionException e) {
      // Wrapped, because libraries repeat some kinds of exceptions by themselves.
      throw new IOException(e.getCause());
    }
  }

  private HttpRequest request(Query query, URI uri, Optional<String> etag) {
    var builder =
        HttpRequest.newBuilder(uri)
            .timeout(read)
            .method(
                query.method(),
                query.body().size() > 0
                    ? BodyPublishers.ofByteArray(query.body().toArray())
                    : BodyPublishers.noBody());
    query
        .headers()
        .forEach((name, values) -> {
          if (!NOT_OURS_TO_SET.contains(name.toLowerCase(Locale.ROOT))) {
            builder.setHeader(name, String.join(", ", values));
          }
        });
    proxyLogin(uri).ifPresent(login -> builder.setHeader("Proxy-Authorization", login));
    etag.ifPresent(tag -> builder.setHeader("If-None-Match", tag));
    builder.setHeader("User-Agent", "sdd-tool");
    // Libraries ask for gzip, whose size after unpacking nothing limits.
    builder.setHeader("Accept-Encoding", "identity");
    return builder.build();
  }

  /// The client's own way of telling a proxy the password fails where a forge answers 401 in fewer
  /// words than it expects. What is meant for the proxy goes no further than there.
  private static Optional<String> proxyLogin(URI uri) {
    Optional<InetSocketAddress> proxy =
        Optional.ofNullable(ProxySelector.getDefault()).stream()
            .flatMap(selector -> selector.select(uri).stream())
            .filter(one -> one.type() == Proxy.Type.HTTP)
            .flatMap(one ->
                one.address() instanceof InetSocketAddress address
                    ? Stream.of(address)
                    : Stream.empty())
            .findFirst();
    return proxy
        .flatMap(address ->
            Optional.ofNullable(
                Authenticator.requestPasswordAuthentication(
                    address.getHostString(),
                    null,
                    address.getPort(),
                    "http",
                    "",
                    "basic",
                    null,
                    Authenticator.RequestorType.PROXY)))
        .map(login -> login.getUserName() + ":" + String.valueOf(login.getPassword()))
        .map(pair ->
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  private URI onOurHost(URI uri) {
    URI api = endpoint.api();
    if (!Objects.equals(uri.getScheme(), api.getScheme())
        || !Objects.equals(uri.getRawAuthority(), api.getRawAuthority())) {
      throw new ForgeFault(
          "%s's answer points to %s; only %s is asked, because our token goes with every request."
              .formatted(
                  endpoint.name(),
                  ForgeText.quote(String.valueOf(uri.getRawAuthority())),
                  api.getRawAuthority()),
          new ForgeFault.Retry.Never());
    }
    return uri;
  }

  private static boolean isRedirect(int status, String method) {
    return switch (status) {
      case 307, 308 -> true;
      case 301, 302 -> method.equals(READS);
      default -> false;
    };
  }

  private static URI resolve(URI uri, String location) throws IOException {
    try {
      return uri.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new IOException("a redirect to no address", e);
    }
  }
}
