package io.github.sddtool.forge.gitlab;

import io.github.sddtool.forge.ForgeHttp;
import io.github.sddtool.source.Bytes;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Response.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.glassfish.jersey.client.ClientProperties;
import org.glassfish.jersey.client.ClientRequest;
import org.glassfish.jersey.client.ClientResponse;
import org.glassfish.jersey.client.spi.AsyncConnectorCallback;
import org.glassfish.jersey.client.spi.Connector;
import org.glassfish.jersey.client.spi.ConnectorProvider;
import org.glassfish.jersey.message.internal.Statuses;

/// How the library reaches GitLab: its HTTP client takes a class by name for that, and hands it
/// what the client was configured with.
public final class ApiConnector implements Connector {
  private static final String WAY = ApiConnector.class.getName();
  private static final String ACCOUNT = "token";

  private final ForgeHttp http;

  private ApiConnector(ForgeHttp http) {
    this.http = http;
  }

  /// What a client is configured with to go this way.
  static Map<String, Object> over(ForgeHttp http) {
    return Map.of(ClientProperties.CONNECTOR_PROVIDER, Provider.class.getName(), WAY, http);
  }

  /// Made by name.
  public static final class Provider implements ConnectorProvider {
    @Override
    public Connector getConnector(Client client, Configuration configuration) {
      return new ApiConnector((ForgeHttp) configuration.getProperty(WAY));
    }
  }

  @Override
  public ClientResponse apply(ClientRequest request) {
    try {
      var body = new ByteArrayOutputStream();
      if (request.hasEntity()) {
        request.setStreamProvider(_ -> body);
        request.writeEntity();
      }
      // After the entity was written, which adds its own.
      var headers = new HashMap<String, List<String>>(request.getRequestHeaders());
      ForgeHttp.Answer answer =
          http.send(
              new ForgeHttp.Query(
                  ACCOUNT,
                  request.getMethod(),
                  request.getUri(),
                  headers,
                  Bytes.of(body.toByteArray()),
                  true));
      var response = new ClientResponse(status(answer.status()), request);
      answer.headers().forEach(response::headers);
      response.setEntityStream(new ByteArrayInputStream(answer.body().toArray()));
      return response;
    } catch (IOException e) {
      throw new ProcessingException(e);
    }
  }

  private static jakarta.ws.rs.core.Response.StatusType status(int code) {
    Status known = Status.fromStatusCode(code);
    return known == null ? Statuses.from(code) : known;
  }

  @Override
  public Future<?> apply(ClientRequest request, AsyncConnectorCallback callback) {
    try {
      callback.response(apply(request));
    } catch (RuntimeException e) {
      callback.failure(e);
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public String getName() {
    return "sdd";
  }

  @Override
  public void close() {
    // The way belongs to whoever made it.
  }
}
