package io.github.sddtool.forge.github;

import io.github.sddtool.forge.ForgeHttp;
import io.github.sddtool.source.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/// How the library reaches GitHub. What is no success is a [Refusal] here already, so that the
/// library neither sleeps nor repeats a request that may have had its effect.
final class ApiConnector implements GitHubConnector {
  private final ForgeHttp http;
  private final String account;

  /// @param account whose limits count: `app`, or an installation
  ApiConnector(ForgeHttp http, String account) {
    this.http = http;
    this.account = account;
  }

  @Override
  public GitHubConnectorResponse send(GitHubConnectorRequest request) throws IOException {
    URI uri = uriOf(request);
    // Tokens are made by the App and not for people to read.
    boolean limited = !uri.getPath().endsWith("/access_tokens");
    ForgeHttp.Answer answer =
        http.send(
            new ForgeHttp.Query(
                account, request.method(), uri, request.allHeaders(), bodyOf(request), limited));
    byte[] body = answer.body().toArray();
    if (answer.status() >= 400) {
      throw Refusal.read(answer.status(), answer::header, body);
    }
    return new Content(request, answer, body);
  }

  private static URI uriOf(GitHubConnectorRequest request) throws IOException {
    try {
      return request.url().toURI();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static Bytes bodyOf(GitHubConnectorRequest request) throws IOException {
    if (!request.hasBody()) {
      return Bytes.NONE;
    }
    try (InputStream body = request.body()) {
      return body == null ? Bytes.NONE : Bytes.of(body.readAllBytes());
    }
  }

  private static final class Content extends GitHubConnectorResponse.ByteArrayResponse {
    private final byte[] content;

    private Content(GitHubConnectorRequest request, ForgeHttp.Answer answer, byte[] content) {
      super(request, answer.status(), answer.headers());
      this.content = content;
    }

    @Override
    protected InputStream rawBodyStream() {
      return new ByteArrayInputStream(content);
    }
  }
}
