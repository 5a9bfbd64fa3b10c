package io.github.sddtool.forge.local;

import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// `sha256=` and the HMAC of a body in hexadecimal digits.
record Signature(Secret secret) {
  private static final String PREFIX = "sha256=";
  private static final String ALGORITHM = "HmacSHA256";

  /// Takes the same time wherever the first difference stands.
  boolean matches(String given, Bytes body) {
    if (!given.startsWith(PREFIX)) {
      return false;
    }
    try {
      byte[] claimed = HexFormat.of().parseHex(given.substring(PREFIX.length()));
      return MessageDigest.isEqual(claimed, hmac(body));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  String of(Bytes body) {
    return PREFIX + HexFormat.of().formatHex(hmac(body));
  }

  private byte[] hmac(Bytes body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
      return mac.doFinal(body.toArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
