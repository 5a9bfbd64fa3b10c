package io.github.sddtool.forge.github;

import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.ForgeText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/// How the library reaches GitHub: with time limits, a limit on the size of answers, and to the
/// API's own host only, wherever a link or a redirect may point. What is no success is a [Refusal]
/// here already, so that the library neither sleeps nor repeats a request that may have had its
/// effect.
final class ApiConnector implements GitHubConnector {
  static final Duration CONNECT = Duration.ofSeconds(10);
  static final Duration READ = Duration.ofSeconds(30);
  private static final long LARGEST_ANSWER = 32L * 1024 * 1024;

  /// A repository that was renamed, and renamed again.
  private static final int MOST_REDIRECTS = 3;

  /// Those the HTTP client sets itself.
  private static final Set<String> NOT_OURS_TO_SET = Set.of("connection", "content-length", "host");

  private static final System.Logger LOG = System.getLogger(ApiConnector.class.getName());

  private final URI api;
  private final Duration read;
  private final HttpClient http;

  ApiConnector(URI api, Duration connect, Duration read) {
    this.api = api;
    this.read = read;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(connect)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  @Override
  public GitHubConnectorResponse send(GitHubConnectorRequest request) throws IOException {
    byte[] body = bodyOf(request);
    URI uri = uriOf(request);
    for (int redirects = 0; ; redirects++) {
      HttpResponse<byte[]> answer = exchange(httpRequest(request, onOurHost(uri), body));
      int status = answer.statusCode();
      if (status >= 400) {
        throw Refusal.read(status, answer.headers()::firstValue, answer.body());
      }
      var location = answer.headers().firstValue("Location");
      if (!isRedirect(status, request.method()) || location.isEmpty()) {
        return new Answer(request, status, answer.headers().map(), answer.body());
      }
      if (redirects == MOST_REDIRECTS) {
        throw new IOException("more than " + MOST_REDIRECTS + " redirects");
      }
      uri = resolve(uri, location.get());
    }
  }

  private HttpResponse<byte[]> exchange(HttpRequest request) throws IOException {
    long start = System.nanoTime();
    HttpResponse<byte[]> answer = await(request);
    LOG.log(
        Level.DEBUG,
        () ->
            "github method=%s path=%s status=%d ms=%d"
                .formatted(
                    request.method(),
                    request.uri().getRawPath(),
                    answer.statusCode(),
                    Duration.ofNanos(System.nanoTime() - start).toMillis()));
    return answer;
  }

  private HttpResponse<byte[]> await(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    try {
      // The client's own limit ends with the headers; this one holds for the whole answer.
      return exchange.get(CONNECT.plus(read).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new HttpTimeoutException("no whole answer in time");
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for GitHub");
    } catch (ExecutionException e) {
      // Wrapped, because the library repeats some kinds of exceptions by itself.
      throw new IOException(e.getCause());
    }
  }

  private HttpRequest httpRequest(GitHubConnectorRequest request, URI uri, byte[] body) {
    var builder =
        HttpRequest.newBuilder(uri)
            .timeout(read)
            .method(
                request.method(),
                request.hasBody() ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody());
    request
        .allHeaders()
        .forEach((name, values) -> {
          if (!NOT_OURS_TO_SET.contains(name.toLowerCase(Locale.ROOT))) {
            builder.setHeader(name, String.join(", ", values));
          }
        });
    builder.setHeader("User-Agent", "sdd-tool");
    // The library asks for gzip, whose size after unpacking nothing limits.
    builder.setHeader("Accept-Encoding", "identity");
    return builder.build();
  }

  private URI onOurHost(URI uri) {
    if (!Objects.equals(uri.getScheme(), api.getScheme())
        || !Objects.equals(uri.getRawAuthority(), api.getRawAuthority())) {
      throw new ForgeFault(
          "GitHub's answer points to %s; only %s is asked, because the App's token goes with every request."
              .formatted(
                  ForgeText.quote(String.valueOf(uri.getRawAuthority())), api.getRawAuthority()),
          new ForgeFault.Retry.Never());
    }
    return uri;
  }

  private static boolean isRedirect(int status, String method) {
    return switch (status) {
      case 307, 308 -> true;
      case 301, 302 -> method.equals("GET");
      default -> false;
    };
  }

  private static URI uriOf(GitHubConnectorRequest request) throws IOException {
    try {
      return request.url().toURI();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static URI resolve(URI uri, String location) throws IOException {
    try {
      return uri.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new IOException("a redirect to no address", e);
    }
  }

  private static byte[] bodyOf(GitHubConnectorRequest request) throws IOException {
    if (!request.hasBody()) {
      return new byte[0];
    }
    try (InputStream body = request.body()) {
      return body == null ? new byte[0] : body.readAllBytes();
    }
  }

  private static final class Answer extends GitHubConnectorResponse.ByteArrayResponse {
    private final byte[] content;

    private Answer(
        GitHubConnectorRequest request,
        int status,
        Map<String, List<String>> headers,
        byte[] content) {
      super(request, status, headers);
      this.content = content;
    }

    @Override
    protected InputStream rawBodyStream() {
      return new ByteArrayInputStream(content);
    }
  }
}
