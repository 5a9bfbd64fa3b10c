package io.github.sddtool.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sddtool.access.Role;
import io.github.sddtool.app.StoreDoors;
import io.github.sddtool.audit.Deed;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.server.HttpServer;
import io.github.sddtool.source.Secret;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.key.KeyStore;
import io.github.sddtool.store.spec.Person;
import io.github.sddtool.store.spec.Project;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server of the store on a database, and whoever asks it.
final class ApiClient implements AutoCloseable {
  static final String TOKEN = "the-servers-own-token";
  private static final ObjectMapper JSON = new ObjectMapper();

  final Database database;
  final KeyStore keys;
  final List<Project> edited = new CopyOnWriteArrayList<>();
  final SpecApi door;
  final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ApiClient(TestStore engine, Path folder) {
    this(engine, folder, Clock.systemUTC(), StoreRoutes.Beside.NOTHING);
  }

  ApiClient(TestStore engine, Path folder, Clock clock, StoreRoutes.Beside beside) {
    database = engine.open(folder);
    StoreRoutes.Grounds grounds =
        StoreDoors.grounds(database, Optional.of(Secret.of(TOKEN)), beside, edited::add, clock);
    keys = grounds.desks().keys();
    door = StoreRoutes.on(grounds, clock);
    server =
        HttpServer.start(
            new HttpServer.Binding("127.0.0.1", 0, Duration.ofSeconds(5)),
            List.of(door, new OpenApiDoor()),
            database::probe,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  /// A key of a person who is called like the role.
  String key(String project, Role role) {
    return key(project, role, role.text());
  }

  String key(String project, Role role, String name) {
    return made(project, role, name, 100_000, Optional.empty()).secret().reveal();
  }

  KeyStore.Made made(
      String project, Role role, String name, int perMinute, Optional<Instant> expires) {
    String email = name.toLowerCase(Locale.ROOT) + "@example.com";
    return keys.make(
        new KeyStore.Order(project, new Person(name, email), role, perMinute, expires),
        new Deed.Doer("test", "", "", "API", "r-0"));
  }

  /// A request that is put together.
  final class Asking {
    private final String method;
    private final String path;
    private final List<String> headers = new ArrayList<>();
    private HttpRequest.BodyPublisher body = BodyPublishers.noBody();

    private Asking(String method, String path) {
      this.method = method;
      this.path = path;
    }

    Asking with(String name, String value) {
      headers.add(name);
      headers.add(value);
      return this;
    }

    Asking as(String key) {
      return with("Authorization", "Bearer " + key);
    }

    Asking json(String text) {
      body = BodyPublishers.ofString(text);
      return with("Content-Type", "application/json");
    }

    Asking json(Map<String, ?> fields) {
      return json(JSON.valueToTree(fields).toString());
    }

    Asking bytes(HttpRequest.BodyPublisher bytes) {
      body = bytes;
      return this;
    }

    Answered send() {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
              .timeout(Duration.ofSeconds(30))
              .method(method, body);
      if (!headers.isEmpty()) {
        request.headers(headers.toArray(String[]::new));
      }
      try {
        return new Answered(client.send(request.build(), BodyHandlers.ofString()));
      } catch (IOException e) {
        throw new AssertionError(method + " " + path + " was not answered", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  /// What came back.
  record Answered(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String etag() {
      return header("ETag");
    }

    String body() {
      return response.body();
    }

    JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + response.body(), e);
      }
    }

    String text(String pointer) {
      return json().at(pointer).asText();
    }

    /// The last part of a problem's type.
    String problem() {
      return text("/type").replace("urn:sdd:problem:", "");
    }
  }

  Asking get(String path) {
    return new Asking("GET", path);
  }

  Asking post(String path) {
    return new Asking("POST", path);
  }

  Asking put(String path) {
    return new Asking("PUT", path);
  }

  Asking delete(String path) {
    return new Asking("DELETE", path);
  }

  Asking ask(String method, String path) {
    return new Asking(method, path);
  }

  /// Adds a spec that is written in the plainest way.
  Answered create(String key, String id) {
    return post("/api/specs").as(key).json(Map.of("id", id, "content", text(id))).send();
  }

  static String text(String title) {
    return """
    ---
    status: draft
    ---

    # %s

    ### REQ-001: First

    The service MUST do it.

    #### Scenario: Once

    - **GIVEN** one
    - **WHEN** two
    - **THEN** three
    """
        .formatted(title);
  }

  @Override
  public void close() {
    server.close();
    database.close();
  }
}
