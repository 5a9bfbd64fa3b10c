package io.github.sddtool.app;

import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.pipeline.delivery.DeliveryLog;
import io.github.sddtool.source.Secret;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.Place;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

// @spec app/ledger#REQ-LED-005
/// Lets a server work on a kept delivery again: asks the one that runs, or, where none does, leaves
/// it for the next start.
public final class Replay {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Replay() {}

  /// What came of it, in one sentence.
  ///
  /// @throws UserFault when nothing of that id can be worked on again
  public static String of(Settings settings, String delivery) {
    return switch (settings.database()) {
      case Place.Folder _ ->
          Files.exists(settings.data().resolve(Database.FILE))
              ? inFolder(settings, delivery)
              : missing(delivery);
      case Place.Postgres _ -> shared(settings, delivery);
    };
  }

  private static String inFolder(Settings settings, String delivery) {
    try (Database database = Database.open(settings.data(), settings.database())) {
      return reopen(database, delivery);
    } catch (StoreFault inUse) {
      return settings
          .server()
          .apiToken()
          .map(token -> ask(settings, token, delivery))
          .orElseThrow(() ->
              UserFault.usage(
                  "The server is running, and has no server.api_token_file with which it could be asked."));
    }
  }

  /// Whoever shares the database finds it within half a minute.
  private static String shared(Settings settings, String delivery) {
    try {
      Path folder = Files.createTempDirectory("sdd-replay");
      try (Database database = Database.open(folder, settings.database())) {
        return reopen(database, delivery);
      } finally {
        Files.deleteIfExists(folder.resolve("sdd.lock"));
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new StoreFault("No folder for temporary files can be made.", e);
    }
  }

  private static String reopen(Database database, String delivery) {
    return new DeliveryLog(database).reopen(delivery)
        ? delivery + " will be worked on again."
        : missing(delivery);
  }

  private static String missing(String delivery) {
    throw UserFault.usage(
        "No delivery '" + delivery + "' is kept, or it waits to be worked on anyway.");
  }

  private static String ask(Settings settings, Secret token, String delivery) {
    String host =
        settings.server().host().equals(Settings.Server.EVERYWHERE)
            ? "127.0.0.1"
            : settings.server().host();
    URI uri =
        URI.create(
            "http://%s:%d/api/deliveries/%s/replay"
                .formatted(host, settings.server().port(), delivery));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token.reveal())
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return switch (status) {
        case 202 -> delivery + " is worked on again.";
        case 404 -> missing(delivery);
        default ->
            throw UserFault.usage(
                "The server at " + uri.getAuthority() + " answered " + status + ".");
      };
    } catch (ConnectException e) {
      throw UserFault.usage(
          "Another sdd uses the data folder, and none listens at " + uri.getAuthority() + ".");
    } catch (IOException e) {
      throw new StoreFault("The server at " + uri.getAuthority() + " did not answer.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreFault("Interrupted while waiting for the server.", e);
    }
  }
}
