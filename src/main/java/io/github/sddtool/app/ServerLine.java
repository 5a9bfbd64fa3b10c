package io.github.sddtool.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

// @spec cli/server#REQ-SRV-001
/// The way to one server: within time limits, for answers of a limited size, to no other host,
/// through the machine's proxy. Who is told to wait waits, for a minute at most.
final class ServerLine {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LARGEST_ANSWER = 16L * 1024 * 1024;
  private static final int TRIES = 5;
  private static final int BREAKS = 2;
  private static final int LONGEST_WAIT = 60;
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final int LONGEST_DETAIL = 500;

  private final URI base;
  private final Secret key;
  private final HttpClient http;

  ServerLine(URI base, Secret key, Environment environment) {
    this.base = base;
    this.key = key;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(proxy(base, environment))
            .build();
  }

  /// The proxy that the variables of the machine name.
  static ProxySelector proxy(URI base, Environment environment) {
    boolean safe = "https".equals(base.getScheme());
    Optional<Network.Proxy> named =
        (safe ? environment.either("HTTPS_PROXY") : environment.either("HTTP_PROXY"))
            .flatMap(ServerLine::address);
    List<String> direct =
        environment
            .either("NO_PROXY")
            .map(text -> Arrays.asList(text.split(",", -1)))
            .orElse(List.of());
    var network = new Network(Optional.empty(), named, direct);
    return network.isDirect(String.valueOf(base.getHost()))
        ? new Direct()
        : ProxySelector.of(
            new InetSocketAddress(named.orElseThrow().host(), named.orElseThrow().port()));
  }

  private static Optional<Network.Proxy> address(String text) {
    try {
      URI uri = URI.create(text.contains("://") ? text : "http://" + text);
      return uri.getHost() == null || uri.getPort() < 0
          ? Optional.empty()
          : Optional.of(new Network.Proxy(uri.getHost(), uri.getPort(), Optional.empty()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static final class Direct extends ProxySelector {
    @Override
    public List<java.net.Proxy> select(URI uri) {
      return List.of(java.net.Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      // Whoever asked hears of it.
    }
  }

  /// What was answered.
  ///
  /// @param etag empty where there was none
  record Answer(String server, int status, String etag, JsonNode body) {
    /// The document of an answer of one of these statuses.
    ///
    /// @throws UserFault with what the server says, for any other
    JsonNode require(Integer... statuses) {
      if (List.of(statuses).contains(status)) {
        return body;
      }
      throw UserFault.usage(
          switch (status) {
            case 403 ->
                "The key may not do that: %s Ask an administrator of the project for another role."
                    .formatted(refusal());
            default -> server + " refuses: " + refusal();
          });
    }

    /// Why it was refused, for people.
    String refusal() {
      String detail = body.path("detail").asText("");
      return detail.isBlank() ? "it answered " + status + "." : plain(detail);
    }

    private static String plain(String text) {
      String cut = text.length() > LONGEST_DETAIL ? text.substring(0, LONGEST_DETAIL) : text;
      return cut.codePoints()
          .map(c -> Character.isISOControl(c) ? ' ' : c)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
    }
  }

  Answer ask(String method, String path) {
    return ask(method, path, "", Optional.empty());
  }

  /// Asks, again where the line breaks: whoever asks twice says of which revision.
  Answer ask(String method, String path, String body, Optional<String> tag) {
    return ask(request(method, path, body, tag), BREAKS);
  }

  /// Asks once: what was asked may have had its effect.
  Answer once(String method, String path, String body) {
    return ask(request(method, path, body, Optional.empty()), 0);
  }

  private HttpRequest request(String method, String path, String body, Optional<String> tag) {
    String root = base.toString().replaceFirst("/+$", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + key.reveal())
            .header("Accept", "application/json, application/problem+json")
            .header("User-Agent", "sdd/" + Version.current())
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    tag.ifPresent(one -> request.header("If-Match", one));
    return request.build();
  }

  private Answer ask(HttpRequest request, int breaks) {
    int broken = 0;
    for (int tried = 1; ; tried++) {
      HttpResponse<byte[]> response;
      try {
        response =
            http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
      } catch (ConnectException | HttpConnectTimeoutException e) {
        throw unreachable("nobody answers there", e);
      } catch (IOException e) {
        if (broken++ == breaks) {
          throw unreachable(e.getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
        pause(FIRST_PAUSE_MILLIS << broken);
        continue;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw unreachable("interrupted", e);
      }
      boolean later = response.statusCode() == 429 || response.statusCode() == 503;
      if (!later || tried == TRIES) {
        return answer(response);
      }
      pause(wait(response).map(Duration::toMillis).orElse(FIRST_PAUSE_MILLIS << tried));
    }
  }

  private Optional<Duration> wait(HttpResponse<byte[]> response) {
    Optional<Duration> named =
        response
            .headers()
            .firstValue("Retry-After")
            .filter(text -> text.matches("[0-9]{1,6}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    if (named.filter(pause -> pause.toSeconds() > LONGEST_WAIT).isPresent()) {
      throw new ForgeFault(
          "%s wants to be asked again in %d s only.".formatted(base, named.get().toSeconds()),
          new ForgeFault.Retry.After(named.get()));
    }
    return named;
  }

  private void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("interrupted", e);
    }
  }

  private Answer answer(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    var answer =
        new Answer(
            base.toString(),
            status,
            response.headers().firstValue("ETag").orElse(""),
            ServerClient.json(response.body()));
    if (status == 401) {
      throw UserFault.usage(
          "%s does not take the key: %s Give a valid one in the variable SDD_API_KEY, or with `sdd server connect %s --key-file FILE`."
              .formatted(base, answer.refusal(), base));
    }
    if (status >= 300 && status < 400) {
      throw UserFault.usage(
          "%s sends elsewhere; the key is for it alone. Connect with the address that it names: %s"
              .formatted(
                  base, Answer.plain(response.headers().firstValue("Location").orElse("none"))));
    }
    if (status >= 500 || status == 429) {
      throw new ForgeFault(
          "%s could not do it: %s".formatted(base, answer.refusal()),
          new ForgeFault.Retry.Backoff());
    }
    return answer;
  }

  ForgeFault strange(String path) {
    return new ForgeFault(
        "%s answers %s otherwise than a server of ours; is the address right?"
            .formatted(base, path),
        new ForgeFault.Retry.Never());
  }

  private ForgeFault unreachable(String why, Exception cause) {
    return new ForgeFault(
        "The server %s cannot be reached: %s.".formatted(base, why),
        new ForgeFault.Retry.Backoff(),
        cause);
  }
}
