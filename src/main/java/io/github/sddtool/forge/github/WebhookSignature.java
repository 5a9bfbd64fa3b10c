package io.github.sddtool.forge.github;

import io.github.sddtool.source.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

// @spec app/webhooks#REQ-HOOK-001
/// Proves that a body comes from whoever knows one of our webhook secrets: `sha256=` and the
/// HMAC-SHA256 over the raw bytes in lower-case hexadecimal digits.
final class WebhookSignature {
  static final String HEADER = "X-Hub-Signature-256";
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "sha256=";

  private final List<Secret> secrets;

  WebhookSignature(List<Secret> secrets) {
    this.secrets = List.copyOf(secrets);
  }

  boolean hasSecrets() {
    return !secrets.isEmpty();
  }

  /// Whether any of the secrets made this signature; every secret is tried, each in constant time.
  boolean proves(String signature, byte[] body) {
    byte[] claimed = signature.getBytes(StandardCharsets.UTF_8);
    boolean proven = false;
    for (Secret secret : secrets) {
      byte[] expected = sign(secret, body).getBytes(StandardCharsets.UTF_8);
      proven |= MessageDigest.isEqual(expected, claimed);
    }
    return proven;
  }

  static String sign(Secret secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
      return PREFIX + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
