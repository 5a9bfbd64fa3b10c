package io.github.sddtool.pipeline.notice.channel;

import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.Secret;
import java.io.IOException;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

// @spec app/notifications#REQ-NOTE-007, app/notifications#REQ-NOTE-011
/// Posts JSON to an address that is a secret: it is in no reason and no log. Redirects are not
/// followed, since they would carry the message to somebody whom nobody named.
final class Post {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long LARGEST_ANSWER = 64 << 10;
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private final HttpClient http;
  private final Duration patience;

  Post() {
    this(PATIENCE);
  }

  Post(Duration patience) {
    this.patience = patience;
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience);
    Optional.ofNullable(Authenticator.getDefault()).ifPresent(builder::authenticator);
    this.http = builder.build();
  }

  Outcome json(Secret address, Map<String, String> headers, Bytes body) {
    HttpRequest request;
    try {
      var builder =
          HttpRequest.newBuilder(URI.create(address.reveal()))
              .timeout(patience)
              .header("Content-Type", "application/json")
              .header("User-Agent", "sdd-tool")
              .POST(BodyPublishers.ofByteArray(body.toArray()));
      headers.forEach(builder::header);
      request = builder.build();
    } catch (IllegalArgumentException _) {
      return new Outcome.Gone("its address is none");
    }
    CompletableFuture<HttpResponse<Void>> exchange =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.discarding(), LARGEST_ANSWER));
    try {
      return outcome(exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      exchange.cancel(true);
      return failed("no whole answer within %d s".formatted(patience.toSeconds()));
    } catch (InterruptedException _) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      return failed("the server is being stopped");
    } catch (ExecutionException e) {
      return failed(said(Optional.ofNullable(e.getCause()).orElse(e)));
    }
  }

  /// The platform's own words may name the address.
  private static String said(Throwable failure) {
    return switch (failure) {
      case HttpTimeoutException _ -> "it does not answer in time";
      case ConnectException refused when refused.getCause() instanceof UnresolvedAddressException ->
          "its host is unknown";
      case ConnectException _ -> "no connection";
      case SSLException _ -> "no secure connection";
      case IOException _ -> "the connection broke off, or the answer is too large";
      default -> "it could not be sent (%s)".formatted(failure.getClass().getSimpleName());
    };
  }

  private static Outcome failed(String reason) {
    return new Outcome.Failed(reason, Optional.empty());
  }

  private static Outcome outcome(HttpResponse<?> answer) {
    int status = answer.statusCode();
    if (status >= 200 && status < 300) {
      return new Outcome.Sent();
    }
    String reason = "HTTP " + status;
    if (status == 410) {
      return new Outcome.Gone(reason);
    }
    return new Outcome.Failed(
        status >= 300 && status < 400 ? reason + ", and redirects are not followed" : reason,
        answer
            .headers()
            .firstValue("Retry-After")
            .filter(text -> text.matches("[0-9]{1,9}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)))
            .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait));
  }
}
