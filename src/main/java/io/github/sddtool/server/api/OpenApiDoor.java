package io.github.sddtool.server.api;

import io.github.sddtool.server.Door;
import io.github.sddtool.server.Problem;
import io.github.sddtool.server.Reply;
import io.github.sddtool.spec.yaml.TypedYaml;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

// @spec app/api#REQ-API-010
/// `GET /openapi`: what the API is, for programs; anybody may read it.
public final class OpenApiDoor implements Door {
  private static final String FILE = "openapi.yaml";
  private static final String YAML = "application/yaml";

  @Override
  public void routing(HttpRules rules) {
    rules.get("/openapi", OpenApiDoor::show);
  }

  private static void show(ServerRequest request, ServerResponse response) {
    response.header("Cache-Control", "no-cache");
    response.header("X-Content-Type-Options", "nosniff");
    if (Call.accepts(request, YAML)) {
      response.header(HeaderNames.CONTENT_TYPE, YAML);
      response.send(text().getBytes(StandardCharsets.UTF_8));
    } else if (Call.accepts(request, Answer.JSON)) {
      response.header(HeaderNames.CONTENT_TYPE, Answer.JSON);
      response.send(Json.bytes(TypedYaml.read(text())));
    } else {
      Reply.problem(
          response,
          Problem.of(Problem.Kind.NOT_ACCEPTABLE, "The document comes as YAML or as JSON.")
              .choices(List.of(YAML, Answer.JSON)),
          "");
    }
  }

  /// The document.
  static String text() {
    try (InputStream in = OpenApiDoor.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + FILE + " is not packaged");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + FILE + " cannot be read", e);
    }
  }
}
