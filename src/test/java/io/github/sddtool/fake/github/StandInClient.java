package io.github.sddtool.fake.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsonwebtoken.Jwts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/// A bare HTTP client of the stand-in, for tests of what a proper client would never send.
public final class StandInClient implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final GitHubStandIn standIn;

  public StandInClient(GitHubStandIn standIn) {
    this.standIn = standIn;
  }

  /// An answer and its body read as JSON; the body is missing when there was none.
  public record Reply(int status, JsonNode body, HttpResponse<String> raw) {
    public String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  /// Sends one request of the REST API.
  ///
  /// @param path below the API, `/repos/octo/shop`
  /// @param body JSON, or empty for none
  public Reply send(String method, String path, String authorization, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(standIn.api() + path))
            .timeout(Duration.ofSeconds(10))
            .header("Accept", "application/vnd.github+json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    var raw =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    return new Reply(raw.statusCode(), Json.MAPPER.readTree(raw.body()), raw);
  }

  /// `Bearer …` of a fresh installation token.
  public String token(String repository) throws IOException, InterruptedException {
    var path = "/app/installations/" + standIn.installation(repository) + "/access_tokens";
    var reply = send("POST", path, jwt(), "{}");
    return "Bearer " + reply.body().path("token").asText();
  }

  /// `Bearer …` of a JWT of the app, good for five minutes.
  public String jwt() {
    return jwt(Instant.now(), Duration.ofMinutes(5));
  }

  /// `Bearer …` of a JWT of the app with other times.
  public String jwt(Instant issued, Duration life) {
    return jwt(issued, life, key(standIn.app().privateKeyPkcs8Pem()));
  }

  /// `Bearer …` of a JWT that names the app and is signed by whomever.
  public String jwt(Instant issued, Duration life, PrivateKey key) {
    return "Bearer "
        + Jwts.builder()
            .issuer(Long.toString(standIn.app().id()))
            .issuedAt(Date.from(issued))
            .expiration(Date.from(issued.plus(life)))
            .signWith(key, Jwts.SIG.RS256)
            .compact();
  }

  @Override
  public void close() {
    http.close();
  }

  private static PrivateKey key(String pkcs8Pem) {
    var base64 = pkcs8Pem.replaceAll("-----[A-Z ]+-----", "").replace("\n", "");
    try {
      return KeyFactory.getInstance("RSA")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
