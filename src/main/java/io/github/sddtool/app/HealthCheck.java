package io.github.sddtool.app;

import io.github.sddtool.fault.UserFault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

// @spec cli/commands#REQ-CLI-029
/// Asks a server whether it can take work. A container without a shell has nothing else in it that
/// could ask.
public final class HealthCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int HIGHEST_PORT = 65_535;

  private HealthCheck() {}

  /// What came of it.
  ///
  /// @param healthy whether the server can take work
  /// @param told in one line, with nothing in it of what was answered
  public record Health(boolean healthy, String told) {}

  /// Where a server on this machine listens by the variables it is started with.
  public static URI usual(Environment environment) {
    Optional<String> own = environment.get("SDD_SERVER_PORT");
    String port = own.or(() -> environment.get("PORT")).orElse("8080");
    if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > HIGHEST_PORT) {
      throw UserFault.usage(
          "%s '%s' is no port that can be asked, 1 to 65535; name the URL."
              .formatted(own.isPresent() ? "SDD_SERVER_PORT" : "PORT", port));
    }
    return URI.create("http://127.0.0.1:" + port + "/health/ready");
  }

  /// An address that can be asked.
  public static URI address(String text) {
    try {
      URI uri = new URI(text);
      boolean web =
          List.of("http", "https").contains(Optional.ofNullable(uri.getScheme()).orElse(""));
      // It is shown, so it holds no password.
      if (web
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getPort() <= HIGHEST_PORT) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // said below, together with addresses of another kind
    }
    throw UserFault.usage(
        "That is no address such as http://127.0.0.1:8080/health/ready, without a login.");
  }

  /// Asks it.
  public static Health of(URI address) {
    return of(address, PATIENCE);
  }

  /// Asks it, and waits for the whole answer no longer than this.
  static Health of(URI address, Duration patience) {
    // Straight: a proxy would tell of its own health.
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    try {
      int status =
          client
              .sendAsync(
                  HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
              .get(patience.toMillis(), TimeUnit.MILLISECONDS)
              .statusCode();
      return status == 200
          ? new Health(true, "healthy: " + address + " answered 200")
          : sick(address, "answered " + status);
    } catch (TimeoutException e) {
      return sick(address, "did not answer within " + patience.toSeconds() + " seconds");
    } catch (ExecutionException e) {
      return sick(address, why(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return sick(address, "was not asked to the end");
    } finally {
      // To close it would be to wait for an answer that nobody waits for any more.
      client.shutdownNow();
    }
  }

  private static Health sick(URI address, String why) {
    return new Health(false, "not healthy: " + address + " " + why);
  }

  private static String why(ExecutionException e) {
    return switch (e.getCause()) {
      case ConnectException _ -> "cannot be reached";
      case IOException broken -> "could not be asked: " + broken.getClass().getSimpleName();
      case null, default -> throw new IllegalStateException(e);
    };
  }
}
