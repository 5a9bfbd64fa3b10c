package io.github.sddtool.forge;

import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

// @spec app/webhooks#REQ-HOOK-007, app/notifications#REQ-NOTE-006
/// The signature of Standard Webhooks: `v1,` and the HMAC-SHA256 over id, time and raw body in
/// Base64, with a key that is written as `whsec_` and Base64.
public final class StandardWebhook {
  /// The headers, as the standard names them.
  public static final String ID = "webhook-id";

  public static final String TIME = "webhook-timestamp";
  public static final String SIGNATURE = "webhook-signature";

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";

  private final byte[] key;

  private StandardWebhook(byte[] key) {
    this.key = key;
  }

  /// Whether a secret says that it is a signing key.
  public static boolean isSigning(Secret secret) {
    return secret.reveal().startsWith(PREFIX);
  }

  /// With a key; empty where the secret is none.
  public static Optional<StandardWebhook> of(Secret secret) {
    if (!isSigning(secret)) {
      return Optional.empty();
    }
    try {
      byte[] key = Base64.getDecoder().decode(secret.reveal().substring(PREFIX.length()));
      return key.length > 0 ? Optional.of(new StandardWebhook(key)) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// The signature of a body.
  ///
  /// @param time in seconds since 1970, as the header has it
  public String sign(String id, String time, Bytes body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update((id + "." + time + ".").getBytes(StandardCharsets.UTF_8));
      return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body.toArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
