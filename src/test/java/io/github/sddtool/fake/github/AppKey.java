package io.github.sddtool.fake.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/// The key pair of the app: hands out the private half, judges what was signed with it.
final class AppKey {
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

  /// One for all stand-ins of this process: making one takes as long as many a test.
  private static final KeyPair PAIR = generate();

  private final long appId;
  private final Clock clock;

  AppKey(long appId, Clock clock) {
    this.appId = appId;
    this.clock = clock;
  }

  String pkcs8Pem() {
    return pem("PRIVATE KEY", PAIR.getPrivate().getEncoded());
  }

  /// The form that GitHub hands out: the key inside the PKCS#8 wrapping.
  String pkcs1Pem() {
    byte[] wrapped = PAIR.getPrivate().getEncoded();
    // SEQUENCE { INTEGER version, SEQUENCE algorithm, OCTET STRING key }
    int version = content(wrapped, 0);
    int algorithm = next(wrapped, version);
    int key = next(wrapped, algorithm);
    return pem(
        "RSA PRIVATE KEY", Arrays.copyOfRange(wrapped, content(wrapped, key), next(wrapped, key)));
  }

  /// Throws a [Refusal] unless the token is a JWT that this app signed and that is valid now.
  void requireValidJwt(String token) {
    var undecodable = Refusal.of(401, "A JSON web token could not be decoded");
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw undecodable;
    }
    JsonNode claims;
    try {
      var decoder = Base64.getUrlDecoder();
      var header = Json.MAPPER.readTree(decoder.decode(parts[0]));
      claims = Json.MAPPER.readTree(decoder.decode(parts[1]));
      var verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(PAIR.getPublic());
      verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      if (!header.path("alg").asText().equals("RS256")
          || !verifier.verify(decoder.decode(parts[2]))) {
        throw undecodable;
      }
    } catch (IOException | IllegalArgumentException | GeneralSecurityException e) {
      throw undecodable;
    }
    requireTimely(claims);
    if (!claims.path("iss").asText().equals(Long.toString(appId))) {
      throw Refusal.of(404, "Integration not found");
    }
  }

  private void requireTimely(JsonNode claims) {
    Instant now = clock.instant();
    var expiry = claims.path("exp");
    if (!expiry.isNumber() || !Instant.ofEpochSecond(expiry.asLong()).isAfter(now)) {
      throw Refusal.of(
          401,
          "'Expiration time' claim ('exp') must be a numeric value representing the future time at"
              + " which the assertion expires");
    }
    var issued = claims.path("iat");
    if (!issued.isNumber()
        || Instant.ofEpochSecond(issued.asLong()).isAfter(now.plus(CLOCK_SKEW))) {
      throw Refusal.of(
          401,
          "'Issued at' claim ('iat') must be an Integer representing the time that the assertion"
              + " was issued");
    }
    if (Instant.ofEpochSecond(expiry.asLong()).isAfter(now.plus(LONGEST_LIFE).plus(CLOCK_SKEW))) {
      throw Refusal.of(401, "'Expiration time' claim ('exp') is too far in the future");
    }
  }

  private static KeyPair generate() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String label, byte[] der) {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
  }

  /// Where the content of the DER element at this place begins.
  private static int content(byte[] der, int at) {
    int length = der[at + 1] & 0xff;
    return at + 2 + (length < 0x80 ? 0 : length & 0x7f);
  }

  /// Where the DER element after the one at this place begins.
  private static int next(byte[] der, int at) {
    int length = der[at + 1] & 0xff;
    if (length >= 0x80) {
      int size = 0;
      for (int i = at + 2; i < content(der, at); i++) {
        size = (size << 8) | (der[i] & 0xff);
      }
      length = size;
    }
    return content(der, at) + length;
  }
}
